import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fc } from '../../../../test/support/property.ts'
import { exampleColumns, exampleRecord, hostileTexts } from '../../record.fixture.ts'
import { CkanError } from './ckan-error.ts'
import { readFields, readFilters, readSort, separatedLine } from './datastore.ts'
import { ckanTime, tagName, toPackage } from './package.ts'
import { parseSolr, parseWords, type SolrNames } from './solr-query.ts'

const names: SolrNames = {
  organisation: ['exampleshire', 'an-id'],
  licencesOf: (id) => (id === 'uk-ogl' ? ['OGL-UK-3.0', 'OGL-UK-2.0'] : []),
}
const parse = (query: string) => parseSolr(query, names)
const refusal = (type: string) => (error: unknown) => error instanceof CkanError && error.type === type

test('the query of a CKAN harvester is read as it is meant', () => {
  assert.deepEqual(parse('metadata_modified:[2026-01-01T00:00:00Z TO *]'), {
    kind: 'between',
    field: 'modified',
    from: Temporal.Instant.from('2026-01-01T00:00:00Z'),
    to: null,
  })
  assert.deepEqual(
    parse('organization:exampleshire OR organization:other metadata_modified:[2026-01-01T00:00:00 TO *]'),
    {
      kind: 'all',
      of: [
        { kind: 'any', of: [{ kind: 'true' }, { kind: 'false' }] },
        { kind: 'between', field: 'modified', from: Temporal.Instant.from('2026-01-01T00:00:00Z'), to: null },
      ],
    },
  )
  assert.deepEqual(parse('-organization:exampleshire'), { kind: 'not', of: { kind: 'true' } })
})

test('fields, lists, quotes, beginnings and operators', () => {
  assert.deepEqual(parse('tags:"Parking fines"'), { kind: 'is', field: 'keyword', value: 'Parking fines' })
  assert.deepEqual(parse('+groups:(land OR culture) AND res_format:CSV'), {
    kind: 'all',
    of: [
      {
        kind: 'any',
        of: [
          { kind: 'is', field: 'theme', value: 'land' },
          { kind: 'is', field: 'theme', value: 'culture' },
        ],
      },
      { kind: 'is', field: 'format', value: 'CSV' },
    ],
  })
  assert.deepEqual(parse('name:spend*'), { kind: 'begins', field: 'slug', value: 'spend' })
  assert.deepEqual(parse('license_id:uk-ogl'), {
    kind: 'any',
    of: [
      { kind: 'is', field: 'licence', value: 'OGL-UK-3.0' },
      { kind: 'is', field: 'licence', value: 'OGL-UK-2.0' },
    ],
  })
  assert.deepEqual(parse('state:active type:dataset private:false'), {
    kind: 'all',
    of: [{ kind: 'true' }, { kind: 'true' }, { kind: 'true' }],
  })
  assert.deepEqual(parse('NOT title:bins'), { kind: 'not', of: { kind: 'words', text: 'bins' } })
  assert.deepEqual(parse('*:*'), { kind: 'true' })
})

test('words are words, unless they speak of fields', () => {
  assert.deepEqual(parseWords('', names), { kind: 'true' })
  assert.deepEqual(parseWords('*:*', names), { kind: 'true' })
  assert.deepEqual(parseWords('parking "blue badge" -car', names), {
    kind: 'words',
    text: 'parking "blue badge" -car',
  })
  assert.deepEqual(parseWords('name:spending', names), { kind: 'is', field: 'slug', value: 'spending' })
  assert.deepEqual(parseWords('note: this (is', names), { kind: 'words', text: 'note: this (is' })
})

test('what cannot be read is refused as CKAN refuses it, and nothing else is thrown', () => {
  for (const query of [
    'metadata_modified:[a TO b]',
    'colour:red',
    'tags:(a OR',
    'tags:',
    'a)',
    'tags:[a TO b]',
    '"open',
  ])
    assert.throws(() => parse(query), refusal('Search Query Error'), query)
  const piece = fc.oneof(
    fc.constantFrom(
      'tags:',
      'AND',
      'OR',
      'NOT',
      '(',
      ')',
      '"',
      '[a TO *]',
      '-',
      '+',
      '*',
      'metadata_modified:',
      'a\\"b',
      ...hostileTexts,
    ),
    fc.string(),
  )
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      try {
        parse(pieces.join(' '))
      } catch (error) {
        assert.ok(error instanceof CkanError, String(error))
      }
    }),
    { numRuns: 500 },
  )
})

