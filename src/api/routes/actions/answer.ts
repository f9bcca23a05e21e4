import {
  decideApproval,
  recallLetter,
  sendResponse,
  submitLetter,
  textLimits,
  type ApprovalInput,
} from '../../../cases/index.ts'
import { publishEntry } from '../../../disclosure/index.ts'
import type { StaffId } from '../../../kernel/ids.ts'
import { success } from '../../../kernel/outcome.ts'
import { checkVersion } from '../../change-route.ts'
import { defineChange, type Making, type Registrar } from '../../define-change.ts'
import { entryPartBody } from '../../present/proposal.ts'
import { id, key, nullable, oneOf, text, Type } from '../../schemas.ts'

const comment = text(textLimits.reason)

const decide = async (
  { services, staff, target }: Making,
  given: Pick<ApprovalInput, 'decision' | 'comment' | 'passTo'>,
) => {
  const decided = await decideApproval(services, staff, {
    caseId: target.id,
    version: target.version,
    ...given,
  })
  return decided.ok ? success(null) : decided
}

/** From the decided parts to the letter that leaves and the answer that is published. */
export const answerActions: readonly Registrar[] = [
  defineChange({
    method: 'POST',
    path: '/actions/submit',
    summary: 'Send the answer for approval',
    description:
      'Refused with `invalid-input` where the letter still lacks something the law asks for; each is named.',
    body: {},
    result: { letterId: key() },
    run: async ({ services, staff, target }) => {
      const submitted = await submitLetter(services, staff, { caseId: target.id, version: target.version })
      return submitted.ok ? success({ letterId: submitted.value.letterId }) : submitted
    },
  }),
  defineChange({
    method: 'POST',
    path: '/actions/recall',
    summary: 'Take the answer back to change it',
    body: { reason: Type.Optional(comment) },
    run: ({ services, staff, target }, sent) =>
      recallLetter(services, staff, { caseId: target.id, version: target.version, ...sent }),
  }),
  defineChange({
    method: 'POST',
    path: '/actions/approve',
    summary: 'Approve',
    body: { comment: Type.Optional(comment) },
    problems: ['own-work'],
    run: (making, sent) => decide(making, { decision: 'approved', comment: sent.comment ?? '' }),
  }),
  defineChange({
    method: 'POST',
    path: '/actions/ask-changes',
    summary: 'Ask for changes',
    body: { comment },
    problems: ['own-work'],
    run: (making, sent) => decide(making, { decision: 'changes-asked', comment: sent.comment }),
  }),
  defineChange({
    method: 'POST',
    path: '/actions/pass-on',
    summary: 'Pass on to another approver',
    body: { comment, passTo: id() },
    problems: ['own-work'],
    run: (making, sent) =>
      decide(making, { decision: 'passed-on', comment: sent.comment, passTo: sent.passTo as StaffId }),
  }),
  defineChange({
    method: 'POST',
    path: '/actions/send',
    summary: 'Send the answer',
    body: {},
    result: { messageId: key(), delivery: oneOf(['mail', 'post']) },
    problems: ['release-stopped'],
    run: async ({ services, staff, target }) => {
      const sent = await sendResponse(services, staff, { caseId: target.id, version: target.version })
      return sent.ok ? success({ messageId: sent.value.messageId, delivery: sent.value.delivery }) : sent
    },
  }),
  defineChange({
    method: 'POST',
    path: '/actions/publish',
    summary: 'Publish in the disclosure log',
    description:
      'Begin from the disclosure proposal, and read it: the release gate stops what names the requester.',
    body: {
      title: text(textLimits.short),
      summary: text(textLimits.reason),
      topic: Type.Optional(nullable(text(100))),
      parts: Type.Array(entryPartBody, { minItems: 1, maxItems: 200 }),
    },
    result: {
      reference: Type.String(),
      already: Type.Boolean({ description: 'True where it was in the log before' }),
    },
    problems: ['release-stopped'],
    run: async ({ services, staff, target }, sent) => {
      checkVersion(target)
      const published = await publishEntry(services, staff, {
        caseId: target.id,
        title: sent.title,
        summary: sent.summary,
        topic: sent.topic ?? null,
        parts: sent.parts.map(({ link, ...part }) => ({ ...part, ...(link ? { link } : {}) })),
      })
      if (!published.ok) return published
      return success({ reference: published.value.reference, already: published.value.already })
    },
  }),
]
