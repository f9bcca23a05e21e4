import type { Staff } from '../../identity/index.ts'
import { refuse, type Outcome } from '../../kernel/outcome.ts'
import type { DatasetServices } from '../dataset.ts'

export type AppendedRow = Record<string, string | number | boolean | null>

/** Takes rows that a machine sends, once per key; they become public when they are sealed. At most 10,000 or 5 MB. */
export async function appendRows(
  _services: DatasetServices,
  _staff: Staff,
  _input: { slug: string; key: string; rows: AppendedRow[] },
): Promise<Outcome<{ received: number; already: boolean }>> {
  return refuse('not-now')
}
