import type { Static } from '@fastify/type-provider-typebox'
import {
  datasetKinds,
  sealIntervals,
  updateModes,
  type DatasetFacts,
  type ImportOptions,
  protections,
} from '../datasets/index.ts'
import { parseDay } from '../kernel/dates.ts'
import { ProblemError } from '../kernel/outcome.ts'
import { entities } from '../screening/index.ts'
import { checkInput } from './check-input.ts'
import { body, day, nullable, oneOf, text, Type } from './schemas.ts'

const column = Type.Object(
  {
    name: text(63, 'Lower-case words joined by `_`: never changes'),
    title: text(300),
    type: oneOf(['string', 'integer', 'number', 'boolean', 'date', 'datetime']),
    kind: Type.Optional(
      oneOf([
        'money',
        'percentage',
        'uprn',
        'postcode',
        'code',
        'uri',
        'easting',
        'northing',
        'longitude',
        'latitude',
      ]),
    ),
    description: text(5_000),
    unit: Type.Optional(text(60)),
    required: Type.Optional(Type.Boolean()),
    synonyms: Type.Optional(Type.Array(text(300), { maxItems: 100 })),
    values: Type.Optional(Type.Array(text(300), { maxItems: 10_000 })),
    redaction: Type.Optional(text(5_000, 'Why cells of it are redacted')),
  },
  { additionalProperties: false },
)

/** What may be said of a dataset, each name optional. */
export const factsProperties = {
  title: Type.Optional(text(300)),
  description: Type.Optional(text(20_000)),
  kind: Type.Optional(oneOf(datasetKinds)),
  theme: Type.Optional(text(100)),
  keywords: Type.Optional(Type.Array(text(100), { maxItems: 100 })),
  owner: Type.Optional(text(300, 'The service that keeps it')),
  contactEmail: Type.Optional(text(254, 'A mailbox that is shown in public')),
  licence: Type.Optional(text(100, 'Such as `OGL-UK-3.0`')),
  attributions: Type.Optional(Type.Array(text(600), { maxItems: 50 })),
  frequency: Type.Optional(text(60, 'Such as `monthly`')),
  areaName: Type.Optional(nullable(text(300))),
  areaCode: Type.Optional(nullable(text(20, 'A GSS code, such as `E08000026`'))),
  periodFrom: Type.Optional(nullable(day())),
  periodTo: Type.Optional(nullable(day())),
  template: Type.Optional(nullable(text(100))),
  updateMode: Type.Optional(
    oneOf(updateModes, { description: 'Whether a new file is the table again or more rows' }),
  ),
  contract: Type.Optional(Type.Array(column, { maxItems: 1_000 })),
  primaryKey: Type.Optional(Type.Array(text(63), { maxItems: 100 })),
  knownProblems: Type.Optional(text(10_000)),
  redactionNote: Type.Optional(text(10_000)),
  links: Type.Optional(
    Type.Array(
      Type.Object(
        { title: text(300), url: text(2_000), format: text(100), note: text(1_000) },
        { additionalProperties: false },
      ),
      { maxItems: 100 },
    ),
  ),
  charts: Type.Optional(Type.Array(text(600), { maxItems: 50, description: 'One-line recipes' })),
  sealEvery: Type.Optional(
    nullable(oneOf(sealIntervals, { description: 'When rows sent by machine become a version' })),
  ),
}
const factsBody = body(factsProperties)
export const proposalSchema = body({
  ...factsProperties,
  title: text(300),
  slug: Type.Optional(text(100, 'Of its address; made from the title without it')),
})

/** Days are days. */
export function toFacts(sent: Static<typeof factsBody>): Partial<DatasetFacts> {
  const { periodFrom, periodTo, ...rest } = sent
  return {
    ...rest,
    ...(periodFrom === undefined ? {} : { periodFrom: parseDay(periodFrom ?? '') }),
    ...(periodTo === undefined ? {} : { periodTo: parseDay(periodTo ?? '') }),
  }
}

export const optionsSchema = body(
  {
    sheet: Type.Optional(text(300)),
    dates: Type.Optional(oneOf(['day-first', 'month-first'])),
    template: Type.Optional(text(100)),
    mapping: Type.Optional(
      Type.Record(Type.String(), nullable(Type.String()), {
        description: 'Column → the heading that holds it; null where the file has none',
      }),
    ),
    leaveOut: Type.Optional(Type.Array(text(300), { maxItems: 1_000, description: 'Headings' })),
    leaveOutFaultyRows: Type.Optional(Type.Boolean()),
    accept: Type.Optional(
      Type.Array(text(60), { maxItems: 20, description: 'Codes of faults that are meant' }),
    ),
    breaking: Type.Optional(text(2_000, 'What changes for those who use the data')),
    reason: Type.Optional(oneOf(['update', 'correction', 'addition'])),
    note: Type.Optional(text(2_000)),
    periodFrom: Type.Optional(day()),
    periodTo: Type.Optional(day()),
    primaryKey: Type.Optional(Type.Array(text(63), { maxItems: 100 })),
    protect: Type.Optional(
      Type.Array(
        body({
          column: text(63),
          how: oneOf(protections),
          reason: text(300, 'Why, for the public'),
          kinds: Type.Optional(Type.Array(oneOf(entities), { description: 'For redact-cells: only these' })),
          by: Type.Optional(
            Type.Array(text(63), { maxItems: 10, description: 'For suppress: broken down by' }),
          ),
          threshold: Type.Optional(Type.Integer({ minimum: 2, maximum: 100 })),
        }),
        {
          maxItems: 200,
          description: 'What of people may not go as it stands; [] lifts earlier protections',
        },
      ),
    ),
  },
  { description: 'What a person answers about a file' },
)

export function toOptions(sent: Static<typeof optionsSchema>): ImportOptions {
  const { accept, ...rest } = sent
  // A code that means nothing accepts nothing.
  return accept === undefined ? rest : { ...rest, accept: accept as NonNullable<ImportOptions['accept']> }
}

const checkOptions = checkInput({ schema: optionsSchema, method: 'POST', url: '', httpPart: 'body' })
const checkProposal = checkInput({ schema: proposalSchema, method: 'POST', url: '', httpPart: 'body' })

/** JSON that came as text, in a form field or an address, held to its schema. Throws `invalid-input`. */
export function readOptions(json: string | undefined): ImportOptions {
  return toOptions(checked(checkOptions, 'options', json ?? '{}') as Static<typeof optionsSchema>)
}

export function readProposal(json: string | undefined, title: string | undefined, slug: string | undefined) {
  const given = json === undefined ? {} : parsed('proposal', json)
  const whole = {
    ...(title === undefined ? {} : { title }),
    ...(slug === undefined ? {} : { slug }),
    ...(typeof given === 'object' ? given : {}),
  }
  const sent = checked(checkProposal, 'proposal', whole) as Static<typeof proposalSchema>
  const { title: name, slug: address, ...facts } = sent
  return { ...toFacts(facts), title: name, ...(address === undefined ? {} : { slug: address }) }
}

function checked(check: ReturnType<typeof checkInput>, field: string, given: unknown): unknown {
  const result: unknown = check(typeof given === 'string' ? parsed(field, given) : given)
  if (typeof result === 'object' && result !== null) {
    if ('error' in result && result.error instanceof Error) throw result.error
    if ('value' in result) return result.value
  }
  return given
}

function parsed(field: string, json: string): unknown {
  try {
    return JSON.parse(json) as unknown
  } catch {
    throw new ProblemError('invalid-input', `The field ${field} is not JSON.`, [
      { field, message: 'This must be a JSON object' },
    ])
  }
}
