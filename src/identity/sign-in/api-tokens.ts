import { recordAudit } from '../../audit/index.ts'
import type { Reader } from '../../db/index.ts'
import { hashSecret, isId, newId, newSecret } from '../../kernel/ids.ts'
import { refuse, refuseFields, success, type FieldError, type Outcome } from '../../kernel/outcome.ts'
import { authorise } from '../authorise.ts'
import { staffActor } from '../permissions.ts'
import { rolesOfStaff, teamsOfStaff, toStaff } from '../queries/staff.ts'
import { readFields } from '../read-fields.ts'
import type { Services } from '../services.ts'
import type { Staff } from '../staff.ts'

/** Says what a leaked string is, to people and to secret scanners. */
const prefix = 'mun_'

export type ApiToken = { id: string; name: string; createdAt: Temporal.Instant; expiresAt: Temporal.Instant }

/** A token with which a program acts as its owner, with the owner's roles of the moment. Shown once, here. */
export async function createApiToken(
  services: Services,
  staff: Staff,
  input: { name: string; days: number },
): Promise<Outcome<{ id: string; token: string; expiresAt: Temporal.Instant }>> {
  const errors: FieldError[] = []
  const read = readFields(input, errors)
  const name = read.needed('name', 'what the token is for', 100)
  const days = read.count('days', 'days until it expires', 1, 366)
  if (days === null && errors.every((error) => error.field !== 'days'))
    read.wrong('days', 'Enter days until it expires', null)
  if (errors.length > 0 || days === null) return refuseFields(errors)
  const at = services.clock.now()
  const token = prefix + newSecret()
  const id = newId()
  const expiresAt = at.add({ hours: days * 24 })
  return services.database.write(async (tx) => {
    const refusal = await authorise(tx, staffActor(staff), 'create-api-token', staff.authorityId)
    if (refusal) return refusal
    await tx
      .insertInto('api_token')
      .values({
        id,
        secret_hash: hashSecret(token),
        staff_id: staff.id,
        name,
        expires_at: expiresAt,
        created_at: at,
      })
      .execute()
    await recordAudit(tx, staff.authorityId, at, [
      {
        actor: staffActor(staff),
        action: 'create-api-token',
        subject: { kind: 'api-token', id },
        details: { days },
      },
    ])
    return success({ id, token, expiresAt })
  })
}

export async function listApiTokens(reader: Reader, staffId: string): Promise<ApiToken[]> {
  if (!isId(staffId)) return []
  const rows = await reader
    .selectFrom('api_token')
    .select(['id', 'name', 'created_at', 'expires_at'])
    .where('staff_id', '=', staffId)
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
  }))
}

/** Its owner, or an administrator of the owner's authority, ends a token at once. */
export async function revokeApiToken(services: Services, staff: Staff, id: string): Promise<Outcome<null>> {
  if (!isId(id)) return refuse('not-found')
  const at = services.clock.now()
  return services.database.write(async (tx) => {
    const row = await tx
      .selectFrom('api_token')
      .innerJoin('staff', 'staff.id', 'api_token.staff_id')
      .select(['api_token.staff_id', 'staff.authority_id'])
      .where('api_token.id', '=', id)
      .executeTakeFirst()
    if (!row) return refuse('not-found')
    if (row.staff_id !== staff.id) {
      const refusal = await authorise(tx, staffActor(staff), 'manage-staff', row.authority_id)
      if (refusal) return refusal
    }
    await tx.deleteFrom('api_token').where('id', '=', id).execute()
    await recordAudit(tx, row.authority_id, at, [
      { actor: staffActor(staff), action: 'revoke-api-token', subject: { kind: 'api-token', id } },
    ])
    return success(null)
  })
}

/** Whom a token speaks for; null where there is none, it expired or was revoked, or its owner left. */
export async function readApiToken(services: Services, token: string): Promise<Staff | null> {
  if (!token.startsWith(prefix)) return null
  const row = await services.database.reader
    .selectFrom('api_token')
    .innerJoin('staff', 'staff.id', 'api_token.staff_id')
    .select(['staff.id', 'staff.authority_id', 'staff.name', 'staff.email', 'staff.job_title'])
    .select([rolesOfStaff.as('roles'), teamsOfStaff.as('team_ids')])
    .where('api_token.secret_hash', '=', hashSecret(token))
    .where('api_token.expires_at', '>', services.clock.now())
    .where('staff.active', '=', true)
    .executeTakeFirst()
  return row ? toStaff(row) : null
}
