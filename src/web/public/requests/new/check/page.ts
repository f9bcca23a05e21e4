import { submitDraft } from '../../../../../cases/index.ts'
import type { FieldError } from '../../../../../kernel/outcome.ts'
import type { App } from '../../../../kit/index.ts'
import { plural, sendRefusal } from '../../../../kit/index.ts'
import type { FastifyReply } from '../../../../kit/options.ts'
import { lawWords } from '../../../law-words.ts'
import type { PublicServices } from '../../../public-services.ts'
import { hintsOf, regimeOf, type DraftAnswers } from '../answers.ts'
import { openDraft, sendNoDraft, type Draft } from '../draft.ts'
import { toCaseInput } from '../case-input.ts'
import { draftPage, sentAddress } from '../step-page.ts'
import { firstOpenStep, isReached, stepAddress, type StepName } from '../steps.ts'

const address = '/requests/new/:draft/check'

export function registerCheck(app: App, services: PublicServices): void {
  app.get(address, { config: draftPage }, async (request, reply) => {
    const draft = await openDraft(services, request)
    if (draft === null) return sendNoDraft(reply)
    if (draft.submitted !== null) return reply.redirect(sentAddress(draft.secret), 303)
    if (!isReached('check', draft.answers))
      return reply.redirect(stepAddress(draft.secret, firstOpenStep(draft.answers)), 303)
    return showCheck(reply, draft, [])
  })

  app.post(address, { config: draftPage }, async (request, reply) => {
    const draft = await openDraft(services, request)
    if (draft === null) return sendNoDraft(reply)
    if (draft.submitted !== null) return reply.redirect(sentAddress(draft.secret), 303)
    if (!isReached('check', draft.answers))
      return reply.redirect(stepAddress(draft.secret, firstOpenStep(draft.answers)), 303)
    const input = await toCaseInput(services, draft.answers)
    // The answers shown on this page are those sent, also where a second press finds the draft already emptied.
    const sent = await submitDraft(services, draft.authority, draft.secret, () => input)
    if (sent.ok) return reply.redirect(sentAddress(draft.secret), 303)
    if (sent.fields !== undefined) return showCheck(reply, draft, sent.fields)
    return sendRefusal(reply, sent)
  })
}

function showCheck(reply: FastifyReply, draft: Draft, errors: FieldError[]): FastifyReply {
  return reply.page(
    'public/requests/new/check/page.njk',
    {
      // The fields stand on their own pages here, so each message leads to the row that has the Change link.
      form: { values: {}, errors: errors.map(({ field, message }) => ({ field: rowOf(field), message })) },
      rows: toRows(draft),
      law: lawWords(regimeOf(draft.answers)),
      backLink: stepAddress(draft.secret, 'reply'),
      action: stepAddress(draft.secret, 'check'),
    },
    { status: errors.length > 0 ? 422 : 200 },
  )
}

function rowOf(field: string): string {
  if (field === 'requestText' || field === 'name') return field
  return field === 'email' || field === 'postalAddress' || field === 'replyBy' ? 'replyBy' : 'requestText'
}

type Row = { id: string; key: string; text: string; change: { href: string; text: string; what: string } }

function toRows({ secret, answers }: Draft): Row[] {
  const row = (id: string, key: string, text: string, step: StepName | 'file', what: string): Row => ({
    id,
    key,
    text,
    change: {
      href: step === 'file' ? `/requests/new/${secret}/file` : stepAddress(secret, step, true),
      text: step === 'file' && answers.uploads.length === 0 ? 'Add' : 'Change',
      what,
    },
  })
  return [
    row('requestText', 'What you would like to know', answers.requestText, 'question', 'your request'),
    ...routingRows(answers).map(([id, key, text, step]) => row(id, key, text, step, key.toLowerCase())),
    row('periodText', 'Time period', answers.periodText, 'details', 'the time period'),
    row('formatPreference', 'Format', answers.formatPreference, 'details', 'the format'),
    row('uploads', 'Files', filesInWords(answers), 'file', 'a file'),
    row('name', 'Your name', answers.name, 'name', 'your name'),
    row('replyBy', 'Reply', replyInWords(answers), 'reply', 'how we reply'),
  ]
}

/** Only the questions that were asked. */
function routingRows(answers: DraftAnswers): [string, string, string, StepName][] {
  const rows: [string, string, string, StepName][] = []
  const hints = hintsOf(answers)
  if (answers.aboutSelf !== null && (hints.aboutSelf || answers.aboutSelfByDoor))
    rows.push(['aboutSelf', 'About yourself', answers.aboutSelf === 'yes' ? 'Yes' : 'No', 'about-you'])
  if (answers.reuse !== null && hints.reuse && answers.aboutSelf !== 'yes')
    rows.push(['reuse', 'Permission to re-use', answers.reuse === 'yes' ? 'Yes' : 'No', 'purpose'])
  return rows
}

function filesInWords({ uploads }: DraftAnswers): string {
  return uploads.length === 0
    ? ''
    : `${plural(uploads.length, 'file')}: ${uploads.map(({ name }) => name).join(', ')}`
}

function replyInWords({ replyBy, email, postalAddress }: DraftAnswers): string {
  return replyBy === 'post' ? `By post to\n${postalAddress}` : `By email to ${email}`
}
