import type { Reader } from '../../db/index.ts'

export type CaseNames = {
  /** Who may be named in the documents and is not public: the requester, data subjects, third parties */
  parties: string[]
  /** Whose names are public in this case, and the authority’s own staff in post */
  keep: string[]
}

/** Names that a search for people is given, by what the case and the authority know. */
export async function namesOfCase(reader: Reader, authorityId: string, caseId: string): Promise<CaseNames> {
  const people = await reader
    .selectFrom('case_person')
    .select(['name', 'role'])
    .where('case_id', '=', caseId)
    .execute()
  const requester = await reader
    .selectFrom('cases as c')
    .innerJoin('requester as r', 'r.id', 'c.requester_id')
    .select('r.name')
    .where('c.id', '=', caseId)
    .executeTakeFirst()
  const staff = await reader
    .selectFrom('staff')
    .select('name')
    .where('authority_id', '=', authorityId)
    .where('active', '=', true)
    .execute()
  const parties = people.filter(({ role }) => role !== 'public').map(({ name }) => name)
  if (requester?.name) parties.push(requester.name)
  const keep = people.filter(({ role }) => role === 'public').map(({ name }) => name)
  // A member of staff can be whom a file is about; whoever says so knows better than the staff list.
  keep.push(...staff.map(({ name }) => name).filter((name) => !parties.includes(name)))
  return { parties, keep }
}
