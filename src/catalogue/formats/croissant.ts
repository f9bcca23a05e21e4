import type { ContractColumn } from '../../datasets/index.ts'
import type { DetailedRecord } from '../record.ts'
import { toSchemaOrg } from './schema-org.ts'
import { columnDescription } from './table-schema.ts'

const version = 'http://mlcommons.org/croissant/1.1'
export const croissantType = `application/ld+json; profile="${version}"; charset=utf-8`

const dataTypes: Record<ContractColumn['type'], string> = {
  string: 'sc:Text',
  integer: 'sc:Integer',
  number: 'sc:Float',
  boolean: 'sc:Boolean',
  date: 'sc:Date',
  datetime: 'sc:DateTime',
}

const croissantTerms = [
  'citeAs column containedIn equivalentProperty extract field fileObject fileProperty fileSet format includes',
  'isArray isLiveDataset jsonPath key md5 parentField recordSet references regex sdVersion separator source',
  'subField transform',
].flatMap((line) => line.split(' '))

const context = {
  '@language': 'en',
  '@vocab': 'http://schema.org/',
  sc: 'http://schema.org/',
  cr: 'http://mlcommons.org/croissant/',
  dct: 'http://purl.org/dc/terms/',
  conformsTo: 'dct:conformsTo',
  data: { '@id': 'cr:data', '@type': '@json' },
  dataType: { '@id': 'cr:dataType', '@type': '@vocab' },
  examples: { '@id': 'cr:examples', '@type': '@json' },
  ...Object.fromEntries(croissantTerms.map((name) => [name, `cr:${name}`])),
}

/** Croissant 1.1: the files of one version with their hashes, and what the columns are, for machine learning. */
export function toCroissant(record: DetailedRecord): Record<string, unknown> {
  const {
    '@context': _,
    '@type': type,
    '@id': id,
    distribution: __,
    variableMeasured: ___,
    ...about
  } = toSchemaOrg(record)
  const { latest, licence } = record
  const hashed = record.distributions.filter(
    ({ sha256, versionUrl }) => sha256 !== null && versionUrl !== null,
  )
  return {
    '@context': context,
    '@type': type,
    '@id': id,
    conformsTo: version,
    ...about,
    license: licence.url ?? licence.title,
    // Semantic versions are expected; ours count publications, each of which may change anything.
    version: latest === null ? record.versionName : `${latest.number}.0.0`,
    isLiveDataset: record.live,
    citeAs: `${record.publisher.name} (${record.issued.toString().slice(0, 4)}) ${record.title}. ${record.addresses.page}`,
    distribution: hashed.map(({ key, title, versionUrl, mediaType, bytes, sha256 }) => ({
      '@type': 'cr:FileObject',
      '@id': key,
      name: title,
      contentUrl: versionUrl,
      encodingFormat: mediaType,
      contentSize: `${bytes ?? 0} B`,
      sha256,
    })),
    recordSet:
      latest === null
        ? []
        : [
            {
              '@type': 'cr:RecordSet',
              '@id': 'rows',
              name: record.title,
              ...(record.primaryKey.length === 0
                ? {}
                : { key: record.primaryKey.map((name) => ({ '@id': `rows/${name}` })) }),
              field: record.columns.map((column) => ({
                '@type': 'cr:Field',
                '@id': `rows/${column.name}`,
                name: column.name,
                description: columnDescription(column) || column.title,
                // A cell may say REDACTED instead: what reads the file must be ready for text.
                dataType: column.markers ? 'sc:Text' : dataTypes[column.type],
                source: { fileObject: { '@id': 'csv' }, extract: { column: column.name } },
              })),
            },
          ],
  }
}
