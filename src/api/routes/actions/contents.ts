import {
  addTask,
  decidePart,
  decideReviewOutcome,
  editDetails,
  estimateCaseCost,
  linkCases,
  partOutcomes,
  reviewOutcomes,
  setDocumentRelease,
  setParts,
  splitCase,
  textLimits,
} from '../../../cases/index.ts'
import { refuse, refuseFields, success } from '../../../kernel/outcome.ts'
import { clockRegimes, costActivities } from '../../../law/index.ts'
import { defineChange, type Registrar } from '../../define-change.ts'
import { requesterBody, requesterOf } from '../requests.ts'
import { body, day, id, key, nullable, oneOf, text, Type } from '../../schemas.ts'

const ground = body({
  exemptionId: text(60, 'Such as `foia-40-2`: /api/v1/law/exemptions lists them'),
  reasoning: text(textLimits.reply),
  prejudice: Type.Optional(text(textLimits.reply)),
  factorsFor: Type.Optional(Type.Array(text(textLimits.reason), { maxItems: 50 })),
  factorsAgainst: Type.Optional(Type.Array(text(textLimits.reason), { maxItems: 50 })),
  conclusion: Type.Optional(text(textLimits.reply)),
  qualifiedPerson: Type.Optional(nullable(text(textLimits.short))),
  qualifiedOpinionOn: Type.Optional(nullable(day())),
})
const partNumber = Type.Integer({ minimum: 1, maximum: 100_000 })

