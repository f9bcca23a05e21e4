import { recordAudit, type Actor } from '../../audit/index.ts'
import { hashSecret, isId } from '../../kernel/ids.ts'
import { refuse, refuseFields, success, type Outcome } from '../../kernel/outcome.ts'
import { authorise } from '../authorise.ts'
import type { Services } from '../services.ts'
import { countFailure, isLocked } from '../sign-in/failures.ts'
import { checkPassword, hashPassword, isPassword } from '../sign-in/passwords.ts'
import { lockStaff } from '../sign-in/sign-in.ts'

export type PasswordOptions = {
  /** The present password; needed to change one's own, where there is one */
  current?: string
  /** The secret of a session that goes on; all others of the person end */
  keepSession?: string
}

/** Sets a person's password: their own, or another's as an administrator or the system. Lifts a lock. */
export async function setPassword(
  services: Services,
  actor: Actor,
  staffId: string,
  password: string,
  options: PasswordOptions = {},
): Promise<Outcome<null>> {
  const at = services.clock.now()
  const person = isId(staffId)
    ? await services.database.reader
        .selectFrom('staff')
        .select(['email', 'name', 'password_hash'])
        .where('id', '=', staffId)
        .executeTakeFirst()
    : undefined
  if (!person) return refuse('not-found')
  const wrong = checkPassword(password, person)
  if (wrong) return refuseFields([{ field: 'password', message: wrong }])
  // Hashing is slow on purpose, so it happens before the transaction.
  const own = actor.kind === 'staff' && actor.id === staffId
  const proven =
    !own || person.password_hash === null || (await isPassword(person.password_hash, options.current ?? ''))
  const passwordHash = await hashPassword(password)
  return services.database.write(async (tx) => {
    const row = await lockStaff(tx, staffId)
    if (!row?.active) return refuse('not-found')
    const refusal = own ? null : await authorise(tx, actor, 'manage-staff', row.authority_id)
    if (refusal) return refusal
    if (own) {
      if (isLocked(row, at)) return refuse('too-many-requests', 'Wait a few minutes and try again.')
      if (!proven || row.password_hash !== person.password_hash) {
        await countFailure(tx, row, at, 'password')
        return refuseFields([{ field: 'current', message: 'Enter the password you have now' }])
      }
    }
    await tx
      .updateTable('staff')
      .set({ password_hash: passwordHash, failed_sign_ins: 0, locked_until: null })
      .where('id', '=', staffId)
      .execute()
    await tx
      .deleteFrom('session')
      .where('staff_id', '=', staffId)
      .where('secret_hash', '!=', hashSecret(options.keepSession ?? ''))
      .execute()
    await tx.deleteFrom('sign_in_link').where('staff_id', '=', staffId).execute()
    await recordAudit(tx, row.authority_id, at, [
      { actor, action: 'set-password', subject: { kind: 'staff', id: staffId } },
    ])
    return success(null)
  })
}
