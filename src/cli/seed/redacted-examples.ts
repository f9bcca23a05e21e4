import {
  addCasePerson,
  caseState,
  decideApproval,
  makeRedactedCopy,
  sendResponse,
  submitLetter,
  type CaseServices,
} from '../../cases/index.ts'
import { listStaff, loadStaff, type Authority, type Role, type Staff } from '../../identity/index.ts'
import {
  decideMarks,
  findAndMark,
  findRedaction,
  flagPages,
  openRedaction,
  type RedactionRecord,
} from '../../redaction/index.ts'
import type { Entity } from '../../screening/index.ts'
import { must } from './case-script.ts'
import { footpathReport, orchardReport, shelterReport } from './example-documents.ts'

const wanted: readonly Entity[] = [
  'PERSON',
  'UK_ADDRESS',
  'UK_POSTCODE',
  'UK_PHONE',
  'EMAIL_ADDRESS',
  'UK_NINO',
  'DATE_OF_BIRTH',
]
const reason = 'foia-40-2'

/** The people of one council, as far as these examples need them. */
type Hands = { services: CaseServices; authority: Authority; officer: Staff; approver: Staff }

/**
 * Marks what is in the documents of the worked examples, through the commands an officer uses; what is marked already
 * stays. Opening PDFs takes some seconds, so the server does it while it already answers.
 */
export async function redactExamples(
  services: CaseServices,
  authorities: readonly Authority[],
  signal: AbortSignal,
): Promise<void> {
  for (const authority of authorities) {
    const [officer, approver] = [
      await findStaff(services, authority, 'information-officer'),
      await findStaff(services, authority, 'approver'),
    ]
    if (officer === null || approver === null) continue
    const hands = { services, authority, officer, approver }
    for (const [name, work] of works) {
      if (signal.aborted) return
      const record = await findExample(hands, name)
      // Somebody who took every mark away again wants it so.
      const isUntouched = record !== null && record.open && record.version <= 1
      if (isUntouched) await work(hands, record)
    }
  }
}

const works: readonly (readonly [
  name: string,
  work: (hands: Hands, record: RedactionRecord) => Promise<void>,
])[] = [
  [shelterReport.name, markShelters],
  [footpathReport.name, proposeOnFootpath],
  [orchardReport.name, sendOrchard],
]

/** A page of each kind: decided, undecided, out of scope, twice there. */
async function markShelters({ services, officer }: Hands, record: RedactionRecord): Promise<void> {
  const { documentId, caseId } = record
  must(
    await addCasePerson(services, officer, { caseId, name: 'Cora Placeholder', role: 'public' }),
    'name a councillor',
  )
  must(
    await addCasePerson(services, officer, { caseId, name: 'Ada Specimen', role: 'third-party' }),
    'name a caller',
  )
  must(
    await findAndMark(services, officer, { documentId, entities: wanted, reason }),
    'look for personal data',
  )
  must(
    await flagPages(services, officer, { documentId, pages: [4], flag: 'out-of-scope' }),
    'leave out a page',
  )
  must(
    await flagPages(services, officer, {
      documentId,
      pages: [5],
      flag: 'duplicate',
      duplicateOf: { documentId, page: 3 },
    }),
    'leave out a page that is there twice',
  )
  const { marks } = must(await openRedaction(services, officer, documentId), 'read the marks')
  // The third page is left for whoever tries it out.
  const others = marks.filter(({ place }) => place.kind === 'box' && place.page !== 3)
  const groups = Map.groupBy(others, ({ score }) => ((score ?? 1) < 0.6 ? 'rejected' : 'accepted'))
  for (const [state, group] of groups) {
    const ids = group.map(({ id }) => id)
    must(await decideMarks(services, officer, { documentId, ids, state }), 'decide what was proposed')
  }
}

async function proposeOnFootpath(
  { services, officer }: Hands,
  { documentId }: RedactionRecord,
): Promise<void> {
  must(
    await findAndMark(services, officer, { documentId, entities: wanted, reason: 'eir-13-1' }),
    'look for personal data',
  )
}

/** From the search to the sent answer, past the release check like any other. */
async function sendOrchard(hands: Hands, record: RedactionRecord): Promise<void> {
  const { services, authority, officer, approver } = hands
  const { documentId, caseId } = record
  const find = ['Joel Inventon', 'Inventon', '01632 960 245', 'joel.inventon@example.org']
  must(await findAndMark(services, officer, { documentId, find, reason }), 'mark the tenant')
  const { version } = must(await openRedaction(services, officer, documentId), 'read the marks')
  const { reader } = services.database
  const { reference } = await reader
    .selectFrom('cases')
    .select('reference')
    .where('id', '=', caseId)
    .executeTakeFirstOrThrow()
  const state = async () => {
    const found = await caseState(reader, authority.id, reference)
    if (found === null) throw new Error(`no case ${reference}`)
    return found
  }
  const [part] = (await state()).parts
  must(
    await makeRedactedCopy(services, officer, {
      documentId,
      version,
      layer: 'requester',
      forRelease: true,
      ...(part === undefined ? {} : { partId: part.id }),
    }),
    'make the redacted copy',
  )
  const at = async () => ({ caseId, version: (await state()).version })
  must(await submitLetter(services, officer, await at()), 'send the answer for approval')
  must(
    await decideApproval(services, approver, {
      ...(await at()),
      decision: 'approved',
      comment: 'The copy holds no more than it should.',
    }),
    'approve the answer',
  )
  must(await sendResponse(services, officer, await at()), 'send the answer')
}

async function findExample({ services, authority }: Hands, name: string): Promise<RedactionRecord | null> {
  const { reader } = services.database
  const found = await reader
    .selectFrom('document')
    .select('id')
    .where('authority_id', '=', authority.id)
    .where('name', '=', name)
    .where('redacted_from', 'is', null)
    .orderBy('created_at')
    .executeTakeFirst()
  return found === undefined ? null : findRedaction(reader, authority.id, found.id)
}

async function findStaff(services: CaseServices, { id }: Authority, role: Role): Promise<Staff | null> {
  const { reader } = services.database
  for (const member of await listStaff(reader, id))
    if (member.active && member.roles.includes(role)) return loadStaff(reader, member.id)
  return null
}
