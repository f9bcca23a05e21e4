import type { Staff } from '../../identity/index.ts'
import { refuse, type Outcome } from '../../kernel/outcome.ts'
import type { ImportOptions } from '../build/job.ts'
import type { DatasetServices } from '../dataset.ts'
import type { DatasetProposal } from '../import-record.ts'

export type ReceivedFile = {
  /** Of an existing dataset; else `proposal` says what the new one is to be */
  slug?: string
  proposal?: DatasetProposal
  /** Already in `services.files` */
  file: { name: string; sha256: string; size: number }
  options: ImportOptions
  /** False: stop once it is ready, for a person to look at first */
  publish: boolean
  /** The same key again gives the same import */
  requestKey?: string
}

/** Takes a file in to be made into a version; a worker starts on it at once. */
export async function receiveImport(
  _services: DatasetServices,
  _staff: Staff,
  _input: ReceivedFile,
): Promise<Outcome<{ importId: string; already: boolean }>> {
  return refuse('not-now')
}
