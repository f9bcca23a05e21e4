import type { Selectable } from 'kysely'
import { sql } from 'kysely'
import { recordAudit } from '../../audit/index.ts'
import type { StaffTable, Writer } from '../../db/index.ts'
import { refuse, success, type Outcome } from '../../kernel/outcome.ts'
import { isEmail } from '../read-fields.ts'
import type { Services } from '../services.ts'
import { countFailure, failureEntry, installationChain, isLocked, signInRefused } from './failures.ts'
import { useCode } from './kept-code-secret.ts'
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
    const passed = await passSecondFactor(services, tx, row, input.code, at)
    if (!passed.ok) return passed
    return success(await admit(tx, row, at, passed.value ? 'password-and-code' : 'password'))
  })
}

/**
 * Whoever has a second factor needs it however they come in: true where it was used, false where they have none.
 * A wrong code counts towards locking the account.
 */
export async function passSecondFactor(
  services: Services,
  tx: Writer,
  row: Selectable<StaffTable>,
  code: string | undefined,
  at: Temporal.Instant,
): Promise<Outcome<boolean>> {
  const { totp_secret } = row
  if (totp_secret === null) return success(false)
  if (code === undefined || code.trim() === '') return refuse('second-factor-needed')
  const used = await useCode(services, tx, { ...row, totp_secret }, code, at)
  if (!used.ok) return used
  if (used.value !== null) return success(true)
  await countFailure(tx, row, at, 'code')
  return signInRefused()
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
  method: 'password' | 'password-and-code' | 'link' | 'link-and-code',
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
