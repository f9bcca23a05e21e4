import type { Staff } from '../../identity/index.ts'
import { refuse, type Outcome } from '../../kernel/outcome.ts'
import type { ImportOptions } from '../build/job.ts'
import type { DatasetServices } from '../dataset.ts'

/**
 * Answers what only a person may decide, or says that what is ready may be published. `options` are laid over those
 * given before, name by name; `mapping` column by column.
 */
export async function answerImport(
  _services: DatasetServices,
  _staff: Staff,
  _input: { importId: string; version: number; options: ImportOptions; publish: boolean },
): Promise<Outcome<{ importId: string }>> {
  return refuse('not-now')
}

/** Gives up on a file that is not published yet. */
export async function cancelImport(
  _services: DatasetServices,
  _staff: Staff,
  _input: { importId: string; version: number },
): Promise<Outcome<{ importId: string }>> {
  return refuse('not-now')
}
