import type { FastifyReply, FastifyRequest } from 'fastify'
import type { TSchema } from '@fastify/type-provider-typebox'
import { ProblemError } from '../kernel/outcome.ts'
import { decodeCursor, encodeCursor, type Page } from '../kernel/pagination.ts'
import { named, nextToken, Type } from './schemas.ts'

/** The page number a `next` token stands for; the first without one. Throws `bad-request` for a made-up token. */
export function pageOf(next: string | undefined): number {
  if (next === undefined) return 1
  const page = decodeCursor(next)
  if (typeof page === 'number' && Number.isInteger(page) && page > 1 && page < 1_000_000) return page
  throw badToken()
}

export function badToken(): ProblemError {
  return new ProblemError(
    'bad-request',
    '`next` is not one that this address gave. Leave it out to begin again.',
    [{ field: 'next', message: 'This must be the `next` of the page before, with the same filters' }],
  )
}

/** Says where what follows is: in the body and, for programs that read headers, as a link. */
export function nextOf(request: FastifyRequest, reply: FastifyReply, key: unknown): string | null {
  if (key === null) return null
  const token = encodeCursor(key)
  const url = new URL(request.url, 'http://here')
  url.searchParams.set('next', token)
  reply.header('Link', `<${url.pathname}${url.search}>; rel="next"`)
  return token
}

/** The schema of a list in numbered pages, by a name of its own. */
export function listSchema<Item extends TSchema>(title: string, item: Item) {
  return named(title, { items: Type.Array(item), next: nextToken, total: Type.Integer() })
}

/** A page of such a list as it is sent. */
export function sendList<Item, Sent>(
  request: FastifyRequest,
  reply: FastifyReply,
  found: Page<Item>,
  present: (item: Item) => Sent,
): { items: Sent[]; next: string | null; total: number } {
  return {
    items: found.items.map((item) => present(item)),
    next: nextOf(request, reply, pageAfter(found)),
    total: found.total,
  }
}

/** The key of the page after this one; null on the last. */
function pageAfter(found: Page<unknown>): number | null {
  return found.items.length > 0 && found.page * found.pageSize < found.total ? found.page + 1 : null
}
