import type { FastifyReply, FastifyRequest } from 'fastify'
import { CkanError, lastChanged, type CatalogueSource } from '../../../catalogue/index.ts'
import { ProblemError } from '../../../kernel/outcome.ts'
import { httpDate, isUnchanged, type App } from '../../kit/index.ts'
import type { PublicServices } from '../public-services.ts'

/** Counted with the other machine reading. */
export const harvested = { rate: 'api' } as const
/** Whole catalogues and files. */
export const exported = { rate: 'exports' } as const

/** Lets pages of any other site read the answers: they are public, and no cookie plays a part. */
export function openToAnySite(routes: App): void {
  routes.addHook('onRequest', async (_request, reply) => {
    reply.header('Access-Control-Allow-Origin', '*')
    reply.header(
      'Access-Control-Expose-Headers',
      'ETag, Last-Modified, Link, RateLimit, RateLimit-Policy, Retry-After',
    )
    reply.header('Cross-Origin-Resource-Policy', 'cross-origin')
  })
}

export function sourceFor(services: PublicServices, request: FastifyRequest): CatalogueSource {
  const authority = services.authorityFor(request)
  return { authority, linkTo: (path) => services.linkTo(authority, path) }
}

/**
 * Reads from the database, or says that it cannot. A harvester deletes what it no longer finds: an answer that is empty
 * because of a fault of ours would empty every portal downstream.
 */
export async function readOrRefuse<T>(reply: FastifyReply, read: () => Promise<T>): Promise<T> {
  try {
    return await read()
  } catch (error) {
    if (error instanceof ProblemError && error.problem !== 'unavailable') throw error
    if (error instanceof CkanError) throw error
    reply.log.error({ err: error }, 'the catalogue cannot be read')
    reply.header('Retry-After', '120')
    throw new ProblemError(
      'unavailable',
      'The catalogue cannot be read at this moment. Nothing in it has changed: ask again in two minutes.',
    )
  }
}

export type Document = { type: string; body: string; headers?: Record<string, string> }

/**
 * Answers with what `make` makes of the catalogue as it stands, or with 304. A moment is only given as `Last-Modified`
 * once its second is over, since another change within it would never be noticed.
 */
export async function sendCatalogue(
  services: PublicServices,
  request: FastifyRequest,
  reply: FastifyReply,
  make: (source: CatalogueSource, modified: Temporal.Instant | null) => Promise<Document | null>,
): Promise<FastifyReply> {
  const source = sourceFor(services, request)
  const { reader } = services.database
  const modified = await readOrRefuse(reply, () => lastChanged(reader, source.authority.id))
  const settled = modified !== null && services.clock.now().since(modified).total('seconds') > 1
  if (settled) reply.header('Last-Modified', httpDate(modified))
  const asksByDate = request.headers['if-none-match'] === undefined
  if (settled && asksByDate && isUnchanged(request, '', modified)) return reply.code(304).send()
  const made = await readOrRefuse(reply, () => make(source, modified))
  if (made === null) return missing(reply)
  return reply
    .headers(made.headers ?? {})
    .type(made.type)
    .send(made.body)
}

/** The usual answer for an address that nothing has. */
export function missing(reply: FastifyReply): FastifyReply {
  reply.callNotFound()
  return reply
}

/** The `page` of an address, from 1; refuses what is no number, so that no harvester gets the first page for the last. */
export function harvestPage(value: unknown): number {
  if (value === undefined || value === '') return 1
  if (typeof value === 'string' && /^[1-9]\d{0,5}$/.test(value)) return Number(value)
  throw new ProblemError('bad-request', '`page` must be a whole number from 1.')
}

/** A day or a moment in an address; null where none is given. */
export function harvestMoment(name: string, value: unknown): Temporal.Instant | null {
  if (value === undefined || value === '') return null
  const text = typeof value === 'string' ? value : ''
  try {
    return Temporal.Instant.from(
      /^\d{4}-\d{2}-\d{2}$/.test(text)
        ? `${text}T00:00Z`
        : /(Z|[+-]\d{2}:?\d{2})$/i.test(text)
          ? text
          : `${text}Z`,
    )
  } catch {
    throw new ProblemError(
      'bad-request',
      `\`${name}\` must be a day or a moment, like 2026-01-14 or 2026-01-14T09:30:00Z.`,
    )
  }
}