/** What a case holds: its details, parts, tasks, decisions, costs and ties to others. */
export const contentChanges: readonly Registrar[] = [
  defineChange({
    method: 'PATCH',
    path: '',
    summary: 'Correct details',
    description: 'Only what is sent is changed. A corrected day of receipt works the dates out again.',
    body: {
      title: Type.Optional(text(textLimits.short)),
      topic: Type.Optional(nullable(text(textLimits.short))),
      campaign: Type.Optional(nullable(text(textLimits.short))),
      riskFlags: Type.Optional(Type.Array(text(100), { maxItems: 20 })),
      receivedOn: Type.Optional(day()),
      requester: Type.Optional(requesterBody),
    },
    run: ({ services, staff, target }, { receivedOn, requester, ...sent }) =>
      editDetails(services, staff, {
        caseId: target.id,
        version: target.version,
        ...sent,
        ...(receivedOn === undefined ? {} : { receivedOn: Temporal.PlainDate.from(receivedOn) }),
        ...(requester === undefined ? {} : { requester: requesterOf(requester) }),
      }),
  }),
  defineChange({
    method: 'PUT',
    path: '/parts',
    summary: 'Replace the parts',
    description: 'Their order gives their numbers. A part whose text stays keeps its decision.',
    body: {
      parts: Type.Array(
        body({
          id: Type.Optional(id('Of a part that is there already')),
          text: text(textLimits.request),
          teamId: Type.Optional(nullable(id())),
        }),
        { minItems: 1, maxItems: 200 },
      ),
    },
    run: ({ services, staff, target }, sent) =>
      setParts(services, staff, { caseId: target.id, version: target.version, ...sent }),
  }),
  defineChange({
    method: 'PUT',
    path: '/parts/:number/decision',
    summary: 'Decide a part',
    params: { number: partNumber },
    body: {
      held: oneOf(['unknown', 'yes', 'part', 'no']),
      outcome: oneOf(partOutcomes),
      answer: text(textLimits.answer),
      linkUrl: Type.Optional(nullable(text(2000))),
      linkTitle: Type.Optional(nullable(text(textLimits.short))),
      advice: Type.Optional(text(textLimits.reply)),
      grounds: Type.Optional(Type.Array(ground, { maxItems: 50 })),
    },
    run: async ({ services, staff, target, params }, { grounds = [], ...sent }) => {
      const part = target.parts.find(({ number }) => number === Number(params['number']))
      if (part === undefined) return refuse('not-found', 'The case has no part of that number.')
      return decidePart(services, staff, {
        caseId: target.id,
        version: target.version,
        partId: part.id,
        ...sent,
        grounds: grounds.map((each) => ({
          exemptionId: each.exemptionId,
          reasoning: each.reasoning,
          prejudice: each.prejudice ?? '',
          factorsFor: each.factorsFor ?? [],
          factorsAgainst: each.factorsAgainst ?? [],
          conclusion: each.conclusion ?? '',
          qualifiedPerson: each.qualifiedPerson ?? null,
          qualifiedOpinionOn: each.qualifiedOpinionOn
            ? Temporal.PlainDate.from(each.qualifiedOpinionOn)
            : null,
        })),
      })
    },
  }),
  defineChange({
    method: 'POST',
    path: '/actions/estimate-cost',
    summary: 'Estimate the cost of complying',
    body: {
      activities: Type.Array(
        body({
          activity: oneOf(costActivities.map((each) => each.id)),
          hours: Type.Number({ minimum: 0, maximum: 100_000 }),
          note: Type.Optional(text(textLimits.short)),
        }),
        { minItems: 1, maxItems: 50 },
      ),
    },
    result: { totalPence: Type.Integer(), overLimit: Type.Boolean() },
    run: async ({ services, staff, target }, { activities }) => {
      const estimated = await estimateCaseCost(services, staff, {
        caseId: target.id,
        version: target.version,
        activities: activities.map(({ activity, hours, note = '' }) => ({ activity, hours, note })),
      })
      if (!estimated.ok) return estimated
      return success({ totalPence: estimated.value.total, overLimit: estimated.value.overLimit })
    },
  }),
  defineChange({
    method: 'POST',
    path: '/tasks',
    summary: 'Ask a team',
    body: {
      part: Type.Optional(nullable(partNumber)),
      teamId: id(),
      title: text(textLimits.short),
      instructions: Type.Optional(text(textLimits.reply)),
      dueOn: Type.Optional(day('The authority’s own number of working days away unless given')),
    },
    result: { taskId: key() },
    run: async ({ services, staff, target }, { part = null, teamId, title, instructions = '', dueOn }) => {
      const partId = target.parts.find(({ number }) => number === part)?.id ?? null
      if (part !== null && partId === null)
        return refuseFields([{ field: 'part', message: 'The case has no part of that number' }])
      const added = await addTask(services, staff, {
        caseId: target.id,
        version: target.version,
        partId,
        teamId,
        title,
        instructions,
        ...(dueOn === undefined ? {} : { dueOn: Temporal.PlainDate.from(dueOn) }),
      })
      return added.ok ? success({ taskId: added.value.taskId }) : added
    },
  }),
  defineChange({
    method: 'PUT',
    path: '/documents/:documentId/release',
    summary: 'Say whether a document goes out with the answer',
    params: { documentId: id() },
    body: {
      state: oneOf(['held', 'for-release', 'withheld']),
      part: Type.Optional(Type.Integer({ minimum: 1, description: 'The part it answers' })),
    },
    run: async ({ services, staff, target, params }, { state, part }) => {
      const partId = target.parts.find(({ number }) => number === part)?.id
      if (part !== undefined && partId === undefined)
        return refuseFields([{ field: 'part', message: 'The case has no part of that number' }])
      return setDocumentRelease(services, staff, {
        caseId: target.id,
        version: target.version,
        documentId: params['documentId'] ?? '',
        state,
        ...(partId === undefined ? {} : { partId }),
      })
    },
  }),
  defineChange({
    method: 'PUT',
    path: '/review-outcome',
    summary: 'Decide the outcome of a review',
    body: {
      outcome: oneOf(reviewOutcomes),
      findings: text(textLimits.reply),
      remedy: Type.Optional(text(textLimits.reply)),
    },
    problems: ['own-work'],
    run: ({ services, staff, target }, sent) =>
      decideReviewOutcome(services, staff, { caseId: target.id, version: target.version, ...sent }),
  }),
  defineChange({
    method: 'POST',
    path: '/links',
    summary: 'Tie to another case',
    body: {
      reference: text(60),
      kind: oneOf(['review-of', 'duplicate-of', 'aggregated-with', 'follows', 'complaint-about']),
    },
    run: ({ services, staff, target }, sent) =>
      linkCases(services, staff, { caseId: target.id, version: target.version, ...sent }),
  }),
  defineChange({
    method: 'POST',
    path: '/split',
    summary: 'Move parts to a new case under another law',
    body: { partIds: Type.Array(id(), { minItems: 1, maxItems: 200 }), regime: oneOf(clockRegimes) },
    result: { reference: Type.String(), dueOn: nullable(day()) },
    run: async ({ services, staff, target }, sent) => {
      const opened = await splitCase(services, staff, { caseId: target.id, version: target.version, ...sent })
      if (!opened.ok) return opened
      return success({ reference: opened.value.reference, dueOn: opened.value.dueOn?.toString() ?? null })
    },
  }),
]
