import { recordAudit } from '../../audit/index.ts'
import { staffActor, type Services, type Staff } from '../../identity/index.ts'
import { newId } from '../../kernel/ids.ts'
import { acceptancesOf } from '../acceptance.ts'
import type { ReleaseRoute } from '../certificate.ts'
import { readKept } from '../read-kept.ts'

/**
 * What a second person let go in bytes that say the same counts for the bytes of a newer certificate, finding by
 * finding: the caller has made sure that they say the same. Whatever else was found there still stops them. The words
 * and the name stay those of the second person; the audit says from which bytes they were carried, and by whom.
 */
export async function carryAcceptances(
  { database, clock }: Services,
  staff: Staff,
  { caseId, route, from, to }: { caseId: string; route: ReleaseRoute; from: string; to: string },
): Promise<number> {
  const { authorityId } = staff
  return database.write(async (tx) => {
    const row = await tx
      .selectFrom('release_certificate')
      .selectAll()
      .where('authority_id', '=', authorityId)
      .where('case_id', '=', caseId)
      .where('route', '=', route)
      .where('sha256', '=', to)
      .where('verdict', '=', 'stopped')
      .orderBy('created_at', 'desc')
      .limit(1)
      .forUpdate()
      .executeTakeFirst()
    if (row === undefined) return 0
    const before = await acceptancesOf(tx, { authorityId, caseId, route, sha256: to })
    const accepted = await acceptancesOf(tx, { authorityId, caseId, route, sha256: from })
    const carried = readKept(row).findings.flatMap(({ key, acceptable }) => {
      const acceptance = accepted.find((each) => each.key === key)
      const open = acceptable && before.every((each) => each.key !== key)
      return open && acceptance !== undefined ? [acceptance] : []
    })
    if (carried.length === 0) return 0
    await tx
      .insertInto('release_acceptance')
      .values(
        carried.map(({ key, by, reason, at }) => ({
          id: newId(),
          authority_id: authorityId,
          certificate_id: row.id,
          case_id: caseId,
          route,
          sha256: to,
          finding: key,
          reason,
          accepted_by: by,
          accepted_at: Temporal.Instant.from(at),
        })),
      )
      .execute()
    await recordAudit(tx, authorityId, clock.now(), [
      {
        actor: staffActor(staff),
        action: 'carry-acceptance',
        subject: { kind: 'release-certificate', id: row.id },
        caseId,
        details: { route, from, sha256: to, findings: carried.map(({ key }) => key) },
      },
    ])
    return carried.length
  })
}
