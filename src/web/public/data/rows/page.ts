import { readRow } from '../../../../datasets/index.ts'
import { sha256 } from '../../../../kernel/ids.ts'
import { ProblemError } from '../../../../kernel/outcome.ts'
import type { App, ResponseCache } from '../../../kit/index.ts'
import { pageType, sendRefusal, wantsJson } from '../../../kit/index.ts'
import type { PublicServices } from '../../public-services.ts'
import { headingOf, showCell } from '../column-format.ts'
import type { DatasetContexts } from '../dataset-context.ts'
import { findAsked } from '../find-version.ts'
import { toDatasetJson, toVersionJson } from '../json-twin.ts'
import { letAnySiteRead } from '../public-file.ts'

/** One row by its number. In a version it stays for ever; at the dataset's own address it is the newest version's. */
export function registerRows(
  app: App,
  services: PublicServices,
  contexts: DatasetContexts,
  cache: ResponseCache,
): void {
  for (const base of ['/data/:slug', '/data/:slug/versions/:number'])
    for (const end of ['', '.json'])
      app.get(`${base}/rows/:row${end}`, async (request, reply) => {
        const found = await findAsked(services, contexts, request, reply)
        if (found === null) return reply
        const { context, version, asked } = found
        const { dataset, authority } = context
        const { row } = request.params as { row: string }
        const number = /^[1-9]\d{0,9}$/.test(row) ? Number(row) : 0
        if (version === null || number < 1 || number > version.rows) return reply.callNotFound()
        const linkTo = (path: string) => services.linkTo(authority, path)
        const permanent = `/data/${dataset.slug}/versions/${version.number ?? ''}/rows/${number}`
        const path = asked === null ? `/data/${dataset.slug}` : `/data/${dataset.slug}/versions/${asked}`
        if (wantsJson(request)) {
          const read = await readRow(services, version, number)
          if (!read.ok) return sendRefusal(reply, read)
          const { columns, cells } = read.value
          return letAnySiteRead(reply).send({
            dataset: toDatasetJson(context, linkTo),
            version: toVersionJson(dataset.slug, version, linkTo),
            row: number,
            url: linkTo(permanent),
            values: Object.fromEntries(columns.map(({ name }, index) => [name, cells[index] ?? null])),
          })
        }
        return cache.send(
          request,
          reply,
          sha256(`${context.stamp} ${version.id} ${request.url}`),
          async () => {
            const read = await readRow(services, version, number)
            if (!read.ok) throw new ProblemError(read.problem, read.detail ?? '')
            const { columns, cells } = read.value
            const view = {
              title: dataset.title,
              number,
              version: version.number,
              isLatest: context.latest?.number === version.number,
              total: version.rows,
              values: columns.map((column, index) => ({
                heading: headingOf(column),
                cell: showCell(cells[index] ?? null, column),
              })),
              permanent: linkTo(permanent),
              // The heading row counts as the first (RFC 7111, section 3).
              fragment: linkTo(
                `/data/${dataset.slug}/versions/${version.number ?? ''}.csv#row=${number + 1}`,
              ),
              previous: number > 1 ? `${path}/rows/${number - 1}` : null,
              next: number < version.rows ? `${path}/rows/${number + 1}` : null,
              json: `${path}/rows/${number}.json`,
              report: `/data/${dataset.slug}/report?row=${number}`,
              breadcrumbs: [
                { text: 'Home', href: '/' },
                { text: 'Data', href: '/data' },
                { text: dataset.title, href: path },
              ],
            }
            return { status: 200, type: pageType, body: reply.render('public/data/rows/page.njk', view) }
          },
        )
      })
}
