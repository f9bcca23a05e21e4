import { partOutcomes } from '../../cases/index.ts'
import { toPartsJson, type ProposedEntry } from '../../disclosure/index.ts'
import { partsSchema } from './entry.ts'
import { body, named, nullable, oneOf, text, Type } from '../schemas.ts'

/** A part of an answer as it is published; the proposal gives them, publishing takes them back. */
export const entryPartBody = body({
  number: Type.Integer({ minimum: 1, maximum: 1000 }),
  question: text(200_000),
  outcome: oneOf(partOutcomes),
  answer: text(200_000),
  link: Type.Optional(nullable(body({ url: text(2000), title: text(2000) }))),
  grounds: Type.Array(body({ provision: text(300), act: text(300), plain: text(1000) }), { maxItems: 50 }),
})

export const proposalSchema = named('DisclosureProposal', {
  title: Type.String(),
  summary: Type.String(),
  topic: nullable(Type.String()),
  parts: partsSchema,
  removals: Type.Array(Type.Object({ where: Type.String(), what: Type.String(), count: Type.Integer() }), {
    description: 'What was taken out of the case’s own words',
  }),
})

export function presentProposal(proposed: ProposedEntry) {
  return {
    title: proposed.title,
    summary: proposed.summary,
    topic: proposed.topic,
    parts: toPartsJson(proposed.parts),
    removals: proposed.removals.map(({ where, what, count }) => ({ where, what, count })),
  }
}
