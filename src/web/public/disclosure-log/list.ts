import { Readable } from 'node:stream'
import {
  entryColumns,
  entryOutcomeNames,
  entryOutcomes,
  entryPath,
  entryRow,
  listEntries,
  streamEntries,
  toEntryJson,
  type DisclosureEntry,
  type EntryFilters,
  type Facet,
} from '../../../disclosure/index.ts'
import type { App, PageState } from '../../kit/index.ts'
import {
  atomType,
  blankForm,
  filterChips,
  pageLinks,
  readState,
  sendCsv,
  twinLink,
  withQuery,
  writeAtom,
} from '../../kit/index.ts'
import type { PublicServices } from '../public-services.ts'
import { readPageNumber, readQueryChoices, readQueryText } from '../read-query.ts'
import { lawTitle, toSummaryView } from './entry-view.ts'

const pageSize = 25
const feedSize = 50
const sorts = ['newest', 'oldest', 'relevance'] as const

export function registerDisclosureList(app: App, services: PublicServices): void {
  const { reader } = services.database

  app.get('/disclosure-log', async (request, reply) => {
    const { id } = services.authorityFor(request)
    const state = readState(request)
    const filters = readFilters(request.query)
    const found = await listEntries(reader, id, { ...filters, pageSize })
    if (found.items.length === 0 && (filters.page ?? 1) > 1)
      return reply.redirect(withQuery(state, { page: null }), 303)
    return reply.page('public/disclosure-log/list.njk', {
      q: filters.q ?? '',
      words: filters.q,
      entries: found.items.map(toSummaryView),
      total: found.total,
      capped: found.capped,
      pageNumber: found.page,
      links: pageLinks(state, found),
      twins: {
        csv: twinLink(state, 'csv'),
        json: twinLink(state, 'json'),
        atom: twinLink(state, 'atom'),
      },
      chips: filterChips(state, chipNames(found.facets.regime)),
      clearHref: filters.q === undefined ? state.path : withQuery({ ...state, query: {} }, { q: filters.q }),
      options: toOptions(found.facets, filters),
      form: blankForm({
        topic: filters.topic ?? '',
        year: filters.year?.toString() ?? '',
        outcome: filters.outcome ?? '',
        regime: filters.regime ?? '',
        sort: filters.sort ?? (filters.q === undefined ? 'newest' : 'relevance'),
      }),
    })
  })

  app.get('/disclosure-log.csv', { config: { rate: 'exports' } }, (request, reply) => {
    const { id } = services.authorityFor(request)
    const columns = entryColumns.map((name) => ({
      name,
      value: (row: Record<string, string | number>) => row[name],
    }))
    return sendCsv(reply, 'disclosure-log', columns, rowsOf(streamEntries(reader, id, allOf(request.query))))
  })

  app.get('/disclosure-log.json', { config: { rate: 'exports' } }, (request, reply) => {
    const authority = services.authorityFor(request)
    const entries = streamEntries(reader, authority.id, allOf(request.query))
    const linked = (entry: DisclosureEntry) =>
      toEntryJson(entry, services.linkTo(authority, entryPath(entry.reference)))
    return reply.type('application/json; charset=utf-8').send(Readable.from(writeItems(entries, linked)))
  })

  app.get('/disclosure-log.atom', { config: { rate: 'exports' } }, async (request, reply) => {
    const authority = services.authorityFor(request)
    const state: PageState = readState(request)
    const filters: EntryFilters = {
      ...readFilters(request.query),
      sort: 'newest',
      page: 1,
      pageSize: feedSize,
    }
    const { items } = await listEntries(reader, authority.id, filters)
    const self = services.linkTo(authority, withQuery(state, { page: null }))
    const feed = writeAtom({
      id: self,
      selfHref: self,
      href: services.linkTo(authority, withQuery({ ...state, path: '/disclosure-log' }, { page: null })),
      title: `Disclosure log of ${authority.name}`,
      author: authority.name,
      updated: services.startedAt,
      ...(items.length > 0 ? { updated: newest(items.map(({ publishedAt }) => publishedAt)) } : {}),
      entries: items.map((entry) => ({
        id: services.linkTo(authority, entryPath(entry.reference)),
        href: services.linkTo(authority, entryPath(entry.reference)),
        title: entry.title,
        updated: entry.publishedAt,
        published: entry.publishedAt,
        summary: entry.summary,
      })),
    })
    return reply.type(atomType).send(feed)
  })
}

