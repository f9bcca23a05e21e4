import { hitTypeNames, hitTypes, searchPublished, type Hit, type SearchInput } from '../../../search/index.ts'
import type { App, Column } from '../../kit/index.ts'
import {
  atomType,
  filterChips,
  pageLinks,
  readState,
  sendCsv,
  sendJson,
  twinLink,
  withQuery,
  writeAtom,
} from '../../kit/index.ts'
import type { PublicServices } from '../public-services.ts'
import { readPageNumber, readQueryChoices, readQueryText } from '../read-query.ts'
import { markHighlights } from '../sentence.ts'

const pageSize = 20
const batchSize = 100

export function registerSearch(app: App, services: PublicServices): void {
  const { reader } = services.database

  app.get('/search', async (request, reply) => {
    const { id } = services.authorityFor(request)
    const state = readState(request)
    const input = readSearch(request.query)
    if (input.q === '') return reply.page('public/search/page.njk', { q: '', found: null })
    const found = await searchPublished(reader, id, { ...input, pageSize })
    if (found.items.length === 0 && found.total > 0 && found.page > 1)
      return reply.redirect(withQuery(state, { page: null }), 303)
    return reply.page('public/search/page.njk', {
      q: input.q,
      found: { total: found.total, capped: found.capped },
      results: found.items.map(toResultView),
      pageNumber: found.page,
      links: pageLinks(state, found),
      twins: {
        csv: twinLink(state, 'csv'),
        json: twinLink(state, 'json'),
        atom: twinLink(state, 'atom'),
      },
      chips: filterChips(state, { type: { category: 'Type', values: hitTypeNames } }),
      clearHref: withQuery(state, { type: null, page: null }),
      types: hitTypes
        .map((type) => ({
          value: type,
          text: hitTypeNames[type],
          count: found.types.find((one) => one.type === type)?.count ?? 0,
          checked: input.types.includes(type),
        }))
        .filter(({ count, checked }) => count > 0 || checked),
    })
  })

  app.get('/search.csv', { config: { rate: 'exports' } }, (request, reply) => {
    const authority = services.authorityFor(request)
    const rows = everyHit(services, authority.id, readSearch(request.query))
    return sendCsv(
      reply,
      'search',
      columns((path) => absolute(services, authority, path)),
      rows,
    )
  })

  app.get('/search.json', { config: { rate: 'exports' } }, async (request, reply) => {
    const authority = services.authorityFor(request)
    const input = readSearch(request.query)
    const rows = await Array.fromAsync(everyHit(services, authority.id, input))
    return sendJson(
      reply,
      columns((path) => absolute(services, authority, path)),
      rows,
      { query: input.q },
    )
  })

  app.get('/search.atom', { config: { rate: 'exports' } }, async (request, reply) => {
    const authority = services.authorityFor(request)
    const state = readState(request)
    const input = readSearch(request.query)
    const items =
      input.q === ''
        ? []
        : (await searchPublished(reader, authority.id, { ...input, page: 1, pageSize: 50 })).items
    const self = services.linkTo(authority, withQuery(state, { page: null }))
    return reply.type(atomType).send(
      writeAtom({
        id: self,
        selfHref: self,
        href: services.linkTo(authority, withQuery({ ...state, path: '/search' }, { page: null })),
        title: `‘${input.q}’ at ${authority.name}`,
        author: authority.name,
        entries: items.map((hit) => ({
          id: absolute(services, authority, hit.path),
          href: absolute(services, authority, hit.path),
          title: hit.title,
          updated: toInstant(hit.date) ?? services.startedAt,
          summary: hit.sentence.text,
        })),
      }),
    )
  })
}

function readSearch(query: unknown): SearchInput & { types: (typeof hitTypes)[number][] } {
  const given = query as Record<string, unknown>
  return {
    q: readQueryText(given['q']),
    types: readQueryChoices(given['type'], hitTypes),
    page: readPageNumber(given['page']),
  }
}

function toResultView(hit: Hit) {
  return {
    title: hit.title,
    href: hit.path,
    typeName: hitTypeNames[hit.type],
    sentence: markHighlights(hit.sentence),
    date: hit.date,
  }
}

/** Every result that can be paged through, a batch at a time. */
async function* everyHit(
  services: PublicServices,
  authorityId: string,
  input: SearchInput,
): AsyncGenerator<Hit> {
  if (input.q === '') return
  for (let page = 1, seen = 0; ; page += 1) {
    const found = await searchPublished(services.database.reader, authorityId, {
      ...input,
      page,
      pageSize: batchSize,
    })
    yield* found.items
    seen += found.items.length
    if (found.items.length === 0 || seen >= found.total) return
  }
}

function columns(link: (path: string) => string): Column<Hit>[] {
  return [
    { name: 'type', value: ({ type }) => type },
    { name: 'title', value: ({ title }) => title },
    { name: 'url', value: ({ path }) => link(path) },
    { name: 'date', value: ({ date }) => date },
    { name: 'extract', value: ({ sentence }) => sentence.text },
  ]
}

function absolute(
  services: PublicServices,
  authority: Parameters<PublicServices['linkTo']>[0],
  path: string,
): string {
  return path.startsWith('/') ? services.linkTo(authority, path) : path
}

function toInstant(day: Temporal.PlainDate | null): Temporal.Instant | null {
  return day?.toZonedDateTime('Europe/London').toInstant() ?? null
}
