import type {
  Dataset,
  DatasetKind,
  DatasetVersion,
  Theme,
  VersionColumn,
  VersionFacts,
} from '../datasets/index.ts'
import { findTheme } from '../datasets/index.ts'
import type { Authority } from '../identity/index.ts'
import { attributionText, findFrequency, findLicence, type Frequency } from '../law/index.ts'
import { makeDistributions, type Distribution } from './distribution.ts'
import { plainLine, plainText } from './formats/plain-text.ts'

/** Whose catalogue it is, and how its addresses are made. */
export type CatalogueSource = { authority: Authority; linkTo: (path: string) => string }

export type PublishedVersion = VersionFacts & { number: number; publishedAt: Temporal.Instant }

export type Publisher = {
  id: string
  slug: string
  name: string
  email: string
  phone: string | null
  /** Names the authority itself, not a page about it */
  uri: string
  homepage: string
}

/**
 * A dataset as every harvest format tells of it. The one place where the register's facts become words and addresses;
 * the formats only arrange them. Text holds nothing that any format could not carry; addresses are absolute.
 */
export type CatalogueRecord = {
  id: string
  slug: string
  title: string
  description: string
  kind: DatasetKind
  keywords: string[]
  /** The service that keeps it; the authority where none is named */
  owner: string
  contactEmail: string
  theme: Theme | null
  licence: { id: string; ckanId: string; title: string; url: string | null; isOpen: boolean }
  /** What those who use it must print */
  attribution: string
  frequency: Frequency | null
  area: { name: string | null; uri: string | null } | null
  period: { from: Temporal.PlainDate | null; to: Temporal.PlainDate | null } | null
  knownProblems: string
  redactionNote: string
  issued: Temporal.Instant
  modified: Temporal.Instant
  withdrawal: { at: Temporal.Instant; reason: string } | null
  /** Rows are added to it, or sent by machine: the latest file changes without notice */
  live: boolean
  publisher: Publisher
  /** Published versions, newest first: as many as were asked for */
  versions: PublishedVersion[]
  latest: PublishedVersion | null
  /** `3`, or for what has no versions the day it last changed */
  versionName: string
  distributions: Distribution[]
  addresses: RecordAddresses
}

/** A record with what only the page of one dataset needs. */
export type DetailedRecord = CatalogueRecord & { columns: VersionColumn[]; primaryKey: string[] }

export type RecordAddresses = {
  page: string
  versions: string
  csvw: string
  dataPackage: string
  zip: string
  croissant: string
  feed: string
  version(number: number): string
}

export function makeRecord(
  source: CatalogueSource,
  dataset: Dataset,
  versions: readonly PublishedVersion[],
): CatalogueRecord {
  const publisher = makePublisher(source)
  const addresses = recordAddresses(source, dataset.slug)
  const [latest = null] = versions
  const modified = dataset.changedAt
  const issued = dataset.firstPublishedAt ?? modified
  const licence = findLicence(dataset.licence)
  const from = dataset.periodFrom ?? latest?.periodFrom ?? null
  const to = dataset.periodTo ?? latest?.periodTo ?? null
  const title = plainLine(dataset.title) || dataset.slug
  return {
    id: dataset.id,
    slug: dataset.slug,
    title,
    description: plainText(dataset.description) || title,
    kind: dataset.kind,
    keywords: [...new Set(dataset.keywords.map(plainLine).filter((word) => word !== ''))],
    owner: plainLine(dataset.owner) || publisher.name,
    contactEmail: plainLine(dataset.contactEmail),
    theme: findTheme(dataset.theme),
    licence: {
      id: licence?.id ?? plainLine(dataset.licence),
      ckanId: licence?.ckanId ?? 'notspecified',
      title: licence?.title ?? plainLine(dataset.licence),
      url: licence === null ? null : (licence.url ?? source.linkTo(`/licences/${licence.id}`)),
      isOpen: licence?.isOpen ?? false,
    },
    attribution: attributionOf(dataset, to, latest),
    frequency: findFrequency(dataset.frequency),
    area: makeArea(dataset),
    period: from === null && to === null ? null : { from, to },
    knownProblems: plainText(dataset.knownProblems),
    redactionNote: plainText(dataset.redactionNote),
    issued,
    modified,
    withdrawal:
      dataset.withdrawal === null
        ? null
        : { at: dataset.withdrawal.at, reason: plainText(dataset.withdrawal.reason) },
    live: dataset.sealEvery !== null || dataset.updateMode === 'add',
    publisher,
    versions: versions.map((version) => ({ ...version, note: plainText(version.note) })),
    latest,
    versionName: latest === null ? modified.toString().slice(0, 10) : String(latest.number),
    distributions: makeDistributions(source, dataset, latest),
    addresses,
  }
}

/** A record from what the page of a dataset holds already: no database is asked. */
export function recordOfPage(
  source: CatalogueSource,
  dataset: Dataset,
  latest: DatasetVersion | null,
): DetailedRecord {
  const { number, publishedAt } = latest ?? {}
  const versions = latest === null || !number || !publishedAt ? [] : [{ ...latest, number, publishedAt }]
  return addColumns(makeRecord(source, dataset, versions), latest?.columns ?? [], latest?.primaryKey ?? [])
}

/** The same with columns, whose words are cleaned as well. */
export function addColumns(
  record: CatalogueRecord,
  columns: readonly VersionColumn[],
  primaryKey: readonly string[],
): DetailedRecord {
  return {
    ...record,
    columns: columns.map((column) => ({
      ...column,
      title: plainLine(column.title) || column.name,
      description: plainText(column.description),
      ...(column.redaction === undefined ? {} : { redaction: plainLine(column.redaction) }),
    })),
    primaryKey: [...primaryKey],
  }
}

export function makePublisher({ authority, linkTo }: CatalogueSource): Publisher {
  const home = linkTo('/')
  return {
    id: authority.id,
    slug: authority.slug,
    name: plainLine(authority.name),
    email: plainLine(authority.email),
    phone: authority.phone === null ? null : plainLine(authority.phone),
    uri: `${home}#authority`,
    homepage: authority.website ?? home,
  }
}

function recordAddresses({ linkTo }: CatalogueSource, slug: string): RecordAddresses {
  const page = linkTo(`/data/${slug}`)
  return {
    page,
    versions: `${page}/versions`,
    csvw: `${page}.csv-metadata.json`,
    dataPackage: `${page}/datapackage.json`,
    zip: `${page}.zip`,
    croissant: `${page}/croissant.jsonld`,
    feed: linkTo(`/feeds/data/${slug}.atom`),
    version: (number) => `${page}/versions/${number}`,
  }
}

/** Addresses of the Office for National Statistics name an area by its nine-character code. */
function makeArea({ areaName, areaCode }: Dataset): CatalogueRecord['area'] {
  const name = plainLine(areaName ?? '') || null
  const code = areaCode?.trim().toUpperCase() ?? ''
  const uri = /^[A-Z]\d{8}$/.test(code)
    ? `http://statistics.data.gov.uk/id/statistical-geography/${code}`
    : null
  return name === null && uri === null ? null : { name, uri }
}

function attributionOf(
  { licence, attributions, changedAt }: Dataset,
  to: Temporal.PlainDate | null,
  latest: PublishedVersion | null,
): string {
  const terms = findLicence(licence)
  const year = to?.year ?? (latest?.publishedAt ?? changedAt).toZonedDateTimeISO('Europe/London').year
  return terms === null ? '' : plainText(attributionText(terms, attributions, year))
}
