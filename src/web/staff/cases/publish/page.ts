import type { FastifyReply } from 'fastify'
import {
  answersToPublish,
  entryPath,
  prepareEntry,
  publishEntry,
  readCaseAnswer,
  readEntry,
  withdrawEntry,
  type AnswerToPublish,
  type CaseAnswer,
  type EntryPart,
  type ProposedEntry,
} from '../../../../disclosure/index.ts'
import { can, type Staff } from '../../../../identity/index.ts'
import { ProblemError, type Refusal } from '../../../../kernel/outcome.ts'
import {
  blankForm,
  readForm,
  sendRefusal,
  type App,
  type FormReader,
  type FormState,
  type FormValue,
} from '../../../kit/index.ts'
import { done, show } from '../../answer.ts'
import { requireStaff } from '../../session.ts'
import { stoppedView } from '../../release/stopped-view.ts'
import type { StaffServices } from '../../staff-services.ts'
import { partOutcomeWords } from '../../words.ts'
import { casePath } from '../case-page.ts'
import { firstValues } from '../../form-fields.ts'

type Review = { staff: Staff; answer: AnswerToPublish; words: CaseAnswer; proposed: ProposedEntry }

/**
 * Reviewing an answer for the disclosure log. A publisher sees the proposed public words and never the requester, so
 * these pages stand outside the case's own.
 */
export function addPublishPages(app: App, services: StaffServices): void {
  const address = '/staff/cases/:reference/publish'

  app.get(address, { config: { private: true } }, async (request, reply) => {
    const review = await load(services, requireStaff(request, 'publish-disclosure'), referenceOf(request))
    if (review === null) return showPublished(services, reply, referenceOf(request))
    return showReview(reply, review, blankForm(valuesOf(review.proposed)))
  })

  app.post(address, { config: { private: true } }, async (request, reply) => {
    const review = await load(services, requireStaff(request, 'publish-disclosure'), referenceOf(request))
    // A second click finds it published: say so, and publish nothing twice.
    if (review === null) return showPublished(services, reply, referenceOf(request), 409)
    const form = readForm(request.body)
    const entry = readEntryForm(form, review.proposed)
    if (!form.ok) return showReview(reply, review, form.state(), 422)
    if (form.text('confirmed') !== 'yes')
      return show(reply, 'cases/publish/confirm.njk', {
        title: `Publish ${review.answer.reference}`,
        entry,
        action: casePath(review.answer.reference, 'publish'),
        fields: { ...firstValues(form.state().values), confirmed: 'yes' },
      })
    const outcome = await publishEntry(services, review.staff, { caseId: review.answer.caseId, ...entry })
    if (outcome.ok)
      return done(
        reply,
        can(review.staff, 'read-cases') ? casePath(review.answer.reference) : '/staff',
        'published',
      )
    if (outcome.problem === 'invalid-input' || outcome.problem === 'release-stopped')
      return showReview(
        reply,
        review,
        // The notice above the form says it: no one box is wrong.
        outcome.problem === 'release-stopped' ? form.state() : withFindings(form.state(), outcome),
        outcome.problem === 'invalid-input' ? 422 : 409,
        outcome,
      )
    return sendRefusal(reply, outcome)
  })

  const withdrawal = '/staff/cases/:reference/withdraw-publication'
  app.get(withdrawal, { config: { private: true } }, async (request, reply) => {
    const staff = requireStaff(request, 'withdraw-disclosure')
    return showWithdrawal(services, reply, staff, referenceOf(request), blankForm())
  })
  app.post(withdrawal, { config: { private: true } }, async (request, reply) => {
    const staff = requireStaff(request, 'withdraw-disclosure')
    const reference = referenceOf(request)
    const form = readForm(request.body)
    const reason = form.text('reason', {
      required: 'Enter why it is taken down',
      multiline: true,
      most: 2000,
      label: 'The reason',
    })
    const replacedBy = form.text('replacedBy', { most: 60, label: 'The reference' })
    if (!form.ok) return showWithdrawal(services, reply, staff, reference, form.state(), 422)
    const outcome = await withdrawEntry(services, staff, {
      reference,
      reason,
      ...(replacedBy === '' ? {} : { replacedBy }),
    })
    if (outcome.ok)
      return done(
        reply,
        can(staff, 'read-cases') ? '/staff/cases?tab=closed' : '/staff',
        'disclosure-withdrawn',
      )
    if (outcome.problem === 'not-found') return sendRefusal(reply, outcome)
    return showWithdrawal(
      services,
      reply,
      staff,
      reference,
      withFindings(form.state(), outcome, 'reason'),
      422,
    )
  })
}

function referenceOf(request: { params: unknown }): string {
  return (request.params as { reference: string }).reference
}

