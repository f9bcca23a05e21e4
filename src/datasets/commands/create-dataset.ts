import type { Staff } from '../../identity/index.ts'
import { refuse, type Outcome } from '../../kernel/outcome.ts'
import type { DatasetServices } from '../dataset.ts'
import type { DatasetProposal } from '../import-record.ts'

/** Describes a dataset before any file of it is published, or one that is kept elsewhere. It is a draft. */
export async function createDataset(
  _services: DatasetServices,
  _staff: Staff,
  _input: DatasetProposal,
): Promise<Outcome<{ id: string; slug: string }>> {
  return refuse('not-now')
}
