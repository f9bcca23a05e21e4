import type { FieldError } from '../kernel/outcome.ts'
import type { ProblemCode } from '../kernel/problems.ts'
import type { BuiltVersion, ImportOptions, ImportReport, ImportStage } from './build/job.ts'
import type { DatasetFacts, DatasetVersion } from './dataset.ts'

/** What a new dataset is to be. What is not said is filled in: from the template, else with what is usual. */
export type DatasetProposal = Partial<DatasetFacts> & { title: string; slug?: string }

export const importStates = [
  'received',
  'working',
  'needs-decision',
  'ready',
  'done',
  'failed',
  'cancelled',
] as const
/**
 * `received` waits for a worker; `needs-decision` waits for `answerImport`; `ready` is built and waits for somebody to
 * say publish; `done` is published, or waits for a second person (`outcome.state`). The last three are final.
 */
export type ImportState = (typeof importStates)[number]

/** What was built, without where it lies. */
export type BuiltSummary = Omit<BuiltVersion, 'parquetPath' | 'csvPath' | 'fingerprints'>

/** A file on its way to becoming a version. */
export type ImportRecord = {
  id: string
  authorityId: string
  /** Null until the dataset exists */
  datasetId: string | null
  /** Of the dataset, else the one proposed */
  slug: string
  title: string
  proposal: DatasetProposal | null
  file: { name: string; sha256: string; bytes: number }
  options: ImportOptions
  /** False: it stops once it is ready */
  publish: boolean
  state: ImportState
  /** While it is worked on; `total` 0 where it cannot be known */
  progress: {
    stage: ImportStage | 'publishing'
    done: number
    total: number
    since: Temporal.Instant
  } | null
  attempts: number
  /** From the first reading on: what was found, and what only a person may decide */
  report: ImportReport | null
  /** From `ready` on */
  built: BuiltSummary | null
  /** Why it failed, or what went wrong last and will be tried again */
  problem: { code: ProblemCode; detail: string; fields?: FieldError[] } | null
  /** The version it became */
  outcome: {
    versionId: string
    number: number | null
    state: DatasetVersion['state']
    certificateId: string | null
  } | null
  createdBy: string | null
  createdAt: Temporal.Instant
  finishedAt: Temporal.Instant | null
  /** Raised at every change a person makes or must know of; progress does not raise it */
  version: number
}

/** A row of the list: without what takes long to read. */
export type ListedImport = Omit<ImportRecord, 'report' | 'built'> & { decisions: number }

/** A version that the screening held back, for whoever may let it out. */
export type WaitingVersion = {
  version: DatasetVersion
  dataset: { id: string; slug: string; title: string }
  importId: string | null
  /** Of whoever brought it in; that person never approves it */
  createdByName: string | null
}
