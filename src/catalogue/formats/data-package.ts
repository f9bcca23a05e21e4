import type { DetailedRecord, PublishedVersion } from '../record.ts'
import { toTableSchema } from './table-schema.ts'

/**
 * A Data Package, version 2 (datapackage.org). `path` is where the CSV is: its address, or its name in the same archive.
 */
export function toDataPackage(record: DetailedRecord, path?: string): Record<string, unknown> {
  const { latest, licence, publisher, addresses } = record
  const contributors = [
    { title: publisher.name, path: publisher.homepage, email: record.contactEmail, roles: ['publisher'] },
  ]
  return {
    $schema: 'https://datapackage.org/profiles/2.0/datapackage.json',
    name: record.slug,
    id: record.id,
    title: record.title,
    description: record.description,
    homepage: addresses.page,
    version: record.versionName,
    created: (latest?.publishedAt ?? record.modified).round('second').toString(),
    // The profile takes no empty list.
    ...(record.keywords.length === 0 ? {} : { keywords: record.keywords }),
    licenses: [
      { name: licence.id, title: licence.title, ...(licence.url === null ? {} : { path: licence.url }) },
    ],
    contributors,
    sources: [{ title: publisher.name, path: addresses.page, version: record.versionName }],
    ...(record.attribution === '' ? {} : { attribution: record.attribution }),
    resources: latest === null ? linkedResources(record) : [tableResource(record, latest, path)],
  }
}

function tableResource(
  record: DetailedRecord,
  latest: PublishedVersion,
  path?: string,
): Record<string, unknown> {
  return {
    name: record.slug,
    type: 'table',
    title: record.title,
    // Of this version and not of the latest, so that size and hash stay true.
    path: path ?? `${record.addresses.version(latest.number)}.csv`,
    format: 'csv',
    mediatype: 'text/csv',
    encoding: 'utf-8',
    bytes: latest.csv.bytes,
    hash: `sha256:${latest.csv.sha256}`,
    dialect: {
      $schema: 'https://datapackage.org/profiles/2.0/tabledialect.json',
      header: true,
      headerRows: [1],
      delimiter: ',',
      lineTerminator: '\r\n',
      quoteChar: '"',
      doubleQuote: true,
    },
    schema: toTableSchema(record.columns, record.primaryKey),
  }
}

/** A package must have a resource: for what has no table, the addresses it is found at. */
function linkedResources({
  distributions,
  slug,
  title,
  addresses,
}: DetailedRecord): Record<string, unknown>[] {
  const linked = distributions.map(({ key, title, url, format, mediaType }) => ({
    name: key,
    title,
    path: url,
    format: format.toLowerCase(),
    ...(mediaType === null ? {} : { mediatype: mediaType }),
  }))
  return linked.length > 0
    ? linked
    : [{ name: slug, title, path: addresses.page, format: 'html', mediatype: 'text/html' }]
}
