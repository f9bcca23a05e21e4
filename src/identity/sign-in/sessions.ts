import { recordAudit } from '../../audit/index.ts'
import type { Writer } from '../../db/index.ts'
import { hashSecret, isId, newSecret } from '../../kernel/ids.ts'
import { loadStaff, rolesOfStaff, teamsOfStaff, toStaff } from '../queries/staff.ts'
import type { Services } from '../services.ts'
import type { Staff } from '../staff.ts'

const idleMinutes = 60
const longestHours = 12
const touchSeconds = 60

/** What a sign-in gives: the secret goes into the cookie and is kept nowhere. */
export type SignedIn = { secret: string; staff: Staff; expiresAt: Temporal.Instant }

export type Session = {
  staff: Staff
  /** Signs the forms of this session */
  formSecret: string
  /** When it ends if nothing more is asked for */
  expiresAt: Temporal.Instant
}

/** Starts a session for somebody whose sign-in was checked in this transaction. */
export async function startSession(tx: Writer, staffId: string, at: Temporal.Instant): Promise<SignedIn> {
  const staff = await loadStaff(tx, staffId)
  if (staff === null) throw new Error('a session needs a member of staff who may sign in')
  const secret = newSecret()
  await tx
    .insertInto('session')
    .values({
      secret_hash: hashSecret(secret),
      staff_id: staffId,
      form_secret: newSecret(),
      created_at: at,
      last_seen_at: at,
      expires_at: at.add({ hours: longestHours }),
    })
    .execute()
  return { secret, staff, expiresAt: at.add({ minutes: idleMinutes }) }
}

/**
 * The session a cookie's secret names, with the person's roles as they are now; null where there is none, it ended
 * (60 minutes unused, 12 hours in all), or the person left. Using it keeps it alive.
 */
export async function readSession(services: Services, secret: string): Promise<Session | null> {
  const at = services.clock.now()
  const secretHash = hashSecret(secret)
  const row = await services.database.reader
    .selectFrom('session')
    .innerJoin('staff', 'staff.id', 'session.staff_id')
    .select(['staff.id', 'staff.authority_id', 'staff.name', 'staff.email', 'staff.job_title'])
    .select([rolesOfStaff.as('roles'), teamsOfStaff.as('team_ids')])
    .select(['session.form_secret', 'session.last_seen_at', 'session.expires_at'])
    .where('session.secret_hash', '=', secretHash)
    .where('session.expires_at', '>', at)
    .where('session.last_seen_at', '>', at.subtract({ minutes: idleMinutes }))
    .where('staff.active', '=', true)
    .executeTakeFirst()
  if (!row) return null
  // Once a minute is exact enough, and spares a write on every page.
  let lastSeen = row.last_seen_at
  if (Temporal.Instant.compare(at, lastSeen.add({ seconds: touchSeconds })) >= 0) {
    lastSeen = at
    await services.database.write((tx) =>
      tx
        .updateTable('session')
        .set({ last_seen_at: at })
        .where('secret_hash', '=', secretHash)
        .where('last_seen_at', '<', at)
        .execute(),
    )
  }
  const idleEnd = lastSeen.add({ minutes: idleMinutes })
  return {
    staff: toStaff(row),
    formSecret: row.form_secret,
    expiresAt: Temporal.Instant.compare(idleEnd, row.expires_at) < 0 ? idleEnd : row.expires_at,
  }
}

/** Signs out. A secret that names no session is no error: it has ended already. */
export async function endSession(services: Services, secret: string): Promise<void> {
  const at = services.clock.now()
  await services.database.write(async (tx) => {
    const ended = await tx
      .deleteFrom('session')
      .where('secret_hash', '=', hashSecret(secret))
      .returning('staff_id')
      .executeTakeFirst()
    if (ended) await recordSignOut(tx, ended.staff_id, at, 1)
  })
}

/** Signs a person out everywhere. */
export async function endAllSessions(services: Services, staffId: string): Promise<void> {
  if (!isId(staffId)) return
  const at = services.clock.now()
  await services.database.write(async (tx) => {
    const ended = await tx
      .deleteFrom('session')
      .where('staff_id', '=', staffId)
      .returning('staff_id')
      .execute()
    if (ended.length > 0) await recordSignOut(tx, staffId, at, ended.length)
  })
}

async function recordSignOut(
  tx: Writer,
  staffId: string,
  at: Temporal.Instant,
  sessions: number,
): Promise<void> {
  const staff = await tx
    .selectFrom('staff')
    .select('authority_id')
    .where('id', '=', staffId)
    .executeTakeFirstOrThrow()
  await recordAudit(tx, staff.authority_id, at, [
    {
      actor: { kind: 'staff', id: staffId },
      action: 'sign-out',
      subject: { kind: 'staff', id: staffId },
      details: { sessions },
    },
  ])
}

/** Forgets sessions, links and tokens that can no longer be used. For a daily timer. */
export async function removeExpired(services: Services): Promise<{ removed: number }> {
  const at = services.clock.now()
  return services.database.write(async (tx) => {
    const gone = [
      await tx
        .deleteFrom('session')
        .where((where) =>
          where.or([
            where('expires_at', '<=', at),
            where('last_seen_at', '<=', at.subtract({ minutes: idleMinutes })),
          ]),
        )
        .executeTakeFirst(),
      await tx.deleteFrom('sign_in_link').where('expires_at', '<=', at).executeTakeFirst(),
      await tx.deleteFrom('api_token').where('expires_at', '<=', at).executeTakeFirst(),
    ]
    return { removed: gone.reduce((sum, one) => sum + Number(one.numDeletedRows), 0) }
  })
}
