import type { FastifyReply, FastifyRequest } from 'fastify'
import { ProblemError } from '../kernel/outcome.ts'
import { decodeCursor, encodeCursor } from '../kernel/pagination.ts'

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

/** The key of the page after this one; null on the last. */
export function pageAfter(found: {
  total: number
  page: number
  pageSize: number
  items: unknown[]
}): number | null {
  return found.items.length > 0 && found.page * found.pageSize < found.total ? found.page + 1 : null
}
