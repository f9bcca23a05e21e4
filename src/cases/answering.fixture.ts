import assert from 'node:assert/strict'
import { valueOf, type Office } from './cases.fixture.ts'
import { decideApproval, decidePart, sendResponse, submitLetter, type DecidePartInput } from './index.ts'

/** What is decided for one part, without naming the part. */
export type Decision = Omit<DecidePartInput, 'caseId' | 'version' | 'partId'>
export const provided: Decision = {
  held: 'yes',
  outcome: 'provided',
  answer: '1,204 repairs were made.',
  grounds: [],
}
export const notHeld: Decision = {
  held: 'no',
  outcome: 'not-held',
  answer: 'This information is not held.',
  grounds: [],
}

/** Decides every part: the first as the first decision says, and so on; the last stands for the rest. */
export async function decideAll(
  office: Office,
  caseId: string,
  decisions: Decision[],
  staff = office.officer,
): Promise<void> {
  const { parts } = await office.read(caseId)
  for (const [index, part] of parts.entries()) {
    const decision = decisions[index] ?? decisions.at(-1)
    assert.ok(decision)
    valueOf(
      await decidePart(office.services, staff, {
        ...decision,
        caseId,
        partId: part.id,
        version: await office.version(caseId),
      }),
    )
  }
}

/** Has the answer approved by somebody else and sends it. */
export async function answer(office: Office, caseId: string): Promise<void> {
  const { services, officer, approver, version } = office
  valueOf(await submitLetter(services, officer, { caseId, version: await version(caseId) }))
  valueOf(
    await decideApproval(services, approver, {
      caseId,
      version: await version(caseId),
      decision: 'approved',
      comment: '',
    }),
  )
  valueOf(await sendResponse(services, officer, { caseId, version: await version(caseId) }))
}
