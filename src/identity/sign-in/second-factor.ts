import { recordAudit, type Actor } from '../../audit/index.ts'
import type { Writer } from '../../db/index.ts'
import { isId } from '../../kernel/ids.ts'
import { refuse, refuseFields, success, type Outcome } from '../../kernel/outcome.ts'
import { authorise } from '../authorise.ts'
import { staffActor } from '../permissions.ts'
import type { Services } from '../services.ts'
import type { Staff } from '../staff.ts'
import { acceptedStep, codeAddress, newCodeSecret } from './codes.ts'
import { countFailure, isLocked } from './failures.ts'
import { openCodeSecret, useCode } from './kept-code-secret.ts'
import { lockStaff } from './sign-in.ts'

/**
 * Begins setting up a second factor: the secret to type into an authenticator, and the `otpauth:` address for a QR
 * code. Nothing changes at sign-in until confirmSecondFactor has seen a code.
 */
export async function enrolSecondFactor(
  services: Services,
  staff: Staff,
): Promise<Outcome<{ secret: string; uri: string }>> {
  const at = services.clock.now()
  const secret = newCodeSecret()
  return services.database.write(async (tx) => {
    const row = await lockStaff(tx, staff.id)
    if (!row?.active) return refuse('not-permitted')
    if (row.totp_secret !== null) return refuse('not-now', 'Remove the second factor you have first.')
    const authority = await tx
      .selectFrom('authority')
      .select('name')
      .where('id', '=', row.authority_id)
      .executeTakeFirstOrThrow()
    await tx
      .updateTable('staff')
      .set({ totp_pending: services.secrets.seal(secret, row.id) })
      .where('id', '=', row.id)
      .execute()
    await record(tx, row.authority_id, at, 'enrol-second-factor', staffActor(staff), row.id)
    return success({ secret, uri: codeAddress(secret, authority.name, row.email) })
  })
}

export async function confirmSecondFactor(
  services: Services,
  staff: Staff,
  code: string,
): Promise<Outcome<null>> {
  const at = services.clock.now()
  return services.database.write(async (tx) => {
    const row = await lockStaff(tx, staff.id)
    if (!row?.active) return refuse('not-permitted')
    if (row.totp_pending === null) return refuse('not-now', 'Begin setting up a second factor first.')
    const opened = openCodeSecret(services, row.id, row.totp_pending)
    if (!opened.ok) return opened
    const step = acceptedStep(opened.value, code, at, null)
    if (step === null) return refuseFields([wrongCode])
    await tx
      .updateTable('staff')
      .set({
        totp_secret: services.secrets.seal(opened.value, row.id),
        totp_pending: null,
        totp_last_step: step,
      })
      .where('id', '=', row.id)
      .execute()
    await record(tx, row.authority_id, at, 'confirm-second-factor', staffActor(staff), row.id)
    return success(null)
  })
}

/**
 * Takes a second factor away. One's own needs a code, so that an unattended session is not enough; an administrator and
 * the command line take away somebody else's without, for a lost device.
 */
export async function removeSecondFactor(
  services: Services,
  actor: Actor,
  input: { staffId: string; code?: string },
): Promise<Outcome<null>> {
  const at = services.clock.now()
  return services.database.write(async (tx) => {
    const row = isId(input.staffId) ? await lockStaff(tx, input.staffId) : undefined
    if (!row) return refuse('not-found')
    const own = actor.kind === 'staff' && row.id === actor.id
    const refusal = own ? null : await authorise(tx, actor, 'manage-staff', row.authority_id)
    if (refusal) return refusal
    if (own && !row.active) return refuse('not-permitted')
    const { totp_secret } = row
    if (totp_secret === null) return refuse('not-now', 'There is no second factor to remove.')
    if (own) {
      if (isLocked(row, at)) return refuse('too-many-requests', 'Wait a few minutes and try again.')
      const used = await useCode(services, tx, { ...row, totp_secret }, input.code ?? '', at)
      if (!used.ok) return used
      if (used.value === null) {
        await countFailure(tx, row, at, 'code')
        return refuseFields([wrongCode])
      }
    }
    await tx
      .updateTable('staff')
      .set({ totp_secret: null, totp_pending: null, totp_last_step: null })
      .where('id', '=', row.id)
      .execute()
    await record(tx, row.authority_id, at, 'remove-second-factor', actor, row.id)
    return success(null)
  })
}

const wrongCode = {
  field: 'code',
  message: 'Enter the six digits your authenticator shows now; each code works once',
}

function record(
  tx: Writer,
  chain: string,
  at: Temporal.Instant,
  action: string,
  actor: Actor,
  staffId: string,
): Promise<void> {
  return recordAudit(tx, chain, at, [{ actor, action, subject: { kind: 'staff', id: staffId } }])
}
