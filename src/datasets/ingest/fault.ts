/**
 * Stable codes. Those of Frictionless (frictionless/errors) and csvlint where they have one; our own are
 * `ambiguous-date`, `month-first-date`, `total-row`, `note-row`, `repeated-heading`, `merged-cell`, `hidden-sheet`,
 * `hidden-row`, `hidden-column`, `sheet-choice`, `nul-byte`, `formula-error`, `lost-digits`, `required-value`,
 * `duplicate-row` and
 * `coordinate-system`.
 */
export type FaultCode =
  | 'source-error'
  | 'format-error'
  | 'compression-error'
  | 'encoding-error'
  | 'table-dimensions'
  | 'missing-label'
  | 'blank-label'
  | 'duplicate-label'
  | 'blank-row'
  | 'extra-cell'
  | 'missing-cell'
  | 'type-error'
  | 'constraint-error'
  | 'stray-quote'
  | 'unclosed-quote'
  | 'ambiguous-date'
  | 'month-first-date'
  | 'total-row'
  | 'note-row'
  | 'repeated-heading'
  | 'merged-cell'
  | 'hidden-sheet'
  | 'hidden-row'
  | 'hidden-column'
  | 'sheet-choice'
  | 'nul-byte'
  | 'formula-error'
  | 'lost-digits'
  | 'forbidden-value'
  | 'row-count'
  | 'coordinate-system'
  | 'required-value'
  | 'incorrect-label'
  | 'duplicate-row'
  | 'primary-key'

export type Fault = {
  code: FaultCode
  /** An error stands in the way of publishing; a warning was put right or can be lived with, and is better mended at the source. */
  severity: 'error' | 'warning'
  /** The first row it is in, counted from 1 as a spreadsheet counts, the heading and blank rows included. */
  row: number | null
  /** The column's heading, or “column 3” where it has none. */
  column: string | null
  /** The shape of the first such cell: letters as A and a, figures as 9. The cell itself is never repeated. */
  value: string | null
  /** How often it was met. */
  count: number
  /** The first rows it was met in. */
  rows: number[]
  message: string
  remedy: string
}

type NewFault = Pick<Fault, 'code' | 'severity' | 'message' | 'remedy'> &
  Partial<Pick<Fault, 'column' | 'value' | 'rows' | 'count'>>

export function makeFault({ column = null, value = null, rows = [], count, ...rest }: NewFault): Fault {
  return {
    code: rest.code,
    severity: rest.severity,
    row: rows[0] ?? null,
    column,
    value: value === null ? null : maskValue(value),
    count: count ?? Math.max(1, rows.length),
    rows: rows.slice(0, 5),
    message: rest.message,
    remedy: rest.remedy,
  }
}

/** The shape of a cell without what it says: `Mrs A. Example` is `Aaa A. Aaaaaaa`. */
function maskValue(text: string): string {
  const shown = text.length > 40 ? `${text.slice(0, 39)}…` : text
  return shown
    .replaceAll(/\p{Lu}/gu, 'A')
    .replaceAll(/\p{Ll}/gu, 'a')
    .replaceAll(/\p{Nd}/gu, '9')
    .replaceAll(/[\r\n\t]+/g, ' ')
}
