import assert from 'node:assert/strict'
import type { App } from '../../src/web/kit/index.ts'

type Answer = { status: number; headers: Record<string, unknown>; html: string; location: string }

/** What a browser would get for an address. */
export async function getPage(app: App, path: string): Promise<Answer> {
  const response = await app.inject({ method: 'GET', url: path, headers: { accept: 'text/html' } })
  return toAnswer(response)
}

/** What a browser would get for sending a form from a page of the same site. */
export async function postForm(app: App, path: string, fields: Record<string, string>): Promise<Answer> {
  const response = await app.inject({
    method: 'POST',
    url: path,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'sec-fetch-site': 'same-origin',
      accept: 'text/html',
    },
    payload: new URLSearchParams(fields).toString(),
  })
  return toAnswer(response)
}

/** The same with files: the token comes first, as in every page's form. */
export async function postFiles(
  app: App,
  path: string,
  fields: Record<string, string>,
  files: { field: string; name: string; type: string; content: Uint8Array }[],
): Promise<Answer> {
  const token = /name="_csrf" value="([^"]+)"/.exec((await getPage(app, path)).html)?.[1] ?? ''
  const form = new FormData()
  for (const [name, value] of Object.entries({ _csrf: token, ...fields })) form.append(name, value)
  for (const { field, name, type, content } of files)
    form.append(field, new Blob([Uint8Array.from(content)], { type }), name)
  const sent = new Response(form)
  const response = await app.inject({
    method: 'POST',
    url: path,
    headers: { 'content-type': sent.headers.get('content-type') ?? '', 'sec-fetch-site': 'same-origin' },
    payload: Buffer.from(await sent.arrayBuffer()),
  })
  return toAnswer(response)
}

/** Asserts all that a form sent wrongly must show, and that each message leads to something on the page. */
export function assertFormErrors(answer: Answer, messages: string[]): void {
  assert.equal(answer.status, 422)
  assert.match(answer.html, /<title>Error: /)
  assert.match(answer.html, /There is a problem/)
  const lines = [...answer.html.matchAll(/<li><a href="#([^"]+)">([^<]+)<\/a><\/li>/g)].map(
    ([, id, text]) => ({ id: id ?? '', text: text ?? '' }),
  )
  assert.deepEqual(
    lines.map(({ text }) => text),
    messages,
  )
  for (const { id, text } of lines) {
    assert.ok(answer.html.includes(`id="${id}"`), `"${text}" leads nowhere`)
    assert.ok(answer.html.split(text).length > 2, `"${text}" does not stand beside its field`)
  }
}

function toAnswer(response: { statusCode: number; headers: Record<string, unknown>; body: string }): Answer {
  const { location } = response.headers
  return {
    status: response.statusCode,
    headers: response.headers,
    html: response.body,
    location: typeof location === 'string' ? location : '',
  }
}
