import {
  addDocument,
  caseByReference,
  decideApproval,
  decidePart,
  setDocumentRelease,
  startCase,
  submitLetter,
  type Upload,
} from '../../../cases/index.ts'
import { must, type StaffApp } from '../../../../test/support/staff-app.ts'

/** A request answered in full with one file, approved and ready to send. */
export async function approveWith(site: StaffApp, upload: Upload): Promise<{ reference: string }> {
  const { services, people } = site
  const officer = people['information-officer']
  const { reference } = await site.open()
  const read = async () => {
    const found = await caseByReference(services, officer, reference)
    if (!found) throw new Error(reference)
    return { caseId: found.record.id, version: found.record.version, parts: found.record.parts }
  }
  must(await startCase(services, officer, await read()))
  for (const part of (await read()).parts)
    must(
      await decidePart(services, officer, {
        ...(await read()),
        partId: part.id,
        held: 'yes',
        outcome: 'provided',
        answer: 'It is in the file.',
        grounds: [],
      }),
    )
  const { caseId, parts } = await read()
  const partId = parts[0]?.id
  const { documentId } = must(
    await addDocument(services, officer, { caseId, upload, ...(partId === undefined ? {} : { partId }) }),
  )
  must(await setDocumentRelease(services, officer, { caseId, documentId, state: 'for-release' }))
  must(await submitLetter(services, officer, await read()))
  must(
    await decideApproval(services, people.approver, { ...(await read()), decision: 'approved', comment: '' }),
  )
  return { reference }
}
