import type { ImportJob, ImportResult, ImportStage } from './job.ts'

export type ToBuild = { job: ImportJob }
export type FromBuild =
  | { kind: 'progress'; stage: ImportStage; done: number; total: number }
  | { kind: 'result'; result: ImportResult }
  /** `code` is that of the system: ENOSPC … */
  | { kind: 'failed'; code: string | null; message: string }
