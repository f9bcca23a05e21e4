import { recordSuggestionCounts, suggestPublished } from '../../../../../search/index.ts'
import type { App, FormReader, FormState } from '../../../../kit/index.ts'
import { blankForm, plural, readForm } from '../../../../kit/index.ts'
import type { FastifyReply } from '../../../../kit/options.ts'
import type { PublicServices } from '../../../public-services.ts'
import { blankAnswers, type DraftAnswers } from '../answers.ts'
import { keepDraft, longestRequest } from '../draft.ts'
import { largestForm, type StepPage } from '../step-page.ts'
import { nextStep, stepAddress } from '../steps.ts'

const mostSuggestions = 5

export const questionStep: StepPage = {
  name: 'question',
  values: ({ requestText }) => ({ requestText }),
  view: ({ answers }) => ({ longest: longestRequest, aboutSelf: answers.aboutSelf === 'yes' }),
  read: async (form, { answers, authority }, services) => {
    const requestText = readQuestion(form)
    if (!form.ok || requestText === answers.requestText) return answers
    return withSuggestions(services, authority.id, { ...answers, requestText })
  },
}

/** The first question, before there is a draft: reading the page keeps nothing, only sending the form does. */
export function registerFirstQuestion(app: App, services: PublicServices): void {
  app.get('/requests/new/question', (request, reply) => {
    const { about, q } = request.query as { about?: unknown; q?: unknown }
    const values = { requestText: typeof q === 'string' ? q.slice(0, 2000) : '', about: readDoor(about) }
    return showFirstQuestion(reply, blankForm(values))
  })
  app.post('/requests/new/question', { bodyLimit: largestForm }, async (request, reply) => {
    const authority = services.authorityFor(request)
    const form = readForm(request.body)
    const door = readDoor(form.text('about', { most: 20 }))
    const requestText = readQuestion(form)
    if (!form.ok) return showFirstQuestion(reply, form.state(), 422)
    const begun: DraftAnswers = {
      ...blankAnswers,
      requestText,
      ...(door === 'you' ? { aboutSelf: 'yes', aboutSelfByDoor: true } : {}),
    }
    const answers = await withSuggestions(services, authority.id, begun)
    const secret = await keepDraft(services, authority, null, answers)
    return reply.redirect(stepAddress(secret, nextStep('question', answers, false)), 303)
  })
}

function readDoor(about: unknown): 'you' | '' {
  return about === 'you' ? 'you' : ''
}

function readQuestion(form: FormReader): string {
  const text = form.text('requestText', {
    required: 'Enter what you would like to know',
    label: 'Your request',
    most: longestRequest,
    multiline: true,
  })
  // People count an emoji once, computers twice: both must fit.
  if (form.ok && text.length > longestRequest)
    form.fail('requestText', `Your request must be ${plural(longestRequest, 'character')} or fewer`)
  return text
}

/** Looks for what may already answer; somebody's own records are never among what is published. */
async function withSuggestions(
  services: PublicServices,
  authorityId: string,
  answers: DraftAnswers,
): Promise<DraftAnswers> {
  const hits =
    answers.aboutSelf === 'yes'
      ? []
      : await suggestPublished(services.database.reader, authorityId, answers.requestText, mostSuggestions)
  if (hits.length > 0) await recordSuggestionCounts(services, authorityId, { shown: hits.length })
  return {
    ...answers,
    suggestions: hits.map((hit) => ({ ...hit, date: hit.date?.toString() ?? null })),
    suggestionsOpened: [],
    suggestionsAnswer: null,
  }
}

function showFirstQuestion(reply: FastifyReply, form: FormState, status = 200): FastifyReply {
  return reply.page(
    'public/requests/new/question/page.njk',
    {
      form,
      longest: longestRequest,
      aboutSelf: form.values['about'] === 'you',
      backLink: '/requests/new',
      action: '/requests/new/question',
    },
    { status },
  )
}
