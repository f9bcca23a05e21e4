import {
  differenceKinds,
  exportDifference,
  readDifference,
  type DatasetVersion,
  type DifferenceKind,
  type DifferencePage,
  type DifferenceRow,
} from '../../../../datasets/index.ts'
import { sha256 } from '../../../../kernel/ids.ts'
import type { App, ResponseCache } from '../../../kit/index.ts'
import { pageType, plural, readState, sendMade, sendRefusal, withQuery } from '../../../kit/index.ts'
import type { FastifyReply, FastifyRequest } from '../../../kit/options.ts'
import type { PublicServices } from '../../public-services.ts'
import { readQueryChoices, readQueryText } from '../../read-query.ts'
import { headingOf, isNumeric, showCell } from '../column-format.ts'
import type { DatasetContext, DatasetContexts } from '../dataset-context.ts'
import { findAsked } from '../find-version.ts'
import { letAnySiteRead } from '../public-file.ts'
import { sendVersionGone } from '../withdrawn.ts'

type Compared = {
  context: DatasetContext
  before: DatasetVersion & { number: number }
  after: DatasetVersion & { number: number }
  kind: DifferenceKind | undefined
  next: string | null
}

/** What changed from one version to another, row by row, each cell before and after. */
export function registerDifference(
  app: App,
  services: PublicServices,
  contexts: DatasetContexts,
  cache: ResponseCache,
): void {
  app.get('/data/:slug/versions/:number/diff', async (request, reply) => {
    const compared = await findCompared(services, contexts, request, reply)
    if (compared === null) return reply
    const { context, before, after, kind, next } = compared
    const stamp = sha256(`${context.stamp} ${before.id} ${after.id} ${request.url}`)
    return cache.send(request, reply, stamp, async () => {
      const read = await readDifference(services, before, after, { kind, next })
      if (!read.ok) {
        const view = { ...frameOf(compared), page: null, message: read.detail }
        return { status: 422, type: pageType, body: reply.render('public/data/versions/diff.njk', view) }
      }
      const view = { ...frameOf(compared), ...toView(request, compared, read.value) }
      return { status: 200, type: pageType, body: reply.render('public/data/versions/diff.njk', view) }
    })
  })

  for (const format of ['csv', 'json'] as const)
    app.get(
      `/data/:slug/versions/:number/diff.${format}`,
      { config: { rate: 'exports' } },
      async (request, reply) => {
        letAnySiteRead(reply)
        const compared = await findCompared(services, contexts, request, reply)
        if (compared === null) return reply
        const { context, before, after, kind } = compared
        if (
          format === 'json' &&
          kind === undefined &&
          (compared.next !== null || 'limit' in (request.query as object))
        )
          return sendJsonPage(services, reply, compared)
        return sendMade(request, reply, {
          stamp: sha256(`${before.parquet.sha256} ${after.parquet.sha256} ${format} ${kind ?? ''}`).slice(
            0,
            40,
          ),
          mediaType:
            format === 'csv' ? 'text/csv; charset=utf-8; header=present' : 'application/json; charset=utf-8',
          fileName:
            format === 'csv' ? `${context.dataset.slug}-${before.number}-to-${after.number}.csv` : null,
          immutable: false,
          make: async () => {
            const made = await exportDifference(services, before, after, { format, kind })
            return made.ok ? { ok: true, value: made.value.stream } : made
          },
        })
      },
    )
}

async function sendJsonPage(
  services: PublicServices,
  reply: FastifyReply,
  { before, after, kind, next }: Compared,
): Promise<FastifyReply> {
  const read = await readDifference(services, before, after, { kind, next, limit: 1000 })
  if (!read.ok) return sendRefusal(reply, read)
  return reply.send({ from: before.number, to: after.number, ...read.value })
}

