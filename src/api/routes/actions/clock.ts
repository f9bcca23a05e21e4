import {
  askClarification,
  extendTime,
  giveFeesNotice,
  recordClarification,
  recordFee,
  retractClockEvent,
  textLimits,
} from '../../../cases/index.ts'
import { defineChange, type Registrar } from '../../define-change.ts'
import { day, id, text, Type } from '../../schemas.ts'

const reason = text(textLimits.reason)

/** What moves the day an answer is due. */
export const clockActions: readonly Registrar[] = [
  defineChange({
    method: 'POST',
    path: '/actions/ask-clarification',
    summary: 'Ask the requester to clarify',
    body: {
      questions: Type.Array(text(textLimits.reason), { minItems: 1, maxItems: 50 }),
      help: Type.Optional(text(textLimits.reason, 'Advice on how to ask')),
    },
    run: ({ services, staff, target }, sent) =>
      askClarification(services, staff, { caseId: target.id, version: target.version, ...sent }),
  }),
  defineChange({
    method: 'POST',
    path: '/actions/record-clarification',
    summary: 'Record the clarification',
    body: { text: text(textLimits.reply), on: day('The day it arrived') },
    run: ({ services, staff, target }, sent) =>
      recordClarification(services, staff, {
        caseId: target.id,
        version: target.version,
        text: sent.text,
        on: Temporal.PlainDate.from(sent.on),
      }),
  }),
  defineChange({
    method: 'POST',
    path: '/actions/give-fees-notice',
    summary: 'Give a fees notice',
    body: {
      amountPence: Type.Integer({ minimum: 1, maximum: 100_000_000 }),
      how: text(textLimits.reason, 'How it can be paid'),
    },
    run: ({ services, staff, target }, sent) =>
      giveFeesNotice(services, staff, { caseId: target.id, version: target.version, ...sent }),
  }),
  defineChange({
    method: 'POST',
    path: '/actions/record-fee',
    summary: 'Record the payment',
    body: { on: day('The day it arrived') },
    run: ({ services, staff, target }, sent) =>
      recordFee(services, staff, {
        caseId: target.id,
        version: target.version,
        on: Temporal.PlainDate.from(sent.on),
      }),
  }),
  defineChange({
    method: 'POST',
    path: '/actions/extend',
    summary: 'Extend the time',
    body: {
      reason,
      until: Type.Optional(day('Where the law fixes no end')),
      exemptionIds: Type.Optional(
        Type.Array(text(60), {
          maxItems: 50,
          description: 'Under FOIA: those the public interest is still weighed for',
        }),
      ),
    },
    run: ({ services, staff, target }, { until, ...sent }) =>
      extendTime(services, staff, {
        caseId: target.id,
        version: target.version,
        ...sent,
        ...(until === undefined ? {} : { until: Temporal.PlainDate.from(until) }),
      }),
  }),
  defineChange({
    method: 'POST',
    path: '/clock-events/:eventId/retraction',
    summary: 'Take back a clock event recorded wrongly',
    params: { eventId: id() },
    body: { reason },
    run: ({ services, staff, target, params }, sent) =>
      retractClockEvent(services, staff, {
        caseId: target.id,
        version: target.version,
        eventId: params['eventId'] ?? '',
        ...sent,
      }),
  }),
]
