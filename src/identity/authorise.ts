import type { Actor } from '../audit/index.ts'
import type { Reader } from '../db/index.ts'
import { refuse, type Refusal } from '../kernel/outcome.ts'
import { can, type Permission } from './permissions.ts'
import { loadStaff } from './queries/staff.ts'

/**
 * Null where the actor may do this for the authority, by their roles as they are now. The system (command line,
 * timers) may; a requester never may. Of another authority's records staff learn nothing, not even that they exist.
 */
export async function authorise(
  tx: Reader,
  actor: Actor,
  permission: Permission,
  authorityId: string,
): Promise<Refusal | null> {
  if (actor.kind === 'system') return null
  const staff = actor.kind === 'staff' ? await loadStaff(tx, actor.id) : null
  if (staff === null) return refuse('not-permitted')
  if (staff.authorityId !== authorityId) return refuse('not-found')
  return can(staff, permission) ? null : refuse('not-permitted')
}
