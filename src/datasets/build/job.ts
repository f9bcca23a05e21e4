import type {
  ContractColumn,
  Difference,
  Screening,
  VersionColumn,
  VersionReason,
  updateModes,
} from '../dataset.ts'
import type { StoredFile } from '../../documents/index.ts'
import type { Check } from '../ingest/check-file.ts'
import type { DateOrder } from '../ingest/column-type.ts'
import type { FaultCode } from '../ingest/fault.ts'
import type { Ledger } from '../ingest/ledger.ts'
import type { Protection } from '../protection.ts'

/** What a publisher has answered about a file. With the same bytes, the same answers give the same version. */
export type ImportOptions = {
  sheet?: string
  dates?: DateOrder
  template?: string
  /** Column of the contract → heading in the file, as the publisher chose it; null: the file has no such column. */
  mapping?: Record<string, string | null>
  /** Headings of the file to leave out. */
  leaveOut?: string[]
  /** Leave out the rows that do not fit, and publish the rest. Recorded in the ledger and on the page. */
  leaveOutFaultyRows?: boolean
  /** Faults of the file as a whole that are meant: a heading that stands twice, exactly 65,536 rows … */
  accept?: FaultCode[]
  /** What will break for those who use the data, in the publisher's words: allows a change of the contract. */
  breaking?: string
  reason?: VersionReason
  /** Why, for a correction; what is new, otherwise. */
  note?: string
  periodFrom?: string
  periodTo?: string
  primaryKey?: string[]
  /** What of people may not go as it stands. Those of the latest version hold where nothing is said: `[]` lifts them. */
  protect?: Protection[]
  /** The file was written by this program from rows sent by machine: each line is a row, whatever it looks like. */
  exact?: boolean
}

export type ImportJob = {
  /** The file as it was sent, in place, and its SHA-256 where it is known; it is never changed. */
  file: { path: string; name: string; sha256?: string }
  options: ImportOptions
  /** Empty before the first version: the file, or the template, makes the contract. */
  contract: ContractColumn[]
  primaryKey: string[]
  updateMode: (typeof updateModes)[number]
  /** The version it is compared with, and added to where the mode is `add`. */
  previous: { number: number; parquetPath: string; columns: VersionColumn[] } | null
  /** Where output goes, on the file store's file system; emptied first. */
  directory: string
}

/** How one column of the contract is found in the file. */
export type MappedColumn = {
  column: ContractColumn
  /** The file's heading; null where it has none for this column */
  heading: string | null
  how: 'exact' | 'synonym' | 'chosen' | 'suggested' | 'absent' | 'new'
}

/** Something only a person may decide. Publishing waits until `options` holds the answer. */
export type Decision = {
  kind:
    | 'dates'
    | 'sheet'
    | 'mapping'
    | 'breaking'
    | 'faulty-rows'
    | 'duplicate-keys'
    | 'accept'
    | 'protect'
    | 'unreadable'
    | 'empty'
  /** The column it is about, by name */
  column: string | null
  message: string
  remedy: string
  /** What may be answered, where that is a choice */
  choices?: { value: string; label: string }[]
}

export type ImportReport = {
  check: Check
  mapping: MappedColumn[]
  /** What changes against the contract, in words, one line each; empty where nothing does. */
  drift: string[]
  decisions: Decision[]
}

export type BuiltVersion = {
  parquetPath: string
  csvPath: string
  /** Of the two files, just after they were written and flushed; absent where they have lain since */
  fingerprints?: { csv: StoredFile; parquet: StoredFile }
  rows: number
  columns: VersionColumn[]
  primaryKey: string[]
  ledger: Ledger
  /** Everything beside the bytes that decided the output */
  recipe: Record<string, unknown>
  difference: Difference | null
  screening: Screening
}

export type ImportStage = 'reading' | 'checking' | 'writing' | 'comparing' | 'screening'
/** `total` 0 where it cannot be known. */
export type OnProgress = (stage: ImportStage, done: number, total: number) => void

/** `built` is null where decisions are needed first. */
export type ImportResult = { report: ImportReport; built: BuiltVersion | null }
