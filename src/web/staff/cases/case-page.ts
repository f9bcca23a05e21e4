import type { FastifyRequest } from 'fastify'
import { caseByReference, type CaseEvent, type CaseFacts, type CaseRecord } from '../../../cases/index.ts'
import { can, type Authority, type Permission, type Staff } from '../../../identity/index.ts'
import { today } from '../../../kernel/clock.ts'
import { ProblemError } from '../../../kernel/outcome.ts'
import { requireStaff } from '../session.ts'
import type { StaffServices } from '../staff-services.ts'

/** One case as one signed-in person meets it: what every page and form below it begins with. */
export type CasePage = {
  staff: Staff
  authority: Authority
  record: CaseRecord
  facts: CaseFacts
  events: CaseEvent[]
  today: Temporal.PlainDate
  path: string
  /** What the address names below the case: a part's number, an event's id */
  parameters: Record<string, string>
  may: (permission: Permission) => boolean
}

export function casePath(reference: string, place = ''): string {
  return `/staff/cases/${encodeURIComponent(reference)}${place === '' ? '' : `/${place}`}`
}

/** Loads the case an address names. Throws `not-found` for what is not there or is another authority's. */
export async function loadCase(
  services: StaffServices,
  request: FastifyRequest,
  ...permissions: Permission[]
): Promise<CasePage> {
  const staff = requireStaff(request, ...permissions)
  const parameters = request.params as Record<string, string>
  const found = await caseByReference(services, staff, parameters['reference'] ?? '')
  if (found === null) throw new ProblemError('not-found', 'There is no request with that reference.')
  return {
    ...found,
    staff,
    authority: services.authority(staff.authorityId),
    today: today(services.clock),
    path: casePath(found.record.reference),
    parameters,
    may: (permission) => can(staff, permission),
  }
}
