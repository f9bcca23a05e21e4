import { classifyCell, numberOf, type CellClass } from './cell-class.ts'
import type { ExpectedType } from './column-type.ts'
import { placeNumber, type PlaceNumber } from './place-number.ts'
import { mayBeRedaction, redactedToken, redactionReason, type RedactionReason } from './redacted-phrase.ts'

/** Where a class of cell was met first: enough to point at, never every row. */
export type Seen = {
  count: number
  rows: number[]
  value: string
  /** Where cells were added by the value: those that `rows` are of, as the file writes them */
  cells?: string[]
}

/** Signs in a cell of words that something happened to it before it came here. */
export type TextMark = 'encoded-twice' | 'characters-lost' | 'formula'
const textMarks: readonly (readonly [TextMark, RegExp])[] = [
  // UTF-8 read as Windows-1252 and written as UTF-8 again: £ becomes Â£, ’ becomes â€™, é becomes Ã©.
  ['encoded-twice', /Â[£°½\u00a0]|â€|Ã[\u0080-\u00bf]/],
  ['characters-lost', /\uFFFD/],
  ['formula', /^(?:=|@|\+(?! ?\(?\d))/],
]

const mostRows = 5
/** Distinct tokens, and distinct phrases, that are kept of a column. */
export const mostTokens = 50
const mostRemembered = 4096
/** Strings shorter than this are copied when cut out of a larger text; longer ones would keep all of it in memory. */
const copiedLength = 12

/** Everything one column's cells turned out to be, counted over all rows. */
export class ColumnProfile {
  readonly title: string
  readonly seen = new Map<CellClass | 'redacted', Seen>()
  readonly tokens = new Map<string, { token: string; cell: CellClass; count: number }>()
  readonly redactions = new Map<string, { phrase: string; reason: RedactionReason; count: number }>()
  filled = 0
  spaced = 0
  readonly places = new Map<PlaceNumber, Seen>()
  readonly marks = new Map<TextMark, Seen>()
  /** Of a column whose cells must be filled: the rows where one is not. */
  unfilled: Seen | null = null
  /** Of a column with a list of values: cells that are not in it. */
  unlisted: Seen | null = null
  readonly expected: ExpectedType | undefined
  readonly measured: boolean
  readonly #listed: Set<string> | null
  readonly #remembered = new Map<string, CellClass>()

  /** `measured` sorts numbers by the coordinates they could be. */
  constructor(title: string, measured: boolean, expected?: ExpectedType) {
    this.title = title
    this.expected = expected
    this.#listed =
      expected?.values === undefined ? null : new Set(expected.values.map((value) => value.toLowerCase()))
    this.measured = measured
  }

  add(cell: string, row: number): void {
    const text = cell.trim()
    if (text !== '') this.#count(text, row, 1, null, text.length !== cell.length)
  }

  /** All cells of the column that are `cell`, the first of them in `row`. Values come in the order of their rows. */
  addAll(cell: string, count: number, row: number): void {
    const text = cell.trim()
    if (text !== '') this.#count(text, row, count, cell, text.length !== cell.length)
  }

  /** Cells of one class that nobody has to look at, with the first rows they are in. */
  addKnown(kind: CellClass, { count, rows, value }: Pick<Seen, 'count' | 'rows' | 'value'>): void {
    this.filled += count
    const known = this.seen.get(kind)
    if (known === undefined) this.seen.set(kind, { count, rows: [...rows], value })
    else known.count += count
  }

  #count(text: string, row: number, count: number, cell: string | null, spaced: boolean): void {
    this.filled += count
    if (spaced) this.spaced += count
    // A value that comes once need not be remembered.
    const kind = cell === null ? this.#classify(text) : classifyCell(text)
    if (kind === 'text' && mayBeRedaction.test(text)) {
      const reason = redactionReason(text, this.title)
      if (reason !== null) {
        note(this.seen, 'redacted', row, text, count, cell)
        this.noteRedaction(text, reason, count)
        return
      }
    }
    if (kind === 'text')
      for (const [mark, pattern] of textMarks)
        if (pattern.test(text)) note(this.marks, mark, row, text, count, cell)
    note(this.seen, kind, row, text, count, cell)
    if (
      this.#listed !== null &&
      kind !== 'missing' &&
      kind !== 'star' &&
      !this.#listed.has(text.toLowerCase())
    )
      this.unlisted = noted(this.unlisted, row, text, count, cell)
    if (kind === 'missing' || kind === 'soft-missing' || kind === 'suppressed' || kind === 'star')
      this.#noteToken(text, kind, count)
    if (this.measured && (kind === 'integer' || kind === 'decimal'))
      note(this.places, placeNumber(numberOf(text)), row, text, count, cell)
  }

  /** Told of every cell of a column that must be filled. */
  require(cell: string, row: number): void {
    const text = cell.trim()
    if (text === '' || this.#classify(text) === 'missing')
      this.unfilled = noted(this.unfilled, row, '', 1, null)
  }

  count(...kinds: (CellClass | 'redacted')[]): number {
    return kinds.reduce((sum, kind) => sum + (this.seen.get(kind)?.count ?? 0), 0)
  }

  noteRedaction(text: string, reason: RedactionReason, count: number): void {
    const phrase = this.redactions.has(text) || this.redactions.size < mostTokens ? text : redactedToken
    const known = this.redactions.get(phrase)
    if (known !== undefined) known.count += count
    else this.redactions.set(copy(phrase), { phrase: copy(phrase), reason, count })
  }

  #classify(text: string): CellClass {
    if (text.length > copiedLength) return classifyCell(text)
    const known = this.#remembered.get(text)
    if (known !== undefined) return known
    const kind = classifyCell(text)
    if (this.#remembered.size < mostRemembered) this.#remembered.set(text, kind)
    return kind
  }

  #noteToken(text: string, cell: CellClass, count: number): void {
    const known = this.tokens.get(text)
    if (known !== undefined) known.count += count
    else if (this.tokens.size < mostTokens) this.tokens.set(copy(text), { token: copy(text), cell, count })
  }
}

function note<K>(
  seen: Map<K, Seen>,
  kind: K,
  row: number,
  text: string,
  count: number,
  cell: string | null,
): void {
  const known = seen.get(kind)
  if (known === undefined) seen.set(kind, noted(null, row, text, count, cell))
  else noted(known, row, text, count, cell)
}

function noted(known: Seen | null, row: number, text: string, count: number, cell: string | null): Seen {
  if (known === null) {
    const value = copy(text.slice(0, 80))
    return { count, rows: [row], value, ...(cell === null ? {} : { cells: [cell] }) }
  }
  known.count += count
  if (known.rows.length < mostRows) {
    known.rows.push(row)
    if (cell !== null) known.cells?.push(cell)
  }
  return known
}

/** A string that does not keep the text it was cut from. */
function copy(text: string): string {
  return Buffer.from(text, 'utf16le').toString('utf16le')
}
