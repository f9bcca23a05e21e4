import { draftDays } from '../../../../../cases/index.ts'
import { readEntry } from '../../../../../disclosure/index.ts'
import { hitTypeNames, recordSuggestionCounts } from '../../../../../search/index.ts'
import type { App } from '../../../../kit/index.ts'
import { markHighlights } from '../../../sentence.ts'
import { toEntryView } from '../../../disclosure-log/entry-view.ts'
import type { PublicServices } from '../../../public-services.ts'
import type { Suggestion } from '../answers.ts'
import { keepDraft, openDraft, sendNoDraft } from '../draft.ts'
import { draftPage, type StepPage } from '../step-page.ts'
import { stepAddress } from '../steps.ts'

/** "We may already have published this": asked only where something is alike, and never in anybody's way. */
export const publishedStep: StepPage = {
  name: 'published',
  values: ({ suggestionsAnswer }) => ({ suggestionsAnswer: suggestionsAnswer ?? '' }),
  view: ({ secret, answers }) => ({
    suggestions: answers.suggestions.map((suggestion, index) => toSuggestionView(secret, suggestion, index)),
  }),
  read: async (form, { answers, authority }, services) => {
    const suggestionsAnswer = form.choice('suggestionsAnswer', ['all', 'some', 'none'], {
      required: 'Select whether any of this answers your question',
    })
    if (suggestionsAnswer === 'all' && answers.suggestionsAnswer !== 'all')
      await recordSuggestionCounts(services, authority.id, { resolved: 1 })
    return { ...answers, suggestionsAnswer }
  },
  leadsTo: ({ secret, answers }) =>
    answers.suggestionsAnswer === 'all' ? `/requests/new/${secret}/answered` : null,
}

/** The suggestions themselves, opened within the journey so that there is a way back, and the page for who is content. */
export function registerPublished(app: App, services: PublicServices): void {
  app.get('/requests/new/:draft/published/:number', { config: draftPage }, async (request, reply) => {
    const draft = await openDraft(services, request)
    if (draft === null) return sendNoDraft(reply)
    const { number } = request.params as { number: string }
    const index = /^[1-9]$/.test(number) ? Number(number) - 1 : -1
    const suggestion = draft.answers.suggestions[index]
    if (suggestion === undefined) return reply.callNotFound()
    const { authority, answers, secret } = draft
    if (!answers.suggestionsOpened.includes(index) && draft.submitted === null) {
      await recordSuggestionCounts(services, authority.id, { opened: 1 })
      const suggestionsOpened = [...answers.suggestionsOpened, index]
      await keepDraft(services, authority, secret, { ...answers, suggestionsOpened })
    }
    const reference = /^\/disclosure-log\/([^/?#]+)$/.exec(suggestion.path)?.[1]
    const found =
      reference === undefined
        ? null
        : await readEntry(services.database.reader, authority.id, decodeURIComponent(reference))
    if (found?.kind !== 'entry') return reply.redirect(suggestion.path, 303)
    return reply.page('public/requests/new/published/entry.njk', {
      entry: toEntryView(found.entry),
      backLink: stepAddress(secret, 'published'),
    })
  })

  app.get('/requests/new/:draft/answered', { config: draftPage }, async (request, reply) => {
    const draft = await openDraft(services, request)
    if (draft === null) return sendNoDraft(reply)
    return reply.page('public/requests/new/published/answered.njk', {
      backLink: stepAddress(draft.secret, 'published'),
      suggestions: draft.answers.suggestions,
      draftDays,
    })
  })
}

function toSuggestionView(secret: string, suggestion: Suggestion, index: number) {
  return {
    title: suggestion.title,
    href: `/requests/new/${secret}/published/${index + 1}`,
    typeName: hitTypeNames[suggestion.type],
    sentence: markHighlights(suggestion.sentence),
    date: suggestion.date,
  }
}
