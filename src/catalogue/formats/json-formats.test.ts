import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import jsonld from 'jsonld'
import { Type, type TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import { exampleColumns, exampleRecord, hostileTexts } from '../record.fixture.ts'
import { toCroissant } from './croissant.ts'
import { toCsvw } from './csvw.ts'
import { toDataPackage } from './data-package.ts'
import { toProjectOpenData } from './project-open-data.ts'
import { toSchemaOrg, writeSchemaOrg } from './schema-org.ts'
import { toUkExchange } from './uk-exchange.ts'

// What each standard requires, written from the standard and not from what we make.
const words = Type.String({ minLength: 1, pattern: '\\S' })
const address = Type.String({ pattern: '^https?://[^\\s<>"{}|\\\\^`]+$' })
const moment = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}(T\\d{2}:\\d{2}:\\d{2}Z)?$' })
const day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })
const hash = Type.String({ pattern: '^[0-9a-f]{64}$' })
const open = { additionalProperties: true }

const projectOpenData = Type.Object(
  {
    '@type': Type.Literal('dcat:Dataset'),
    identifier: words,
    title: words,
    description: words,
    keyword: Type.Array(words, { minItems: 1, uniqueItems: true }),
    modified: moment,
    issued: Type.Optional(moment),
    publisher: Type.Object(
      { '@type': Type.Literal('org:Organization'), name: words },
      { additionalProperties: false },
    ),
    contactPoint: Type.Object(
      {
        '@type': Type.Literal('vcard:Contact'),
        fn: words,
        hasEmail: Type.Optional(Type.String({ pattern: '^mailto:[^\\s@]+@[^\\s@]+$' })),
      },
      { additionalProperties: false },
    ),
    accessLevel: Type.Union([
      Type.Literal('public'),
      Type.Literal('restricted public'),
      Type.Literal('non-public'),
    ]),
    language: Type.Array(Type.String({ pattern: '^[a-z]{2}(-[A-Z]{2})?$' })),
    license: Type.Optional(address),
    landingPage: Type.Optional(address),
    describedBy: Type.Optional(address),
    describedByType: Type.Optional(Type.String({ pattern: '^[a-z]+/[a-z0-9.+-]+$' })),
    accrualPeriodicity: Type.Optional(
      Type.String({ pattern: '^(irregular|R/P(?:\\d+Y|\\d+M|\\d+W|\\d+D|T\\d+[HMS]))$' }),
    ),
    temporal: Type.Optional(Type.String({ pattern: '^\\S+/\\S+$' })),
    distribution: Type.Array(
      Type.Object(
        {
          '@type': Type.Literal('dcat:Distribution'),
          downloadURL: Type.Optional(address),
          accessURL: Type.Optional(address),
          mediaType: Type.Optional(Type.String({ pattern: '^[a-z]+/[a-z0-9.+-]+$' })),
          byteSize: Type.Optional(Type.Integer({ minimum: 0 })),
        },
        open,
      ),
    ),
  },
  open,
)

const dataPackage = Type.Object(
  {
    $schema: Type.Literal('https://datapackage.org/profiles/2.0/datapackage.json'),
    name: Type.String({ pattern: '^[a-z0-9._/-]+$' }),
    title: words,
    created: moment,
    licenses: Type.Array(Type.Object({ name: Type.String({ pattern: '^([-a-zA-Z0-9._])+$' }) }, open), {
      minItems: 1,
    }),
    contributors: Type.Array(Type.Object({ title: words, roles: Type.Array(words, { minItems: 1 }) }, open), {
      minItems: 1,
    }),
    resources: Type.Array(
      Type.Object(
        {
          name: words,
          path: words,
          type: Type.Optional(Type.Literal('table')),
          bytes: Type.Optional(Type.Integer()),
          hash: Type.Optional(Type.String({ pattern: '^([^:]+:[a-fA-F0-9]+|[a-fA-F0-9]{32}|)$' })),
          schema: Type.Optional(
            Type.Object(
              {
                $schema: Type.Literal('https://datapackage.org/profiles/2.0/tableschema.json'),
                fields: Type.Array(
                  Type.Object(
                    {
                      name: words,
                      type: Type.Union(
                        ['string', 'integer', 'number', 'boolean', 'date', 'datetime'].map((type) =>
                          Type.Literal(type),
                        ),
                      ),
                      missingValues: Type.Optional(
                        Type.Array(
                          Type.Object(
                            { value: Type.String(), label: words },
                            { additionalProperties: false },
                          ),
                          { minItems: 1 },
                        ),
                      ),
                    },
                    open,
                  ),
                  { minItems: 1 },
                ),
                primaryKey: Type.Optional(Type.Array(words, { minItems: 1 })),
              },
              open,
            ),
          ),
        },
        open,
      ),
      { minItems: 1 },
    ),
  },
  open,
)

