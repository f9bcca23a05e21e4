import assert from 'node:assert/strict'
import { systemActor } from '../../src/audit/index.ts'
import {
  addDocument,
  askClarification,
  caseByReference,
  decideApproval,
  decidePart,
  openCase,
  sendResponse,
  setDocumentRelease,
  startCase,
  submitLetter,
  type CaseServices,
  type OpenedCase,
  type Regime,
  type Upload,
} from '../../src/cases/index.ts'
import { publishEntry } from '../../src/disclosure/index.ts'
import { createStaff, type Authority, type Staff } from '../../src/identity/index.ts'
import type { Outcome } from '../../src/kernel/outcome.ts'

/** The people who answer requests in tests. The officer may also publish. */
export type Office = { officer: Staff; approver: Staff }

/** The value of an outcome that must not be a refusal. */
function valueOf<T>(outcome: Outcome<T>): T {
  assert.ok(outcome.ok, JSON.stringify(outcome))
  return outcome.value
}

export async function makeOffice(services: CaseServices, authority: Authority): Promise<Office> {
  const make = async (name: string, email: string, roles: string[]) =>
    valueOf(
      await createStaff(services, systemActor, {
        authorityId: authority.id,
        email,
        name,
        jobTitle: 'Officer',
        roles,
        teamIds: [],
      }),
    )
  return {
    officer: await make('Olive Example', 'olive@example.org', ['information-officer', 'publisher']),
    approver: await make('Arthur Example', 'arthur@example.org', ['approver']),
  }
}

/** A request that has just arrived over the web. */
export async function openExample(
  services: CaseServices,
  authority: Authority,
  requestText: string,
  regime: Regime = 'foia',
): Promise<OpenedCase> {
  const requester = { name: 'Asha Example', email: 'asha@example.org', phone: null, postalAddress: null }
  return valueOf(
    await openCase(
      services,
      { kind: 'requester', id: null },
      { authority, regime, channel: 'web', requestText, requester },
    ),
  )
}

export async function askExample(
  services: CaseServices,
  office: Office,
  reference: string,
  question: string,
): Promise<void> {
  const { id, version } = await recordOf(services, office, reference)
  valueOf(await askClarification(services, office.officer, { caseId: id, version, questions: [question] }))
}

/** A file that goes out with the answer. */
export async function attachExample(
  services: CaseServices,
  office: Office,
  reference: string,
  upload: Upload,
): Promise<void> {
  const { id: caseId, parts } = await recordOf(services, office, reference)
  const partId = parts[0]?.id
  assert.ok(partId)
  const added = valueOf(await addDocument(services, office.officer, { caseId, partId, upload }))
  const { documentId } = added
  valueOf(await setDocumentRelease(services, office.officer, { caseId, documentId, state: 'for-release' }))
}

/** Every part provided with these words, approved by another, and sent. */
export async function answerExample(
  services: CaseServices,
  office: Office,
  reference: string,
  answer: string,
): Promise<void> {
  const { officer, approver } = office
  const version = async () => (await recordOf(services, office, reference)).version
  const { id: caseId, parts } = await recordOf(services, office, reference)
  valueOf(await startCase(services, officer, { caseId, version: await version() }))
  for (const part of parts)
    valueOf(
      await decidePart(services, officer, {
        caseId,
        version: await version(),
        partId: part.id,
        held: 'yes',
        outcome: 'provided',
        answer,
        grounds: [],
      }),
    )
  const submitted = valueOf(await submitLetter(services, officer, { caseId, version: await version() }))
  if (submitted.stage === 'approval')
    valueOf(
      await decideApproval(services, approver, {
        caseId,
        version: await version(),
        decision: 'approved',
        comment: '',
      }),
    )
  valueOf(await sendResponse(services, officer, { caseId, version: await version() }))
}

async function recordOf(services: CaseServices, office: Office, reference: string) {
  const found = await caseByReference(services, office.officer, reference)
  assert.ok(found, reference)
  return found.record
}

/** Asked, answered and published: an entry of the disclosure log with one question. Gives its reference. */
export async function publishExample(
  services: CaseServices,
  authority: Authority,
  office: Office,
  entry: { title: string; question: string; answer: string; topic?: string },
): Promise<string> {
  const opened = await openExample(services, authority, entry.question)
  await answerExample(services, office, opened.reference, entry.answer)
  const published = valueOf(
    await publishEntry(services, office.officer, {
      caseId: opened.caseId,
      title: entry.title,
      summary: '',
      topic: entry.topic ?? null,
      parts: [
        { number: 1, question: entry.question, outcome: 'provided', answer: entry.answer, grounds: [] },
      ],
    }),
  )
  return published.reference
}