test('filters, sorts and fields of a table are checked against its columns', () => {
  assert.deepEqual(
    readFilters({ supplier: ['A, B', 'say "c"'], amount: { gte: 5, lt: '10' }, kind: null }, exampleColumns),
    [
      { column: 'supplier', operator: 'in', value: '"A, B","say ""c"""' },
      { column: 'amount', operator: 'gte', value: '5' },
      { column: 'amount', operator: 'lt', value: '10' },
      { column: 'kind', operator: 'isnull', value: '' },
    ],
  )
  assert.deepEqual(readSort('amount desc, "supplier" ASC, _id', exampleColumns), [
    { column: 'amount', descending: true },
    { column: 'supplier', descending: false },
    { column: null, descending: false },
  ])
  assert.deepEqual(readFields('_id, amount', exampleColumns), { names: ['amount'], withId: true })
  assert.deepEqual(readFields(undefined, exampleColumns), { names: null, withId: true })
  for (const wrong of [
    () => readFilters('text', exampleColumns),
    () => readFilters({ colour: 1 }, exampleColumns),
    () => readFilters({ amount: { about: 1 } }, exampleColumns),
    () => readFilters({ amount: [] }, exampleColumns),
    () => readSort('amount; drop table x', exampleColumns),
    () => readFields(['colour'], exampleColumns),
  ])
    assert.throws(wrong, refusal('Validation Error'))
  assert.equal(
    separatedLine(['a,b', 'say "c"', null, 3, true, 'd\ne'], ','),
    '"a,b","say ""c""",,3,true,"d\ne"\r\n',
  )
})

test('a package has what harvesters of CKAN and data.gov.uk read', () => {
  const made = toPackage(exampleRecord(), 'https://data.example.org/requests/new')
  assert.equal(made['id'], '01a20000-0000-7000-8000-00000000000a')
  assert.equal(made['name'], 'spending')
  assert.equal(made['license_id'], 'uk-ogl')
  assert.equal(made['metadata_modified'], '2026-03-04T09:30:15.123456')
  assert.equal(made['owner_org'], (made['organization'] as { id: string }).id)
  assert.equal(made['num_tags'], (made['tags'] as unknown[]).length)
  const resources = made['resources'] as Record<string, unknown>[]
  assert.equal(made['num_resources'], resources.length)
  assert.deepEqual(
    resources.map(({ format, position, package_id, datastore_active }) => [
      format,
      position,
      package_id,
      datastore_active,
    ]),
    ['CSV', 'JSON', 'Parquet', 'XLSX', 'PDF'].map((format, index) => [
      format,
      index,
      made['id'],
      format !== 'PDF',
    ]),
  )
  assert.deepEqual(
    resources.map((resource) => resource['resource-type']),
    ['file', 'file', 'file', 'file', 'supporting-document'],
  )
  assert.equal(resources[0]?.['datafile-date'], '2026-02-28')
  const extras = Object.fromEntries(
    (made['extras'] as { key: string; value: string }[]).map(({ key, value }) => [key, value]),
  )
  assert.deepEqual(
    Object.fromEntries(
      ['contact-name', 'contact-email', 'foi-email', 'foi-web', 'theme-primary', 'licence-custom'].map(
        (key) => [key, extras[key]],
      ),
    ),
    {
      'contact-name': 'Finance',
      'contact-email': 'open.data@example.org',
      'foi-email': 'foi@example.org',
      'foi-web': 'https://data.example.org/requests/new',
      'theme-primary': 'government-spending',
      'licence-custom': undefined,
    },
  )
  for (const value of Object.values(extras)) assert.equal(typeof value, 'string')
})

test('tags are made of what CKAN takes, and moments are without a zone', () => {
  assert.equal(tagName('Parking & fines (2026)'), 'Parking - fines -2026-')
  assert.equal(tagName('a'), null)
  assert.equal(tagName('é'.repeat(200))?.length, 100)
  assert.equal(ckanTime(Temporal.Instant.from('2026-01-14T09:30Z')), '2026-01-14T09:30:00.000000')
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (keyword) => {
      const name = tagName(keyword)
      assert.ok(name === null || (/^[\p{L}\p{N}\p{M}_. -]{2,100}$/u.test(name) && name.trim() === name))
    }),
  )
})
