import { refuse, type Outcome } from '../../kernel/outcome.ts'
import type { ImportStage } from '../build/job.ts'
import type { DatasetServices } from '../dataset.ts'
import type { ImportRecord } from '../import-record.ts'

export type RunHooks = {
  onProgress?: (stage: ImportStage | 'publishing', done: number, total: number) => void
  signal?: AbortSignal
}

/**
 * Works on one import until it needs a person or is done. Refuses `not-now` where another process holds its lease.
 */
export async function runImport(
  _services: DatasetServices,
  _importId: string,
  _hooks: RunHooks = {},
): Promise<Outcome<ImportRecord>> {
  return refuse('not-now')
}

/** Works on every import that waits, one after another, and says how many. */
export async function runWaitingImports(
  _services: DatasetServices,
  _hooks: RunHooks = {},
): Promise<{ worked: number }> {
  return { worked: 0 }
}