const csvw = Type.Object(
  {
    '@context': Type.Tuple([Type.Literal('http://www.w3.org/ns/csvw'), Type.Object({ '@language': words })]),
    url: address,
    tableSchema: Type.Object(
      {
        columns: Type.Array(
          Type.Object(
            {
              name: Type.String({ pattern: '^[^_\\s][^\\s]*$' }),
              titles: Type.Array(words, { minItems: 1, uniqueItems: true }),
              datatype: Type.Union([words, Type.Object({ base: words, format: words })]),
              'dc:description': Type.Optional(words),
              required: Type.Optional(Type.Boolean()),
              null: Type.Array(Type.String()),
            },
            { additionalProperties: false },
          ),
        ),
        primaryKey: Type.Optional(Type.Array(words)),
      },
      { additionalProperties: false },
    ),
  },
  open,
)

const schemaOrg = Type.Object(
  {
    '@context': Type.Literal('https://schema.org/'),
    '@type': Type.Literal('Dataset'),
    name: words,
    description: Type.String({ minLength: 50, maxLength: 10_000 }),
    url: address,
    license: Type.Optional(address),
    isAccessibleForFree: Type.Literal(true),
    datePublished: day,
    dateModified: day,
    temporalCoverage: Type.Optional(
      Type.String({ pattern: '^(\\.\\.|\\d{4}-\\d{2}-\\d{2})/(\\.\\.|\\d{4}-\\d{2}-\\d{2})$' }),
    ),
    distribution: Type.Array(
      Type.Object(
        { '@type': Type.Literal('DataDownload'), contentUrl: address, encodingFormat: words },
        open,
      ),
    ),
    variableMeasured: Type.Array(Type.Object({ '@type': Type.Literal('PropertyValue'), name: words }, open)),
  },
  open,
)

const croissant = Type.Object(
  {
    '@type': Type.Literal('Dataset'),
    conformsTo: Type.Literal('http://mlcommons.org/croissant/1.1'),
    name: words,
    description: words,
    license: words,
    url: address,
    creator: Type.Object({ name: words }, open),
    datePublished: day,
    version: Type.String({ pattern: '^(\\d+\\.\\d+\\.\\d+|\\d{4}-\\d{2}-\\d{2})$' }),
    distribution: Type.Array(
      Type.Object({
        '@type': Type.Literal('cr:FileObject'),
        '@id': words,
        name: words,
        contentUrl: address,
        encodingFormat: words,
        contentSize: Type.String({ pattern: '^\\d+ B$' }),
        sha256: hash,
      }),
    ),
    recordSet: Type.Array(
      Type.Object(
        {
          '@type': Type.Literal('cr:RecordSet'),
          '@id': words,
          field: Type.Array(
            Type.Object(
              {
                '@type': Type.Literal('cr:Field'),
                '@id': words,
                dataType: Type.String({ pattern: '^sc:[A-Z]\\w+$' }),
                source: Type.Object({
                  fileObject: Type.Object({ '@id': words }),
                  extract: Type.Object({ column: words }),
                }),
              },
              open,
            ),
            { minItems: 1 },
          ),
        },
        open,
      ),
    ),
  },
  open,
)

const ukExchange = Type.Object(
  {
    type: Type.Literal('dcat:Dataset'),
    identifier: words,
    title: words,
    description: words,
    publisher: words,
    creator: Type.Array(words, { minItems: 1 }),
    contactPoint: Type.Object({ contactName: words, email: Type.String() }, { additionalProperties: false }),
    accessRights: Type.Union(['INTERNAL', 'OPEN', 'COMMERCIAL'].map((value) => Type.Literal(value))),
    securityClassification: Type.Union(
      ['OFFICIAL', 'SECRET', 'TOP_SECRET', 'NOT_APPLICABLE'].map((value) => Type.Literal(value)),
    ),
    modified: day,
    version: words,
    licence: words,
    updateFrequency: Type.String({
      pattern:
        '^freq:(triennial|biennial|annual|semiannual|threeTimesAYear|quarterly|bimonthly|monthly|semimonthly|biweekly|threeTimesAMonth|weekly|semiweekly|threeTimesAWeek|daily|continuous|irregular)$',
    }),
    distribution: Type.Array(
      Type.Object(
        {
          type: Type.Literal('dcat:Distribution'),
          mediaType: Type.String({ pattern: '^[a-z]+/[a-z0-9.+-]+$' }),
        },
        open,
      ),
    ),
  },
  open,
)

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
