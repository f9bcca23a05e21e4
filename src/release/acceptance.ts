import type { Reader } from '../db/index.ts'
import type { AcceptedFinding, Examination, ReleaseRoute } from './certificate.ts'
import { checkOf } from './examine-release.ts'

/** Exactly what an acceptance covers: these bytes, on this way out, for this case. */
export type Leaving = { authorityId: string; caseId: string | null; route: ReleaseRoute; sha256: string }

export async function acceptancesOf(
  reader: Reader,
  { authorityId, caseId, route, sha256 }: Leaving,
): Promise<AcceptedFinding[]> {
  const rows = await reader
    .selectFrom('release_acceptance')
    .select(['finding', 'reason', 'accepted_by', 'accepted_at', 'certificate_id'])
    .where('authority_id', '=', authorityId)
    .where('sha256', '=', sha256)
    .where('route', '=', route)
    .where('case_id', 'is not distinct from', caseId)
    .orderBy('accepted_at')
    .orderBy('id')
    .execute()
  return rows.map(({ finding, reason, accepted_by, accepted_at, certificate_id }) => ({
    key: finding,
    by: accepted_by,
    reason,
    at: accepted_at.toString(),
    certificateId: certificate_id,
  }))
}

/**
 * The examination with what a second person let go: clean where that is every reason to stop. What nobody may let go
 * stops whatever was accepted.
 */
export function withAcceptances(
  examination: Examination,
  acceptances: readonly AcceptedFinding[],
): Examination {
  const { findings } = examination
  const accepted = findings.flatMap(({ key, acceptable }) =>
    acceptable ? (acceptances.find((each) => each.key === key) ?? []) : [],
  )
  if (accepted.length === 0) return examination
  const keys = new Set(accepted.map(({ key }) => key))
  return {
    ...examination,
    verdict: findings.every(({ key }) => keys.has(key)) ? 'clean' : 'stopped',
    checks: [...examination.checks, { ...checkOf('second-person', accepted.length), accepted }],
  }
}
