import type { CellClass } from './cell-class.ts'
import type { ColumnProfile, Seen, TextMark } from './column-profile.ts'
import { typeWords, type TypeDecision } from './column-type.ts'
import { countOf } from '../../kernel/count-of.ts'
import { makeFault, type Fault, type FaultCode } from './fault.ts'

const typeRemedies: Record<TypeDecision['type'], string> = {
  string: 'Look at these cells and correct them.',
  integer:
    'Write figures only. Leave the cell empty where there is no number; put remarks in a column of their own.',
  number:
    'Write figures only. Leave the cell empty where there is no number; put remarks in a column of their own.',
  boolean: 'Write yes or no, the same way in every row.',
  date: 'Write each day as 2025-04-30 or 30/04/2025. Check that the day exists, and leave the cell empty where it is not known.',
  datetime: 'Write each as 2025-04-30T14:05 or 30/04/2025 14:05.',
}

/** What is wrong in one column, one fault a kind. */
export function columnFaults(cells: ColumnProfile, decision: TypeDecision, column: string): Fault[] {
  const faults: Fault[] = []
  const about = (seen: Seen) => ({ column, rows: seen.rows, count: seen.count, value: seen.value })
  if (decision.ambiguous) {
    const seen = merge(cells, ['date-either', 'datetime-either'])
    if (seen !== null)
      faults.push(
        makeFault({
          code: 'ambiguous-date',
          severity: 'error',
          ...about(seen),
          message: `Every day in “${column}” could be read day first or month first: 03/04/2025 is 3 April or 4 March.`,
          remedy:
            'Say which (--dates day-first or month-first on the command line), or write days as 2025-04-03.',
        }),
      )
  }
  if (decision.monthFirst) {
    const seen = merge(cells, ['date-month-first', 'datetime-month-first'])
    if (seen !== null)
      faults.push(
        makeFault({
          code: 'month-first-date',
          severity: 'warning',
          ...about(seen),
          message: `Days in “${column}” are written month first, the American way, and were read so.`,
          remedy: 'Check a few. If they are right there is nothing to do; better to write 2025-04-30.',
        }),
      )
  }
  const misfit = merge(cells, decision.misfits)
  if (misfit !== null)
    faults.push(
      makeFault({
        code: decision.kind === 'uprn' || decision.kind === 'postcode' ? 'constraint-error' : 'type-error',
        severity: 'error',
        ...about(misfit),
        message: misfitMessage(decision, column, misfit.count),
        remedy: decision.kind === 'uprn' ? uprnRemedy : typeRemedies[decision.type],
      }),
    )
  if (cells.unlisted !== null)
    faults.push(
      makeFault({
        code: 'constraint-error',
        severity: 'error',
        ...about(cells.unlisted),
        message: `${countOf(cells.unlisted.count, 'cell')} in “${column}” ${cells.unlisted.count === 1 ? 'is' : 'are'} not one of the values it may hold.`,
        remedy: `Use one of: ${(cells.expected?.values ?? []).slice(0, 12).join(', ')}${(cells.expected?.values?.length ?? 0) > 12 ? ' …' : ''}.`,
      }),
    )
  if (cells.unfilled !== null)
    faults.push(
      makeFault({
        code: 'required-value',
        severity: 'error',
        column,
        rows: cells.unfilled.rows,
        count: cells.unfilled.count,
        message: `“${column}” must be filled in every row, and is empty in ${countOf(cells.unfilled.count, 'row')}.`,
        remedy: 'Fill it in, or take the row out.',
      }),
    )
  const errors = cells.seen.get('formula-error')
  if (errors !== undefined)
    faults.push(
      makeFault({
        code: 'formula-error',
        severity: 'error',
        ...about(errors),
        message: `${countOf(errors.count, 'cell')} in “${column}” ${errors.count === 1 ? 'shows' : 'show'} a spreadsheet error such as #REF! or #DIV/0!.`,
        remedy: 'Mend the formula, or leave the cell empty.',
      }),
    )
  const lost = cells.seen.get('scientific')
  if (lost !== undefined && !decision.misfits.includes('scientific'))
    faults.push(
      makeFault({
        code: 'lost-digits',
        severity: 'error',
        ...about(lost),
        message: `${countOf(lost.count, 'cell')} in “${column}” ${lost.count === 1 ? 'was' : 'were'} shortened by a spreadsheet, as 1.2E+11. The last figures are gone.`,
        remedy: 'Format the column as text before you fill it, and export it again.',
      }),
    )
  return [...faults, ...markFaults(cells, column)]
}

const uprnRemedy =
  'A UPRN is up to twelve figures. Format the column as text before you fill it, so that no spreadsheet shortens it.'

function misfitMessage({ type, kind }: TypeDecision, column: string, count: number): string {
  const cells = `${countOf(count, 'cell')} in “${column}”`
  const are = count === 1 ? 'is' : 'are'
  if (kind === 'uprn') return `${cells} ${are} not a UPRN.`
  if (kind === 'postcode') return `${cells} ${are} not a postcode.`
  if (kind === 'percentage')
    return `The column holds percentages, but ${cells} ${are} without a per cent sign.`
  return `The column holds ${typeWords[type]}, but ${cells} ${are} something else.`
}

/** What happened to words on their way here. */
function markFaults(cells: ColumnProfile, column: string): Fault[] {
  const words = {
    'encoded-twice': [
      'encoding-error',
      'have letters that were encoded twice, such as Â£ for £',
      'Find where the file was opened with the wrong encoding, and export it again from before that.',
    ],
    'characters-lost': [
      'encoding-error',
      'have letters that were lost (�) before the file came here',
      'Export it again from the system that still has them, as “CSV UTF-8”.',
    ],
    formula: [
      'forbidden-value',
      'begin with =, + or @, which a spreadsheet would run as a formula',
      'Put another sign first, unless it is meant. The published file keeps the cell as it is.',
    ],
  } as const satisfies Record<TextMark, readonly [FaultCode, string, string]>
  return [...cells.marks].map(([mark, { rows, count, value }]) => {
    const [code, what, remedy] = words[mark]
    const message = `${countOf(count, 'cell')} in “${column}” ${what}.`
    return makeFault({ code, severity: 'warning', column, rows, count, value, message, remedy })
  })
}

/** Several classes as one: counts together, the earliest rows first. */
function merge(cells: ColumnProfile, kinds: readonly (CellClass | 'redacted')[]): Seen | null {
  const found = kinds.flatMap((kind) => cells.seen.get(kind) ?? [])
  const [first] = found.toSorted((a, b) => (a.rows[0] ?? 0) - (b.rows[0] ?? 0))
  if (first === undefined) return null
  return {
    count: found.reduce((sum, { count }) => sum + count, 0),
    rows: found
      .flatMap(({ rows }) => rows)
      .sort((a, b) => a - b)
      .slice(0, 5),
    value: first.value,
  }
}
