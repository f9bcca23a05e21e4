import { Command } from 'commander'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import {
  exportFormats,
  exportTable,
  findPublicTable,
  queryTable,
  readTableQuery,
  runSql,
  sqlCsv,
  sqlJson,
  tablesNamedIn,
  type DatasetVersion,
  type SqlResult,
  type TableCell,
  type TablePage,
  type TableQuery,
} from '../datasets/index.ts'
import type { Installation } from '../installation.ts'
import { ProblemError } from '../kernel/outcome.ts'
import { chooseAuthority } from './acting.ts'
import type { CommandContext } from './context.ts'
import { examples, oneOf, wholeNumber } from './help.ts'
import { note, print, table, valueOf } from './output.ts'
import { checkOutput, writeWhole } from './write-output.ts'

type Flags = {
  search?: string
  sort?: string
  fields?: string
  facet?: string
  group?: string
  measure?: string
  limit?: string
  next?: string
  format: string
  json?: true
  output?: string
  bom?: true
  safe?: true
  sql?: string
  version?: string
  authority?: string
}

const formats = ['table', ...exportFormats] as const

/** `muniment dataset query`: what the page and the API of a table answer, on the command line. */
export function datasetQueryCommand(context: CommandContext): Command {
  return new Command('query')
    .description('Ask a published table: filter, sort, total, download, or one SELECT')
    .argument('<slug>', 'the dataset, as in its address')
    .argument(
      '[filters...]',
      'column=value or column__op=value, where op is not, contains, startswith, endswith, gt, gte, lt, lte, in, isnull or notnull',
    )
    .option('--search <words>', 'every word must stand somewhere in the row')
    .option('--sort <column>', 'in this order; -column for the greatest first')
    .option('--fields <columns>', 'only these, with commas between')
    .option('--facet <columns>', 'count the commonest values of these')
    .option('--group <columns>', 'totals by these; date:month and date:year for days')
    .option('--measure <measures>', 'what to work out of each group: count, sum:amount, mean:amount …')
    .option('--limit <rows>', 'of a printed table: how many rows, 1 to 1000')
    .option('--next <token>', 'of a printed table: what follows, as the page before says')
    .option('--format <format>', `${formats.join(', ')}; all but table give every row`, 'table')
    .option('--json', 'the same as --format json')
    .option('--output <file>', 'write there, not to standard output')
    .option('--bom', 'CSV with a byte-order mark')
    .option('--safe', 'CSV with an apostrophe before what a spreadsheet would run')
    .option('--sql <statement>', 'one SELECT; the table is called data, others by their own names')
    .option('--version <number>', 'an older version')
    .option('--authority <slug>', 'whose, where there are several')
    .addHelpText(
      'after',
      examples(
        'muniment dataset query spend "supplier__contains=limited" amount__gte=500 --sort -amount',
        'muniment dataset query spend --group date:month --measure sum:amount,count',
        'muniment dataset query spend --format parquet --output spend.parquet',
        'muniment dataset query spend --sql "select ward, sum(amount) from data group by 1"',
      ),
    )
    .action((slug: string, filters: string[], flags: Flags) =>
      context.withInstallation((installation) => runQuery(installation, slug, filters, flags)),
    )
}

async function runQuery(
  installation: Installation,
  slug: string,
  filters: string[],
  flags: Flags,
): Promise<void> {
  const { services } = installation
  const { reader } = services.database
  const format = flags.json ? 'json' : oneOf('--format', flags.format, formats)
  if (flags.output !== undefined) {
    if (format === 'table')
      throw new ProblemError('usage', '--output takes a file of one kind: say which with --format.')
    await checkOutput('--output', flags.output, [])
  }
  const authority = chooseAuthority(installation, flags.authority)
  const number = flags.version === undefined ? null : wholeNumber('--version', flags.version, 1, 999_999_999)
  const { version } = valueOf(await findPublicTable(reader, authority.id, slug, number), 'The query')
  if (flags.sql !== undefined) {
    if (filters.length > 0)
      throw new ProblemError('usage', 'With --sql, write the conditions in the statement.')
    const named = await tablesNamedIn(reader, authority.id, flags.sql)
    const others = named.filter(({ name }) => name !== slug)
    const tables = [{ name: slug, version, also: 'data' }, ...others]
    const limit = flags.limit === undefined ? {} : { limit: wholeNumber('--limit', flags.limit, 1, 10_000) }
    const result = valueOf(await runSql(services, { tables, sql: flags.sql, ...limit }), 'The statement')
    return writeSql(result, format, flags.output)
  }
  const query = readFlags(version, filters, flags)
  if (format !== 'table') return writeFile(installation, version, query, format, flags)
  writePage(valueOf(await queryTable(services, version, query), 'The query'))
}

