import { runSql, sqlLimits, type DatasetVersion, type SqlResult } from '../../../../datasets/index.ts'
import type { Outcome } from '../../../../kernel/outcome.ts'
import { problems } from '../../../../kernel/problems.ts'
import type { App, FormState } from '../../../kit/index.ts'
import { fileSize, readState, sendRefusal, withQuery } from '../../../kit/index.ts'
import type { FastifyRequest } from '../../../kit/options.ts'
import type { PublicServices } from '../../public-services.ts'
import { showCell } from '../column-format.ts'
import type { DatasetContexts } from '../dataset-context.ts'
import { findAsked } from '../find-version.ts'
import { letAnySiteRead } from '../public-file.ts'
import { writeCsvText } from './result-csv.ts'

/** Rows on the page; the files have as many as one answer may. */
const shownRows = 200

/** Read-only SQL over one dataset. The statement is in the address, so that its answer can be linked to. */
export function registerSql(app: App, services: PublicServices, contexts: DatasetContexts): void {
  const ask = (
    version: DatasetVersion,
    slug: string,
    sql: string,
    limit: number,
  ): Promise<Outcome<SqlResult>> => runSql(services, { tables: [{ name: slug, version }], sql, limit })

  app.get('/data/:slug/sql', { config: { rate: 'exports' } }, async (request, reply) => {
    const found = await findAsked(services, contexts, request, reply)
    if (found === null) return reply
    const { context, version } = found
    if (version === null) return reply.callNotFound()
    const { slug, title } = context.dataset
    const sql = statementOf(request)
    const result = sql.trim() === '' ? null : await ask(version, slug, sql, shownRows)
    const examples = examplesFor(slug, version)
    const state = readState(request)
    const form: FormState = {
      values: { sql: sql === '' ? (examples[0]?.sql ?? '') : sql },
      errors: result === null || result.ok ? [] : [{ field: 'sql', message: result.detail ?? '' }],
    }
    const view = {
      title,
      form,
      action: state.path,
      result: result?.ok === true ? toResultView(result.value) : null,
      twins: {
        csv: withQuery({ ...state, path: `${state.path}.csv` }, {}),
        json: withQuery({ ...state, path: `${state.path}.json` }, {}),
      },
      table: slug.replaceAll('-', '_'),
      columns: version.columns.map(({ name, title: heading, type }) => ({ name, title: heading, type })),
      examples: examples.map((example) => ({
        ...example,
        href: withQuery({ path: state.path, query: {} }, { sql: example.sql }),
      })),
      limits: {
        seconds: sqlLimits.milliseconds / 1000,
        shown: shownRows,
        rows: sqlLimits.rows,
        size: fileSize(sqlLimits.bytes),
      },
      breadcrumbs: [
        { text: 'Home', href: '/' },
        { text: 'Data', href: '/data' },
        { text: title, href: `/data/${slug}` },
      ],
    }
    const status = result === null || result.ok ? 200 : problems[result.problem].status
    return reply.page('public/data/sql/page.njk', view, { status })
  })

  for (const format of ['csv', 'json'] as const)
    app.get(`/data/:slug/sql.${format}`, { config: { rate: 'exports' } }, async (request, reply) => {
      letAnySiteRead(reply)
      const found = await findAsked(services, contexts, request, reply)
      if (found === null) return reply
      const { context, version } = found
      if (version === null) return reply.callNotFound()
      const { slug } = context.dataset
      const result = await ask(version, slug, statementOf(request), sqlLimits.rows)
      if (!result.ok) return sendRefusal(reply, result)
      const { columns, rows, truncated, notice } = result.value
      if (format === 'json')
        return reply.send({ dataset: slug, version: version.number, columns, rows, truncated, notice })
      if (notice !== null) reply.header('X-Notice', notice)
      return reply
        .type('text/csv; charset=utf-8; header=present')
        .header('Content-Disposition', `attachment; filename="${slug}-sql.csv"`)
        .send(writeCsvText(columns, rows))
    })
}

function statementOf(request: FastifyRequest): string {
  const given = new URL(request.url, 'http://internal.invalid').searchParams.get('sql') ?? ''
  // Browsers send a text area's lines with CRLF: positions in messages count letters as they were typed.
  return given.replaceAll('\r\n', '\n')
}

const numeric = /^(U?(TINY|SMALL|BIG|HUGE)INT|U?INTEGER|FLOAT|DOUBLE|DECIMAL)\b/

/** The answer as the statement made it: commas and words for days would hide what a query gives. */
function toResultView({ columns, rows, notice }: SqlResult) {
  const shown = columns.map(({ name, type }) => ({ text: name, numeric: numeric.test(type) }))
  const asText = { name: '', title: '', type: 'string' }
  return {
    notice,
    columns: shown,
    rows: rows.map((cells) =>
      cells.map((value, index) => ({
        ...showCell(value, asText),
        numeric: shown[index]?.numeric === true,
      })),
    ),
  }
}

/** Statements to begin from, made of the table's own columns. */
function examplesFor(slug: string, { columns }: DatasetVersion): { title: string; sql: string }[] {
  const table = slug.replaceAll('-', '_')
  const name = /^[a-z_]/.test(table) ? table : `"${table}"`
  const words = columns.find(({ type, statistics }) => type === 'string' && statistics.distinct > 1)
  const number =
    columns.find(({ type, kind }) => type === 'number' || (type === 'integer' && kind === 'money')) ??
    columns.find(({ type }) => type === 'integer')
  const examples = [{ title: 'The first 20 rows', sql: `select *\nfrom ${name}\nlimit 20` }]
  if (words !== undefined)
    examples.push({
      title: `How many rows for each ${words.title.toLowerCase()}`,
      sql: `select "${words.name}", count(*) as rows\nfrom ${name}\ngroup by all\norder by rows desc`,
    })
  if (words !== undefined && number !== undefined)
    examples.push({
      title: `Total and middle ${number.title.toLowerCase()} for each ${words.title.toLowerCase()}`,
      sql: `select "${words.name}", sum("${number.name}") as total, median("${number.name}") as middle\nfrom ${name}\ngroup by all\norder by total desc`,
    })
  return examples
}
