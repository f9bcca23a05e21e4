import swagger from '@fastify/swagger'
import { STATUS_CODES } from 'node:http'
import type { App } from '../web/kit/index.ts'
import { intro, tags } from './describe-words.ts'

type Json = string | number | boolean | null | Json[] | { [name: string]: Json }
export type JsonObject = { [name: string]: Json }

/** One address and method of the description, as the page and the tests read it. */
export type Operation = {
  method: string
  path: string
  summary: string
  description: string | null
  tag: string
  needsToken: boolean
  parameters: JsonObject[]
  requestBody: JsonObject | null
  responses: Record<string, JsonObject>
}

/** Collects the schemas of every route registered after it. */
export async function collectSchemas(api: App): Promise<void> {
  await api.register(swagger, {
    convertConstToEnum: false,
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Muniment API',
        version: '1',
        description: intro,
        license: { name: 'MIT', identifier: 'MIT' },
      },
      servers: [{ url: '/' }],
      tags: tags.map(({ name, description }) => ({ name, description })),
      components: {
        securitySchemes: {
          token: {
            type: 'http',
            scheme: 'bearer',
            description:
              'A token that a member of staff made in the staff site. It may do what its owner may.',
          },
        },
      },
    },
  })
}

/**
 * The OpenAPI 3.1 document of the routes: what the plug-in makes of them, with every named schema and every refusal
 * said once, and an operation id for each. The same routes always give the same bytes.
 */
export function describeApi(api: App): JsonObject {
  const made = JSON.parse(JSON.stringify(api.swagger())) as JsonObject
  const schemas: JsonObject = {}
  const responses: JsonObject = {}
  const paths = objectOf(hoist(made['paths'] ?? {}, schemas))
  for (const [path, methods] of Object.entries(paths)) {
    for (const [method, found] of Object.entries(objectOf(methods))) {
      const operation = objectOf(found)
      operation['operationId'] = operationId(method, path)
      sayWhatIsNeeded(operation)
      operation['responses'] = shareRefusals(objectOf(operation['responses'] ?? {}), responses)
    }
  }
  const { components, ...rest } = made
  return {
    ...rest,
    components: {
      ...objectOf(components ?? {}),
      responses: sortNames(responses),
      schemas: sortNames(schemas),
    },
    paths,
  }
}

const sortNames = (found: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(found).toSorted(([a], [b]) => (a < b ? -1 : 1)))

/** What the schemas cannot say: their headers are checked by hand, for the sake of a better answer than 400. */
function sayWhatIsNeeded(operation: JsonObject): void {
  for (const parameter of listOf(operation['parameters']).map(objectOf)) {
    if (parameter['in'] !== 'header') continue
    parameter['name'] = textOf(parameter['name']).replace(/(^|-)[a-z]/g, (letter) => letter.toUpperCase())
    const description = textOf(parameter['description'])
    parameter['required'] = description.startsWith('Required. ')
    parameter['description'] = description.replace('Required. ', '')
  }
  const files = operation['x-request-body']
  if (files !== undefined) operation['requestBody'] = files
  delete operation['x-request-body']
  const body = operation['requestBody']
  if (body === undefined || files !== undefined) return
  const [media] = Object.values(objectOf(objectOf(body)['content'] ?? {}))
  const schema = objectOf(objectOf(media ?? {})['schema'] ?? {})
  objectOf(body)['required'] = 'required' in schema || 'anyOf' in schema
}

/** A refusal names its codes in its description; the same ones are the same refusal wherever they stand. */
function shareRefusals(answers: JsonObject, shared: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(answers).map(([status, answer]): [string, Json] => {
      const response = objectOf(answer)
      const description = textOf(response['description'])
      if (Number(status) < 400)
        return [
          status,
          {
            ...response,
            description: description === 'Default Response' ? (STATUS_CODES[status] ?? 'OK') : description,
          },
        ]
      const name = [...description.matchAll(/#([a-z-]+)\)/g)].map(([, code]) => code).join('.')
      shared[name] = response
      return [status, { $ref: `#/components/responses/${name}` }]
    }),
  )
}

/** Moves every schema with a title to the components, and leaves a reference in its place. */
function hoist(value: Json, schemas: JsonObject): Json {
  if (Array.isArray(value)) return value.map((each) => hoist(each, schemas))
  if (value === null || typeof value !== 'object') return value
  const inside = Object.fromEntries(Object.entries(value).map(([name, each]) => [name, hoist(each, schemas)]))
  const title = inside['title']
  if (typeof title !== 'string' || !('type' in inside)) return inside
  const known = schemas[title]
  if (known !== undefined && JSON.stringify(known) !== JSON.stringify(inside))
    throw new Error(`two schemas are called ${title}`)
  schemas[title] = inside
  return { $ref: `#/components/schemas/${title}` }
}

function operationId(method: string, path: string): string {
  const words = path
    .replace('/api/v1', '')
    .split(/[^A-Za-z]+/)
    .filter(Boolean)
  return [method, ...words.map((word) => word.charAt(0).toUpperCase() + word.slice(1))].join('')
}

export function listOperations(description: JsonObject): Operation[] {
  return Object.entries(objectOf(description['paths'] ?? {})).flatMap(([path, methods]) =>
    Object.entries(objectOf(methods)).map(([method, found]): Operation => {
      const operation = objectOf(found)
      const body = operation['requestBody']
      return {
        method: method.toUpperCase(),
        path,
        summary: textOf(operation['summary']),
        description: typeof operation['description'] === 'string' ? operation['description'] : null,
        tag: textOf([operation['tags'] ?? []].flat()[0]),
        needsToken: operation['security'] !== undefined,
        parameters: listOf(operation['parameters']).map(objectOf),
        requestBody: body === undefined ? null : objectOf(body),
        responses: objectOf(operation['responses'] ?? {}) as Record<string, JsonObject>,
      }
    }),
  )
}

/** A text, or nothing where it is something else. */
export function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : ''
}

export function objectOf(value: Json): JsonObject {
  if (value === null || typeof value !== 'object' || Array.isArray(value))
    throw new Error('an object was expected')
  return value
}

function listOf(value: Json | undefined): Json[] {
  return Array.isArray(value) ? value : []
}
