import {
  attributionOf,
  licenceOf,
  type Dataset,
  type DatasetVersion,
  type ListedDataset,
  type VersionSummary,
} from '../../datasets/index.ts'
import { day, moment, named, nullable, Type } from '../schemas.ts'

const file = Type.Object({
  sha256: Type.String(),
  bytes: Type.Integer(),
  url: Type.String({ format: 'uri' }),
})

export const pageColumnSchema = Type.Object({
  name: Type.String(),
  title: Type.String(),
  type: Type.String({
    description: 'As in Table Schema: `string`, `integer`, `number`, `boolean`, `date`, `datetime`',
  }),
  kind: Type.Optional(Type.String({ description: '`money`, `postcode`, `uprn` …' })),
  unit: Type.Optional(Type.String()),
})

export const versionSummarySchema = named('DatasetVersionSummary', {
  number: Type.Integer(),
  state: Type.String({ description: '`published` or `withdrawn`' }),
  reason: Type.String({ description: '`first`, `update`, `correction`, `addition` or `sealed`' }),
  note: Type.String(),
  rows: Type.Integer(),
  publishedAt: nullable(moment()),
  difference: nullable(
    Type.Object(
      {
        from: Type.Integer(),
        added: Type.Integer(),
        removed: Type.Integer(),
        changed: Type.Integer(),
        same: Type.Integer(),
      },
      { description: 'Rows, against the version before' },
    ),
  ),
  withdrawal: nullable(Type.Object({ at: moment(), reason: Type.String() })),
  url: Type.String({ format: 'uri' }),
})

export const versionSchema = named('DatasetVersion', {
  ...versionSummarySchema.properties,
  breaking: nullable(Type.String({ description: 'What changed for those who use the data' })),
  periodFrom: nullable(day()),
  periodTo: nullable(day()),
  primaryKey: Type.Array(Type.String()),
  columns: Type.Array(
    Type.Object({
      ...pageColumnSchema.properties,
      description: Type.String(),
      redaction: Type.Optional(Type.String({ description: 'Why cells of it are redacted' })),
      markers: Type.Boolean({
        description: 'Whether some cells say `REDACTED` or `[c]` in place of a value',
      }),
      filled: Type.Integer(),
      missing: Type.Integer(),
      distinct: Type.Integer(),
      least: nullable(Type.String()),
      greatest: nullable(Type.String()),
    }),
  ),
  files: Type.Object({ csv: file, parquet: file }),
})

const facts = {
  slug: Type.String(),
  url: Type.String({ format: 'uri', description: 'Its page' }),
  title: Type.String(),
  description: Type.String(),
  kind: Type.String({ description: '`table`, `external`, `document` or `paper`' }),
  theme: Type.String(),
  keywords: Type.Array(Type.String()),
  licence: Type.Object({ id: Type.String(), title: Type.String(), url: Type.String({ format: 'uri' }) }),
  frequency: Type.String(),
  updatedAt: moment(),
  rows: nullable(Type.Integer()),
  latestVersion: nullable(Type.Integer()),
}
export const datasetSummarySchema = named('DatasetSummary', facts)
export const datasetSchema = named('Dataset', {
  ...facts,
  publisher: Type.String(),
  contact: Type.String(),
  attribution: Type.String(),
  area: Type.Object({ name: nullable(Type.String()), code: nullable(Type.String()) }),
  periodFrom: nullable(day()),
  periodTo: nullable(day()),
  knownProblems: Type.String(),
  redactionNote: Type.String(),
  links: Type.Array(
    Type.Object({ title: Type.String(), url: Type.String(), format: Type.String(), note: Type.String() }),
  ),
  latest: nullable(versionSchema),
})

type LinkTo = (path: string) => string

export function presentDatasetSummary(dataset: ListedDataset, linkTo: LinkTo) {
  return factsOf(dataset, dataset.latest, linkTo)
}

export function presentDataset(
  dataset: Dataset,
  latest: DatasetVersion | null,
  publisher: string,
  linkTo: LinkTo,
) {
  return {
    ...factsOf(dataset, latest, linkTo),
    publisher,
    contact: dataset.contactEmail,
    attribution: attributionOf(dataset, latest?.publishedAt ?? dataset.changedAt),
    area: { name: dataset.areaName, code: dataset.areaCode },
    periodFrom: dataset.periodFrom?.toString() ?? null,
    periodTo: dataset.periodTo?.toString() ?? null,
    knownProblems: dataset.knownProblems,
    redactionNote: dataset.redactionNote,
    links: dataset.links.map(({ title, url, format, note }) => ({ title, url, format, note })),
    latest: latest === null ? null : presentVersion(dataset.slug, latest, linkTo),
  }
}

function factsOf(dataset: Dataset, latest: DatasetVersion | null, linkTo: LinkTo) {
  return {
    slug: dataset.slug,
    url: linkTo(`/data/${dataset.slug}`),
    title: dataset.title,
    description: dataset.description,
    kind: dataset.kind,
    theme: dataset.theme,
    keywords: dataset.keywords,
    licence: licenceOf(dataset, linkTo),
    frequency: dataset.frequency,
    updatedAt: (latest?.publishedAt ?? dataset.changedAt).toString(),
    rows: latest?.rows ?? null,
    latestVersion: latest?.number ?? null,
  }
}

type Summarised = Pick<
  VersionSummary,
  'state' | 'reason' | 'note' | 'rows' | 'publishedAt' | 'difference' | 'withdrawal'
> & { number: number | null }

export function presentVersionSummary(slug: string, version: Summarised, linkTo: LinkTo) {
  const { state, reason, note, rows, publishedAt, difference, withdrawal } = version
  const number = version.number ?? 0
  return {
    number,
    state,
    reason,
    note,
    rows,
    publishedAt: publishedAt?.toString() ?? null,
    difference,
    withdrawal: withdrawal === null ? null : { at: withdrawal.at.toString(), reason: withdrawal.reason },
    url: linkTo(`/data/${slug}/versions/${number}`),
  }
}

export function presentVersion(slug: string, version: DatasetVersion, linkTo: LinkTo) {
  const summary = presentVersionSummary(slug, version, linkTo)
  return {
    ...summary,
    breaking: version.breaking,
    periodFrom: version.periodFrom?.toString() ?? null,
    periodTo: version.periodTo?.toString() ?? null,
    primaryKey: version.primaryKey,
    columns: version.columns.map((column) => ({
      name: column.name,
      title: column.title,
      type: column.type,
      ...(column.kind === undefined ? {} : { kind: column.kind }),
      ...(column.unit === undefined ? {} : { unit: column.unit }),
      description: column.description,
      ...(column.redaction === undefined ? {} : { redaction: column.redaction }),
      markers: column.markers,
      filled: column.statistics.filled,
      missing: column.statistics.missing,
      distinct: column.statistics.distinct,
      least: column.statistics.least,
      greatest: column.statistics.greatest,
    })),
    files: {
      csv: { ...version.csv, url: `${summary.url}.csv` },
      parquet: { ...version.parquet, url: `${summary.url}.parquet` },
    },
  }
}
