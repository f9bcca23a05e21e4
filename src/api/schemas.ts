import { Type, type TProperties, type TSchema } from '@fastify/type-provider-typebox'
import { problemPath, problems, type ProblemCode } from '../kernel/problems.ts'

export { Type }

export const nullable = <Schema extends TSchema>(schema: Schema) => Type.Union([schema, Type.Null()])

/** One of few words. Written as JSON Schema's `enum`, which readers of the description know. */
export function oneOf<const Words extends readonly string[]>(
  words: Words,
  about: { description?: string } = {},
) {
  return Type.Unsafe<Words[number]>({ type: 'string', enum: [...words], ...about })
}

export const day = (description?: string) =>
  Type.String({ format: 'date', examples: ['2026-01-14'], ...(description ? { description } : {}) })
export const moment = () => Type.String({ format: 'date-time', examples: ['2026-01-14T09:32:00Z'] })
export const text = (most: number, description?: string) =>
  Type.String({ maxLength: most, ...(description ? { description } : {}) })
export const id = (description?: string) =>
  Type.String({ format: 'uuid', ...(description ? { description } : {}) })
/** As ids appear in answers: no promise is made of their shape. */
export const key = () => Type.String()

/** What a sender may say: any other name is refused, so that a misspelt one is not quietly lost. */
export function body<Properties extends TProperties>(
  properties: Properties,
  about: { description?: string } = {},
) {
  return Type.Object(properties, { additionalProperties: false, ...about })
}

/** A schema with a name of its own in the description of the API. */
export function named<Properties extends TProperties>(title: string, properties: Properties) {
  return Type.Object(properties, { title })
}

export const limit = (most: number, usual: number) =>
  Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: most,
      default: usual,
      description: `How many to give; ${usual} unless asked`,
    }),
  )
export const next = Type.Optional(
  Type.String({ maxLength: 500, description: 'The `next` of the page before: give it back as it came' }),
)
export const nextToken = Type.Union([Type.String(), Type.Null()], {
  description: 'Ask again with `next` set to this for what follows; null at the end',
})

export const reference = Type.Object({
  reference: Type.String({ pattern: '^[A-Za-z0-9-]{1,60}$', description: 'Such as `REQ04543`' }),
})
export const token = Type.Object({
  token: Type.String({ pattern: '^[A-Za-z0-9_-]{16,128}$', description: 'The secret of the tracking link' }),
})

const problem = named('Problem', {
  type: Type.String({ format: 'uri-reference', description: 'The page that explains this kind of problem' }),
  title: Type.String({ description: 'The same words for every problem of this kind' }),
  status: Type.Integer(),
  detail: Type.String({ description: 'What is wrong this time, and what to do' }),
  instance: Type.String({ description: 'Quote this to us: it finds the request in the log' }),
  errors: Type.Optional(
    Type.Array(
      Type.Object({
        pointer: Type.String({ description: 'Where in the body or query: `#/parts/0/text`' }),
        message: Type.String(),
      }),
    ),
  ),
})

/** The problems any address may answer with. */
const always: readonly ProblemCode[] = ['bad-request', 'too-many-requests', 'fault']
export const staffProblems: readonly ProblemCode[] = ['not-signed-in', 'not-permitted']

/** The answers of one route: the good one, and by status every problem it may give. */
export function answers<Code extends number, Schema extends TSchema>(
  status: Code,
  schema: Schema,
  codes: readonly ProblemCode[] = [],
): Record<Code, Schema> {
  const byStatus = Map.groupBy(new Set([...codes, ...always]), (code) => problems[code].status)
  const refusals = [...byStatus].map(([refused, group]) => [
    refused,
    {
      description: group.map((code) => `[${problems[code].title}](${problemPath(code)})`).join('; '),
      'x-problems': group,
      content: { 'application/problem+json': { schema: problem } },
    },
  ])
  return { [status]: schema, ...Object.fromEntries(refusals) } as Record<Code, Schema>
}

/** A file, in any of these types. */
export function fileAnswers(types: readonly string[], codes: readonly ProblemCode[]): object {
  const content = Object.fromEntries(
    types.map((type) => [type, { schema: { type: 'string', format: 'binary' } }]),
  )
  return { ...answers(200, Type.Null(), codes), 200: { description: 'The file', content } }
}
