import { renderHtml, renderText } from '../../correspondence/index.ts'
import type { Writer } from '../../db/index.ts'
import type { Authority } from '../../identity/index.ts'
import { legalDay } from '../../kernel/clock.ts'
import type { CaseId } from '../../kernel/ids.ts'
import { success, type Outcome } from '../../kernel/outcome.ts'
import type { CaseServices } from '../case.ts'
import { composeCaseLetter } from '../letter-input.ts'
import { mailDomain } from '../people.ts'
import { sayToRequester } from '../store.ts'
import type { OpenCaseInput } from './open-case.ts'

/** Tells the requester their reference and the last day for the answer. An acknowledgement moves no date. */
export async function acknowledge(
  tx: Writer,
  services: CaseServices,
  authority: Authority,
  input: OpenCaseInput & { title: string },
  opened: {
    caseId: CaseId
    reference: string
    receivedOn: Temporal.PlainDate
    dueOn: Temporal.PlainDate | null
    trackingSecret: string
  },
  now: Temporal.Instant,
): Promise<Outcome<null>> {
  const composed = await composeCaseLetter(
    tx,
    services,
    authority,
    {
      reference: opened.reference,
      title: input.title,
      regime: input.regime,
      receivedOn: opened.receivedOn,
      replyBy: input.replyBy ?? 'email',
      requester: input.requester,
      parts: [],
      documents: [],
      costEstimate: null,
    },
    'acknowledgement',
    legalDay(now),
    opened.dueOn ? { dueOn: opened.dueOn } : {},
  )
  if (!composed.ok) return composed
  const tracking = services.linkTo(authority, `/requests/${opened.trackingSecret}`)
  await sayToRequester(
    tx,
    { id: opened.caseId, authority_id: authority.id },
    {
      kind: 'acknowledgement',
      to: input.requester.email,
      channel: input.replyBy ?? 'email',
      subject: `${opened.reference}: ${input.title}`,
      body: `${renderText(composed.value.model)}\n\nFollow your request at:\n${tracking}\n`,
      html: renderHtml(composed.value.model),
      key: `acknowledge:${opened.caseId}`,
      domain: mailDomain(authority),
    },
    now,
    null,
  )
  return success(null)
}
