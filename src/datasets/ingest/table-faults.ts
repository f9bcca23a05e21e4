import { countOf } from '../../kernel/count-of.ts'
import { makeFault, type Fault, type FaultCode } from './fault.ts'
import type { OpenTable } from './open-table.ts'
import type { RowGroup, TableProfile } from './profile-table.ts'

/** Bytes that are not UTF-8, and bytes of zero. */
export function decodeFaults({ decoding }: OpenTable): Fault[] {
  if (decoding === null) return []
  const faults: Fault[] = []
  const { badByte, mixed, nulBytes } = decoding
  if (badByte !== null) {
    const where = `byte ${badByte.offset.toLocaleString('en-GB')} (0x${badByte.value.toString(16).padStart(2, '0')}, on line ${badByte.line.toLocaleString('en-GB')})`
    faults.push(
      makeFault({
        code: 'encoding-error',
        severity: 'warning',
        count: badByte.count,
        message: mixed
          ? `The file is UTF-8, but ${countOf(badByte.count, 'byte is', 'bytes are')} not. The first is ${where}. Such bytes were read as Windows-1252.`
          : `The file is not UTF-8: the first byte that is not is ${where}. It was read as Windows-1252, which Excel's plain “CSV” uses.`,
        remedy: 'Save it as “CSV UTF-8”. Until then look at names with accents, dashes and pound signs.',
      }),
    )
  }
  if (nulBytes > 0)
    faults.push(
      makeFault({
        code: 'nul-byte',
        severity: 'warning',
        count: nulBytes,
        message: `The file has ${countOf(nulBytes, 'zero byte')} in it, left by a faulty export. They were taken out.`,
        remedy: 'Tell whoever looks after the system that exports it.',
      }),
    )
  return faults
}

export function quoteFaults({ csvNotes }: OpenTable): Fault[] {
  const faults: Fault[] = []
  if (csvNotes === undefined) return faults
  if (csvNotes.unclosedQuotes > 0)
    faults.push(
      makeFault({
        code: 'unclosed-quote',
        severity: 'error',
        rows: csvNotes.unclosedQuoteRows,
        count: csvNotes.unclosedQuotes,
        message: 'A quotation mark opens a cell and is never closed. The line was read as it stands.',
        remedy: 'Close the mark or take it out. A spreadsheet would swallow the rows that follow.',
      }),
    )
  if (csvNotes.strayQuotes > 0)
    faults.push(
      makeFault({
        code: 'stray-quote',
        severity: 'warning',
        rows: csvNotes.strayQuoteRows,
        count: csvNotes.strayQuotes,
        message: 'There are quotation marks inside cells that are not written twice. They were kept as text.',
        remedy: 'Inside a quoted cell write each quotation mark twice, as a spreadsheet’s own export does.',
      }),
    )
  return faults
}

export function sheetFaults({ sheetNotes }: OpenTable): Fault[] {
  if (sheetNotes === undefined) return []
  const faults: Fault[] = []
  const found = (code: FaultCode, count: number, message: string, remedy: string): void => {
    if (count > 0) faults.push(makeFault({ code, severity: 'warning', count, message, remedy }))
  }
  const { hiddenRows, hiddenColumns, mergedCells } = sheetNotes
  found(
    'hidden-row',
    hiddenRows,
    `${countOf(hiddenRows, 'row')} of the sheet ${hiddenRows === 1 ? 'is' : 'are'} hidden, perhaps by a filter, and ${hiddenRows === 1 ? 'was' : 'were'} left out.`,
    'Unhide rows that are to be published; delete those that are not.',
  )
  found(
    'hidden-column',
    hiddenColumns.length,
    `Hidden columns were left out: ${hiddenColumns.join(', ')}.`,
    'Unhide columns that are to be published; delete those that are not.',
  )
  found(
    'merged-cell',
    mergedCells,
    `${countOf(mergedCells, 'group')} of cells ${mergedCells === 1 ? 'is' : 'are'} merged. Only the first cell of each has the value.`,
    'Unmerge them and write the value in every row it belongs to.',
  )
  return faults
}

