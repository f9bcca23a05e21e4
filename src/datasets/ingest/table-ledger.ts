import type { Column } from './describe-columns.ts'
import { countOf } from '../../kernel/count-of.ts'
import type { LedgerLine } from './ledger.ts'
import type { OpenTable } from './open-table.ts'
import type { TableProfile } from './profile-table.ts'

/** What each step changed, in the order of the steps; only those that changed something. */
export function ledgerSteps(
  table: OpenTable,
  profile: TableProfile,
  columns: readonly Column[],
): LedgerLine[] {
  const lines: LedgerLine[] = [...table.ledger]
  const add = (step: LedgerLine['step'], change: string, count: number, note: string): void => {
    if (count > 0) lines.push({ step, change, count, note })
  }
  const { decoding, csvNotes, sheetNotes } = table
  if (decoding !== null) {
    add(
      'decode',
      'byte-order-mark-removed',
      decoding.byteOrderMark ? 1 : 0,
      'A byte-order mark stood at the start.',
    )
    add('decode', 'nul-bytes-removed', decoding.nulBytes, 'Zero bytes were taken out.')
    const { badByte } = decoding
    if (badByte !== null)
      add(
        'decode',
        decoding.mixed ? 'bad-bytes-read-as-cp1252' : 'read-as-cp1252',
        badByte.count,
        `Not UTF-8 from byte ${badByte.offset} (0x${badByte.value.toString(16).padStart(2, '0')}), line ${badByte.line}.`,
      )
  }
  if (csvNotes !== undefined) {
    const { crlf, lf, cr } = csvNotes
    if (crlf > 0 && lf > 0)
      add(
        'dialect',
        'line-ends-made-one',
        Math.min(crlf, lf),
        `Lines ended ${crlf} times in CR LF, ${lf} times in LF.`,
      )
    add('dialect', 'old-line-ends-read', cr, 'Lines ended in CR alone.')
    add(
      'dialect',
      'stray-quotes-kept',
      csvNotes.strayQuotes,
      'Quotation marks inside cells were kept as text.',
    )
    add(
      'dialect',
      'unclosed-quotes-read',
      csvNotes.unclosedQuotes,
      'Lines with an unclosed quotation mark were read as they stand.',
    )
  }
  if (sheetNotes !== undefined) {
    add(
      'container',
      'formulas-read-as-values',
      sheetNotes.formulas,
      'Formulas were read as the value they last had.',
    )
    add('container', 'hidden-rows-left-out', sheetNotes.hiddenRows, 'Hidden rows were left out.')
    add(
      'container',
      'hidden-columns-left-out',
      sheetNotes.hiddenColumns.length,
      'Hidden columns were left out.',
    )
    add(
      'container',
      'merged-cells-found',
      sheetNotes.mergedCells,
      'Merged cells: the value stands in the first cell.',
    )
    add(
      'types',
      'numbers-tidied',
      sheetNotes.floatArtefacts,
      'Numbers with residues of binary arithmetic were rounded to fifteen figures.',
    )
  }
  add(
    'heading',
    'preamble-left-out',
    profile.preamble,
    `${countOf(profile.preamble, 'line')} above the headings.`,
  )
  add(
    'heading',
    'heading-lines-joined',
    profile.joinedHeadings,
    'Headings over several lines were joined, or told apart by the group above them.',
  )
  add('rows', 'blank-rows-left-out', profile.blank.count, 'Rows with no filled cell were left out.')
  add(
    'rows',
    'repeated-headings-found',
    profile.repeatedHeading.count,
    'Rows that repeat the headings were left out.',
  )
  add('rows', 'totals-found', profile.totals.count, 'Rows at the foot that add up the others.')
  add('rows', 'notes-found', profile.notes.count, 'Remarks at the foot.')
  const width = Math.max(profile.width, profile.headings.length)
  const emptied = width - columns.length
  add('columns', 'empty-columns-left-out', emptied, 'Columns with neither heading nor data were left out.')
  add('columns', 'columns-cut', profile.tooWide ? 1 : 0, 'Columns beyond the 16,384th were left out.')
  const spaced = profile.profiles.reduce((sum, { spaced: cells }) => sum + cells, 0)
  add('types', 'spaces-trimmed', spaced, 'Cells began or ended in spaces.')
  const numbers = columns
    .filter(({ type }) => type === 'number' || type === 'integer')
    .map(({ position }) => profile.profiles[position - 1])
  const written = numbers.reduce(
    (sum, cells) =>
      sum + (cells?.count('money', 'grouped', 'grouped-integer', 'bracketed', 'percentage') ?? 0),
    0,
  )
  add(
    'types',
    'numbers-unwritten',
    written,
    'Pound signs, thousands separators, per cent signs and accountants’ brackets were read as part of numbers.',
  )
  return lines
}
