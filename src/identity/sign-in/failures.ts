import type { Selectable } from 'kysely'
import { recordAudit, systemActor, type AuditEntry } from '../../audit/index.ts'
import type { StaffTable, Writer } from '../../db/index.ts'
import { refuse, type Refusal } from '../../kernel/outcome.ts'

/** The audit chain of what belongs to no authority, such as a sign-in with an address nobody has. */
export const installationChain = 'installation'

const freeFailures = 5
const longestLockMinutes = 60

/** One answer whatever was wrong, so that it does not tell which addresses have accounts. */
export function signInRefused(): Refusal {
  return refuse(
    'sign-in-failed',
    'The email address, password or code is wrong, or there were too many attempts. Check them, or wait a few minutes and try again.',
  )
}

export function isLocked(row: Pick<Selectable<StaffTable>, 'locked_until'>, at: Temporal.Instant): boolean {
  return row.locked_until !== null && Temporal.Instant.compare(at, row.locked_until) < 0
}

/**
 * Counts one wrong password or code on the locked row of a person. The fifth in a row locks the account for a
 * minute, each further one for twice as long, at most an hour; attempts on a locked account are not counted.
 */
export async function countFailure(
  tx: Writer,
  row: Pick<Selectable<StaffTable>, 'id' | 'authority_id' | 'failed_sign_ins'>,
  at: Temporal.Instant,
  reason: string,
): Promise<void> {
  const failures = row.failed_sign_ins + 1
  const minutes =
    failures < freeFailures ? 0 : Math.min(longestLockMinutes, 2 ** Math.min(failures - freeFailures, 10))
  await tx
    .updateTable('staff')
    .set({ failed_sign_ins: failures, locked_until: minutes > 0 ? at.add({ minutes }) : null })
    .where('id', '=', row.id)
    .execute()
  const entries = [failureEntry(row.id, reason, failures)]
  if (minutes > 0)
    entries.push({
      actor: systemActor,
      action: 'lock-account',
      subject: { kind: 'staff', id: row.id },
      details: { failures, minutes },
    })
  await recordAudit(tx, row.authority_id, at, entries)
}

/** Who tried is not known, so the record is the system's, about the account tried. */
export function failureEntry(staffId: string | null, reason: string, failures?: number): AuditEntry {
  return {
    actor: systemActor,
    action: 'sign-in-failed',
    subject: staffId === null ? { kind: 'installation', id: 'sign-in' } : { kind: 'staff', id: staffId },
    details: failures === undefined ? { reason } : { reason, failures },
  }
}
