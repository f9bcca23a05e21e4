import type { Staff } from '../../identity/index.ts'
import { refuse, type Outcome } from '../../kernel/outcome.ts'
import type { DatasetFacts, DatasetServices } from '../dataset.ts'

/** Changes what is said of a dataset. `version` is the one the person saw: `stale` where it has moved on. */
export async function editDataset(
  _services: DatasetServices,
  _staff: Staff,
  _input: { slug: string; version: number; facts: Partial<DatasetFacts> },
): Promise<Outcome<{ slug: string; version: number }>> {
  return refuse('not-now')
}
