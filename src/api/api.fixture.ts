import assert from 'node:assert/strict'
import { Compile } from 'typebox/compile'
import { startTestApp, type TestApp } from '../../test/support/app.ts'
import { systemActor } from '../audit/index.ts'
import {
  createApiToken,
  createAuthority,
  createStaff,
  createTeam,
  type Authority,
  type Role,
  type Staff,
} from '../identity/index.ts'
import type { Outcome } from '../kernel/outcome.ts'
import { listOperations, objectOf, textOf, type JsonObject, type Operation } from './describe-api.ts'

export type Sent = {
  token?: string
  body?: unknown
  headers?: Record<string, string>
  /** Sent as it is, with its own content-type */
  payload?: string | Buffer
}
/** `json` is as `JSON.parse` gives it: what it holds is checked against the description first. */
export type Answer = {
  status: number
  headers: Record<string, unknown>
  json: ReturnType<typeof JSON.parse>
  text: string
  bytes: Buffer
}

export type Api = TestApp & {
  /** Calls the API, and holds what comes back to the description: its shape, and which refusals it may be. */
  call(method: string, path: string, sent?: Sent): Promise<Answer>
  description: JsonObject
  /** Method and path of what has these tags, asks for a token, and was not answered with success so far */
  unseen(tags: readonly string[]): string[]
  people: Record<
    'officer' | 'approver' | 'second' | 'auditor' | 'publisher' | 'stranger',
    { staff: Staff; token: string }
  >
  teamId: string
  other: Authority
}

export function valueOf<T>(outcome: Outcome<T>): T {
  assert.ok(outcome.ok, JSON.stringify(outcome))
  return outcome.value
}

/** An authority with its people and their tokens, and a second one with one person. */
export async function startApi(settings: Parameters<typeof startTestApp>[0] = {}): Promise<Api> {
  const site = await startTestApp(settings)
  const { services, authority } = site
  const other = valueOf(
    await createAuthority(services, {
      slug: 'otherland',
      name: 'Otherland Council',
      shortName: 'Otherland',
      nation: 'wales',
      referencePrefix: 'REQ',
      addressLines: ['Town Hall'],
      email: 'foi@example.com',
      phone: '01632 960001',
    }),
  )
  const team = valueOf(
    await createTeam(services, systemActor, {
      authorityId: authority.id,
      name: 'Highways',
      email: 'highways@example.org',
    }),
  )
  const person = async (where: Authority, name: string, roles: Role[]) => {
    const staff = valueOf(
      await createStaff(services, systemActor, {
        authorityId: where.id,
        email: `${name.toLowerCase()}@example.org`,
        name: `${name} Example`,
        jobTitle: 'Officer',
        roles,
        teamIds: [],
      }),
    )
    const { token } = valueOf(await createApiToken(services, staff, { name: 'tests', days: 1 }))
    return { staff, token }
  }
  const people = {
    officer: await person(authority, 'Olive', ['information-officer', 'publisher']),
    approver: await person(authority, 'Arthur', ['approver', 'data-protection-officer']),
    second: await person(authority, 'Anna', ['approver', 'data-protection-officer']),
    auditor: await person(authority, 'Audrey', ['auditor']),
    publisher: await person(authority, 'Petra', ['publisher']),
    stranger: await person(other, 'Stella', ['information-officer', 'auditor', 'publisher']),
  }
  const description = (await site.app.inject('/api/v1/openapi.json')).json<JsonObject>()
  const operations = listOperations(description)
  const seen = new Set<string>()
  const call = async (
    method: string,
    path: string,
    { token, body, headers, payload }: Sent = {},
  ): Promise<Answer> => {
    const response = await site.app.inject({
      method: method as 'GET',
      url: `/api/v1${path}`,
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
      ...(payload === undefined ? {} : { payload }),
    })
    const type = response.headers['content-type'] ?? ''
    const json: unknown = type.includes('json') && response.body !== '' ? response.json() : null
    const operation = operations.find(
      (each) => each.method === method && matches(each.path, `/api/v1${path}`),
    )
    if (operation !== undefined && response.statusCode !== 304) {
      holdTo(description, operation, response.statusCode, type, json)
      if (response.statusCode < 400) seen.add(`${method} ${operation.path}`)
    }
    return {
      status: response.statusCode,
      headers: response.headers,
      json,
      text: response.body,
      bytes: response.rawPayload,
    }
  }
  const unseen = (tags: readonly string[]): string[] => {
    const tagged = operations.filter((each) => each.needsToken && tags.includes(each.tag))
    for (const tag of tags)
      assert.ok(
        tagged.some((each) => each.tag === tag),
        tag,
      )
    return tagged.map(({ method, path }) => `${method} ${path}`).filter((each) => !seen.has(each))
  }
  return { ...site, call, description, unseen, people, teamId: team.id, other }
}

function matches(template: string, path: string): boolean {
  const pattern = template.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/.]+')
  return new RegExp(`^${pattern}$`).test(path.split('?', 1)[0] ?? '')
}

const checkers = new Map<string, ReturnType<typeof Compile>>()

function holdTo(
  description: JsonObject,
  operation: Operation,
  status: number,
  type: string,
  json: unknown,
): void {
  const where = `${operation.method} ${operation.path} answered ${status}`
  const documented = operation.responses[status]
  assert.ok(documented, `${where}, which is not described: ${JSON.stringify(json)}`)
  const response = objectOf(resolve(description, documented))
  if (status >= 400 && typeof json === 'object' && json !== null) {
    const code = 'type' in json ? String(json.type).split('#')[1] : ''
    assert.match(textOf(response['description']), new RegExp(`#${code}\\)`), `${where} with ${code}`)
  }
  const content = objectOf(response['content'] ?? {})
  const mediaType = type.split(';', 1)[0] ?? ''
  const media = content[mediaType] ?? content['application/octet-stream']
  assert.ok(media, `${where} as ${mediaType}, not ${Object.keys(content).join()}`)
  if (json === null || mediaType === 'application/octet-stream') return
  const key = `${operation.method} ${operation.path} ${status}`
  const checker = checkers.get(key) ?? Compile(exact(description, objectOf(media)['schema'] ?? {}) as object)
  checkers.set(key, checker)
  assert.ok(
    checker.Check(json),
    `${where}: ${JSON.stringify(checker.Errors(json).slice(0, 3))} in ${JSON.stringify(json).slice(0, 800)}`,
  )
}

type Json = JsonObject[string]

function resolve(description: JsonObject, value: Json): Json {
  const reference =
    typeof value === 'object' && value !== null && !Array.isArray(value) ? value['$ref'] : undefined
  if (typeof reference !== 'string') return value
  return reference
    .slice(2)
    .split('/')
    .reduce<Json>((at, name) => objectOf(at)[name] ?? null, description)
}

/** The schema with references put in place and no name allowed that it does not give: nothing leaks unseen. */
function exact(description: JsonObject, given: Json): Json {
  const value = resolve(description, given)
  if (Array.isArray(value)) return value.map((each) => exact(description, each))
  if (value === null || typeof value !== 'object') return value
  const inside = Object.fromEntries(
    Object.entries(value).map(([name, each]) => [name, exact(description, each)]),
  )
  const open = Object.keys(objectOf(inside['properties'] ?? {})).length === 0
  return inside['type'] === 'object' && !open && !('additionalProperties' in inside)
    ? { ...inside, additionalProperties: false }
    : inside
}