function readFlags(version: DatasetVersion, filters: string[], flags: Flags): TableQuery {
  const params = new URLSearchParams()
  for (const filter of filters) {
    const cut = filter.indexOf('=')
    const bare = /__(?:is|not)null$/.test(filter)
    if (cut <= 0 && !bare)
      throw new ProblemError('usage', `“${filter}” is not a filter: write column=value or column__gte=value.`)
    params.append(bare ? filter : filter.slice(0, cut), bare ? '1' : filter.slice(cut + 1))
  }
  const { search, sort, fields, facet, group, measure, limit, next } = flags
  for (const [name, value] of Object.entries({ q: search, sort, fields, facet, group, measure, limit, next }))
    if (value !== undefined) params.set(name, value)
  const read = readTableQuery(version.columns, params)
  if (read.ok) return read.query
  return valueOf(read, 'The query')
}

async function writeFile(
  { services }: Installation,
  version: DatasetVersion,
  query: TableQuery,
  format: (typeof exportFormats)[number],
  { limit, next, output, bom, safe }: Flags,
): Promise<void> {
  if (limit !== undefined || next !== undefined)
    throw new ProblemError('usage', `--limit and --next are for printed tables: ${format} gives every row.`)
  if ((format === 'parquet' || format === 'xlsx') && output === undefined && process.stdout.isTTY)
    throw new ProblemError('usage', `${format} is not for a terminal: say where to with --output FILE.`)
  const options = { format, ...(bom ? { bom } : {}), ...(safe ? { spreadsheetSafe: safe } : {}) }
  const { stream, rows } = valueOf(await exportTable(services, version, query, options), 'The query')
  await writeOut(stream, output)
  if (output !== undefined) note(`${rows.toLocaleString('en-GB')} rows in ${output}`)
}

async function writeOut(stream: Readable, output: string | undefined): Promise<void> {
  if (output === undefined) await pipeline(stream, process.stdout, { end: false })
  else await writeWhole(output, stream)
}

async function writeSql(
  result: SqlResult,
  format: (typeof formats)[number],
  output: string | undefined,
): Promise<void> {
  if (format === 'csv') await writeOut(Readable.from(sqlCsv(result)), output)
  else if (format === 'json') await writeOut(Readable.from(sqlJson(result)), output)
  else if (format === 'table')
    printCells(
      result.columns.map(({ name }) => name),
      result.rows,
    )
  else
    throw new ProblemError(
      'usage',
      `The answer to a statement is printed as table, csv or json, not ${format}.`,
    )
  if (result.notice !== null) note(result.notice)
}

function writePage({ columns, rows, count, total, next, facets, rowNumbers }: TablePage): void {
  printCells(
    columns.map(({ name }) => name),
    rows,
  )
  const totals = rowNumbers.length === 0 && rows.length > 0
  const what = totals ? 'groups' : 'rows'
  note(
    `${rows.length.toLocaleString('en-GB')} of ${count.toLocaleString('en-GB')} ${what}${count === total || totals ? '' : `, of ${total.toLocaleString('en-GB')} in all`}`,
  )
  for (const { column, values, more } of facets) {
    print(`\n${column}`)
    print(table(values.map((one) => [`  ${one.value ?? '(nothing)'}`, one.count.toLocaleString('en-GB')])))
    if (more > 0) print(`  and ${more.toLocaleString('en-GB')} more`)
  }
  if (next !== null) note(`For what follows: --next ${next}`)
}

/** Cells on one line each: what would break a line or colour a terminal is shown as a space. */
function printCells(names: string[], rows: TableCell[][]): void {
  const clean = (cell: TableCell): string => {
    const text = cell === null ? '' : String(cell).replaceAll(/\p{C}+/gu, ' ')
    return text.length > 60 ? `${text.slice(0, 59)}…` : text
  }
  print(table([names, ...rows.map((row) => row.map(clean))]))
}
