import type { CatalogueRecord } from '../record.ts'

/**
 * The UK Cross-Government Metadata Exchange Model (co-cddo/ukgov-metadata-exchange-model), one dataset. Its list of
 * organisations holds no councils; ours is named by its own short name.
 */
export function toUkExchange(record: CatalogueRecord): Record<string, unknown> {
  const { publisher, licence } = record
  const day = (at: Temporal.Instant) => at.toString().slice(0, 10)
  return {
    '@type': 'Dataset',
    type: 'dcat:Dataset',
    identifier: record.addresses.page,
    title: record.title,
    description: record.description,
    summary: Array.from(record.description).slice(0, 250).join(''),
    publisher: publisher.slug,
    creator: [publisher.slug],
    contactPoint: { contactName: record.owner, email: record.contactEmail.toLowerCase() },
    accessRights: 'OPEN',
    securityClassification: 'OFFICIAL',
    issued: day(record.issued),
    modified: day(record.modified),
    version: record.versionName,
    licence: licence.url ?? licence.title,
    updateFrequency: `freq:${record.frequency?.purl ?? 'irregular'}`,
    keyword: record.keywords,
    ...(record.theme === null ? {} : { theme: [record.theme.eu] }),
    distribution: record.distributions
      .filter(({ document, mediaType }) => !document && mediaType !== null)
      .map(({ id, title, url, mediaType, bytes }) => ({
        '@type': 'Distribution',
        type: 'dcat:Distribution',
        identifier: id,
        title,
        downloadURL: url,
        mediaType,
        licence: licence.url ?? licence.title,
        modified: day(record.latest?.publishedAt ?? record.modified),
        ...(bytes === null || bytes === 0 ? {} : { byteSize: bytes }),
      })),
  }
}
