import type { CellClass } from '../ingest/cell-class.ts'
import type { ColumnProfile, Seen } from '../ingest/column-profile.ts'
import { decideType, type DateOrder, type ExpectedColumns } from '../ingest/column-type.ts'
import { csvReader } from '../ingest/csv-reader.ts'
import { decodeChunks } from '../ingest/decode.ts'
import { countFilled, isTotalRow } from '../ingest/heading-row.ts'
import { readHeadings } from '../ingest/headings.ts'
import type { OpenTable } from '../ingest/open-table.ts'
import {
  emptyProfile,
  headLength,
  newColumn,
  readHead,
  type TableHead,
  type TableProfile,
} from '../ingest/profile-table.ts'
import { literal, type Duck } from './duck.ts'
import { loadText, type StartedText } from './load-text.ts'
import {
  areAllPlain,
  countPlainNumbers,
  findNumbered,
  looksNumbered,
  type Figures,
  type PlainNumbers,
} from './plain-numbers.ts'
import type { RawTable } from './raw-table.ts'
import { scanText } from './scan-text.ts'

export type DistinctProfile = { profile: TableProfile; raw: RawTable }

const mostWidth = 1000

/**
 * The profile of a well-formed table in a fraction of the time: DuckDB loads it and counts each column's distinct
 * values, and only those are looked at. Null for every table of which it is not certain to give what `profileTable`
 * gives, row numbers included: whatever is laid out by hand is read row by row.
 */
export async function profileDistinct(
  duck: Duck,
  table: OpenTable,
  early: StartedText | null,
  dates: DateOrder | undefined,
  expected: ExpectedColumns | undefined,
  onProgress: (rows: number, total: number) => void,
): Promise<DistinctProfile | null> {
  const { text, decoding, delimiter, csvNotes } = table
  if (text?.path === undefined || delimiter === null || csvNotes === undefined) return null
  if (decoding?.encoding !== 'utf-8' || decoding.badByte !== null || decoding.nulBytes > 0) return null
  if (table.lineEnd !== '\n') return null
  const found = await readFirst(table, delimiter)
  if (found === null) return null
  const isSame = early?.delimiter === delimiter && early.width === found.width
  // Whatever was begun must end before another is.
  const begun = await early?.rows
  const rows = isSame ? begun : await loadText(duck, text.path, delimiter, found.width).rows
  if (rows === null || rows === undefined) return null
  const seen = early?.delimiter === delimiter ? early.scan() : undefined
  const scan = seen === undefined ? await scanText(text, delimiter) : seen
  // One line a row: no blank lines, and no line ends inside cells, so that rows can be counted by lines.
  if (scan === null || scan.lines + (scan.endsInLine ? 0 : 1) !== rows + 1) return null
  csvNotes.crlf = scan.crlf
  csvNotes.lf = scan.lines - scan.crlf
  if (await isLaidOut(duck, found.width, rows)) return null
  const types = expected?.(found.head.headings) ?? []
  const profiles: ColumnProfile[] = []
  const spaced = new Set<number>()
  const figures = new Map<number, Figures>()
  const newProfile = (index: number): ColumnProfile =>
    newColumn(found.head.headings[index] ?? '', types[index])
  const numbered = await findNumbered(
    duck,
    Array.from({ length: found.width }, (_, index) => index).filter((index) =>
      looksNumbered(
        found.rows.map((row) => row[index] ?? ''),
        newProfile(index),
      ),
    ),
  )
  const counting = countAll(duck, found.width, numbered)
  for (const [index, begun] of counting.entries()) {
    const numbers = await begun
    let column = newProfile(index)
    let isRead = await countDistinct(duck, index, column, found.head, numbers)
    if (numbers !== null && areAllPlain(numbers, column)) figures.set(index, numbers.figures)
    else if (isRead && numbers !== null) {
      column = newProfile(index)
      await duck.run(distinctTable(index))
      isRead = await countDistinct(duck, index, column, found.head, null)
    }
    const hasHeading = index < found.head.headings.length
    if (!isRead || (!hasHeading && column.filled > 0)) {
      await Promise.all(counting)
      return null
    }
    if (column.spaced > 0) spaced.add(index)
    if (hasHeading) {
      await completeRows(duck, index, column, dates)
      profiles.push(column)
    }
    onProgress(Math.floor((rows * (index + 1)) / found.width), rows)
  }
  const profile: TableProfile = {
    ...emptyProfile(),
    headerRow: 0,
    headings: found.head.headings,
    joinedHeadings: found.head.joined,
    rows,
    width: found.width,
    profiles,
    lastRow: rows + 1,
  }
  const raw: RawTable = {
    rows,
    row: 'rowid + 2',
    broken: null,
    spaced,
    distinct: (index) => (figures.has(index) ? null : `d${index}`),
    figures: (index) => figures.get(index) ?? null,
  }
  return { profile, raw }
}

