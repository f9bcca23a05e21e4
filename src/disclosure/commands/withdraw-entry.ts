import { recordAudit } from '../../audit/index.ts'
import { json } from '../../db/index.ts'
import { can, staffActor, type Services, type Staff } from '../../identity/index.ts'
import { refuse, refuseFields, success, type Outcome } from '../../kernel/outcome.ts'
import {
  examineRelease,
  identityOfCase,
  publicDetailsOf,
  recordCertificate,
  stoppedBy,
  waysOut,
} from '../../release/index.ts'
import { tidy } from '../check-input.ts'
import type { Tombstone, WithdrawInput } from '../entry.ts'

const longestReason = 2_000

/**
 * Takes an entry down at once and leaves a tombstone. Its words are erased from the log, not only hidden: they may be
 * why it comes down, and the case keeps the answer. The reason is public, so it passes the gate too.
 */
export async function withdrawEntry(
  { database, clock }: Services,
  staff: Staff,
  input: WithdrawInput,
): Promise<Outcome<Tombstone>> {
  if (!can(staff, 'withdraw-disclosure')) return refuse('not-permitted')
  const reason = tidy(input.reason)
  if (reason === '' || reason.length > longestReason)
    return refuseFields([
      {
        field: 'reason',
        message: `Say why, in up to ${longestReason.toLocaleString('en-GB')} characters: the public reads it`,
      },
    ])
  const replacedBy = tidy(input.replacedBy ?? '') || null
  const now = clock.now()
  return database.write(async (tx) => {
    const entry = await tx
      .selectFrom('disclosure_entry')
      .select(['id', 'reference', 'case_id', 'withdrawn_at', 'withdrawn_reason', 'replaced_by'])
      .where('authority_id', '=', staff.authorityId)
      .where('reference', '=', input.reference)
      .forUpdate()
      .executeTakeFirst()
    if (entry === undefined) return refuse('not-found')
    const { reference } = entry
    if (entry.withdrawn_at !== null)
      return success({
        reference,
        withdrawnAt: entry.withdrawn_at,
        reason: entry.withdrawn_reason ?? '',
        replacedBy: entry.replaced_by,
      })
    if (replacedBy !== null) {
      const other = await tx
        .selectFrom('disclosure_entry')
        .select('id')
        .where('authority_id', '=', staff.authorityId)
        .where('reference', '=', replacedBy)
        .where('withdrawn_at', 'is', null)
        .executeTakeFirst()
      if (other === undefined || other.id === entry.id)
        return refuseFields([
          { field: 'replacedBy', message: 'Enter the reference of another entry that is in the log' },
        ])
    }
    const identity =
      entry.case_id === null ? null : await identityOfCase(tx, staff.authorityId, entry.case_id)
    const request = {
      authorityId: staff.authorityId,
      caseId: entry.case_id,
      route: 'disclosure-log',
      subject: `reason for withdrawing ${reference}`,
      content: { text: reason },
      identity: identity ?? { name: null, email: null, phone: null, postalAddress: null },
      allow: waysOut['disclosure-log'].allow,
      public: await publicDetailsOf(tx, staff.authorityId),
      createdBy: staff.id,
    } as const
    const certificate = await recordCertificate(tx, now, request, await examineRelease(request))
    if (certificate.verdict !== 'clean') return stoppedBy(certificate)
    await tx
      .updateTable('disclosure_entry')
      .set({
        withdrawn_at: now,
        withdrawn_reason: reason,
        replaced_by: replacedBy,
        title: '',
        summary: '',
        body_text: '',
        parts: json([]),
      })
      .where('id', '=', entry.id)
      .execute()
    await recordAudit(tx, staff.authorityId, now, [
      {
        actor: staffActor(staff),
        action: 'withdraw-entry',
        subject: { kind: 'disclosure-entry', id: entry.id },
        ...(entry.case_id === null ? {} : { caseId: entry.case_id }),
        details: { reference, replacedBy },
      },
    ])
    return success({ reference, withdrawnAt: now.round('microsecond'), reason, replacedBy })
  })
}
