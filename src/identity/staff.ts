import type { AuthorityId, StaffId, TeamId } from '../kernel/ids.ts'
import type { Role } from './permissions.ts'

/** Somebody who works for an authority and is allowed in. */
export type Staff = {
  id: StaffId
  authorityId: AuthorityId
  name: string
  email: string
  jobTitle: string
  roles: readonly Role[]
  teamIds: readonly TeamId[]
}

/** A row of the staff list: with the facts an administrator needs, and people who have left. */
export type StaffRecord = Staff & {
  active: boolean
  hasPassword: boolean
  hasSecondFactor: boolean
  lockedUntil: Temporal.Instant | null
}

export type Team = {
  id: TeamId
  authorityId: AuthorityId
  name: string
  email: string | null
  members: number
}
