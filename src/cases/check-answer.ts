import type { Staff } from '../identity/index.ts'
import { success, type Outcome, type Refusal } from '../kernel/outcome.ts'
import {
  checkRelease,
  waysOut,
  type ReleaseContent,
  type ReleaseRequest,
  type ReleaseRoute,
} from '../release/index.ts'
import type { CaseDocument, CaseRecord, CaseServices } from './case.ts'
import { letterMediaTypes, type keepRenditions } from './commands/answer-letter.ts'
import { saidByRequester } from './commands/tell-requester.ts'
import { notesOnDocument, sourceOfCopy } from './source-of-copy.ts'

/** What a letter’s certificates are kept under. */
export const letterSubject = (version: number, format: string): string => `letter ${version}, ${format}`

export type Answer = {
  record: CaseRecord
  letterVersion: number
  renditions: Awaited<ReturnType<typeof keepRenditions>>['renditions']
  attachments: readonly CaseDocument[]
}

type Check = () => Promise<Outcome<unknown>>
/** Checks that follow one another, in the process that is there already */
type Row = readonly Check[]

/** Rows side by side: a check takes a processor to itself, and the pages need one as well. */
const atOnce = 2

/**
 * Asks the gate about everything that leaves with an answer: the letter in each of its forms, and each attachment, a
 * redacted copy with its source. Goes through all of it even where something stops, so that one look says everything.
 */
export async function checkAnswer(
  services: CaseServices,
  staff: Staff,
  { record, letterVersion, renditions, attachments }: Answer,
): Promise<Outcome<null>> {
  const authority = services.authority(staff.authorityId)
  const ask = async (
    route: ReleaseRoute,
    subject: string,
    content: ReleaseContent,
    notes: ReleaseRequest['notes'] = [],
  ) =>
    checkRelease(services, {
      authorityId: staff.authorityId,
      caseId: record.id,
      route,
      subject,
      content,
      identity: record.requester,
      allow: waysOut[route].allow,
      ordinaryWords: [authority.name, authority.shortName],
      given: saidByRequester(record),
      notes,
      createdBy: staff.id,
    })
  const letters = (['pdf', 'docx', 'html'] as const).map(
    (format): Check =>
      () =>
        ask('letter', letterSubject(letterVersion, format), {
          bytes: renditions[format],
          name: `${record.reference}.${format}`,
          mediaType: letterMediaTypes[format],
        }),
  )
  const files = attachments.map((document): Check => async () => {
    const source = await sourceOfCopy(services, staff, document.id)
    const content = {
      bytes: await services.files.read(document.sha256),
      name: document.name,
      mediaType: document.mediaType,
      ...(source === null ? {} : { source }),
    }
    const notes = await notesOnDocument(services, staff.authorityId, document.id)
    return ask('attachment', `document ${document.id}`, content, notes)
  })
  // The forms of a letter take less time together than starting another process does
  return summed(await runChecks([letters, ...files.map((check) => [check])]))
}

async function runChecks(rows: readonly Row[]): Promise<Refusal[]> {
  const refusals: Refusal[] = []
  const waiting = [...rows]
  const work = async (): Promise<void> => {
    for (let row = waiting.shift(); row !== undefined; row = waiting.shift())
      for (const check of row) {
        const outcome = await check()
        if (!outcome.ok) refusals.push(outcome)
      }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  return refusals
}

function summed(refusals: readonly Refusal[]): Outcome<null> {
  const [first] = refusals
  if (first === undefined) return success(null)
  return {
    ...first,
    detail: refusals.map(({ detail }) => detail ?? '').join(' '),
    certificates: refusals.flatMap(({ certificates = [] }) => certificates),
  }
}
