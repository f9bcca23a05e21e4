import { ColumnProfile } from './column-profile.ts'
import { columnHints } from './column-hints.ts'
import type { ExpectedColumns, ExpectedType } from './column-type.ts'
import { countFilled, findHeadingRow, headingWindow, isTotalRow } from './heading-row.ts'
import { readHeadingLines } from './heading-lines.ts'
import { readHeadings } from './headings.ts'
import { skippedRow } from './workbook.ts'

/** Rows of a kind, with the first few by number. Rows count from 1. */
export type RowGroup = { count: number; rows: number[] }

export type TableProfile = {
  /** From 0; null where no row looks like headings. */
  headerRow: number | null
  headings: string[]
  /** Rows after the heading with any cell filled, totals and notes included. */
  rows: number
  /** Widest row, in cells. */
  width: number
  profiles: ColumnProfile[]
  preamble: number
  blank: RowGroup
  short: RowGroup
  long: RowGroup
  repeatedHeading: RowGroup
  totals: RowGroup
  notes: RowGroup
  joinedHeadings: number
  /** The last row with any cell filled. */
  lastRow: number
  /** Rows past the widest table there can be had cells left out. */
  tooWide: boolean
}

/** Excel's own limit. */
const mostColumns = 16_384
const foot = 6
const group = (): RowGroup => ({ count: 0, rows: [] })

function add(to: RowGroup, row: number): void {
  to.count += 1
  if (to.rows.length < 5) to.rows.push(row)
}

/** Is given each row of data as it was read, in order: without headings, blank rows, totals and remarks at the foot. */
export type RowSink = {
  /** Comes once, before the first row: how many headings there are. */
  begin(width: number): void
  row(cells: readonly string[], number: number): void
  /** Waits until what was given is written; called after each batch. */
  settle(): Promise<void> | undefined
}

export type ProfileOptions = {
  sink?: RowSink | undefined
  expected?: ExpectedColumns | undefined
  /** The first row is the headings and every other one is data, whatever it looks like: no person laid it out. */
  exact?: boolean | undefined
}

/**
 * Reads a whole table once, in memory that does not grow with its rows: finds the headings, then counts every cell.
 * `ragged` is true where a row may rightly be asked to have a cell for each heading: delimited text.
 */
export async function profileTable(
  batches: AsyncIterable<string[][]>,
  ragged: boolean,
  { sink, expected, exact = false }: ProfileOptions = {},
): Promise<TableProfile> {
  const table = startTable(ragged, sink, expected, exact)
  let waiting: string[][] | null = []
  for await (const batch of batches) {
    if (waiting === null) {
      for (const row of batch) table.addRow(row)
      const settled = sink?.settle()
      if (settled !== undefined) await settled
    } else {
      waiting = waiting.concat(batch)
      const head = headLength(waiting)
      if (head === null) continue
      table.begin(waiting.slice(0, head))
      for (const row of waiting.slice(head)) table.addRow(row)
      waiting = null
    }
  }
  if (waiting !== null) table.begin(waiting)
  return table.end()
}

/** How many of the first rows are looked at for headings: until so many are filled. Null where more must be read. */
export function headLength(rows: readonly string[][]): number | null {
  let filled = 0
  for (const [at, row] of rows.entries()) {
    if (!isBlank(row)) filled += 1
    if (filled >= headingWindow || at >= 5000) return at + 1
  }
  return null
}

export type TableHead = {
  headerRow: number | null
  headings: string[]
  joined: number
  /** Rows down to the last of the headings */
  rows: number
  preamble: number
  /** The heading row as one text: a row that is the same repeats it */
  repeat: string
}

export function readHead(first: readonly string[][], exact: boolean): TableHead {
  const headerRow = exact ? 0 : findHeadingRow(first)
  if (headerRow === null) return { headerRow, headings: [], joined: 0, rows: 0, preamble: 0, repeat: '' }
  const { headings, lines, joined } = exact
    ? { headings: readHeadings(first[0] ?? []), lines: 1, joined: 0 }
    : readHeadingLines(first, headerRow)
  return {
    headerRow,
    headings,
    joined,
    rows: headerRow + lines,
    preamble: first.slice(0, headerRow).filter((row) => !isBlank(row)).length,
    repeat: readHeadings(first[headerRow] ?? []).join('\u0001'),
  }
}

