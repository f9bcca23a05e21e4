import type { App, FormReader, FormState, PageView } from '../../../kit/index.ts'
import { blankForm, readForm } from '../../../kit/index.ts'
import type { FastifyReply, FastifyRequest } from '../../../kit/options.ts'
import type { PublicServices } from '../../public-services.ts'
import type { DraftAnswers } from './answers.ts'
import { keepDraft, openDraft, sendNoDraft, type Draft } from './draft.ts'
import { firstOpenStep, isReached, nextStep, previousStep, stepAddress, type StepName } from './steps.ts'

/** One question of the journey: a page of its own, which is all that need be said of it here. */
export type StepPage = {
  name: StepName
  /** The answers as the form shows them. */
  values(answers: DraftAnswers): FormState['values']
  /** What the template needs besides the form. */
  view?(draft: Draft, services: PublicServices): PageView
  /** The answers after this form; what is wrong is told to `form`. */
  read(form: FormReader, draft: Draft, services: PublicServices): DraftAnswers | Promise<DraftAnswers>
  /** Where else than to the next question an answer leads. */
  leadsTo?(draft: Draft): string | null
}

export const draftPage = { private: true, secretAddress: true } as const

/** Adds the page and its form. A question is shown once those before it are answered, and never after sending. */
export function registerStep(app: App, services: PublicServices, step: StepPage): void {
  const address = `/requests/new/:draft/${step.name}`
  app.get(address, { config: draftPage }, async (request, reply) => {
    const draft = await openDraft(services, request)
    if (draft === null) return sendNoDraft(reply)
    if (draft.submitted !== null) return reply.redirect(sentAddress(draft.secret), 303)
    if (!isReached(step.name, draft.answers))
      return reply.redirect(stepAddress(draft.secret, firstOpenStep(draft.answers)), 303)
    return showStep(reply, step, draft, services, blankForm(step.values(draft.answers)))
  })
  app.post(address, { config: draftPage, bodyLimit: largestForm }, async (request, reply) => {
    const draft = await openDraft(services, request)
    if (draft === null) return sendNoDraft(reply)
    if (draft.submitted !== null) return reply.redirect(sentAddress(draft.secret), 303)
    const form = readForm(request.body)
    const answers = await step.read(form, draft, services)
    if (!form.ok) return showStep(reply, step, draft, services, form.state(), 422)
    await keepDraft(services, draft.authority, draft.secret, answers)
    const after = { ...draft, answers }
    const elsewhere = step.leadsTo?.(after) ?? null
    if (elsewhere !== null) return reply.redirect(elsewhere, 303)
    const next = nextStep(step.name, answers, isReturning(request))
    return reply.redirect(stepAddress(draft.secret, next, isReturning(request) && next !== 'check'), 303)
  })
}

/** Text of the longest request, when each character takes its most in a form (an emoji is twelve bytes), and some. */
export const largestForm = 4_000_000

export function sentAddress(secret: string): string {
  return `/requests/new/${secret}/sent`
}

/** True where a Change link brought them here, so that Continue leads back to the check page. */
function isReturning(request: FastifyRequest): boolean {
  return (request.query as { return?: unknown }).return === 'check'
}

function showStep(
  reply: FastifyReply,
  step: StepPage,
  draft: Draft,
  services: PublicServices,
  form: FormState,
  status = 200,
): FastifyReply {
  const returning = isReturning(reply.request)
  const before = returning ? 'check' : previousStep(step.name, draft.answers)
  return reply.page(
    `public/requests/new/${step.name}/page.njk`,
    {
      ...step.view?.(draft, services),
      form,
      backLink: before === null ? '/requests/new' : stepAddress(draft.secret, before),
      action: stepAddress(draft.secret, step.name, returning),
    },
    { status },
  )
}
