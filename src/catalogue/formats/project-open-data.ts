import type { CatalogueRecord } from '../record.ts'
import { mailAddress } from './web-address.ts'

/** What stands before and after the datasets of `/data.json`, and between two of them a comma. */
export const projectOpenDataFrame = {
  conformsTo: 'https://project-open-data.cio.gov/v1.1/schema',
  describedBy: 'https://project-open-data.cio.gov/v1.1/schema/catalog.json',
  '@context': 'https://project-open-data.cio.gov/v1.1/schema/catalog.jsonld',
  '@type': 'dcat:Catalog',
} as const

/**
 * A dataset as Project Open Data 1.1 describes it, without the two fields that hold codes of the United States budget.
 * `identifier` is what harvesters know the dataset by: it never changes, whatever address the site moves to.
 */
export function toProjectOpenData(record: CatalogueRecord): Record<string, unknown> {
  const { licence, publisher, period, area, addresses } = record
  const mailbox = mailAddress(record.contactEmail)
  return {
    '@type': 'dcat:Dataset',
    identifier: record.id,
    title: record.title,
    description: record.description,
    keyword: record.keywords.length > 0 ? record.keywords : [record.theme?.title ?? publisher.name],
    issued: record.issued.round('second').toString(),
    modified: record.modified.round('second').toString(),
    publisher: { '@type': 'org:Organization', name: publisher.name },
    contactPoint: {
      '@type': 'vcard:Contact',
      fn: record.owner,
      ...(mailbox === null ? {} : { hasEmail: mailbox }),
    },
    accessLevel: 'public',
    language: ['en-GB'],
    landingPage: addresses.page,
    ...(record.attribution === '' ? {} : { rights: record.attribution }),
    ...(licence.url === null ? {} : { license: licence.url }),
    ...(record.theme === null ? {} : { theme: [record.theme.title] }),
    ...(record.frequency === null ? {} : { accrualPeriodicity: record.frequency.interval }),
    ...(area === null ? {} : { spatial: area.uri ?? area.name }),
    ...(period?.from && period.to ? { temporal: `${period.from.toString()}/${period.to.toString()}` } : {}),
    ...(record.latest === null
      ? {}
      : {
          describedBy: addresses.csvw,
          describedByType: 'application/csvm+json',
          conformsTo: addresses.csvw,
        }),
    distribution: record.distributions.map((distribution) => ({
      '@type': 'dcat:Distribution',
      identifier: distribution.id,
      title: distribution.title,
      ...(distribution.description === '' ? {} : { description: distribution.description }),
      ...(distribution.mediaType === null
        ? { accessURL: distribution.url }
        : { downloadURL: distribution.url, mediaType: distribution.mediaType }),
      format: distribution.format,
      ...(distribution.bytes === null ? {} : { byteSize: distribution.bytes }),
    })),
  }
}
