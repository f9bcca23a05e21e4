import type { TrackingView } from '../../cases/index.ts'
import { day, key, moment, named, nullable, oneOf, Type } from '../schemas.ts'
import { stepSchema } from './step.ts'

export const trackingSchema = named('TrackedRequest', {
  reference: Type.String(),
  title: Type.String(),
  status: Type.String({ description: 'In words, for the requester' }),
  stage: oneOf(['new', 'open', 'approval', 'approved', 'answered', 'withdrawn', 'closed']),
  regime: Type.String(),
  receivedOn: day(),
  dueOn: nullable(day('Null while we wait for the requester')),
  answeredOn: nullable(day()),
  waitingFor: nullable(Type.String()),
  pause: nullable(Type.Object({ text: Type.String(), since: day(), lapsesOn: nullable(day()) })),
  extended: nullable(Type.Object({ until: nullable(day()), reason: Type.String() })),
  requestText: Type.String(),
  parts: Type.Array(
    Type.Object({ number: Type.Integer(), text: Type.String(), outcome: nullable(Type.String()) }),
  ),
  timeline: Type.Array(Type.Object({ at: moment(), title: Type.String(), text: nullable(Type.String()) }), {
    description: 'What the requester saw or did, newest first',
  }),
  messages: Type.Array(
    Type.Object({
      id: key(),
      direction: oneOf(['in', 'out']),
      kind: Type.String(),
      subject: Type.String(),
      body: Type.String(),
      createdAt: moment(),
    }),
  ),
  documents: Type.Array(
    Type.Object({
      id: key(),
      name: Type.String(),
      size: Type.Integer(),
      mediaType: Type.String(),
      url: Type.String({ format: 'uri' }),
    }),
  ),
  letterUrl: nullable(Type.String({ format: 'uri', description: 'The answer as PDF, once it is sent' })),
  can: Type.Object({
    reply: Type.Boolean(),
    withdraw: Type.Boolean(),
    askReview: Type.Boolean(),
    reviewUntil: nullable(day()),
    complain: Type.Boolean(),
  }),
  because: Type.Array(stepSchema),
  reviews: Type.Array(Type.Object({ reference: Type.String(), status: Type.String() })),
  page: Type.String({ format: 'uri', description: 'The same for people' }),
})

/** `pageUrl` is the tracking page; files hang below it. */
export function presentTracking(view: TrackingView, pageUrl: string) {
  return {
    reference: view.reference,
    title: view.title,
    status: view.statusWords,
    stage: view.stage,
    regime: view.regime,
    receivedOn: view.receivedOn.toString(),
    dueOn: view.dueOn?.toString() ?? null,
    answeredOn: view.answeredOn?.toString() ?? null,
    waitingFor: view.waitingFor,
    pause:
      view.pauseReason === null
        ? null
        : {
            text: view.pauseReason.text,
            since: view.pauseReason.since.toString(),
            lapsesOn: view.pauseReason.lapsesOn?.toString() ?? null,
          },
    extended:
      view.extended === null
        ? null
        : { until: view.extended.until?.toString() ?? null, reason: view.extended.reason },
    requestText: view.requestText,
    parts: view.parts.map(({ number, text, outcomeWords }) => ({ number, text, outcome: outcomeWords })),
    timeline: view.timeline.map(({ at, title, text }) => ({ at: at.toString(), title, text })),
    messages: view.messages.map(({ id, direction, kind, subject, body, createdAt }) => ({
      id,
      direction,
      kind,
      subject,
      body,
      createdAt: createdAt.toString(),
    })),
    documents: view.documents.map(({ id, name, size, mediaType }) => ({
      id,
      name,
      size,
      mediaType,
      url: `${pageUrl}/documents/${id}`,
    })),
    letterUrl: view.hasLetter ? `${pageUrl}/letter.pdf` : null,
    can: {
      reply: view.can.reply,
      withdraw: view.can.withdraw,
      askReview: view.can.askReview,
      reviewUntil: view.can.reviewUntil?.toString() ?? null,
      complain: view.can.complain,
    },
    because: view.because.map(({ date, text, citation }) => ({ date, text, citation })),
    reviews: view.reviews.map(({ reference, statusWords }) => ({ reference, status: statusWords })),
    page: pageUrl,
  }
}
