import type { CaseEvent, CaseRecord, OfferedAction } from '../../cases/index.ts'
import { actions, partOutcomes } from '../../cases/index.ts'
import { day, key, moment, named, nullable, oneOf, Type } from '../schemas.ts'
import { personSchema, presentSummary, stages, summaryFields } from './case-summary.ts'
import { documentSchema, presentDocument } from './document.ts'
import { presentTask, taskSchema } from './task.ts'
import { stepSchema } from './step.ts'

const groundSchema = named('Ground', {
  exemptionId: Type.String(),
  reasoning: Type.String(),
  prejudice: Type.String(),
  factorsFor: Type.Array(Type.String()),
  factorsAgainst: Type.Array(Type.String()),
  conclusion: Type.String(),
  qualifiedPerson: nullable(Type.String()),
  qualifiedOpinionOn: nullable(day()),
})

const partSchema = named('Part', {
  id: key(),
  number: Type.Integer(),
  text: Type.String(),
  team: nullable(Type.Object({ id: key(), name: nullable(Type.String()) })),
  held: oneOf(['unknown', 'yes', 'part', 'no']),
  outcome: nullable(oneOf(partOutcomes)),
  answer: Type.String(),
  link: nullable(Type.Object({ url: Type.String(), title: nullable(Type.String()) })),
  advice: Type.String(),
  grounds: Type.Array(groundSchema),
  decidedBy: nullable(Type.String()),
  decidedAt: nullable(moment()),
})

const messageSchema = named('Message', {
  id: key(),
  direction: oneOf(['in', 'out', 'note']),
  kind: Type.String(),
  channel: Type.String(),
  from: nullable(Type.String()),
  to: nullable(Type.String()),
  subject: Type.String(),
  body: Type.String(),
  warnings: Type.Array(Type.String()),
  delivery: nullable(oneOf(['pending', 'sent', 'failed', 'held'])),
  createdAt: moment(),
})

export const eventSchema = named('CaseEvent', {
  number: Type.Integer(),
  at: moment(),
  action: Type.String(),
  actor: oneOf(['staff', 'requester', 'system']),
  actorName: nullable(Type.String()),
  details: Type.Record(Type.String(), Type.Unknown()),
})

export const caseSchema = named('Case', {
  ...summaryFields,
  requestText: Type.String(),
  periodText: nullable(Type.String()),
  formatPreference: nullable(Type.String()),
  replyBy: oneOf(['email', 'post']),
  closedOn: nullable(day()),
  requester: Type.Object({
    name: nullable(Type.String()),
    email: nullable(Type.String()),
    phone: nullable(Type.String()),
    postalAddress: nullable(Type.String()),
  }),
  parts: Type.Array(partSchema),
  tasks: Type.Array(taskSchema),
  documents: Type.Array(documentSchema),
  messages: Type.Array(messageSchema),
  clock: nullable(
    named('Clock', {
      rule: Type.String(),
      calendarVersion: Type.String(),
      state: oneOf(['running', 'waiting']),
      waitingFor: nullable(Type.String()),
      dueOn: nullable(day()),
      lapsesOn: nullable(day()),
      noticeBy: nullable(day()),
      because: Type.Array(stepSchema),
      computedAt: moment(),
    }),
  ),
  clockEvents: Type.Array(
    Type.Object({ id: key(), type: Type.String(), on: day(), until: nullable(day()), reason: Type.String() }),
  ),
  letters: Type.Array(
    named('Letter', {
      id: key(),
      version: Type.Integer(),
      kind: Type.String(),
      state: oneOf(['submitted', 'changes-asked', 'approved', 'sent', 'superseded']),
      createdBy: personSchema,
      createdAt: moment(),
      sentAt: nullable(moment()),
    }),
  ),
  approvals: Type.Array(
    named('Approval', {
      id: key(),
      letterId: key(),
      step: Type.Integer(),
      role: Type.String(),
      label: Type.String(),
      assignedTo: nullable(personSchema),
      decision: nullable(oneOf(['approved', 'changes-asked', 'passed-on'])),
      comment: Type.String(),
      decidedBy: nullable(Type.String()),
      decidedAt: nullable(moment()),
    }),
  ),
  costEstimate: nullable(
    Type.Object({
      activities: Type.Array(
        Type.Object({ activity: Type.String(), hours: Type.Number(), note: Type.String() }),
      ),
      totalPence: Type.Integer(),
      overLimit: Type.Boolean(),
    }),
  ),
  links: Type.Array(
    Type.Object({
      kind: oneOf(['review-of', 'duplicate-of', 'aggregated-with', 'follows', 'complaint-about']),
      direction: oneOf(['from', 'to']),
      reference: Type.String(),
      title: Type.String(),
      stage: oneOf(stages),
    }),
  ),
  disclosure: nullable(Type.Object({ reference: Type.String(), withdrawn: Type.Boolean() })),
  actions: Type.Array(
    Type.Object({
      action: oneOf(actions),
      label: Type.String(),
      available: Type.Boolean(),
      why: nullable(Type.String({ description: 'What is needed first, where it cannot be done now' })),
    }),
    { description: 'What the owner of the token may do' },
  ),
})

