import type { Selectable } from 'kysely'
import { recordAudit, type Actor } from '../../audit/index.ts'
import type { StaffTable, Writer } from '../../db/index.ts'
import { isId } from '../../kernel/ids.ts'
import { refuse, refuseFields, success, type FieldError, type Outcome } from '../../kernel/outcome.ts'
import { authorise } from '../authorise.ts'
import { loadStaff } from '../queries/staff.ts'
import type { Services } from '../services.ts'
import { lockStaff } from '../sign-in/sign-in.ts'
import type { Staff } from '../staff.ts'
import { addRoles, addTeams, readRoles, readTeams, unknownTeam } from './create-staff.ts'

type Change<T> = (
  tx: Writer,
  row: Selectable<StaffTable>,
) => Promise<{ outcome: Outcome<T>; details?: Record<string, unknown> }>

/**
 * Changes one person's record by somebody who manages staff. Never one's own: nobody gives themselves a role, and
 * the last administrator cannot lock everybody out.
 */
async function changeStaff<T>(
  services: Services,
  actor: Actor,
  staffId: string,
  action: string,
  change: Change<T>,
): Promise<Outcome<T>> {
  if (!isId(staffId)) return refuse('not-found')
  if (actor.kind === 'staff' && actor.id === staffId)
    return refuse('not-permitted', 'Another administrator must change your own account.')
  const at = services.clock.now()
  return services.database.write(async (tx) => {
    const row = await lockStaff(tx, staffId)
    if (!row) return refuse('not-found')
    const refusal = await authorise(tx, actor, 'manage-staff', row.authority_id)
    if (refusal) return refusal
    if (row.active === (action === 'reactivate-staff'))
      return refuse('not-now', row.active ? 'The account is in use already.' : 'The account is closed.')
    const { outcome, details } = await change(tx, row)
    if (outcome.ok)
      await recordAudit(tx, row.authority_id, at, [
        { actor, action, subject: { kind: 'staff', id: row.id }, details: details ?? {} },
      ])
    return outcome
  })
}

/** Replaces a person's roles. */
export async function setRoles(
  services: Services,
  actor: Actor,
  staffId: string,
  given: readonly string[],
): Promise<Outcome<Staff>> {
  const errors: FieldError[] = []
  const roles = readRoles(given, errors)
  if (errors.length > 0) return refuseFields(errors)
  return changeStaff(services, actor, staffId, 'set-roles', async (tx, row) => {
    const gone = await tx.deleteFrom('staff_role').where('staff_id', '=', row.id).returning('role').execute()
    await addRoles(tx, row.id, roles)
    const before = gone.map((one) => one.role).toSorted()
    return { outcome: await present(tx, row.id), details: { before, after: roles } }
  })
}

/** Replaces the teams a person belongs to. */
export async function setTeams(
  services: Services,
  actor: Actor,
  staffId: string,
  given: readonly string[],
): Promise<Outcome<Staff>> {
  return changeStaff(services, actor, staffId, 'set-teams', async (tx, row) => {
    const teams = await readTeams(tx, row.authority_id, given)
    if (!teams) return { outcome: refuseFields([unknownTeam]) }
    await tx.deleteFrom('team_member').where('staff_id', '=', row.id).execute()
    await addTeams(tx, row.id, teams)
    return { outcome: await present(tx, row.id), details: { teams } }
  })
}

/** Shuts somebody out at once: sessions, links and tokens end. Their name stays on what they did. */
export function deactivateStaff(services: Services, actor: Actor, staffId: string): Promise<Outcome<null>> {
  return changeStaff(services, actor, staffId, 'deactivate-staff', async (tx, row) => {
    await tx.updateTable('staff').set({ active: false }).where('id', '=', row.id).execute()
    for (const table of ['session', 'sign_in_link', 'api_token'] as const)
      await tx.deleteFrom(table).where('staff_id', '=', row.id).execute()
    return { outcome: success(null) }
  })
}

export function reactivateStaff(services: Services, actor: Actor, staffId: string): Promise<Outcome<Staff>> {
  return changeStaff(services, actor, staffId, 'reactivate-staff', async (tx, row) => {
    await tx.updateTable('staff').set({ active: true }).where('id', '=', row.id).execute()
    return { outcome: await present(tx, row.id) }
  })
}

async function present(tx: Writer, id: string): Promise<Outcome<Staff>> {
  const staff = await loadStaff(tx, id)
  if (staff === null) throw new Error('a member of staff just changed was not found')
  return success(staff)
}
