import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fc } from '../../../test/support/property.ts'
import jsonld from 'jsonld'
import type { TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import { exampleColumns, exampleRecord, hostileTexts } from '../record.fixture.ts'
import { toCroissant } from './croissant.ts'
import { toCsvw } from './csvw.ts'
import { toDataPackage } from './data-package.ts'
import { toProjectOpenData } from './project-open-data.ts'
import { toSchemaOrg, writeSchemaOrg } from './schema-org.ts'
import { toUkExchange } from './uk-exchange.ts'
import {
  csvw,
  croissant,
  dataPackage,
  projectOpenData,
  schemaOrg,
  ukExchange,
} from './json-standards.fixture.ts'

const formats = {
  projectOpenData: { schema: projectOpenData, make: toProjectOpenData },
  dataPackage: {
    schema: dataPackage,
    make: (record: ReturnType<typeof exampleRecord>) => toDataPackage(record),
  },
  schemaOrg: { schema: schemaOrg, make: toSchemaOrg },
  croissant: { schema: croissant, make: toCroissant },
  ukExchange: { schema: ukExchange, make: toUkExchange },
  csvw: {
    schema: csvw,
    make: (record: ReturnType<typeof exampleRecord>) => toCsvw(record, `${record.addresses.page}.csv`),
  },
} satisfies Record<string, { schema: TSchema; make: (record: ReturnType<typeof exampleRecord>) => unknown }>

function faultsOf(schema: TSchema, value: unknown): unknown[] {
  // What goes out is the JSON, so that is what is checked.
  return Compile(schema).Errors(JSON.parse(JSON.stringify(value)))
}

for (const [name, { schema, make }] of Object.entries(formats)) {
  test(`${name}: a table, data kept elsewhere and a document are each as the standard has it`, () => {
    assert.deepEqual(faultsOf(schema, make(exampleRecord())), [])
    for (const kind of ['external', 'document', 'paper'] as const)
      assert.deepEqual(
        faultsOf(
          schema,
          make(
            exampleRecord(
              {
                kind,
                keywords: [],
                links:
                  kind === 'paper'
                    ? []
                    : exampleRecord()
                        .distributions.slice(0, 1)
                        .map(({ url }) => ({ title: 'Elsewhere', url, format: 'CSV', note: '' })),
              },
              [],
            ),
          ),
        ),
        [],
        kind,
      )
    assert.notDeepEqual(faultsOf(schema, {}), [], 'the schema refuses what is nothing')
  })

  test(`${name}: whatever publishers write, it stays so`, () => {
    const text = fc.oneof(fc.constantFrom(...hostileTexts), fc.string({ unit: 'binary', maxLength: 60 }))
    fc.assert(
      fc.property(text, text, text, (title, description, word) => {
        const columns = exampleColumns.map((column) => ({ ...column, title, description, redaction: word }))
        const record = exampleRecord(
          {
            title,
            description,
            keywords: [word, word, title],
            owner: word,
            contactEmail: word,
            areaName: title,
            licence: word || 'x',
            redactionNote: word,
          },
          undefined,
          columns,
        )
        // An authority always has a licence of its list; one it has not is told by its name alone.
        if (name === 'croissant' || name === 'dataPackage' || name === 'ukExchange')
          record.licence = exampleRecord().licence
        assert.deepEqual(faultsOf(schema, make(record)), [])
      }),
      { numRuns: 60 },
    )
  })
}

test('identifiers of resources are always the same, and differ between datasets and formats', () => {
  const ids = (record: ReturnType<typeof exampleRecord>) => record.distributions.map(({ id }) => id)
  const first = exampleRecord()
  assert.deepEqual(
    ids(first),
    ids(
      exampleRecord(
        { title: 'Another title', slug: 'another', description: '' },
        exampleRecord().versions.slice(1),
      ),
    ),
  )
  const other = exampleRecord({ id: '01a20000-0000-7000-8000-00000000000b' })
  assert.equal(new Set([...ids(first), ...ids(other)]).size, ids(first).length + ids(other).length)
  for (const id of ids(first))
    assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  // Kept here so that a change of the rule is seen: harvesters would take every resource for a new one.
  assert.equal(ids(first)[0], '42ab5a8a-ea63-5e59-9ef5-d5cf83edb79c')
})

test('a marker is a labelled missing value, and its column keeps its type but is not required', () => {
  const { resources } = toDataPackage(exampleRecord()) as {
    resources: { schema: { fields: Record<string, unknown>[] } }[]
  }
  const field = (name: string) => resources[0]?.schema.fields.find((each) => each['name'] === name)
  assert.deepEqual(field('supplier')?.['missingValues'], [
    { value: '', label: 'Nothing given' },
    { value: 'REDACTED', label: 'Taken out before publication: personal data' },
  ])
  assert.equal(field('amount')?.['type'], 'number')
  assert.deepEqual(field('reference')?.['constraints'], { required: true })
  assert.deepEqual(field('kind')?.['constraints'], { enum: ['Revenue', 'Capital'] })
})

test('what a page’s head holds cannot end its element', () => {
  const record = exampleRecord({ title: '</script><script>alert(1)</script>', description: '<!-- <script>' })
  const written = writeSchemaOrg(record)
  assert.ok(!written.includes('<'))
  assert.equal((JSON.parse(written) as { name: string }).name, record.title)
})

test('a short description is lengthened and a long one cut, as dataset search engines ask', () => {
  assert.match(
    String(toSchemaOrg(exampleRecord({ description: 'Short.' }))['description']),
    /^Short\. “Spending over £500” is a dataset published by Exampleshire Council\. It is kept by Finance\.$/,
  )
  assert.equal(
    Array.from(String(toSchemaOrg(exampleRecord({ description: '🏴'.repeat(6000) }))['description'])).length,
    5000,
  )
})

test('schema.org, Croissant and CSVW are JSON-LD that a processor of others reads', async () => {
  const csvwContext = {
    '@context': {
      '@vocab': 'http://www.w3.org/ns/csvw#',
      dc: 'http://purl.org/dc/terms/',
      schema: 'http://schema.org/',
      xsd: 'http://www.w3.org/2001/XMLSchema#',
      dcat: 'http://www.w3.org/ns/dcat#',
    },
  }
  const documentLoader = async (url: string) => ({
    contextUrl: undefined,
    documentUrl: url,
    document:
      url === 'http://www.w3.org/ns/csvw' ? csvwContext : { '@context': { '@vocab': 'http://schema.org/' } },
  })
  for (const make of [toSchemaOrg, toCroissant, formats.csvw.make]) {
    const document = JSON.parse(JSON.stringify(make(exampleRecord()))) as jsonld.JsonLdDocument
    const quads = (await jsonld.toRDF(document, { documentLoader })) as object[]
    assert.ok(quads.length > 30, `${quads.length} statements`)
  }
})