async function readFirst(
  table: OpenTable,
  delimiter: string,
): Promise<{ head: TableHead; width: number; rows: string[][] } | null> {
  if (table.text === undefined || table.decoding === null) return null
  const reader = csvReader(delimiter, '\n')
  const rows: string[][] = []
  for await (const piece of decodeChunks(table.text, table.decoding)) {
    rows.push(...reader.push(piece))
    if (headLength(rows) !== null) break
  }
  const length = headLength(rows)
  // A short table is read as quickly row by row.
  if (length === null) return null
  const head = readHead(rows.slice(0, length), false)
  const width = rows[0]?.length ?? 0
  if (head.headerRow !== 0 || head.rows !== 1 || width < 2 || width > mostWidth) return null
  return { head, width, rows: rows.slice(head.rows) }
}

/** True where there are blank rows, or the foot may hold totals or remarks. */
async function isLaidOut(duck: Duck, width: number, rows: number): Promise<boolean> {
  const cells = Array.from({ length: width }, (_, at) => `c${at}`)
  const blank = await duck.rows(`select 1 from raw where coalesce(${cells.join(', ')}) is null limit 1`)
  if (blank.length > 0) return true
  const foot = await duck.rows(
    `select ${cells.join(', ')} from raw where rowid >= ${rows - 6} order by rowid`,
  )
  return foot.some((row) => {
    const words = row.map((cell) => (typeof cell === 'string' ? cell : ''))
    return isTotalRow(words) || countFilled(words) <= 1
  })
}

/** Counts the distinct values of one column after another, while those counted already are looked at. */
function countAll(duck: Duck, width: number, numbered: ReadonlySet<number>): Promise<PlainNumbers | null>[] {
  let before: Promise<unknown> = Promise.resolve()
  return Array.from({ length: width }, (_, index) => {
    const counted = before.then(async () => {
      if (numbered.has(index)) return countPlainNumbers(duck, index)
      await duck.runBeside(distinctTable(index))
      return null
    })
    // Whoever waits for it hears of a failure; until then nobody does.
    counted.catch(() => undefined)
    before = counted
    return counted
  })
}

const distinctTable = (index: number): string =>
  `create or replace table d${index} as select c${index}, count(*) as n, min(rowid) as first_row from raw group by 1`

/** Takes a column's distinct values into its profile, in the order of their first rows. False where it cannot go on. */
async function countDistinct(
  duck: Duck,
  index: number,
  column: ColumnProfile,
  { headings, repeat }: TableHead,
  numbers: PlainNumbers | null,
): Promise<boolean> {
  const known = [...(numbers?.found ?? [])]
  const addUpTo = (row: number): void => {
    while ((known[0]?.rows[0] ?? Infinity) < row) {
      const first = known.shift()
      if (first !== undefined) column.addKnown(first.kind, first)
    }
  }
  const result = await duck.connection.stream(
    `select c${index}, n::double, first_row::double from d${index} where c${index} is not null order by first_row`,
  )
  for (;;) {
    const chunk = await result.fetchChunk()
    if (chunk === null || chunk.rowCount === 0) {
      addUpTo(Infinity)
      return true
    }
    const [cells = [], counts = [], firsts = []] = chunk.getColumns()
    for (const [at, cell] of cells.entries()) {
      if (typeof cell !== 'string' || cell.trim() === '') return false
      // What may be the headings again is looked at row by row.
      if (
        index === 0 &&
        headings.length > 1 &&
        repeat.startsWith(cell.trim()) &&
        readHeadings([cell])[0] === headings[0]
      )
        return false
      const row = Number(firsts[at]) + 2
      addUpTo(row)
      column.addAll(cell, Number(counts[at]), row)
    }
  }
}

/** The first rows of what may become a fault: distinct values only know the first row of each. */
async function completeRows(
  duck: Duck,
  index: number,
  column: ColumnProfile,
  dates: DateOrder | undefined,
): Promise<void> {
  const decision = decideType(column, dates)
  const kinds = new Set<CellClass | 'redacted'>([...decision.misfits, 'formula-error', 'scientific'])
  if (decision.ambiguous) for (const kind of ['date-either', 'datetime-either'] as const) kinds.add(kind)
  if (decision.monthFirst)
    for (const kind of ['date-month-first', 'datetime-month-first'] as const) kinds.add(kind)
  const needed: Seen[] = [...column.marks.values(), ...column.places.values()]
  for (const [kind, seen] of column.seen) if (kinds.has(kind)) needed.push(seen)
  if (column.unlisted !== null) needed.push(column.unlisted)
  for (const seen of needed) {
    if (seen.count === seen.rows.length || seen.cells === undefined) continue
    // The first rows of all are among those of the values that come first.
    seen.rows = await firstRows(duck, `c${index} in (${seen.cells.map(literal).join(', ')})`)
  }
  if (column.expected?.required !== true) return
  const empty = [...column.tokens.values()].filter(({ cell }) => cell === 'missing').map(({ token }) => token)
  const [[nulls = 0] = []] = await duck.rows(
    `select coalesce(sum(n), 0)::double from d${index} where c${index} is null`,
  )
  const count = Number(nulls) + column.count('missing')
  if (count === 0) return
  const where = empty.length === 0 ? '' : ` or trim(c${index}) in (${empty.map(literal).join(', ')})`
  column.unfilled = { count, rows: await firstRows(duck, `c${index} is null${where}`), value: '' }
}

async function firstRows(duck: Duck, where: string): Promise<number[]> {
  const rows = await duck.rows(`select (rowid + 2)::double from raw where ${where} order by rowid limit 5`)
  return rows.map(([row]) => Number(row))
}
