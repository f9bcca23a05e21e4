import { sql, type SqlBool } from 'kysely'
import type { Reader } from '../../db/index.ts'
import { isId, type AuthorityId, type StaffId, type TeamId } from '../../kernel/ids.ts'
import { isRole } from '../permissions.ts'
import type { Staff, StaffRecord, Team } from '../staff.ts'

type StaffRow = {
  id: string
  authority_id: string
  name: string
  email: string
  job_title: string
  roles: string[]
  team_ids: string[]
}

export const rolesOfStaff = sql<
  string[]
>`array(select r.role from staff_role r where r.staff_id = staff.id order by r.role)`
export const teamsOfStaff = sql<
  string[]
>`array(select m.team_id::text from team_member m where m.staff_id = staff.id order by m.team_id)`

/** A member of staff who may work here now; null for anybody else, and for those who have left. */
export async function loadStaff(reader: Reader, id: string): Promise<Staff | null> {
  if (!isId(id)) return null
  const row = await reader
    .selectFrom('staff')
    .select(['id', 'authority_id', 'name', 'email', 'job_title'])
    .select([rolesOfStaff.as('roles'), teamsOfStaff.as('team_ids')])
    .where('id', '=', id)
    .where('active', '=', true)
    .executeTakeFirst()
  return row ? toStaff(row) : null
}

export function toStaff(row: StaffRow): Staff {
  return {
    id: row.id as StaffId,
    authorityId: row.authority_id as AuthorityId,
    name: row.name,
    email: row.email,
    jobTitle: row.job_title,
    roles: row.roles.filter(isRole),
    teamIds: row.team_ids.map((id) => id as TeamId),
  }
}

/** Everybody of an authority by name, those who have left included. */
export async function listStaff(reader: Reader, authorityId: string): Promise<StaffRecord[]> {
  if (!isId(authorityId)) return []
  const rows = await reader
    .selectFrom('staff')
    .select(['id', 'authority_id', 'name', 'email', 'job_title', 'active', 'locked_until'])
    .select([rolesOfStaff.as('roles'), teamsOfStaff.as('team_ids')])
    .select([
      sql<SqlBool>`password_hash is not null`.as('has_password'),
      sql<SqlBool>`totp_secret is not null`.as('has_second_factor'),
    ])
    .where('authority_id', '=', authorityId)
    .orderBy('name')
    .orderBy('id')
    .execute()
  return rows.map((row) => ({
    ...toStaff(row),
    active: row.active,
    hasPassword: Boolean(row.has_password),
    hasSecondFactor: Boolean(row.has_second_factor),
    lockedUntil: row.locked_until,
  }))
}

/** The names of staff by id, for histories: those who have left included. */
export async function staffNames(reader: Reader, ids: readonly string[]): Promise<Map<string, string>> {
  const asked = ids.filter(isId)
  if (asked.length === 0) return new Map()
  const rows = await reader.selectFrom('staff').select(['id', 'name']).where('id', 'in', asked).execute()
  return new Map(rows.map((row) => [row.id, row.name]))
}

export async function listTeams(reader: Reader, authorityId: string): Promise<Team[]> {
  if (!isId(authorityId)) return []
  const rows = await reader
    .selectFrom('team')
    .select(['id', 'authority_id', 'name', 'email'])
    .select(sql<number>`(select count(*) from team_member m where m.team_id = team.id)`.as('members'))
    .where('authority_id', '=', authorityId)
    .orderBy('name')
    .execute()
  return rows.map((row) => ({
    id: row.id as TeamId,
    authorityId: row.authority_id as AuthorityId,
    name: row.name,
    email: row.email,
    members: row.members,
  }))
}
