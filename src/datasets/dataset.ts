import type { Services, Authority } from '../identity/index.ts'
import type { FileStore, VirusScanner } from '../documents/index.ts'
import type { ColumnKind, ColumnType } from './ingest/column-type.ts'
import type { Protection } from './protection.ts'
import type { TableEngine } from './table/engine.ts'

/** What every command and query on tables is given. */
export type DatasetServices = Services & {
  files: FileStore
  /** Throws where no such authority is loaded. */
  authority(id: string): Authority
  /** An absolute address on the authority's own site. */
  linkTo(authority: Authority, path: string): string
  tables: TableEngine
  /** Asked about every file that comes in to become a dataset, where one is set up */
  virusScanner?: VirusScanner | null
  /** Largest file taken in to become a dataset, in bytes */
  largestDataset: number
}

export const datasetKinds = ['table', 'external', 'document', 'paper'] as const
export type DatasetKind = (typeof datasetKinds)[number]

/** One column every version keeps to. The list is the contract with those who use the data. */
export type ContractColumn = {
  /** Stable: lower-case words joined by `_`. The heading of every file and the name in every query. */
  name: string
  /** As people read it: `Amount paid` */
  title: string
  type: ColumnType
  kind?: ColumnKind
  description: string
  /** `GBP`, `%`, `square metres` … */
  unit?: string
  required?: boolean
  /** Other headings that publishers use for it, as they write them. */
  synonyms?: string[]
  /** The only values it may hold. */
  values?: string[]
  /** Why cells of it are redacted, where any are: goes into the data dictionary. */
  redaction?: string
}

/** What is counted of a column in one version, over every row. */
export type ColumnStatistics = {
  filled: number
  missing: number
  redacted: number
  suppressed: number
  distinct: number
  /** As the canonical file writes them; null for an empty column */
  least: string | null
  greatest: string | null
  /** Of numbers, in full */
  sum: string | null
  mean: number | null
  /** The commonest values, commonest first, at most ten; empty where every value differs */
  common: { value: string; count: number }[]
}

/** A column of one version. `markers` is true where cells say `REDACTED` or `[c]` in place of a value. */
export type VersionColumn = ContractColumn & { markers: boolean; statistics: ColumnStatistics }

export type DatasetLink = { title: string; url: string; format: string; note: string }

export const updateModes = ['replace', 'add'] as const
export const sealIntervals = ['hourly', 'daily', 'weekly', 'monthly'] as const

/** What a publisher says of a dataset. The register's fields, in the order of its form. */
export type DatasetFacts = {
  title: string
  description: string
  kind: DatasetKind
  theme: string
  keywords: string[]
  /** The service that keeps it */
  owner: string
  /** A role's mailbox, shown in public */
  contactEmail: string
  /** A licence of src/law/reuse: `OGL-UK-3.0` */
  licence: string
  /** One statement for each provider, `[year]` filled in when shown */
  attributions: string[]
  /** A frequency of src/law/publication: `monthly` */
  frequency: string
  areaName: string | null
  /** A GSS code: `E08000026` */
  areaCode: string | null
  periodFrom: Temporal.PlainDate | null
  periodTo: Temporal.PlainDate | null
  template: string | null
  updateMode: (typeof updateModes)[number]
  contract: ContractColumn[]
  primaryKey: string[]
  knownProblems: string
  redactionNote: string
  links: DatasetLink[]
  charts: string[]
  sealEvery: (typeof sealIntervals)[number] | null
}

export type DatasetState = 'draft' | 'published' | 'withdrawn'

export type Dataset = DatasetFacts & {
  id: string
  authorityId: string
  slug: string
  state: DatasetState
  latestVersion: number | null
  firstPublishedAt: Temporal.Instant | null
  changedAt: Temporal.Instant
  /** Where it was withdrawn: what a 410 page says */
  withdrawal: {
    at: Temporal.Instant
    reason: string
    contact: string
    replacedBy: string | null
  } | null
  /** Raised at every change: a form that was filled in on an older one is refused */
  version: number
}

export type Difference = { from: number; added: number; removed: number; changed: number; same: number }

export const versionReasons = ['first', 'update', 'correction', 'addition', 'sealed'] as const
export type VersionReason = (typeof versionReasons)[number]

/** One thing the screening saw, without the value itself. */
export type ScreeningFinding = {
  column: string
  /** `email`, `person-name`, `national-insurance-number` … */
  kind: string
  count: number
  rows: number[]
  message: string
  /** True of what is said of the data: then `column` says where, and no cell holds it */
  words?: boolean
}
export type Screening = {
  /** `second-person`: somebody other than the publisher must look and say why it may go. */
  verdict: 'clear' | 'second-person'
  checks: { check: string; version: number }[]
  findings: ScreeningFinding[]
}

/** One immutable version. Files are in the file store by their SHA-256. */
export type DatasetVersion = {
  id: string
  datasetId: string
  /** From 1; null while it waits for a second person */
  number: number | null
  state: 'waiting' | 'refused' | 'published' | 'withdrawn'
  reason: VersionReason
  note: string
  breaking: string | null
  periodFrom: Temporal.PlainDate | null
  periodTo: Temporal.PlainDate | null
  rows: number
  columns: VersionColumn[]
  primaryKey: string[]
  source: { name: string; sha256: string; bytes: number }
  parquet: { sha256: string; bytes: number }
  csv: { sha256: string; bytes: number }
  difference: Difference | null
  screening: Screening
  /** What was done so that people in it are protected */
  protect: Protection[]
  createdAt: Temporal.Instant
  createdBy: string | null
  publishedAt: Temporal.Instant | null
  withdrawal: { at: Temporal.Instant; reason: string } | null
}
