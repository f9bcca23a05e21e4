import type { FastifySchemaCompiler } from 'fastify'
import { Compile } from 'typebox/compile'
import { Convert } from 'typebox/value'
import type { TSchema } from '@fastify/type-provider-typebox'
import { ProblemError, type FieldError } from '../kernel/outcome.ts'

/** What the checker says of one wrong place, as far as it is used here. */
type Issue = { keyword: string; schemaPath: string; instancePath: string; params: object }

/**
 * Checks what was sent against a route's schema. A body is taken as it is: a number in quotes is not a number, an
 * unknown name is refused, and every wrong place is said at once. What stands in an address is text, so there numbers
 * are read from it.
 */
export const checkInput: FastifySchemaCompiler<TSchema> = ({ schema, httpPart }) => {
  const checker = Compile(schema)
  return (given: unknown) => {
    const cleaned = cleanStrings(httpPart === 'body' ? (given ?? {}) : given)
    const value = httpPart === 'body' ? cleaned : Convert(schema, cleaned)
    if (checker.Check(value)) return { value }
    const fields = inWords(checker.Errors(value))
    const wrong = httpPart === 'body' ? 'invalid-input' : httpPart === 'params' ? 'not-found' : 'bad-request'
    return { error: new ProblemError(wrong, summaryOf(wrong, fields), fields) }
  }
}

function summaryOf(problem: 'invalid-input' | 'not-found' | 'bad-request', fields: FieldError[]): string {
  if (problem === 'not-found') return 'There is nothing at this address.'
  const what = problem === 'invalid-input' ? 'The body' : 'The query or a header'
  const names = fields.map(({ field }) => field || 'the whole').join(', ')
  return `${what} is not as this address takes it: ${names}.`
}

/** PostgreSQL can keep neither NUL nor half a character, so neither gets past here. */
function cleanStrings(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll('\0', '').toWellFormed()
  if (Array.isArray(value)) return value.map(cleanStrings)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, cleanStrings(each)]))
}

function inWords(issues: Issue[]): FieldError[] {
  const found = issues.flatMap(fieldErrors)
  const seen = new Set<string>()
  return found.filter(({ field, message }) => {
    const one = `${field}\n${message}`
    return seen.has(one) ? false : Boolean(seen.add(one))
  })
}

function fieldErrors({ keyword, schemaPath, instancePath, params }: Issue): FieldError[] {
  const path = instancePath.slice(1).replaceAll('/', '.')
  const under = (name: string): string => (path === '' ? name : `${path}.${name}`)
  const fact = (name: string): unknown => (name in params ? Reflect.get(params, name) : undefined)
  const names = (name: string): string[] => [fact(name)].flat().map(String)
  // An optional null is a choice of two; that the other choice is not null says nothing to anybody.
  if (keyword === 'anyOf' || (keyword === 'type' && fact('type') === 'null')) return []
  if (keyword === 'boolean' && schemaPath.endsWith('additionalProperties')) return []
  if (keyword === 'additionalProperties')
    return names('additionalProperties').map((name) => ({
      field: under(name),
      message: 'This name is not known here',
    }))
  if (keyword === 'required')
    return names('requiredProperties').map((name) => ({ field: under(name), message: 'This is needed' }))
  return [{ field: path, message: messages[keyword]?.(fact) ?? 'This is not as it should be' }]
}

type Fact = (name: string) => unknown

const messages: Record<string, (fact: Fact) => string> = {
  type: (fact) => `This must be ${typeNames[String(fact('type'))] ?? String(fact('type'))}`,
  minLength: (fact) =>
    fact('limit') === 1
      ? 'This must not be empty'
      : `This must have ${String(fact('limit'))} characters or more`,
  maxLength: (fact) => `This must be ${Number(fact('limit')).toLocaleString('en-GB')} characters or fewer`,
  minItems: (fact) => `This must have ${String(fact('limit'))} or more`,
  maxItems: (fact) => `This must have ${String(fact('limit'))} or fewer`,
  minimum: (fact) => `This must be ${String(fact('limit'))} or more`,
  maximum: (fact) => `This must be ${String(fact('limit'))} or less`,
  enum: (fact) => `This must be one of ${[fact('allowedValues')].flat().map(String).join(', ')}`,
  format: (fact) => formatNames[String(fact('format'))] ?? 'This is not in the form needed',
}

const typeNames: Record<string, string> = {
  string: 'text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
}
const formatNames: Record<string, string> = {
  date: 'This must be a date that exists, such as 2026-01-14',
  uuid: 'This must be an id, as we gave it',
}
