import type { FieldError } from '../kernel/outcome.ts'
import { entryOutcomeOf } from './prepare-entry.ts'
import type { EntryPart, PublishInput } from './entry.ts'
import type { PublishedItemInput } from './published-item.ts'
import { publishedItemKinds } from './published-item.ts'

const limits = {
  title: 300,
  summary: 5_000,
  text: 200_000,
  topic: 100,
  parts: 200,
  url: 2_000,
  all: 2_000_000,
} as const

/** As it can be kept and shown: no NUL, no half characters, no white space at the ends. */
export function tidy(text: string): string {
  return text.replaceAll('\0', '').toWellFormed().replace(/\r\n?/g, '\n').trim()
}

export function tidyEntry({ caseId, title, summary, topic, parts }: PublishInput): PublishInput {
  return {
    caseId,
    title: tidy(title).replace(/\s+/g, ' '),
    summary: tidy(summary),
    topic: tidy(topic ?? '') || null,
    parts: parts.map((part): EntryPart => ({
      number: part.number,
      question: tidy(part.question),
      outcome: part.outcome,
      answer: tidy(part.answer),
      ...(part.link ? { link: { url: tidy(part.link.url), title: tidy(part.link.title) } } : {}),
      // Named one by one: whatever else a caller's object holds is not for the public
      grounds: part.grounds.map(({ provision, act, plain }) => ({
        provision: tidy(provision),
        act: tidy(act),
        plain: tidy(plain),
      })),
    })),
  }
}

export function checkEntry(input: PublishInput): FieldError[] {
  const errors: FieldError[] = []
  const within = (field: string, text: string, limit: number, what: string): void => {
    if (text.length > limit)
      errors.push({ field, message: `${what} must be ${limit.toLocaleString('en-GB')} characters or fewer` })
  }
  if (input.title === '') errors.push({ field: 'title', message: 'Enter a title for the entry' })
  within('title', input.title, limits.title, 'The title')
  within('summary', input.summary, limits.summary, 'The summary')
  within('topic', input.topic ?? '', limits.topic, 'The topic')
  if (input.parts.length === 0) errors.push({ field: 'parts', message: 'An entry needs at least one part' })
  if (input.parts.length > limits.parts)
    errors.push({ field: 'parts', message: `An entry has at most ${limits.parts} parts` })
  for (const [index, part] of input.parts.entries()) {
    const field = `parts.${index}`
    if (part.question === '')
      errors.push({ field: `${field}.question`, message: `Enter the question of part ${part.number}` })
    within(`${field}.question`, part.question, limits.text, `The question of part ${part.number}`)
    within(`${field}.answer`, part.answer, limits.text, `The answer to part ${part.number}`)
    if (part.link && !isPublicAddress(part.link.url))
      errors.push({
        field: `${field}.link`,
        message: `The link of part ${part.number} must begin with https:// or http://`,
      })
  }
  if (errors.length === 0 && entryOutcomeOf(input.parts.map((part) => part.outcome)) === null)
    errors.push({ field: 'parts', message: 'No part was answered, so there is nothing to publish' })
  if (errors.length === 0 && JSON.stringify(input.parts).length > limits.all)
    errors.push({ field: 'parts', message: 'The entry is too long; attach long answers as files instead' })
  return errors
}

export function checkPublishedItem(input: PublishedItemInput): FieldError[] {
  const errors: FieldError[] = []
  if (input.title === '' || input.title.length > limits.title)
    errors.push({ field: 'title', message: `Enter a title of up to ${limits.title} characters` })
  if (input.description.length > limits.summary)
    errors.push({
      field: 'description',
      message: `The description must be ${limits.summary} characters or fewer`,
    })
  if (!isPublicAddress(input.url) && !/^\/(?!\/)\S*$/.test(input.url))
    errors.push({ field: 'url', message: 'Enter an address that begins with https://, http:// or /' })
  if (input.url.length > limits.url)
    errors.push({ field: 'url', message: `The address must be ${limits.url} characters or fewer` })
  if (!publishedItemKinds.includes(input.kind))
    errors.push({ field: 'kind', message: `Choose one of ${publishedItemKinds.join(', ')}` })
  if (
    input.schemeClass !== null &&
    !(Number.isInteger(input.schemeClass) && input.schemeClass >= 1 && input.schemeClass <= 7)
  )
    errors.push({ field: 'schemeClass', message: 'Choose a class of the publication scheme, 1 to 7' })
  if (input.kind === 'scheme' && input.schemeClass === null)
    errors.push({ field: 'schemeClass', message: 'An item of the publication scheme needs its class' })
  return errors
}

function isPublicAddress(text: string): boolean {
  const url = URL.parse(text)
  return url !== null && (url.protocol === 'https:' || url.protocol === 'http:')
}
