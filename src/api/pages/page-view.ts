import { problems, problemPath, type ProblemCode } from '../../kernel/problems.ts'
import { listOperations, objectOf, textOf, type JsonObject, type Operation } from '../describe-api.ts'
import { tags } from '../describe-words.ts'

type Field = { name: string; needed: boolean; type: string; description: string }

/** The description of the API as its page shows it. */
export function toPageView(description: JsonObject) {
  const operations = listOperations(description)
  const schemas = objectOf(objectOf(description['components'] ?? {})['schemas'] ?? {})
  return {
    groups: tags.map(({ name, description: about }) => ({
      id: name.toLowerCase().replaceAll(/[^a-z]+/g, '-'),
      name,
      about,
      operations: operations.filter(({ tag }) => tag === name).map(toOperationView),
    })),
    shapes: Object.entries(schemas).map(([name, schema]) => ({
      name,
      fields: fieldsOf(objectOf(schema)),
    })),
  }
}

function toOperationView(operation: Operation) {
  const { method, path, summary, description, needsToken } = operation
  const good = Object.entries(operation.responses).find(([status]) => Number(status) < 400)
  const refusals = Object.entries(operation.responses).filter(([status]) => Number(status) >= 400)
  return {
    id: `${method.toLowerCase()}-${path.replaceAll(/[^A-Za-z0-9]+/g, '-').replace(/^-|-$/g, '')}`,
    method,
    path,
    summary,
    description,
    needsToken,
    parameters: operation.parameters.map((parameter) => ({
      name: textOf(parameter['name']),
      needed: parameter['required'] === true,
      type: `${textOf(parameter['in'])}, ${typeInWords(objectOf(parameter['schema'] ?? {}))}`,
      description: textOf(parameter['description']),
    })),
    body: bodyFields(operation.requestBody),
    status: good?.[0] ?? '200',
    answer: good === undefined ? null : answerOf(good[1]),
    problems: refusals.flatMap(([, response]) => codesOf(response)),
  }
}

/** The refusals share their definitions, which are named by their codes. */
function codesOf(response: JsonObject): { code: string; href: string; status: number }[] {
  const name = textOf(response['$ref']).split('/').at(-1) ?? ''
  return name
    .split('.')
    .filter((code): code is ProblemCode => Object.hasOwn(problems, code))
    .map((code) => ({ code, href: problemPath(code), status: problems[code].status }))
}

function bodyFields(body: JsonObject | null): Field[] {
  if (body === null) return []
  const [media] = Object.entries(objectOf(body['content'] ?? {}))
  if (media === undefined) return []
  const schema = objectOf(objectOf(media[1])['schema'] ?? {})
  if (schema['type'] === 'string')
    return [{ name: 'the body', needed: true, type: 'the file', description: '' }]
  const choices = schema['anyOf']
  return Array.isArray(choices) ? choices.flatMap((choice) => fieldsOf(objectOf(choice))) : fieldsOf(schema)
}

function answerOf(response: JsonObject): { shape: string | null; types: string; fields: Field[] } {
  const content = objectOf(response['content'] ?? {})
  const types = Object.keys(content).join(', ')
  const [media] = Object.values(content)
  const schema = media === undefined ? {} : objectOf(objectOf(media)['schema'] ?? {})
  return { shape: shapeOf(schema), types, fields: fieldsOf(schema) }
}

/** One line a field; what is inside a field of its own kind comes below it, as `parts[].text`. */
function fieldsOf(schema: JsonObject, path = ''): Field[] {
  const needed = new Set([schema['required'] ?? []].flat().map(String))
  return Object.entries(objectOf(schema['properties'] ?? {})).flatMap(([name, found]) => {
    const field = objectOf(found)
    const own = `${path}${name}`
    const inner = innerObject(field)
    const below = inner === null ? [] : fieldsOf(inner.schema, `${own}${inner.list ? '[]' : ''}.`)
    const description = textOf(field['description'])
    return [{ name: own, needed: needed.has(name), type: typeInWords(field), description }, ...below]
  })
}

function innerObject(field: JsonObject): { schema: JsonObject; list: boolean } | null {
  const schema = choiceOf(field)
  if (schema['type'] === 'array') {
    const items = objectOf(schema['items'] ?? {})
    return 'properties' in items ? { schema: items, list: true } : null
  }
  return 'properties' in schema ? { schema, list: false } : null
}

/** Of a schema or null, the schema. */
function choiceOf(schema: JsonObject): JsonObject {
  const choices = schema['anyOf']
  if (!Array.isArray(choices)) return schema
  return choices.map(objectOf).find((choice) => choice['type'] !== 'null') ?? schema
}

function shapeOf(schema: JsonObject): string | null {
  const reference = choiceOf(schema)['$ref']
  return typeof reference === 'string' ? (reference.split('/').at(-1) ?? null) : null
}

function typeInWords(schema: JsonObject): string {
  const choices = schema['anyOf']
  if (Array.isArray(choices))
    return [...new Set(choices.map((choice) => typeInWords(objectOf(choice))))].join(' or ')
  const shape = shapeOf(schema)
  if (shape !== null) return shape
  if (Array.isArray(schema['enum'])) return schema['enum'].map(String).join(', ')
  if (schema['type'] === 'array') return `list of ${typeInWords(objectOf(schema['items'] ?? {}))}`
  const format = schema['format']
  if (typeof format === 'string') return formatNames[format] ?? format
  return typeNames[textOf(schema['type'])] ?? 'anything'
}

const formatNames: Record<string, string> = {
  date: 'day',
  'date-time': 'moment',
  uuid: 'id',
  uri: 'address',
  'uri-reference': 'address',
  binary: 'file',
}
const typeNames: Record<string, string> = {
  string: 'text',
  integer: 'whole number',
  number: 'number',
  boolean: 'true or false',
  object: 'object',
  null: 'null',
}
