import type { CaseServices } from '../../cases/index.ts'
import type { Authority } from '../../identity/index.ts'
import type { Progress } from '../progress.ts'

export type ManyCases = { cases: number; entries: number; seconds: number }

export async function seedManyCases(
  _services: CaseServices,
  _authority: Authority,
  _wanted: number,
  _progress: Progress,
): Promise<ManyCases> {
  throw new Error('not yet')
}
