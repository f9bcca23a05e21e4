import { Readable } from 'node:stream'
import type { FastifyReply } from 'fastify'
import { csvField, type Cell } from '../../kernel/csv-field.ts'

/** One column of a table's twins: its name in the file, and its value from a row. */
export type Column<Row> = { name: string; value: (row: Row) => Cell }
/** A CSV file line by line, with a byte-order mark so that spreadsheets read it as UTF-8. */
export async function* writeCsv<Row>(
  columns: readonly Column<Row>[],
  rows: Iterable<Row> | AsyncIterable<Row>,
): AsyncGenerator<string> {
  yield `\ufeff${columns.map(({ name }) => csvField(name)).join(',')}\r\n`
  let lines = ''
  for await (const row of rows) {
    lines += `${columns.map(({ value }) => csvField(value(row))).join(',')}\r\n`
    // Lines go out in handfuls: a stream chunk each would cost more than making them.
    if (lines.length > 16_384) {
      yield lines
      lines = ''
    }
  }
  if (lines !== '') yield lines
}

/** The same rows as the JSON twin: an object with `items`, its keys the columns' names. */
export function toJsonRows<Row>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
): Record<string, unknown>[] {
  return rows.map((row) =>
    Object.fromEntries(columns.map(({ name, value }) => [name, toJsonValue(value(row))])),
  )
}

function toJsonValue(value: Cell): unknown {
  if (value === undefined || value === null) return null
  return typeof value === 'object' || typeof value === 'bigint' ? String(value) : value
}

/** Sends rows as a CSV download; nothing is held in memory but the handful on its way. `name` has no extension. */
export function sendCsv<Row>(
  reply: FastifyReply,
  name: string,
  columns: readonly Column<Row>[],
  rows: Iterable<Row> | AsyncIterable<Row>,
): FastifyReply {
  return reply
    .type('text/csv; charset=utf-8; header=present')
    .header('Content-Disposition', `attachment; filename="${name.replace(/[^\w.-]+/g, '-')}.csv"`)
    .send(Readable.from(writeCsv(columns, rows)))
}

/** Sends rows as JSON with whatever else describes them beside `items`. */
export function sendJson<Row>(
  reply: FastifyReply,
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  about: Record<string, unknown> = {},
): FastifyReply {
  const body = JSON.stringify({ ...about, items: toJsonRows(columns, rows) })
  return reply.type('application/json; charset=utf-8').send(body)
}