/** The two versions an address compares: the one before, unless `from` names another. */
async function findCompared(
  services: PublicServices,
  contexts: DatasetContexts,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<Compared | null> {
  const found = await findAsked(services, contexts, request, reply)
  if (found === null || found.version === null || found.asked === null) return null
  const { context, version: after, asked } = found
  const given = request.query as Record<string, unknown>
  const from = readQueryText(given['from']) || String(after.difference?.from ?? asked - 1)
  const before = /^[1-9]\d{0,8}$/.test(from) ? await contexts.findVersion(context, Number(from)) : null
  if (before === null || before.number === null || before.number === asked) {
    reply.callNotFound()
    return null
  }
  if (before.state === 'withdrawn') {
    sendVersionGone(request, reply, context, before)
    return null
  }
  return {
    context,
    before: { ...before, number: before.number },
    after: { ...after, number: asked },
    kind: readQueryChoices(given['kind'], differenceKinds)[0],
    next: readQueryText(given['next'], 500) || null,
  }
}

function frameOf({ context, before, after }: Compared) {
  const { dataset } = context
  const path = `/data/${dataset.slug}`
  return {
    title: dataset.title,
    before: { number: before.number, href: `${path}/versions/${before.number}` },
    after: { number: after.number, href: `${path}/versions/${after.number}` },
    breadcrumbs: [
      { text: 'Home', href: '/' },
      { text: 'Data', href: '/data' },
      { text: dataset.title, href: path },
      { text: 'Versions', href: `${path}/versions` },
    ],
  }
}

const kindNames: Record<DifferenceKind, string> = { added: 'Added', removed: 'Removed', changed: 'Changed' }

function toView(request: FastifyRequest, compared: Compared, page: DifferencePage) {
  const state = readState(request)
  const { columns, counts, key } = page
  const all = counts.added + counts.removed + counts.changed
  const twin = (format: string) =>
    withQuery(
      {
        path: `${state.path}.${format}`,
        query: { from: String(compared.before.number), kind: compared.kind ?? [] },
      },
      {},
    )
  return {
    page: {
      key: key?.map((name) => columns.find((column) => column.name === name)?.title ?? name) ?? null,
      same: counts.same,
      all,
      kinds: [
        {
          text: 'All',
          count: all,
          href: withQuery(state, { kind: null, next: null }),
          current: compared.kind === undefined,
        },
        ...differenceKinds.map((kind) => ({
          text: kindNames[kind],
          count: counts[kind],
          href: withQuery(state, { kind, next: null }),
          current: compared.kind === kind,
        })),
      ],
      columns: columns.map((column) => ({
        text:
          headingOf(column) +
          (column.only === null ? '' : column.only === 'after' ? ' (new column)' : ' (column removed)'),
        numeric: isNumeric(column),
      })),
      rows: page.rows.map((row) => toRow(compared, row, columns)),
      next: page.next === null ? null : withQuery(state, { next: page.next }),
      first: compared.next === null ? null : withQuery(state, { next: null }),
      caption: `${plural(all, 'difference')} between version ${compared.before.number} and version ${compared.after.number}`,
    },
    twins: { csv: twin('csv'), json: twin('json') },
  }
}

function toRow({ before, after, context }: Compared, row: DifferenceRow, columns: DifferencePage['columns']) {
  const path = `/data/${context.dataset.slug}/versions`
  const number = row.afterRow ?? row.beforeRow
  const version = row.afterRow === null ? before : after
  return {
    kind: kindNames[row.kind],
    colour: row.kind === 'added' ? 'green' : row.kind === 'removed' ? 'red' : 'blue',
    number,
    href: `${path}/${version.number}/rows/${number ?? ''}`,
    cells: columns.map((column, index) => {
      const isChanged = row.changed.includes(column.name)
      return {
        numeric: isNumeric(column),
        before: isChanged ? showCell(row.before?.[index] ?? null, column) : null,
        now: showCell((row.after ?? row.before)?.[index] ?? null, column),
      }
    }),
  }
}
