import { recordAudit, type Actor } from '../../audit/index.ts'
import type { Reader, Writer } from '../../db/index.ts'
import { isId, newId, type AuthorityId, type StaffId } from '../../kernel/ids.ts'
import { refuse, refuseFields, success, type FieldError, type Outcome } from '../../kernel/outcome.ts'
import { authorise } from '../authorise.ts'
import { isRole, roles as allRoles, type Role } from '../permissions.ts'
import { loadStaff } from '../queries/staff.ts'
import { readFields } from '../read-fields.ts'
import type { Services } from '../services.ts'
import { checkPassword, hashPassword } from '../sign-in/passwords.ts'
import type { Staff } from '../staff.ts'

export type StaffInput = {
  authorityId: AuthorityId
  /** Signs in with it; one person, one address in the whole installation, whatever its capitals */
  email: string
  name: string
  jobTitle: string
  roles: readonly string[]
  teamIds: readonly string[]
  /** Without one the person first signs in by a link */
  password?: string
}

export async function createStaff(
  services: Services,
  actor: Actor,
  input: StaffInput,
): Promise<Outcome<Staff>> {
  const errors: FieldError[] = []
  const read = readFields(input, errors)
  const email = read.neededEmail('email', 'an email address')
  const name = read.needed('name', 'a name')
  const jobTitle = read.optional('jobTitle', 'the job title') ?? ''
  const roles = readRoles(input.roles, errors)
  if (input.password !== undefined) {
    const wrong = checkPassword(input.password, { email, name })
    if (wrong) errors.push({ field: 'password', message: wrong })
  }
  if (errors.length > 0) return refuseFields(errors)
  const passwordHash = input.password === undefined ? null : await hashPassword(input.password)
  const at = services.clock.now()
  const id = newId<StaffId>()
  return services.database.write(async (tx) => {
    if (!(await isAuthority(tx, input.authorityId))) return refuse('not-found')
    const refusal = await authorise(tx, actor, 'manage-staff', input.authorityId)
    if (refusal) return refusal
    const teams = await readTeams(tx, input.authorityId, input.teamIds)
    if (!teams) return refuseFields([unknownTeam])
    const added = await tx
      .insertInto('staff')
      .values({
        id,
        authority_id: input.authorityId,
        email,
        name,
        job_title: jobTitle,
        password_hash: passwordHash,
        created_at: at,
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst()
    if (!added)
      return refuseFields([{ field: 'email', message: 'Somebody has an account with this email address' }])
    await addRoles(tx, id, roles)
    await addTeams(tx, id, teams)
    await recordAudit(tx, input.authorityId, at, [
      {
        actor,
        action: 'create-staff',
        subject: { kind: 'staff', id },
        details: { roles, teams, password: passwordHash !== null },
      },
    ])
    const staff = await loadStaff(tx, id)
    if (staff === null) throw new Error('a member of staff just added was not found')
    return success(staff)
  })
}

/** Roles as given, each once; an error where one is not a role, or there is none. */
export function readRoles(given: readonly string[], errors: FieldError[]): Role[] {
  const roles = [...new Set(given)].filter(isRole)
  if (roles.length !== new Set(given).size)
    errors.push({ field: 'roles', message: `Each role must be one of ${allRoles.join(', ')}` })
  else if (roles.length === 0) errors.push({ field: 'roles', message: 'Select at least one role' })
  return roles.toSorted()
}

export const unknownTeam = { field: 'teamIds', message: 'Select teams of this authority' }

/** Team ids, each once; null where one is not a team of the authority. */
export async function readTeams(
  tx: Reader,
  authorityId: string,
  given: readonly string[],
): Promise<string[] | null> {
  const ids = [...new Set(given)].toSorted()
  if (ids.length === 0) return []
  if (!ids.every(isId)) return null
  const found = await tx
    .selectFrom('team')
    .select('id')
    .where('authority_id', '=', authorityId)
    .where('id', 'in', ids)
    .execute()
  return found.length === ids.length ? ids : null
}

export async function addRoles(tx: Writer, staffId: string, roles: readonly Role[]): Promise<void> {
  if (roles.length === 0) return
  await tx
    .insertInto('staff_role')
    .values(roles.map((role) => ({ staff_id: staffId, role })))
    .execute()
}

export async function addTeams(tx: Writer, staffId: string, teamIds: readonly string[]): Promise<void> {
  if (teamIds.length === 0) return
  await tx
    .insertInto('team_member')
    .values(teamIds.map((id) => ({ team_id: id, staff_id: staffId })))
    .execute()
}

export async function isAuthority(tx: Reader, id: string): Promise<boolean> {
  if (!isId(id)) return false
  const row = await tx.selectFrom('authority').select('id').where('id', '=', id).executeTakeFirst()
  return row !== undefined
}
