import { recordAudit } from '../../audit/index.ts'
import { writeOutcome, type Reader, type Writer } from '../../db/index.ts'
import { can, staffActor, type Staff } from '../../identity/index.ts'
import { isId, newId } from '../../kernel/ids.ts'
import { refuse, refuseFields, success, type Outcome } from '../../kernel/outcome.ts'
import { isOpenStage, pastStage } from '../../redaction/index.ts'
import type { CaseServices } from '../case.ts'
import { checkText, textLimits, tidyLine } from '../people.ts'
import { lockCase } from '../store.ts'

/** `public`: a name that stays, as of a councillor in office. */
export const casePersonRoles = ['data-subject', 'third-party', 'public'] as const
export type CasePersonRole = (typeof casePersonRoles)[number]

export type CasePerson = {
  id: string
  name: string
  role: CasePersonRole
  addedBy: string
  addedAt: Temporal.Instant
}

/** More than any file names; each is looked for in every form on every page. */
const mostPeople = 300

/** Who is named in a case’s documents, by name; [] where the authority has no such case. */
export async function listCasePeople(
  reader: Reader,
  authorityId: string,
  caseId: string,
): Promise<CasePerson[]> {
  if (!isId(caseId)) return []
  const rows = await reader
    .selectFrom('case_person as p')
    .innerJoin('cases as c', 'c.id', 'p.case_id')
    .innerJoin('staff as s', 's.id', 'p.added_by')
    .select(['p.id', 'p.name', 'p.role', 'p.added_at', 's.name as added_by'])
    .where('p.case_id', '=', caseId)
    .where('c.authority_id', '=', authorityId)
    .orderBy('p.name')
    .execute()
  return rows.map(({ id, name, role, added_at, added_by }) => ({
    id,
    name,
    role: role as CasePersonRole,
    addedBy: added_by,
    addedAt: added_at,
  }))
}

/** Says whom to look for in the documents, or whose name is public. A name that is there already gets the new role. */
export async function addCasePerson(
  services: CaseServices,
  staff: Staff,
  input: { caseId: string; name: string; role: CasePersonRole },
): Promise<Outcome<{ id: string }>> {
  const name = tidyLine(input.name)
  const errors = checkText('name', name, textLimits.short, 'Enter the name')
  if (errors.length === 0 && !/\p{L}{2}/u.test(name))
    errors.push({ field: 'name', message: 'Enter a name with at least two letters' })
  if (!casePersonRoles.includes(input.role))
    errors.push({ field: 'role', message: 'Select who they are in this request' })
  if (errors.length > 0) return refuseFields(errors)
  return changePeople(services, staff, input.caseId, 'add-case-person', async (tx, now) => {
    const { count } = await tx
      .selectFrom('case_person')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('case_id', '=', input.caseId)
      .where('name', '!=', name)
      .executeTakeFirstOrThrow()
    if (count >= mostPeople)
      return refuse('too-large', `A request can have ${mostPeople} people on its list.`)
    const { id } = await tx
      .insertInto('case_person')
      .values({
        id: newId(),
        case_id: input.caseId,
        name,
        role: input.role,
        added_by: staff.id,
        added_at: now,
      })
      .onConflict((conflict) => conflict.columns(['case_id', 'name']).doUpdateSet({ role: input.role }))
      .returning('id')
      .executeTakeFirstOrThrow()
    return success({ value: { id }, details: { person: id, role: input.role } })
  })
}

export async function removeCasePerson(
  services: CaseServices,
  staff: Staff,
  input: { caseId: string; id: string },
): Promise<Outcome<null>> {
  return changePeople(services, staff, input.caseId, 'remove-case-person', async (tx) => {
    const removed = isId(input.id)
      ? await tx
          .deleteFrom('case_person')
          .where('id', '=', input.id)
          .where('case_id', '=', input.caseId)
          .returning('id')
          .execute()
      : []
    return removed.length === 0
      ? refuse('not-found', 'That name is not on the list any more.')
      : success({ value: null, details: { person: input.id } })
  })
}

/** The list is a help for searching and changes nothing of the case, so the case’s version stays. */
async function changePeople<T>(
  services: CaseServices,
  staff: Staff,
  caseId: string,
  action: string,
  work: (
    tx: Writer,
    now: Temporal.Instant,
  ) => Promise<Outcome<{ value: T; details: Record<string, unknown> }>>,
): Promise<Outcome<T>> {
  if (!can(staff, 'redact')) return refuse('not-permitted')
  const now = services.clock.now().round('microsecond')
  return writeOutcome(services.database, async (tx) => {
    const row = isId(caseId) ? await lockCase(tx, caseId) : undefined
    if (!row || row.authority_id !== staff.authorityId) return refuse('not-found')
    if (!isOpenStage(row.stage)) return pastStage()
    const done = await work(tx, now)
    if (!done.ok) return done
    const subject = { kind: 'case', id: caseId }
    await recordAudit(tx, row.authority_id, now, [
      { actor: staffActor(staff), action, subject, caseId, details: done.value.details },
    ])
    return success(done.value.value)
  })
}
