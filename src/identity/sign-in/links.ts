import { recordAudit, systemActor, type Actor } from '../../audit/index.ts'
import { hashSecret, isId, newSecret } from '../../kernel/ids.ts'
import { ProblemError, refuse, success, type Outcome, type Refusal } from '../../kernel/outcome.ts'
import { authorise } from '../authorise.ts'
import type { Services } from '../services.ts'
import { failureEntry, installationChain, isLocked, signInRefused } from './failures.ts'
import type { SignedIn } from './sessions.ts'
import { admit, lockStaff, passSecondFactor } from './sign-in.ts'

const longestMinutes = 7 * 24 * 60

/**
 * The secret of a link that signs somebody in once, without a password: for a first sign-in, a forgotten password, a
 * demonstration. Whoever has a second factor needs it all the same, so that no colleague can sign in for them. Only the command line and an administrator may make one. Throws `not-found` where the person is
 * not (or no longer) staff, `not-permitted`, and `invalid-input` for a time outside one minute to seven days.
 */
export async function createSignInLink(
  services: Services,
  staffId: string,
  minutes: number,
  actor: Actor = systemActor,
): Promise<string> {
  if (!Number.isInteger(minutes) || minutes < 1 || minutes > longestMinutes)
    throw new ProblemError('invalid-input', `A sign-in link lasts 1 to ${longestMinutes} minutes.`)
  const at = services.clock.now()
  const secret = newSecret()
  await services.database.write(async (tx) => {
    const row = isId(staffId) ? await lockStaff(tx, staffId) : undefined
    if (!row?.active) throw new ProblemError('not-found', 'Nobody of that name may sign in.')
    const refusal = await authorise(tx, actor, 'manage-staff', row.authority_id)
    if (refusal) throw new ProblemError(refusal.problem, 'You cannot make a sign-in link for this person.')
    await tx
      .insertInto('sign_in_link')
      .values({ secret_hash: hashSecret(secret), staff_id: staffId, expires_at: at.add({ minutes }) })
      .execute()
    await recordAudit(tx, row.authority_id, at, [
      { actor, action: 'create-sign-in-link', subject: { kind: 'staff', id: staffId }, details: { minutes } },
    ])
  })
  return secret
}

/** Refuses `second-factor-needed`, and leaves the link unused, until a person who has a second factor gives a code. */
export async function signInWithLink(
  services: Services,
  secret: string,
  code?: string,
): Promise<Outcome<SignedIn>> {
  const at = services.clock.now()
  return services.database.write(async (tx) => {
    const secretHash = hashSecret(secret)
    // Locked: of two at once the second finds it used.
    const link = await tx
      .selectFrom('sign_in_link')
      .select('staff_id')
      .where('secret_hash', '=', secretHash)
      .where('used_at', 'is', null)
      .where('expires_at', '>', at)
      .forUpdate()
      .executeTakeFirst()
    const row = link ? await lockStaff(tx, link.staff_id) : undefined
    if (!row?.active) {
      await recordAudit(tx, installationChain, at, [failureEntry(null, 'link')])
      return refuse(
        'sign-in-failed',
        'This link has been used already or is out of date. Sign in with your password, or ask for a new link.',
      )
    }
    if (row.totp_secret !== null && isLocked(row, at)) {
      await recordAudit(tx, row.authority_id, at, [failureEntry(row.id, 'locked')])
      return wrongCode()
    }
    const passed = await passSecondFactor(services, tx, row, code, at)
    if (!passed.ok) return passed.problem === 'sign-in-failed' ? wrongCode() : passed
    await tx.updateTable('sign_in_link').set({ used_at: at }).where('secret_hash', '=', secretHash).execute()
    return success(await admit(tx, row, at, passed.value ? 'link-and-code' : 'link'))
  })
}

/** The link is good; what was wrong is beside it. */
const wrongCode = (): Refusal => ({
  ...signInRefused(),
  fields: [
    {
      field: 'code',
      message: 'The code is not right, or there were too many attempts. Each code works once',
    },
  ],
})
