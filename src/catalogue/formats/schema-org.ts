import type { CatalogueRecord, DetailedRecord } from '../record.ts'

const shortest = 50
const longest = 5000

/**
 * schema.org Dataset, as dataset search engines read it from a page's head. They take no description under 50
 * characters or over 5,000, so a short one is lengthened by who publishes it.
 */
export function toSchemaOrg(record: DetailedRecord): Record<string, unknown> {
  const { licence, publisher, period, area } = record
  return {
    '@context': 'https://schema.org/',
    '@type': 'Dataset',
    '@id': record.addresses.page,
    name: record.title,
    description: describe(record),
    url: record.addresses.page,
    identifier: record.id,
    keywords: record.keywords,
    inLanguage: 'en-GB',
    isAccessibleForFree: true,
    ...(licence.url === null ? {} : { license: licence.url }),
    ...(record.attribution === '' ? {} : { creditText: record.attribution }),
    creator: organisation(record),
    publisher: organisation(record),
    datePublished: record.issued.toString().slice(0, 10),
    dateModified: (record.latest?.publishedAt ?? record.modified).toString().slice(0, 10),
    version: record.versionName,
    ...(period === null
      ? {}
      : { temporalCoverage: `${period.from?.toString() ?? '..'}/${period.to?.toString() ?? '..'}` }),
    ...(area === null
      ? {}
      : {
          spatialCoverage: {
            '@type': 'Place',
            ...(area.name === null ? {} : { name: area.name }),
            ...(area.uri === null ? {} : { '@id': area.uri }),
          },
        }),
    includedInDataCatalog: {
      '@type': 'DataCatalog',
      name: `Open data of ${publisher.name}`,
      url: dataList(record),
    },
    distribution: record.distributions
      .filter(({ document }) => !document)
      .map(({ title, url, mediaType, format, bytes, sha256 }) => ({
        '@type': 'DataDownload',
        name: title,
        contentUrl: url,
        encodingFormat: mediaType ?? format,
        ...(bytes === null ? {} : { contentSize: `${bytes} B` }),
        ...(sha256 === null ? {} : { sha256 }),
      })),
    variableMeasured: record.columns.map(({ name, title, description, unit }) => ({
      '@type': 'PropertyValue',
      name,
      alternateName: title,
      ...(description === '' ? {} : { description }),
      ...(unit === undefined ? {} : { unitText: unit }),
    })),
  }
}

/** The same as text for a `<script type="application/ld+json">`: nothing in it can end the element or open another. */
export function writeSchemaOrg(record: DetailedRecord): string {
  return JSON.stringify(toSchemaOrg(record)).replaceAll('<', '\\u003c')
}

function describe({ description, title, publisher, owner }: CatalogueRecord): string {
  const characters = Array.from(description)
  if (characters.length > longest) return `${characters.slice(0, longest - 1).join('')}…`
  if (characters.length >= shortest) return description
  const kept = owner === publisher.name ? '' : ` It is kept by ${owner}.`
  return `${description} “${title}” is a dataset published by ${publisher.name}.${kept}`
}

function organisation({ publisher }: CatalogueRecord): Record<string, unknown> {
  return {
    '@type': 'GovernmentOrganization',
    '@id': publisher.uri,
    name: publisher.name,
    url: publisher.homepage,
    ...(publisher.email === '' ? {} : { email: publisher.email }),
  }
}

function dataList({ addresses, slug }: CatalogueRecord): string {
  return addresses.page.slice(0, -slug.length - 1)
}
