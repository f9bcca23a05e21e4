import { createHash } from 'node:crypto'
import type { ContractColumn } from '../dataset.ts'
import type { ByteSource } from './byte-source.ts'
import type { Decided } from './coordinate-faults.ts'
import { describeColumns, type Column, type Described } from './describe-columns.ts'
import type { DateOrder, ExpectedColumns } from './column-type.ts'
import type { Fault } from './fault.ts'
import type { Ledger } from './ledger.ts'
import { LongRowError } from './csv-reader.ts'
import { CompressionError } from './open-zip.ts'
import { openTable, type OpenTable, type Unpack } from './open-table.ts'
import { profileTable, type RowSink, type TableProfile } from './profile-table.ts'
import { expectedColumns } from './match-headings.ts'
import { refuse } from './refusals.ts'
import { decodeFaults, quoteFaults, sheetFaults, tableFaults } from './table-faults.ts'
import { templateFaults } from './template-faults.ts'
import { ledgerSteps } from './table-ledger.ts'
import type { SheetInfo } from './workbook.ts'

export type CheckOptions = {
  /** The sheet of a workbook, or the file in a zip of several. */
  sheet?: string
  /** The publisher's answer where days such as 03/04/2025 could be read both ways. */
  dates?: DateOrder
  /** What a contract says of the file's headings. */
  expected?: ExpectedColumns
  /** A program wrote the file: see `ProfileOptions`. */
  exact?: boolean
  /** Columns the file should have: those that lack, or hold something else, are faults. */
  template?: TableTemplate
}

/** What checking needs of a template; those of ../templates have it. */
export type TableTemplate = { title: string; columns: readonly ContractColumn[] }

/** What a careful reader gets from a file. Rows count from 1 except `headerRow`, which counts from 0. */
export type Check = {
  /** `utf-8`, `cp1252`, `utf-16le` or `utf-16be`; null for workbooks and what is not text. */
  encoding: string | null
  container: string
  inside?: { name: string; container: string }
  delimiter: string | null
  sheet?: string
  sheets?: SheetInfo[]
  headerRow: number | null
  headings: string[]
  /** Rows after the heading with any cell filled. */
  rows: number
  columns: Column[]
  faults: Fault[]
  ledger: Ledger
}

/**
 * Reads a whole file and says what is in it, what was changed on the way, and what stands against publishing it.
 * Never throws for what a file holds; memory does not grow with the rows of delimited text.
 */
export async function checkFile(source: ByteSource, options: CheckOptions = {}): Promise<Check> {
  return (await examineFile(source, options)).check
}

/** A check with what it was made from, for whoever goes on to build a table. `table` is null where none was found. */
export type Examined = {
  check: Check
  table: { profile: TableProfile; columns: Decided[] } | null
  /** What could have been chosen, where the file holds several tables and none was named. */
  choices: string[]
}

/** Ways to work that only a build needs. */
export type ExamineWays = {
  /** Is given the rows as they are read. */
  sink?: (table: OpenTable) => RowSink
  unpack?: Unpack
  /** A quicker way to the same profile; null where the table is not of the kind it can read. */
  profile?: (table: OpenTable, expected: ExpectedColumns | undefined) => Promise<TableProfile | null>
}

export async function examineFile(
  source: ByteSource,
  options: CheckOptions,
  ways: ExamineWays = {},
): Promise<Examined> {
  try {
    const opened = await openTable(source, options.sheet, ways.unpack)
    if (!opened.ok)
      return {
        check: await refused(source, opened.container, opened.fault),
        table: null,
        choices: opened.choices ?? [],
      }
    const { table } = opened
    const { template } = options
    const expected =
      options.expected ?? (template === undefined ? undefined : expectedColumns(template.columns))
    const profile =
      (await ways.profile?.(table, expected)) ??
      (await profileTable(table.rows(), table.csvNotes !== undefined, {
        sink: ways.sink?.(table),
        expected,
        exact: options.exact,
      }))
    const described = describeColumns(profile, options.dates)
    if (template !== undefined) described.faults.push(...templateFaults(template, profile, described.decided))
    return {
      check: await report(source, table, profile, described),
      table: { profile, columns: described.decided },
      choices: table.choices ?? [],
    }
  } catch (error) {
    const refusal =
      error instanceof CompressionError
        ? refuse('damaged', error.message)
        : error instanceof LongRowError
          ? refuse('long-row')
          : null
    if (refusal === null) throw error
    const { container, fault } = refusal
    return { check: await refused(source, container, fault), table: null, choices: [] }
  }
}

async function report(
  source: ByteSource,
  table: OpenTable,
  profile: TableProfile,
  { columns, faults, ledger }: Described,
): Promise<Check> {
  return {
    encoding: table.decoding?.encoding ?? null,
    container: table.container,
    ...(table.inside === undefined ? {} : { inside: table.inside }),
    delimiter: table.delimiter,
    ...(table.sheet === undefined ? {} : { sheet: table.sheet }),
    ...(table.sheets === undefined ? {} : { sheets: table.sheets }),
    headerRow: profile.headerRow,
    headings: profile.headings,
    rows: profile.rows,
    columns,
    faults: [
      ...table.faults,
      ...decodeFaults(table),
      ...quoteFaults(table),
      ...sheetFaults(table),
      ...tableFaults(profile),
      ...faults,
    ].sort((a, b) => (a.severity === b.severity ? 0 : a.severity === 'error' ? -1 : 1)),
    ledger: {
      input: await identify(source, table),
      steps: ledgerSteps(table, profile, columns),
      ...ledger,
    },
  }
}

async function refused(source: ByteSource, container: string, fault: Fault): Promise<Check> {
  return {
    encoding: null,
    container,
    delimiter: null,
    headerRow: null,
    headings: [],
    rows: 0,
    columns: [],
    faults: [fault],
    ledger: { input: await identify(source, null), steps: [], redacted: [], missing: [], suppressed: [] },
  }
}

/** Name, size and SHA-256 of the file as it was given: the zip, not what is inside it. */
async function identify(source: ByteSource, table: OpenTable | null): Promise<Ledger['input']> {
  const decoding = table?.inside === undefined ? table?.decoding : null
  if (decoding !== null && decoding !== undefined)
    return { name: source.name, bytes: decoding.bytes, sha256: decoding.sha256 }
  if (source.sha256 !== undefined) return { name: source.name, bytes: source.size, sha256: source.sha256 }
  const hash = createHash('sha256')
  let bytes = 0
  for await (const chunk of source.chunks()) {
    bytes += chunk.length
    hash.update(chunk)
  }
  return { name: source.name, bytes, sha256: hash.digest('hex') }
}
