import type { Selectable } from 'kysely'
import { sql } from 'kysely'
import { recordAudit } from '../../audit/index.ts'
import type { StaffTable, Writer } from '../../db/index.ts'
import { refuse, success, type Outcome } from '../../kernel/outcome.ts'
import { isEmail } from '../read-fields.ts'
import type { Services } from '../services.ts'
import { acceptedStep } from './codes.ts'
import { countFailure, failureEntry, installationChain, isLocked, signInRefused } from './failures.ts'
import { isPassword } from './passwords.ts'
import { startSession, type SignedIn } from './sessions.ts'

export type SignInInput = { email: string; password: string; code?: string }

/**
 * Signs in with a password and, where the person has a second factor, a code. Refusals: `second-factor-needed` once
 * the password is right and no code came; `sign-in-failed`, always in the same words, for all else.
 */
export async function signInWithPassword(services: Services, input: SignInInput): Promise<Outcome<SignedIn>> {
  const at = services.clock.now()
  const email = input.email.trim()
  const known = isEmail(email)
    ? await services.database.reader
        .selectFrom('staff')
        .select(['id', 'password_hash'])
        .where(sql`lower(email)`, '=', sql`lower(${email})`)
        .where('active', '=', true)
        .executeTakeFirst()
    : undefined
  // Outside the transaction: hashing is slow on purpose, and the embedded database would wait for it.
  const kept = known?.password_hash ?? null
  const right = await isPassword(kept, input.password)
  return services.database.write(async (tx) => {
    const row = known ? await lockStaff(tx, known.id) : undefined
    if (!row?.active) {
      await recordAudit(tx, installationChain, at, [failureEntry(null, 'unknown')])
      return signInRefused()
    }
    if (isLocked(row, at)) {
      await recordAudit(tx, row.authority_id, at, [failureEntry(row.id, 'locked')])
      return signInRefused()
    }
    if (!right || row.password_hash !== kept) {
      await countFailure(tx, row, at, 'password')
      return signInRefused()
    }
    if (row.totp_secret === null) return success(await admit(tx, row, at, 'password'))
    if (input.code === undefined || input.code.trim() === '') return refuse('second-factor-needed')
    const step = acceptedStep(row.totp_secret, input.code, at, row.totp_last_step)
    if (step === null) {
      await countFailure(tx, row, at, 'code')
      return signInRefused()
    }
    await tx.updateTable('staff').set({ totp_last_step: step }).where('id', '=', row.id).execute()
    return success(await admit(tx, row, at, 'password-and-code'))
  })
}

/** The whole row of a member of staff, locked until the transaction ends. */
export function lockStaff(tx: Writer, id: string): Promise<Selectable<StaffTable> | undefined> {
  return tx.selectFrom('staff').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
}

/** Forgets earlier failures, starts the session and records the sign-in. */
export async function admit(
  tx: Writer,
  row: Pick<Selectable<StaffTable>, 'id' | 'authority_id'>,
  at: Temporal.Instant,
  method: 'password' | 'password-and-code' | 'link',
): Promise<SignedIn> {
  await tx
    .updateTable('staff')
    .set({ failed_sign_ins: 0, locked_until: null })
    .where('id', '=', row.id)
    .execute()
  await recordAudit(tx, row.authority_id, at, [
    {
      actor: { kind: 'staff', id: row.id },
      action: 'sign-in',
      subject: { kind: 'staff', id: row.id },
      details: { method },
    },
  ])
  return startSession(tx, row.id, at)
}
