import { Type } from 'typebox'

// What each standard requires, written from the standard and not from what we make.
const words = Type.String({ minLength: 1, pattern: '\\S' })
const address = Type.String({ pattern: '^https?://[^\\s<>"{}|\\\\^`]+$' })
const moment = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}(T\\d{2}:\\d{2}:\\d{2}Z)?$' })
const day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })
const hash = Type.String({ pattern: '^[0-9a-f]{64}$' })
const open = { additionalProperties: true }

export const projectOpenData = Type.Object(
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

export const dataPackage = Type.Object(
  {
    $schema: Type.Literal('https://datapackage.org/profiles/2.0/datapackage.json'),
    name: Type.String({ pattern: '^[a-z0-9._/-]+$' }),
    title: words,
    created: moment,
    keywords: Type.Optional(Type.Array(words, { minItems: 1 })),
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

export const csvw = Type.Object(
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

export const schemaOrg = Type.Object(
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

export const croissant = Type.Object(
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

export const ukExchange = Type.Object(
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
