import { createHash } from 'node:crypto'
import type { ByteSource } from './byte-source.ts'
import { describeColumns, type Column } from './describe-columns.ts'
import type { DateOrder } from './column-type.ts'
import type { Fault } from './fault.ts'
import type { Ledger } from './ledger.ts'
import { CompressionError } from './open-zip.ts'
import { openTable, type OpenTable } from './open-table.ts'
import { profileTable, type TableProfile } from './profile-table.ts'
import { refuse } from './refusals.ts'
import { decodeFaults, quoteFaults, sheetFaults, tableFaults } from './table-faults.ts'
import { ledgerSteps } from './table-ledger.ts'
import type { SheetInfo } from './workbook.ts'

export type CheckOptions = {
  /** The sheet of a workbook, or the file in a zip of several. */
  sheet?: string
  /** The publisher's answer where days such as 03/04/2025 could be read both ways. */
  dates?: DateOrder
}

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
  try {
    const opened = await openTable(source, options.sheet)
    if (!opened.ok) return await refused(source, opened.container, opened.fault)
    const profile = await profileTable(opened.table.rows(), opened.table.csvNotes !== undefined)
    return await report(source, opened.table, profile, options)
  } catch (error) {
    if (!(error instanceof CompressionError)) throw error
    const { container, fault } = refuse('damaged', error.message)
    return await refused(source, container, fault)
  }
}

async function report(
  source: ByteSource,
  table: OpenTable,
  profile: TableProfile,
  options: CheckOptions,
): Promise<Check> {
  const { columns, faults, ledger } = describeColumns(profile, options.dates)
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
  const hash = createHash('sha256')
  let bytes = 0
  for await (const chunk of source.chunks()) {
    bytes += chunk.length
    hash.update(chunk)
  }
  return { name: source.name, bytes, sha256: hash.digest('hex') }
}