export function emptyProfile(): TableProfile {
  return {
    headerRow: null,
    headings: [],
    rows: 0,
    width: 0,
    profiles: [],
    preamble: 0,
    blank: group(),
    short: group(),
    long: group(),
    repeatedHeading: group(),
    totals: group(),
    notes: group(),
    joinedHeadings: 0,
    lastRow: 0,
    tooWide: false,
  }
}

export function newColumn(title: string, expected: ExpectedType | undefined): ColumnProfile {
  const hints = columnHints(title)
  return new ColumnProfile(title, hints.has('x') || hints.has('y'), expected)
}

function isBlank(row: readonly string[]): boolean {
  for (const cell of row) if (cell !== '' && cell.trim() !== '') return false
  return true
}

function startTable(
  ragged: boolean,
  sink: RowSink | undefined,
  expected: ExpectedColumns | undefined,
  exact: boolean,
) {
  const found = emptyProfile()
  let number = 0
  let fullest = 0
  let repeat = ''
  let required: number[] = []
  let types: (ExpectedType | undefined)[] = []
  // The foot is only known to be one at the end: its rows wait until then.
  const last: { row: string[]; number: number }[] = []

  function profileAt(index: number): ColumnProfile {
    let profile = found.profiles[index]
    if (profile === undefined) {
      profile = newColumn(found.headings[index] ?? '', types[index])
      found.profiles[index] = profile
    }
    return profile
  }

  function begin(first: string[][]): void {
    const head = readHead(first, exact)
    const { headerRow, headings, preamble } = head
    Object.assign(found, { headerRow, headings, preamble, joinedHeadings: head.joined })
    repeat = head.repeat
    number = head.rows
    types = expected?.(found.headings) ?? []
    for (let index = 0; index < found.headings.length; index++) profileAt(index)
    required = types.flatMap((type, index) => (type?.required === true ? [index] : []))
    sink?.begin(found.headings.length)
    for (const row of first.slice(number)) addRow(row)
  }

  function addRow(row: string[]): void {
    number += 1
    if (row === skippedRow) return
    let end = row.length
    while (end > 0 && (row[end - 1] === '' || row[end - 1]?.trim() === '')) end -= 1
    if (end === 0) {
      add(found.blank, number)
      return
    }
    found.rows += 1
    found.lastRow = number
    if (row.length > found.width) found.width = row.length
    if (exact) {
      profileRow(row, number)
      return
    }
    const labels = found.headings.length
    if (
      labels > 1 &&
      repeat.startsWith(row[0]?.trim() ?? '') &&
      readHeadings(row).join('\u0001') === repeat
    ) {
      add(found.repeatedHeading, number)
      return
    }
    last.push({ row, number })
    if (last.length <= foot) return
    const ready = last.shift()
    if (ready !== undefined) profileRow(ready.row, ready.number)
  }

  function profileRow(row: string[], at: number): void {
    const labels = found.headings.length
    if (ragged && row.length < labels) add(found.short, at)
    let end = row.length
    while (end > labels && (row[end - 1] === '' || row[end - 1]?.trim() === '')) end -= 1
    if (end > labels && labels > 0) add(found.long, at)
    if (end > mostColumns) found.tooWide = true
    const stop = Math.min(end, mostColumns)
    let filled = 0
    for (let index = 0; index < stop; index++) {
      const cell = row[index] ?? ''
      if (cell === '') continue
      filled += 1
      profileAt(index).add(cell, at)
    }
    if (filled > fullest) fullest = filled
    for (const index of required) profileAt(index).require(row[index] ?? '', at)
    sink?.row(row, at)
  }

  function end(): TableProfile {
    for (const { row } of last) fullest = Math.max(fullest, countFilled(row))
    for (const { row, number: at } of last) {
      const filled = countFilled(row)
      // A firm may be called Total: a row that adds others up leaves most of its cells empty.
      if (isTotalRow(row) && (fullest <= 3 || filled <= fullest * 0.7)) add(found.totals, at)
      else if (fullest >= 3 && filled === 1 && (row[0] ?? '').trim() !== '') add(found.notes, at)
      else profileRow(row, at)
    }
    for (let index = 0; index < found.profiles.length; index++) profileAt(index)
    return found
  }

  return { begin, addRow, end }
}
