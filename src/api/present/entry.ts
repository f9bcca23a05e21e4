import { entryOutcomes } from '../../disclosure/index.ts'
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

export const partsSchema = Type.Array(
  Type.Object({
    number: Type.Integer(),
    question: Type.String(),
    outcome: Type.String(),
    answer: Type.String(),
    link: nullable(Type.Object({ url: Type.String(), title: Type.String() })),
    grounds: Type.Array(Type.Object({ provision: Type.String(), act: Type.String(), plain: Type.String() })),
  }),
)
export const entrySummarySchema = named('PublishedAnswerSummary', summaryFields)
export const entrySchema = named('PublishedAnswer', {
  ...summaryFields,
  parts: partsSchema,
})
