import { queryTable, readTableQuery } from '../../../datasets/index.ts'
import { today } from '../../../kernel/clock.ts'
import { sha256 } from '../../../kernel/ids.ts'
import type { Refusal } from '../../../kernel/outcome.ts'
import { problems } from '../../../kernel/problems.ts'
import type { App, MadeAnswer, ResponseCache } from '../../kit/index.ts'
import { pageType } from '../../kit/index.ts'
import type { FastifyReply, FastifyRequest } from '../../kit/options.ts'
import type { PublicServices } from '../public-services.ts'
import { apiExamples } from './api-examples.ts'
import { chartChoices, chartsOfAddress, drawCharts } from './charts-view.ts'
import { toDictionary } from './column-format.ts'
import type { DatasetContexts } from './dataset-context.ts'
import { addressOfForm } from './explore-form.ts'
import { toExploreForm } from './explore-form-view.ts'
import { toExploreView } from './explore-view.ts'
import { toFactsView } from './facts-view.ts'
import { toFilesView } from './files-view.ts'
import { findAsked, type Found } from './find-version.ts'
import { describeForRobots } from './head-links.ts'
import { drawPlaces } from './map-view.ts'
import { emptyQuery, isExploring, onePage, pageParameters, type TablePlace } from './table-address.ts'
import { toVersionView } from './versions-view.ts'

/** Columns a page describes; the data package describes all. */
const mostDescribed = 300

type Shared = { services: PublicServices; contexts: DatasetContexts; cache: ResponseCache }

/** One dataset, and each of its versions: what it is, its files, and its rows in every state an address can hold. */
export function registerDatasetPage(app: App, shared: Shared): void {
  const { services, contexts } = shared

  for (const path of ['/data/:slug', '/data/:slug/versions/:number'])
    app.get(path, async (request, reply) => {
      const found = await findAsked(services, contexts, request, reply)
      if (found === null) return reply
      return sendDatasetPage(shared, request, reply, found)
    })
}

/** Validators come first: a reader who holds the page, or a page made before, costs no query. */
async function sendDatasetPage(
  { services, cache }: Shared,
  request: FastifyRequest,
  reply: FastifyReply,
  found: Found,
): Promise<FastifyReply> {
  const { context, version } = found
  const formAddress = version === null ? null : addressOfForm(request.url, version.columns)
  if (formAddress !== null) return reply.redirect(formAddress, 303)
  const stamp = sha256(`${context.stamp} ${version?.id ?? ''} ${request.url}`)
  return cache.send(request, reply, stamp, () => makePage(services, request, reply, found))
}

async function makePage(
  services: PublicServices,
  request: FastifyRequest,
  reply: FastifyReply,
  { context, version, asked }: Found,
): Promise<MadeAnswer> {
  const { dataset, authority } = context
  const path = `/data/${dataset.slug}${asked === null ? '' : `/versions/${asked}`}`
  const params = new URL(request.url, 'http://internal.invalid').searchParams
  const facts = toFactsView(context, version, today(services.clock))
  const linkTo = (to: string) => services.linkTo(authority, to)
  const base = {
    facts,
    asked: asked === null ? null : { number: asked, isLatest: context.latest?.number === asked },
    versions: context.versions.map((one) => toVersionView(dataset.slug, one)),
    versionCount: context.versionCount,
    related: context.related,
    head: describeForRobots(context, version, linkTo),
    breadcrumbs: [
      { text: 'Home', href: '/' },
      { text: 'Data', href: '/data' },
      ...(asked === null ? [] : [{ text: dataset.title, href: `/data/${dataset.slug}` }]),
    ],
    links: {
      report: `/data/${dataset.slug}/report`,
      subscribe: `/data/${dataset.slug}/subscribe`,
      feed: `/feeds/data/${dataset.slug}.atom`,
      versions: `/data/${dataset.slug}/versions`,
      sql: `/data/${dataset.slug}/sql`,
    },
  }
  const make = (status: number, view: Record<string, unknown>): MadeAnswer => ({
    status,
    type: pageType,
    body: reply.render('public/data/page.njk', { ...base, ...view }),
    headers: { Link: base.head.linkHeader },
  })
  if (version === null || dataset.kind !== 'table') return make(200, { version: null })

  const place: TablePlace = { path, charts: params.getAll('chart') }
  const table = {
    version: { ...toVersionView(dataset.slug, version), note: version.note },
    files: toFilesView(dataset.slug, version, asked),
    dictionary: toDictionary(version.columns.slice(0, mostDescribed)),
    columnCount: version.columns.length,
  }
  const wrong = ({ problem, fields: errors = [], detail }: Refusal): MadeAnswer =>
    make(errors.length > 0 ? 422 : problems[problem].status, {
      ...table,
      exploring: true,
      explore: null,
      explain: detail ?? null,
      ...toExploreForm(request.url, place, version.columns, errors),
    })
  const read = readTableQuery(version.columns, params, pageParameters)
  if (!read.ok) return wrong(read)
  const page = await queryTable(services, version, onePage(read.query, version.columns))
  if (!page.ok) return wrong(page)
  const exploring = isExploring(read.query) || place.charts.length > 0
  const state = exploring ? read.query : emptyQuery
  const charts = exploring ? chartsOfAddress(params) : dataset.charts
  const settings = { area: facts.area, period: facts.period, source: facts.publisher }
  return make(200, {
    ...table,
    exploring,
    explore: toExploreView(place, version.columns, read.query, page.value),
    charts: await drawCharts(services, version, place, charts, state, settings),
    chartChoices: chartChoices(place, read.query),
    map: await drawPlaces(services, version, place, state, settings),
    api: apiExamples(linkTo, place, read.query, version),
    ...toExploreForm(request.url, place, version.columns),
  })
}
