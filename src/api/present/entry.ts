import { entryOutcomes, type DisclosureEntry, type EntrySummary } from '../../disclosure/index.ts'
import { day, moment, named, nullable, oneOf, Type } from '../schemas.ts'

const summaryFields = {
  reference: Type.String(),
  url: Type.String({ format: 'uri', description: 'Its page' }),
  title: Type.String(),
  summary: Type.String(),
  regime: Type.String({ description: 'The law it was answered under: `foia`, `eir` …' }),
  outcome: oneOf(entryOutcomes),
  topic: nullable(Type.String()),
  receivedOn: day(),
  answeredOn: day(),
  workingDays: Type.Integer({ description: 'Working days from receipt to answer' }),
  publishedAt: moment(),
}

export const entrySummarySchema = named('PublishedAnswerSummary', summaryFields)
export const entrySchema = named('PublishedAnswer', {
  ...summaryFields,
  parts: Type.Array(
    Type.Object({
      number: Type.Integer(),
      question: Type.String(),
      outcome: Type.String(),
      answer: Type.String(),
      link: nullable(Type.Object({ url: Type.String(), title: Type.String() })),
      grounds: Type.Array(
        Type.Object({ provision: Type.String(), act: Type.String(), plain: Type.String() }),
      ),
    }),
  ),
})

export function presentSummary(entry: EntrySummary, url: string) {
  return {
    reference: entry.reference,
    url,
    title: entry.title,
    summary: entry.summary,
    regime: entry.regime,
    outcome: entry.outcome,
    topic: entry.topic,
    receivedOn: entry.receivedOn.toString(),
    answeredOn: entry.answeredOn.toString(),
    workingDays: entry.workingDays,
    publishedAt: entry.publishedAt.toString(),
  }
}

export function presentEntry(entry: DisclosureEntry, url: string) {
  return {
    ...presentSummary(entry, url),
    parts: entry.parts.map(({ number, question, outcome, answer, link, grounds }) => ({
      number,
      question,
      outcome,
      answer,
      link: link === undefined ? null : { url: link.url, title: link.title },
      grounds: grounds.map(({ provision, act, plain }) => ({ provision, act, plain })),
    })),
  }
}
