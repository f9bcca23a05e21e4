import type { Staff } from '../../identity/index.ts'
import { refuse, type Outcome } from '../../kernel/outcome.ts'
import type { DatasetServices } from '../dataset.ts'

/** A second person lets out what the screening held back, and says why it may go: then it is published. */
export async function approveVersion(
  _services: DatasetServices,
  _staff: Staff,
  _input: { versionId: string; reason: string },
): Promise<Outcome<{ slug: string; number: number }>> {
  return refuse('not-now')
}

/** A second person says that it may not go. */
export async function refuseVersion(
  _services: DatasetServices,
  _staff: Staff,
  _input: { versionId: string; reason: string },
): Promise<Outcome<{ slug: string }>> {
  return refuse('not-now')
}
