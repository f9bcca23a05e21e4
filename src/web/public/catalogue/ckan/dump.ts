import { Readable } from 'node:stream'
import { CkanError, datastore, type DetailedRecord } from '../../../../catalogue/index.ts'
import type { OffsetPage, TableCell } from '../../../../datasets/index.ts'
import { ProblemError } from '../../../../kernel/outcome.ts'
import type { App } from '../../../kit/index.ts'
import type { PublicServices } from '../../public-services.ts'
import { exported, readOrRefuse, sourceFor } from '../open-read.ts'
import { findTableRecord } from './find-resource.ts'
import { flagOf, fromForm, textOf, wholeOf } from './parameters.ts'
import { readRowQuery, readRows } from './resource-actions.ts'

const rowsAtOnce = 10_000
type DumpFormat = {
  mediaType: string
  before(fields: Record<string, unknown>[]): string
  row(cells: TableCell[], names: string[], first: boolean): string
  after: string
}

const separated = (mediaType: string, separator: string): DumpFormat => ({
  mediaType,
  before: (fields) =>
    datastore.separatedLine(
      fields.map(({ id }) => String(id)),
      separator,
    ),
  row: (cells) => datastore.separatedLine(cells, separator),
  after: '',
})

const formats: Record<string, DumpFormat> = {
  csv: separated('text/csv; charset=utf-8; header=present', ','),
  tsv: separated('text/tab-separated-values; charset=utf-8', '\t'),
  json: {
    mediaType: 'application/json; charset=utf-8',
    before: (fields) => `{\n"fields":${JSON.stringify(fields)},\n"records":[\n`,
    row: (cells, _names, first) => `${first ? '' : ',\n'}${JSON.stringify(cells)}`,
    after: '\n]}\n',
  },
  xml: {
    mediaType: 'application/xml; charset=utf-8',
    before: () =>
      '<?xml version="1.0" encoding="utf-8"?>\n<data xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\n',
    row: datastore.xmlRow,
    after: '</data>\n',
  },
}

/** A whole table with the number of each row, as CKAN's `/datastore/dump` gives it: made as it is read. */
export function registerDump(routes: App, services: PublicServices): void {
  routes.get('/datastore/dump/:id', { config: exported }, async (request, reply) => {
    const given = fromForm(new URL(request.url, 'http://internal.invalid').searchParams)
    try {
      const name = textOf(given, 'format') ?? 'csv'
      const format = Object.hasOwn(formats, name) ? formats[name] : undefined
      if (format === undefined)
        throw new ProblemError('bad-request', `\`format\` must be one of ${Object.keys(formats).join(', ')}.`)
      const source = sourceFor(services, request)
      const { id } = request.params as { id: string }
      const record = await readOrRefuse(reply, () => findTableRecord({ services, source }, id))
      const whole = { ...given, limit: undefined, offset: undefined }
      const { query } = readRowQuery(record, whole)
      const start = wholeOf(given, 'offset', 0, 1e12)
      const most = wholeOf(given, 'limit', Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER)
      const read = (offset: number) =>
        readRows(services, record, { ...query, offset, limit: Math.min(rowsAtOnce, start + most - offset) })
      const first = await readOrRefuse(reply, () => read(start))
      const mark = flagOf(given, 'bom', false) && (name === 'csv' || name === 'tsv') ? '\ufeff' : ''
      return reply
        .type(format.mediaType)
        .header('Content-Disposition', `attachment; filename="${record.slug}.${name}"`)
        .send(
          Readable.from(writeDump(record, format, first, start, start + most, read, mark), {
            objectMode: false,
          }),
        )
    } catch (error) {
      throw error instanceof CkanError ? toProblem(error) : error
    }
  })
}

async function* writeDump(
  record: DetailedRecord,
  format: DumpFormat,
  first: OffsetPage,
  start: number,
  end: number,
  read: (offset: number) => Promise<OffsetPage>,
  mark: string,
): AsyncGenerator<string> {
  const names = ['_id', ...first.columns.map(({ name }) => name)]
  const shown = first.columns.flatMap(
    (column) => record.columns.find(({ name }) => name === column.name) ?? [],
  )
  yield mark + format.before(datastore.datastoreFields(shown, true))
  let isFirst = true
  for (let page = first, offset = start; ; page = await read(offset)) {
    let text = ''
    for (const [index, cells] of page.rows.entries()) {
      text += format.row([page.rowNumbers[index] ?? 0, ...cells], names, isFirst)
      isFirst = false
      if (text.length > 65_536) {
        yield text
        text = ''
      }
    }
    if (text !== '') yield text
    offset += page.rows.length
    if (page.rows.length < rowsAtOnce || offset >= end) break
  }
  yield format.after
}

function toProblem(error: CkanError): ProblemError {
  const words =
    error.message ||
    Object.entries(error.fields)
      .map(([field, messages]) => `${field}: ${messages.join(' ')}`)
      .join(' ')
  return new ProblemError(error.status === 404 ? 'not-found' : 'bad-request', words)
}
