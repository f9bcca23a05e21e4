import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, describe, test } from 'node:test'
import { transitions } from '../cases/index.ts'
import { problems } from '../kernel/problems.ts'
import { startApi, type Api } from './api.fixture.ts'
import { listOperations, objectOf, textOf, type JsonObject, type Operation } from './describe-api.ts'
import { openApiFile, openApiText } from './write-openapi.ts'

/** Acts whose route is not named by them. */
const routeOf: Record<string, string> = {
  'edit-details': 'PATCH /api/v1/cases/{reference}',
  'edit-parts': 'PUT /api/v1/cases/{reference}/parts',
  'add-task': 'POST /api/v1/cases/{reference}/tasks',
  'add-document': 'POST /api/v1/cases/{reference}/documents',
  'decide-part': 'PUT /api/v1/cases/{reference}/parts/{number}/decision',
  'make-redacted-copy': 'POST /api/v1/documents/{documentId}/redaction/copies',
}

describe('the description of the API', () => {
  let api: Api
  let operations: Operation[]
  before(async () => {
    api = await startApi()
    operations = listOperations(api.description)
  })
  after(() => api.close())

  test('is committed as it is', async () => {
    assert.ok(
      readFileSync(openApiFile, 'utf8') === (await openApiText()),
      'docs/api/openapi.json is old. Write it with: node src/api/write-openapi.ts, and read what changed: it is a promise to other programs.',
    )
  })

  test('has every route below /api, and no other', () => {
    const described = new Set(operations.map(({ path }) => path))
    for (const path of described) assert.match(path, /^\/api\/v1(\/|$)/)
    for (const { method, path } of operations) {
      const url = path.replaceAll(/\{(\w+)\}/g, ':$1')
      assert.ok(api.app.hasRoute({ method, url }), `${method} ${url}`)
    }
    const tree = api.app.printRoutes({ commonPrefix: false })
    assert.equal(tree.includes('openapi.json'), true)
  })

  test('has a route for every act of the transition table, and none beside it', () => {
    const known = new Set(operations.map(({ method, path }) => `${method} ${path}`))
    const wanted = transitions.map(
      ({ action }) => routeOf[action] ?? `POST /api/v1/cases/{reference}/actions/${action}`,
    )
    assert.deepEqual(
      wanted.filter((each) => !known.has(each)),
      [],
    )
    const acts = [...known].filter((each) => each.includes('/actions/'))
    assert.deepEqual(
      acts.filter((each) => !wanted.includes(each)),
      [],
    )
  })

  test('holds together: references lead somewhere, names are once, every value is described', () => {
    assert.equal(api.description['openapi'], '3.1.0')
    const ids = Object.values(objectOf(api.description['paths'] ?? {})).flatMap((methods) =>
      Object.values(objectOf(methods)).map((operation) => objectOf(operation)['operationId']),
    )
    assert.equal(new Set(ids).size, ids.length)
    for (const reference of JSON.stringify(api.description).matchAll(/"\$ref":"#\/([^"]+)"/g)) {
      const found = (reference[1] ?? '')
        .split('/')
        .reduce<JsonObject[string]>((at, name) => objectOf(at)[name] ?? null, api.description)
      assert.ok(found, reference[0])
    }
    for (const { method, path, summary, tag, parameters, requestBody } of operations) {
      assert.ok(summary && tag, `${method} ${path}`)
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
      const described = parameters.filter((each) => each['in'] === 'path').map((each) => each['name'])
      assert.deepEqual(described.toSorted(), inPath.toSorted(), path)
      if (method === 'GET') assert.equal(requestBody, null)
    }
  })

  test('names only problems that exist, each with its own status', () => {
    const responses = objectOf(objectOf(api.description['components'] ?? {})['responses'] ?? {})
    assert.ok(Object.keys(responses).length > 10)
    const codes = new Set(Object.keys(problems))
    for (const name of Object.keys(responses))
      for (const code of name.split('.')) assert.ok(codes.has(code), code)
    for (const { path, responses: given } of operations)
      for (const [status, { $ref }] of Object.entries(given))
        for (const code of Number(status) < 400 ? [] : (textOf($ref).split('/').at(-1)?.split('.') ?? []))
          assert.equal(String(problems[code as keyof typeof problems].status), status, `${path} ${code}`)
  })

  test('refuses unknown names in every body', () => {
    const bodies = operations.flatMap(({ method, path, requestBody }) => {
      const media = objectOf(requestBody?.['content'] ?? {})['application/json']
      return media === undefined ? [] : [{ at: `${method} ${path}`, schema: objectOf(media)['schema'] ?? {} }]
    })
    assert.ok(bodies.length > 30)
    for (const { at, schema } of bodies) assertClosed(at, schema)
  })

  test('is the pages of help, with every address and shape and nothing from elsewhere', async () => {
    const read = async (path: string): Promise<string> => {
      const { body, statusCode } = await api.app.inject(path)
      assert.equal(statusCode, 200, path)
      const ids = [...body.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)
      assert.equal(new Set(ids).size, ids.length, `${path}: an id stands twice`)
      for (const [, target] of body.matchAll(/href="#([^"]+)"/g))
        assert.ok(ids.includes(target), `#${target}`)
      return body
    }
    const linked = (body: string): string[] => [
      ...new Set([...body.matchAll(/href="(\/help\/api\/[^"#]+)"/g)].map(([, path = '']) => path)),
    ]
    const first = await read('/help/api')
    const pages = await Promise.all(linked(first).map(read))
    const all = pages.join('')
    for (const { method, path } of operations) assert.ok(all.includes(`${method} ${path}</code>`), path)
    assert.deepEqual(
      linked(all).filter((path) => !linked(first).includes(path)),
      [],
    )
    for (const missing of ['/help/api/nothing', '/help/api/shapes/Nothing'])
      assert.equal((await api.app.inject(missing)).statusCode, 404)
    const calls = [...first.matchAll(/curl 'http:\/\/exampleshire\.invalid([^']+)'<\/pre>/g)]
    assert.equal(calls.length, 3)
    for (const [, path = ''] of calls) {
      const answer = await api.app.inject(path.replaceAll('&amp;', '&'))
      assert.equal(answer.statusCode, 200, path)
    }
  })
})

function assertClosed(at: string, schema: JsonObject[string]): void {
  if (Array.isArray(schema)) schema.forEach((each) => assertClosed(at, each))
  else if (schema !== null && typeof schema === 'object') {
    // A map, such as a row by the names of its columns: its names are the sender's, its values are described.
    const isMap = typeof schema['additionalProperties'] === 'object' && schema['properties'] === undefined
    if (schema['type'] === 'object' && !isMap)
      assert.equal(schema['additionalProperties'], false, `${at}: ${JSON.stringify(schema).slice(0, 200)}`)
    Object.values(schema).forEach((each) => assertClosed(at, each))
  }
}