async function load(services: StaffServices, staff: Staff, reference: string): Promise<Review | null> {
  const { reader } = services.database
  const [answer] = await answersToPublish(reader, staff.authorityId, { reference, limit: 1 })
  if (answer === undefined) return null
  const words = await readCaseAnswer(reader, staff.authorityId, answer.caseId)
  if (words === null) return null
  const { name, shortName } = services.authority(staff.authorityId)
  return { staff, answer, words, proposed: prepareEntry(words, [name, shortName]) }
}

function showReview(reply: FastifyReply, review: Review, form: FormState, status = 200, refusal?: Refusal) {
  const { answer, proposed } = review
  return show(
    reply,
    'cases/publish/page.njk',
    {
      title: `Publish ${answer.reference}`,
      breadcrumbs: [{ text: 'My work', href: '/staff' }, { text: `Publish ${answer.reference}` }],
      answer,
      form,
      action: casePath(answer.reference, 'publish'),
      partRows: proposed.parts.map((part) => ({ ...part, outcomeWords: wordsOf(part.outcome) })),
      removals: proposed.removals,
      stopped: stoppedView(refusal ?? null),
    },
    status,
  )
}

/** Not waiting to be published: in the log already, taken out of it, or not answered. */
async function showPublished(services: StaffServices, reply: FastifyReply, reference: string, status = 200) {
  const staff = requireStaff(reply.request, 'publish-disclosure')
  const found = await readEntry(services.database.reader, staff.authorityId, reference)
  if (found === null)
    throw new ProblemError('not-found', 'No answer with that reference waits to be published.')
  return show(
    reply,
    'cases/publish/published.njk',
    {
      title: `${reference} in the disclosure log`,
      reference,
      withdrawn: found.kind === 'withdrawn' ? found.tombstone : null,
      publicHref: entryPath(reference),
      withdrawHref: can(staff, 'withdraw-disclosure') ? casePath(reference, 'withdraw-publication') : null,
    },
    status,
  )
}

async function showWithdrawal(
  services: StaffServices,
  reply: FastifyReply,
  staff: Staff,
  reference: string,
  form: FormState,
  status = 200,
) {
  const found = await readEntry(services.database.reader, staff.authorityId, reference)
  if (found === null) throw new ProblemError('not-found', 'There is no entry with that reference in the log.')
  return show(
    reply,
    'cases/publish/withdraw.njk',
    {
      title: `Take ${reference} out of the disclosure log`,
      reference,
      entry: found.kind === 'entry' ? found.entry : null,
      tombstone: found.kind === 'withdrawn' ? found.tombstone : null,
      action: casePath(reference, 'withdraw-publication'),
      form,
    },
    status,
  )
}

function valuesOf(proposed: ProposedEntry): Record<string, FormValue> {
  return {
    title: proposed.title,
    summary: proposed.summary,
    topic: proposed.topic ?? '',
    ...Object.fromEntries(
      proposed.parts.flatMap((part) => [
        [`question-${part.number}`, part.question],
        [`answer-${part.number}`, part.answer],
      ]),
    ),
  }
}

function readEntryForm(form: FormReader, proposed: ProposedEntry) {
  const long = { multiline: true, most: 200_000 } as const
  return {
    title: form.text('title', { required: 'Enter a title', most: 300, label: 'The title' }),
    summary: form.text('summary', { multiline: true, most: 2000, label: 'The summary' }),
    topic: form.text('topic', { most: 100, label: 'The topic' }) || null,
    // Outcome, link and legal reasons are those of the answer: only the words can be edited here.
    parts: proposed.parts.map((part): EntryPart => ({
      ...part,
      question: form.text(`question-${part.number}`, {
        required: 'Enter the question',
        ...long,
        label: 'The question',
      }),
      answer: form.text(`answer-${part.number}`, { ...long, label: 'The answer' }),
    })),
  }
}

function withFindings(state: FormState, refusal: Refusal, first = 'title'): FormState {
  const given = refusal.fields ?? []
  const errors =
    given.length > 0 ? given.map(toBox) : [{ field: first, message: refusal.detail ?? 'This was stopped' }]
  return { values: state.values, errors }
}

function toBox({ field, message }: { field: string; message: string }) {
  const found = /^parts\.(\d+)\.(\w+)/.exec(field)
  if (found === null) return { field, message }
  return { field: `${found[2] === 'answer' ? 'answer' : 'question'}-${Number(found[1]) + 1}`, message }
}

function wordsOf(outcome: string): string {
  return Object.hasOwn(partOutcomeWords, outcome)
    ? partOutcomeWords[outcome as keyof typeof partOutcomeWords]
    : outcome
}
