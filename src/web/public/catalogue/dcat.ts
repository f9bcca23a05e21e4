import type { FastifyRequest } from 'fastify'
import {
  catalogueQuads,
  datasetQuads,
  findRecord,
  rdfFormats,
  readRecords,
  type RdfFormat,
  type RecordFilter,
} from '../../../catalogue/index.ts'
import { ProblemError } from '../../../kernel/outcome.ts'
import { readState, withQuery, type App, type PageState } from '../../kit/index.ts'
import type { PublicServices } from '../public-services.ts'
import { readQueryText } from '../read-query.ts'
import { preferredRdf } from './preferred-rdf.ts'
import { exported, harvested, harvestMoment, harvestPage, sendCatalogue } from './open-read.ts'

const pageSize = 100
/** Enough to see that the newest stand for periods of their own, corrections between them or not. */
const versionsEach = 6

/** Extensions people ask for, and the form each means. */
const extensions = { ttl: 'ttl', jsonld: 'jsonld', rdf: 'rdf', xml: 'rdf' } as const satisfies Record<
  string,
  RdfFormat
>

/** The catalogue and each dataset as linked data. */
export function registerDcat(routes: App, services: PublicServices): void {
  const { reader } = services.database

  routes.get('/catalog', { config: harvested }, (request, reply) => {
    reply.header('Vary', 'Accept')
    const wanted = preferredRdf(request.headers.accept)
    const { query } = readState(request)
    return reply.redirect(
      wanted === null ? '/data' : withQuery({ path: `/catalog.${wanted}`, query }, {}),
      303,
    )
  })

  for (const [extension, format] of Object.entries(extensions)) {
    const { mediaType, write } = rdfFormats[format]

    routes.get(`/catalog.${extension}`, { config: exported }, (request, reply) =>
      sendCatalogue(services, request, reply, async (source, modified) => {
        const state = readState(request)
        const page = harvestPage(state.query['page'])
        const filter = readFilter(state)
        const { records, total } = await readRecords(reader, source, {
          filter,
          start: (page - 1) * pageSize,
          rows: pageSize,
          versions: versionsEach,
        })
        if (records.length === 0 && page > 1) return null
        const last = Math.max(1, Math.ceil(total / pageSize))
        const at = (number: number) => source.linkTo(withQuery(state, { page: number === 1 ? null : number }))
        const links = {
          self: at(page),
          first: at(1),
          previous: page > 1 ? at(page - 1) : null,
          next: page < last ? at(page + 1) : null,
          last: at(last),
        }
        const quads = catalogueQuads(source, { records, total, pageSize, modified, links })
        const header = Object.entries(links).flatMap(([rel, href]) =>
          href === null || rel === 'self' ? [] : [`<${href}>; rel="${rel === 'previous' ? 'prev' : rel}"`],
        )
        return { type: mediaType, body: await write(quads), headers: { Link: header.join(', ') } }
      }),
    )

    routes.get(`/data/:slug.${extension}`, { config: harvested }, (request, reply) =>
      sendCatalogue(services, request, reply, async (source) => {
        const { slug } = request.params as { slug: string }
        const record = await findRecord(reader, source, slug)
        if (record === null) return null
        if (record.withdrawal !== null) throw withdrawn(record.withdrawal)
        return { type: mediaType, body: await write(datasetQuads(record)) }
      }),
    )
  }
}

export function withdrawn({ at, reason }: { at: Temporal.Instant; reason: string }): ProblemError {
  return new ProblemError('withdrawn', `Withdrawn on ${at.toString().slice(0, 10)}: ${reason}`)
}

function readFilter({ query }: PageState): RecordFilter {
  const words = readQueryText(query['q'])
  const since = harvestMoment('modified_since', query['modified_since'])
  return {
    kind: 'all',
    of: [
      ...(words === '' ? [] : [{ kind: 'words' as const, text: words }]),
      ...(since === null
        ? []
        : [{ kind: 'between' as const, field: 'modified' as const, from: since, to: null }]),
    ],
  }
}

/** Where the page of a dataset lies; its other forms lie below or have a dot. */
const datasetPage = /^\/data\/[a-z0-9]+(?:-[a-z0-9]+)*\/?(?:\?|$)/

/**
 * Sends a program that would rather have linked data than a page from a dataset's address on to its description, as the
 * address names the dataset itself (W3C, Cool URIs for the Semantic Web, 4.3).
 */
export function negotiateDatasets(app: App): void {
  const isPage = (request: FastifyRequest) =>
    (request.method === 'GET' || request.method === 'HEAD') && datasetPage.test(request.url)
  app.addHook('onRequest', async (request, reply) => {
    const { accept } = request.headers
    if (accept === undefined || !/turtle|ld\+json|rdf\+xml/i.test(accept) || !isPage(request)) return
    const wanted = preferredRdf(accept)
    if (wanted === null) return
    const path = (request.url.split('?', 1)[0] ?? '').replace(/\/$/, '')
    return reply.header('Vary', 'Accept').redirect(`${path}.${wanted}`, 303)
  })
  app.addHook('onSend', async (request, reply) => {
    if (!isPage(request)) return
    const vary = String(reply.getHeader('vary') ?? '')
    if (!/(^|,)\s*accept\s*(,|$)/i.test(vary))
      reply.header('Vary', vary === '' ? 'Accept' : `${vary}, Accept`)
  })
}
