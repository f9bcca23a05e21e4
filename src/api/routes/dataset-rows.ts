import {
  exportFormats,
  exportTable,
  findPublicTable,
  queryTable,
  readTableQuery,
  writeTableQuery,
  type DatasetVersion,
  type PublicTable,
  type TablePage,
  type TableQuery,
} from '../../datasets/index.ts'
import { sha256 } from '../../kernel/ids.ts'
import type { ProblemCode } from '../../kernel/problems.ts'
import { createResponseCache, sendMade, type App } from '../../web/kit/index.ts'
import { valueOf } from '../access.ts'
import type { ApiServices } from '../api-services.ts'
import { pageColumnSchema } from '../present/dataset.ts'
import { publicExport, publicRead } from '../route-settings.ts'
import {
  answers,
  fileAnswers,
  limit,
  named,
  next,
  nextToken,
  nullable,
  oneOf,
  text,
  Type,
} from '../schemas.ts'
import { slugParams } from './datasets.ts'

const tags = ['Data']
export const tableProblems: readonly ProblemCode[] = [
  'not-found',
  'withdrawn',
  'invalid-input',
  'query-too-slow',
  'unavailable',
]

const grammar = {
  q: Type.Optional(text(500, 'Every word must stand somewhere in the row; case and accents do not matter')),
  sort: Type.Optional(text(200, 'A column, `-column` for the greatest first; of totals also `sum:amount`')),
  fields: Type.Optional(text(20_000, 'Only these columns, with commas between')),
  group: Type.Optional(text(1000, 'Totals by these columns; `date:month` and `date:year` for days')),
  measure: Type.Optional(
    text(2000, '`count`, and `sum`, `mean`, `least`, `greatest`, `distinct` as `sum:amount`'),
  ),
  version: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: 999_999_999,
      description: 'An older version; the latest unless asked',
    }),
  ),
}
const describeFilters =
  'Any column filters: `ward=Hill Top`, `amount__gte=500`, `supplier__contains=limited`, `ward__in=Hill Top,"Mill, East"`, ' +
  'with `exact`, `not`, `contains`, `startswith`, `endswith`, `gt`, `gte`, `lt`, `lte`, `in`, `isnull` and `notnull`. ' +
  'All must hold; a column may be given again. A name that is no column is refused.'

export const cellSchema = Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Null()])
const row = Type.Record(Type.String(), cellSchema, {
  description: 'By column name. Numbers too long for JavaScript are text; days are ISO 8601',
})

