import type { Staff } from '../../identity/index.ts'
import { refuse, type Outcome } from '../../kernel/outcome.ts'
import type { DatasetServices } from '../dataset.ts'

/**
 * Takes one version down. The reason is public. The newest version still published becomes the latest; a dataset left
 * without any is withdrawn with it, for the same reason.
 */
export async function withdrawVersion(
  _services: DatasetServices,
  _staff: Staff,
  _input: { slug: string; number: number; reason: string },
): Promise<Outcome<{ slug: string; latestVersion: number | null }>> {
  return refuse('not-now')
}

/** Takes a dataset down with all its versions; its address says what, when, why, whom to ask and what replaces it. */
export async function withdrawDataset(
  _services: DatasetServices,
  _staff: Staff,
  _input: { slug: string; version: number; reason: string; contact?: string; replacedBy?: string },
): Promise<Outcome<{ slug: string; version: number }>> {
  return refuse('not-now')
}