/** What is wrong with headings and rows. */
export function tableFaults(profile: TableProfile): Fault[] {
  const faults = headingFaults(profile)
  const rows = (
    code: FaultCode,
    severity: Fault['severity'],
    group: RowGroup,
    message: string,
    remedy: string,
  ): void => {
    if (group.count > 0)
      faults.push(makeFault({ code, severity, rows: group.rows, count: group.count, message, remedy }))
  }
  const { blank, short, long, repeatedHeading, totals, notes } = profile
  rows(
    'blank-row',
    'warning',
    blank,
    `${countOf(blank.count, 'row is', 'rows are')} blank and ${blank.count === 1 ? 'was' : 'were'} left out.`,
    'Delete blank rows before you export; often a spreadsheet thinks it is longer than it is.',
  )
  rows(
    'missing-cell',
    'warning',
    short,
    `${countOf(short.count, 'row has', 'rows have')} fewer cells than there are headings. The cells that lack are taken as empty.`,
    'Check that no cell slipped out of its column in these rows.',
  )
  rows(
    'extra-cell',
    'error',
    long,
    `${countOf(long.count, 'row has', 'rows have')} cells beyond the last heading.`,
    'Look for a comma that split a cell in two, or give the column a heading.',
  )
  rows(
    'repeated-heading',
    'warning',
    repeatedHeading,
    `The headings are repeated in ${countOf(repeatedHeading.count, 'row')} further down.`,
    'Delete the repeats: they are left over from printed pages.',
  )
  rows(
    'total-row',
    'warning',
    totals,
    `${countOf(totals.count, 'row')} at the foot ${totals.count === 1 ? 'adds' : 'add'} up the others. Anyone who sums the column would count everything twice.`,
    'Delete totals from data that is to be published.',
  )
  rows(
    'note-row',
    'warning',
    notes,
    `${countOf(notes.count, 'row')} at the foot ${notes.count === 1 ? 'holds' : 'hold'} a remark, not data.`,
    'Move remarks to the description of the dataset.',
  )
  if (profile.lastRow === 65_536 || profile.lastRow === 1_048_576)
    faults.push(
      makeFault({
        code: 'row-count',
        severity: 'error',
        rows: [profile.lastRow],
        message: `The file ends in row ${profile.lastRow.toLocaleString('en-GB')}, which is where a spreadsheet can hold no more. Rows may have been cut off.`,
        remedy: 'Export it again straight from the system as CSV, without opening it in a spreadsheet.',
      }),
    )
  return faults
}

function headingFaults({ headings, headerRow, rows, profiles, width }: TableProfile): Fault[] {
  const faults: Fault[] = []
  if (headerRow === null)
    faults.push(
      makeFault({
        code: 'missing-label',
        severity: 'error',
        message: 'No row of headings was found: the first rows look like data.',
        remedy: 'Put one row of headings above the data.',
      }),
    )
  else if (rows === 0)
    faults.push(
      makeFault({
        code: 'table-dimensions',
        severity: 'error',
        message: 'There are headings but no rows below them.',
        remedy: 'Check that the right file or sheet was exported.',
      }),
    )
  if (headerRow !== null && headings.length === 1 && width > 1)
    faults.push(
      makeFault({
        code: 'table-dimensions',
        severity: 'warning',
        message:
          'There is only one heading, but rows have more cells. This may be text copied from a document.',
        remedy: 'Ask for the spreadsheet it was made from.',
      }),
    )
  headings.forEach((title, index) => {
    if (title === '' && (profiles[index]?.filled ?? 0) > 0)
      faults.push(
        makeFault({
          code: 'blank-label',
          severity: 'error',
          rows: [headerRow === null ? 1 : headerRow + 1],
          column: `column ${index + 1}`,
          message: `Column ${index + 1} has data but no heading.`,
          remedy: 'Give it a heading, or delete it if it was only for working.',
        }),
      )
  })
  const places = Map.groupBy(
    headings.keys().filter((index) => headings[index] !== ''),
    (index) => (headings[index] ?? '').toLowerCase(),
  )
  for (const indexes of places.values()) {
    const [first, ...others] = indexes
    if (first === undefined || others.length === 0) continue
    faults.push(
      makeFault({
        code: 'duplicate-label',
        severity: 'error',
        rows: [(headerRow ?? 0) + 1],
        count: others.length,
        column: headings[first] ?? '',
        message: `The heading “${headings[first] ?? ''}” stands over ${indexes.length} columns (${indexes.map((index) => index + 1).join(', ')}).`,
        remedy: 'Give each column a heading of its own, so that people and programs can tell them apart.',
      }),
    )
  }
  return faults
}