function readFilters(query: unknown): EntryFilters {
  const given = query as Record<string, unknown>
  const text = (name: string): string | undefined => readQueryText(given[name]) || undefined
  const year = text('year')
  const [outcome] = readQueryChoices(given['outcome'], entryOutcomes)
  const [sort] = readQueryChoices(given['sort'], sorts)
  return {
    q: text('q'),
    topic: text('topic'),
    year: year !== undefined && /^\d{4}$/.test(year) ? Number(year) : undefined,
    outcome,
    regime: text('regime'),
    sort,
    page: readPageNumber(given['page']),
  }
}

/** The same filters for a download: every match, whichever page was open. */
function allOf(query: unknown): EntryFilters {
  return { ...readFilters(query), page: undefined }
}

function chipNames(found: Facet[]) {
  return {
    topic: { category: 'Topic' },
    year: { category: 'Year' },
    outcome: { category: 'Outcome', values: entryOutcomeNames },
    regime: {
      category: 'Law',
      values: Object.fromEntries(found.map(({ value }) => [value, lawTitle(value) ?? value])),
    },
  }
}

/** The choices of each filter with their counts. What is chosen stays among them, even where nothing matches it. */
function toOptions(facets: Record<'topic' | 'year' | 'outcome' | 'regime', Facet[]>, filters: EntryFilters) {
  const choose = (
    all: string,
    found: Facet[],
    chosen: string | undefined,
    name: (value: string) => string,
  ) => [
    { value: '', text: all },
    ...found.map(({ value, count }) => ({ value, text: `${name(value)} (${count})` })),
    ...(chosen === undefined || found.some(({ value }) => value === chosen)
      ? []
      : [{ value: chosen, text: `${name(chosen)} (0)` }]),
  ]
  const outcomeName = (value: string) =>
    entryOutcomes.some((outcome) => outcome === value)
      ? entryOutcomeNames[value as (typeof entryOutcomes)[number]]
      : value
  return {
    topic: choose('All topics', facets.topic, filters.topic, (value) => value),
    year: choose('All years', facets.year, filters.year?.toString(), (value) => value),
    outcome: choose('All outcomes', facets.outcome, filters.outcome, outcomeName),
    regime: choose('All laws', facets.regime, filters.regime, (value) => lawTitle(value) ?? value),
    sort: [
      { value: 'newest', text: 'Newest first' },
      { value: 'oldest', text: 'Oldest first' },
      ...(filters.q === undefined ? [] : [{ value: 'relevance', text: 'Best match first' }]),
    ],
  }
}

async function* rowsOf(entries: AsyncIterable<DisclosureEntry>) {
  for await (const entry of entries) yield entryRow(entry)
}

/** `{"items":[…]}` as it comes, so that memory stays flat. */
async function* writeItems<Row>(rows: AsyncIterable<Row>, toJson: (row: Row) => unknown) {
  let before = '{"items":[\n'
  for await (const row of rows) {
    yield before + JSON.stringify(toJson(row))
    before = ',\n'
  }
  yield before === ',\n' ? '\n]}\n' : '{"items":[]}\n'
}

function newest(moments: Temporal.Instant[]): Temporal.Instant {
  return (
    moments.toSorted((a, b) => Temporal.Instant.compare(a, b)).at(-1) ??
    Temporal.Instant.fromEpochMilliseconds(0)
  )
}
