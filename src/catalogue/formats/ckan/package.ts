import type { Distribution } from '../../distribution.ts'
import type { CatalogueRecord, Publisher } from '../../record.ts'
import { stableId } from '../../stable-id.ts'

/** CKAN writes moments in UTC without saying so, to the microsecond. */
export function ckanTime(at: Temporal.Instant): string {
  return at.toString({ fractionalSecondDigits: 6 }).replace('Z', '')
}

/** CKAN takes letters, figures, spaces and `-_.` in a tag, 2 to 100 of them; what else a keyword holds becomes `-`. */
export function tagName(keyword: string): string | null {
  const name = Array.from(keyword.replace(/[^\p{L}\p{N}\p{M}_. -]/gu, '-'))
    .slice(0, 100)
    .join('')
    .trim()
  return Array.from(name).length < 2 ? null : name
}

export type CkanExtras = { foiAddress: string; phone: string | null }

/**
 * A dataset as `package_show` gives it. Its resources are the latest version in each format, whose ids never change;
 * older versions are found from the extra `versions_url`. data.gov.uk reads contacts from the extras, and drops author
 * and maintainer as personal data: so those stay empty.
 */
export function toPackage(record: CatalogueRecord, foiAddress: string): Record<string, unknown> {
  const { publisher, licence, latest } = record
  const tags = record.keywords.flatMap((keyword) => {
    const name = tagName(keyword)
    if (name === null) return []
    return [{ id: tagId(publisher, name), name, display_name: name, state: 'active', vocabulary_id: null }]
  })
  return {
    id: record.id,
    name: record.slug,
    title: record.title,
    notes: record.description,
    url: record.addresses.page,
    version: record.versionName,
    type: 'dataset',
    state: 'active',
    private: false,
    author: null,
    author_email: null,
    maintainer: null,
    maintainer_email: null,
    creator_user_id: null,
    metadata_created: ckanTime(record.issued),
    metadata_modified: ckanTime(record.modified),
    license_id: licence.ckanId,
    license_title: licence.title,
    license_url: licence.url,
    isopen: licence.isOpen,
    owner_org: publisher.id,
    organization: toOrganisation(publisher),
    groups: record.theme === null ? [] : [toGroup(publisher, record.theme)],
    tags,
    num_tags: tags.length,
    extras: extrasOf(record, foiAddress),
    relationships_as_subject: [],
    relationships_as_object: [],
    num_resources: record.distributions.length,
    resources: record.distributions.map((distribution, position) =>
      toResource(record, distribution, position),
    ),
    ...(latest === null ? {} : { last_version_at: ckanTime(latest.publishedAt) }),
  }
}

export function toResource(
  record: CatalogueRecord,
  distribution: Distribution,
  position: number,
): Record<string, unknown> {
  const { latest } = record
  const isTable = distribution.versionUrl !== null
  return {
    id: distribution.id,
    package_id: record.id,
    name: distribution.title,
    description: distribution.description,
    url: distribution.url,
    url_type: null,
    format: distribution.format,
    mimetype: distribution.mediaType,
    mimetype_inner: null,
    size: distribution.bytes,
    hash: distribution.sha256 ?? '',
    created: ckanTime(record.issued),
    last_modified: ckanTime(latest?.publishedAt ?? record.modified),
    metadata_modified: ckanTime(record.modified),
    position,
    state: 'active',
    resource_type: distribution.document ? 'documentation' : 'file',
    'resource-type': distribution.document ? 'supporting-document' : 'file',
    // Every format is of the one table, so that whichever a client picks can be asked for its rows.
    datastore_active: isTable,
    ...(isTable && latest !== null
      ? {
          'datafile-date': (latest.periodTo?.toString() ?? latest.publishedAt.toString()).slice(0, 10),
          version: String(latest.number),
          version_url: distribution.versionUrl,
          schema_url: record.addresses.csvw,
        }
      : {}),
  }
}

function extrasOf(record: CatalogueRecord, foiAddress: string): { key: string; value: string }[] {
  const { publisher, theme, frequency, area, period, latest } = record
  const extras: Record<string, string | null | undefined> = {
    'contact-name': record.owner,
    'contact-email': record.contactEmail,
    'foi-name': publisher.name,
    'foi-email': publisher.email,
    'foi-phone': publisher.phone,
    'foi-web': foiAddress,
    'theme-primary': theme?.dataGovUk,
    // data.gov.uk shows this text in place of a licence it does not know.
    'licence-custom': record.licence.ckanId === 'uk-ogl' ? null : record.licence.title,
    attribution: record.attribution,
    'update-frequency': frequency?.title,
    'temporal-coverage-from': period?.from?.toString(),
    'temporal-coverage-to': period?.to?.toString(),
    'geographic-coverage': area?.name,
    'geographic-coverage-uri': area?.uri,
    'schema-vocabulary': latest === null ? null : record.addresses.csvw,
    'known-problems': record.knownProblems,
    redaction: record.redactionNote,
    'version-notes': latest?.note,
    rows: latest === null ? null : String(latest.rows),
    versions_url: latest === null ? null : record.addresses.versions,
  }
  return Object.entries(extras).flatMap(([key, value]) =>
    value === null || value === undefined || value === '' ? [] : [{ key, value }],
  )
}

export function toOrganisation(publisher: Publisher): Record<string, unknown> {
  return {
    id: publisher.id,
    name: publisher.slug,
    title: publisher.name,
    display_name: publisher.name,
    description: '',
    image_url: '',
    type: 'organization',
    is_organization: true,
    approval_status: 'approved',
    state: 'active',
  }
}

export function toGroup(
  publisher: Publisher,
  theme: { id: string; title: string; words: string },
): Record<string, unknown> {
  return {
    id: stableId(publisher.id, `theme:${theme.id}`),
    name: theme.id,
    title: theme.title,
    display_name: theme.title,
    description: theme.words,
    image_display_url: '',
    type: 'group',
    state: 'active',
  }
}

export function tagId(publisher: Publisher, name: string): string {
  return stableId(publisher.id, `tag:${name}`)
}