export function presentCase(record: CaseRecord, offered: readonly OfferedAction[]) {
  const { requester, clock, costEstimate } = record
  return {
    ...presentSummary(record),
    requestText: record.requestText,
    periodText: record.periodText,
    formatPreference: record.formatPreference,
    replyBy: record.replyBy,
    closedOn: record.closedOn?.toString() ?? null,
    requester: {
      name: requester.name,
      email: requester.email,
      phone: requester.phone,
      postalAddress: requester.postalAddress,
    },
    parts: record.parts.map(presentPart),
    tasks: record.tasks.map(presentTask),
    documents: record.documents.map(presentDocument),
    messages: record.messages.map(presentMessage),
    clock: clock === null ? null : presentClock(clock),
    clockEvents: record.clockEvents.map(({ id, type, on, until, reason }) => ({
      id,
      type,
      on: on.toString(),
      until: until?.toString() ?? null,
      reason,
    })),
    letters: record.letters.map(({ id, version, kind, state, createdBy, createdAt, sentAt }) => ({
      id,
      version,
      kind,
      state,
      createdBy: { id: createdBy.id, name: createdBy.name },
      createdAt: createdAt.toString(),
      sentAt: sentAt?.toString() ?? null,
    })),
    approvals: record.approvals.map((approval) => ({
      id: approval.id,
      letterId: approval.letterId,
      step: approval.step,
      role: approval.role,
      label: approval.label,
      assignedTo:
        approval.assignedTo === null ? null : { id: approval.assignedTo.id, name: approval.assignedTo.name },
      decision: approval.decision,
      comment: approval.comment,
      decidedBy: approval.decidedBy,
      decidedAt: approval.decidedAt?.toString() ?? null,
    })),
    costEstimate:
      costEstimate === null
        ? null
        : {
            activities: costEstimate.activities.map(({ activity, hours, note }) => ({
              activity,
              hours,
              note,
            })),
            totalPence: costEstimate.totalPence,
            overLimit: costEstimate.overLimit,
          },
    links: record.links.map(({ kind, direction, reference, title, stage }) => ({
      kind,
      direction,
      reference,
      title,
      stage,
    })),
    disclosure:
      record.disclosure === null
        ? null
        : { reference: record.disclosure.reference, withdrawn: record.disclosure.withdrawn },
    actions: offered.map(({ action, label, available, why }) => ({ action, label, available, why })),
  }
}

function presentPart(part: CaseRecord['parts'][number]) {
  return {
    id: part.id,
    number: part.number,
    text: part.text,
    team: part.teamId === null ? null : { id: part.teamId, name: part.teamName },
    held: part.held,
    outcome: part.outcome,
    answer: part.answer,
    link: part.linkUrl === null ? null : { url: part.linkUrl, title: part.linkTitle },
    advice: part.advice,
    grounds: part.grounds.map((ground) => ({
      exemptionId: ground.exemptionId,
      reasoning: ground.reasoning,
      prejudice: ground.prejudice,
      factorsFor: [...ground.factorsFor],
      factorsAgainst: [...ground.factorsAgainst],
      conclusion: ground.conclusion,
      qualifiedPerson: ground.qualifiedPerson,
      qualifiedOpinionOn: ground.qualifiedOpinionOn?.toString() ?? null,
    })),
    decidedBy: part.decidedBy,
    decidedAt: part.decidedAt?.toString() ?? null,
  }
}

function presentMessage(message: CaseRecord['messages'][number]) {
  return {
    id: message.id,
    direction: message.direction,
    kind: message.kind,
    channel: message.channel,
    from: message.fromAddress,
    to: message.toAddress,
    subject: message.subject,
    body: message.body,
    warnings: [...message.warnings],
    delivery: message.delivery,
    createdAt: message.createdAt.toString(),
  }
}

function presentClock(clock: NonNullable<CaseRecord['clock']>) {
  return {
    rule: clock.rule,
    calendarVersion: clock.calendarVersion,
    state: clock.state,
    waitingFor: clock.waitingFor,
    dueOn: clock.dueOn?.toString() ?? null,
    lapsesOn: clock.lapsesOn?.toString() ?? null,
    noticeBy: clock.noticeBy?.toString() ?? null,
    because: clock.because.map(({ date, text, citation }) => ({ date, text, citation })),
    computedAt: clock.computedAt.toString(),
  }
}

export function presentEvent(event: CaseEvent) {
  return {
    number: event.number,
    at: event.at.toString(),
    action: event.action,
    actor: event.actorKind,
    actorName: event.actorName,
    details: event.details,
  }
}