/** Rows of a table, and downloads of any state of it. */
export function registerDatasetRows(api: App, services: ApiServices): void {
  const { reader } = services.database
  const cache = createResponseCache(32 * 1024 * 1024)
  const find = async (
    request: Parameters<typeof services.authorityFor>[0],
    slug: string,
    number: number | null,
  ): Promise<PublicTable> =>
    valueOf(await findPublicTable(reader, services.authorityFor(request).id, slug, number))

  api.get(
    '/api/v1/datasets/:slug/rows',
    {
      config: publicRead,
      schema: {
        tags,
        summary: 'Ask a dataset for rows, or for totals',
        description: describeFilters,
        params: slugParams,
        querystring: Type.Object({
          ...grammar,
          facet: Type.Optional(text(2000, 'Count the commonest values of these columns')),
          limit: limit(1000, 50),
          next,
        }),
        response: answers(
          200,
          named('DatasetRows', {
            version: Type.Integer(),
            columns: Type.Array(pageColumnSchema),
            rows: Type.Array(row),
            rowNumbers: Type.Array(Type.Integer(), {
              description: 'Of each row in its version, from 1; empty for totals',
            }),
            count: Type.Integer({ description: 'Rows that match, exactly; groups, of totals' }),
            total: Type.Integer({ description: 'Rows in the version' }),
            next: nextToken,
            facets: Type.Array(
              Type.Object({
                column: Type.String(),
                title: Type.String(),
                values: Type.Array(
                  Type.Object({
                    value: nullable(Type.String()),
                    count: Type.Integer(),
                    selected: Type.Boolean(),
                  }),
                ),
                more: Type.Integer({ description: 'Values beyond those listed' }),
              }),
            ),
          }),
          tableProblems,
        ),
      },
    },
    async (request, reply) => {
      const { version } = await find(request, request.params.slug, request.query.version ?? null)
      const query = readQuery(version, request.url, ['version'])
      return cache.send(request, reply, stampOf(version, 'rows', query), async () => {
        const page = valueOf(await queryTable(services, version, query))
        const link: Record<string, string> =
          page.next === null ? {} : { Link: `<${addressWith(request.url, page.next)}>; rel="next"` }
        return {
          status: 200,
          type: 'application/json; charset=utf-8',
          headers: { 'Cache-Control': 'no-cache', ...link },
          body: JSON.stringify({ version: version.number, ...page, rows: rowObjects(page) }),
        }
      })
    },
  )

  api.get(
    '/api/v1/datasets/:slug/export',
    {
      config: publicExport,
      schema: {
        tags,
        summary: 'Download every row of a query',
        description: `Streamed whole, without a limit. ${describeFilters}`,
        params: slugParams,
        querystring: Type.Object({
          ...grammar,
          format: oneOf(exportFormats),
          bom: Type.Optional(Type.Boolean({ description: 'CSV with a byte-order mark' })),
          safe: Type.Optional(
            Type.Boolean({ description: 'CSV with an apostrophe before what a spreadsheet would run' }),
          ),
        }),
        response: downloads([...tableProblems, 'too-large']),
      },
    },
    async (request, reply) => {
      const { slug } = request.params
      const { format, bom = false, safe = false, version: number } = request.query
      const { version } = await find(request, slug, number ?? null)
      const read = readQuery(version, request.url, ['version', 'format', 'bom', 'safe'])
      const query = { ...read, facets: [], next: null }
      return sendMade(request, reply, {
        stamp: stampOf(version, `${format} ${bom} ${safe}`, query),
        mediaType: mediaTypes[format],
        fileName: `${slug}.${format}`,
        immutable: false,
        make: async () => {
          const made = await exportTable(services, version, query, { format, bom, spreadsheetSafe: safe })
          return made.ok ? { ok: true, value: made.value.stream } : made
        },
      })
    },
  )
}

export const mediaTypes = {
  csv: 'text/csv; charset=utf-8; header=present',
  json: 'application/json; charset=utf-8',
  ndjson: 'application/x-ndjson; charset=utf-8',
  parquet: 'application/vnd.apache.parquet',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const

/** A file in any of several types, JSON among them. */
export function downloads(codes: readonly ProblemCode[]): object {
  return {
    ...fileAnswers([], codes),
    200: {
      description: 'The file',
      content: {
        'application/json': { schema: { type: 'object' } },
        'application/octet-stream': { schema: { type: 'string', format: 'binary' } },
      },
    },
  }
}

function readQuery(version: DatasetVersion, address: string, reserved: string[]): TableQuery {
  const params = new URL(address, 'http://here').searchParams
  const read = readTableQuery(version.columns, params, reserved)
  return read.ok ? read.query : valueOf(read)
}

/** The same for the same answer: a version never changes, and its query says the rest. */
function stampOf(version: DatasetVersion, what: string, query: TableQuery): string {
  return sha256([version.id, version.parquet.sha256, what, writeTableQuery(query)].join(' ')).slice(0, 40)
}

export function addressWith(address: string, token: string): string {
  const url = new URL(address, 'http://here')
  url.searchParams.set('next', token)
  return `${url.pathname}${url.search}`
}

function rowObjects({ columns, rows }: TablePage): Record<string, TablePage['rows'][number][number]>[] {
  return rows.map((cells) =>
    Object.fromEntries(columns.map(({ name }, index) => [name, cells[index] ?? null])),
  )
}
