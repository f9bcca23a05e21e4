import type { Staff } from '../../identity/index.ts'
import { refuse, type Outcome } from '../../kernel/outcome.ts'
import type { DatasetServices } from '../dataset.ts'

/** Turns the rows sent since the last version into a new one. `importId` null: there were none. */
export async function sealDataset(
  _services: DatasetServices,
  _staff: Staff | null,
  _input: { slug: string; authorityId?: string },
): Promise<Outcome<{ importId: string | null; rows: number }>> {
  return refuse('not-now')
}

/** Seals every dataset whose interval has passed and that has open rows. */
export async function sealDueDatasets(_services: DatasetServices): Promise<{ sealed: number }> {
  return { sealed: 0 }
}
