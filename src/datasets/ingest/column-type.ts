import type { CellClass } from './cell-class.ts'
import type { ColumnProfile } from './column-profile.ts'
import { columnHints, type ColumnHint } from './column-hints.ts'

/** Types are those of Table Schema (datapackage.org/standard/table-schema). */
export type ColumnType = 'string' | 'integer' | 'number' | 'boolean' | 'date' | 'datetime'
/** What a column is about, beyond its type. */
export type ColumnKind =
  | 'money'
  | 'percentage'
  | 'uprn'
  | 'postcode'
  | 'code'
  | 'uri'
  | 'easting'
  | 'northing'
  | 'longitude'
  | 'latitude'

export type TypeDecision = {
  type: ColumnType
  kind?: ColumnKind
  /** How days are written in the file, where the type is `date` or `datetime`: `%Y-%m-%d` unless it says otherwise. */
  format?: string
  /** Days that could be read both ways, and nothing in the column tells: the publisher must say. */
  ambiguous: boolean
  monthFirst: boolean
  /** Classes of cell that do not fit the type. */
  misfits: (CellClass | 'redacted')[]
  nothing: boolean
}

/** What the contract says of a column: its type is then the likely one, whatever the heading suggests. */
export type ExpectedType = { type: ColumnType; kind?: ColumnKind; required?: boolean; values?: string[] }
/** Given the headings of a file, what each column is expected to be; nothing where it is unknown. */
export type ExpectedColumns = (headings: readonly string[]) => (ExpectedType | undefined)[]

export const typeWords: Record<ColumnType, string> = {
  string: 'text',
  integer: 'whole numbers',
  number: 'numbers',
  boolean: 'yes or no',
  date: 'days',
  datetime: 'days and times',
}

/** True where values so decided can stand in a column of `type` as they are. */
export function fitsType(type: ColumnType, decision: TypeDecision): boolean {
  if (decision.nothing || type === decision.type) return true
  return (
    (type === 'number' && decision.type === 'integer') || (type === 'datetime' && decision.type === 'date')
  )
}

export type DateOrder = 'day-first' | 'month-first'

const numbers: CellClass[] = [
  'integer',
  'decimal',
  'grouped',
  'grouped-integer',
  'money',
  'bracketed',
  'scientific',
]
const days: CellClass[] = [
  'date-iso',
  'date-day-first',
  'date-month-first',
  'date-either',
  'date-same',
  'date-named',
]
const times: CellClass[] = [
  'datetime-iso',
  'datetime-day-first',
  'datetime-month-first',
  'datetime-either',
  'datetime-same',
  'datetime-midnight',
]
const all: CellClass[] = [
  ...numbers,
  ...days,
  ...times,
  ...([
    'percentage',
    'leading-zero',
    'long-integer',
    'boolean',
    'postcode',
    'postcode-part',
    'uri',
    'text',
  ] satisfies CellClass[]),
]

/**
 * Decides a column's type from the count of every cell. A type holds where all cells fit but one in ten, or but half
 * where the heading says the same; the rest are faults. What might lose something (a leading zero, a sixteenth
 * figure) stays text.
 */
export function decideType(profile: ColumnProfile, order: DateOrder | undefined): TypeDecision {
  const hints = columnHints(profile.title)
  const { expected } = profile
  if (expected !== undefined) expect(hints, expected)
  const total = profile.count(...all)
  const text: TypeDecision = {
    type: 'string',
    ambiguous: false,
    monthFirst: false,
    misfits: [],
    nothing: total === 0,
  }
  if (total === 0) return text
  if (expected?.type === 'string') return decideText(profile, expected, text)
  const share = (...kinds: CellClass[]): number => profile.count(...kinds) / total
  const holds = (part: number, hint: boolean): boolean => part >= (hint ? 0.5 : 0.9)
  if (hints.has('uprn') && holds(share('integer', 'leading-zero', 'scientific'), true))
    return { ...text, kind: 'uprn', misfits: uprnMisfits }
  if (holds(share(...days, ...times), hints.has('date'))) return decideDate(profile, order, text)
  if (share('boolean') === 1) return { ...text, type: 'boolean' }
  if (holds(share('percentage', ...numbers), hints.has('number')) && share('percentage') >= 0.5)
    return { ...text, type: 'number', kind: 'percentage', misfits: except('percentage') }
  if (
    profile.count('leading-zero', 'long-integer') === 0 ||
    profile.count('decimal', 'money', 'grouped') > 0
  ) {
    const part = share(...numbers)
    // A reference with one that is no number is text altogether; an amount with one is a mistake.
    const reference = hints.has('reference') && !hints.has('money')
    if (reference ? part === 1 : holds(part, hints.has('number'))) return decideNumber(profile, hints, text)
    if (reference && part >= 0.5) return { ...text, kind: 'code' }
  }
  if (share('leading-zero', 'long-integer', 'integer') >= 0.9) return { ...text, kind: 'code' }
  if (share('boolean') >= 0.98) return { ...text, type: 'boolean', misfits: except('boolean') }
  const postcodes = share('postcode', ...(hints.has('postcode') ? (['postcode-part'] as const) : []))
  if (holds(postcodes, hints.has('postcode')))
    return { ...text, kind: 'postcode', misfits: hints.has('postcode') ? ['text', ...numbers] : [] }
  return share('uri') >= 0.9 ? { ...text, kind: 'uri' } : text
}

function expect(hints: Set<ColumnHint>, { type, kind }: ExpectedType): void {
  hints.delete('reference')
  if (type === 'date' || type === 'datetime') hints.add('date')
  if (type === 'number' || type === 'integer') hints.add('number')
  if (kind === 'money') hints.add('money')
  if (kind === 'longitude' || kind === 'easting') hints.add('x')
  if (kind === 'latitude' || kind === 'northing') hints.add('y')
}

/** A column of text stays one whatever this file holds: references may happen to be all figures in one month. */
function decideText(profile: ColumnProfile, { kind }: ExpectedType, text: TypeDecision): TypeDecision {
  if (kind === undefined) return text
  if (kind === 'uprn') return { ...text, kind, misfits: uprnMisfits }
  const misfits: CellClass[] =
    kind === 'postcode' && profile.count('postcode') > 0 ? ['text', ...numbers] : []
  return { ...text, kind, misfits }
}

const uprnMisfits: CellClass[] = ['scientific', 'text', 'decimal', 'long-integer']

function except(...fitting: CellClass[]): CellClass[] {
  return all.filter((kind) => !fitting.includes(kind))
}

function decideNumber(profile: ColumnProfile, hints: Set<ColumnHint>, text: TypeDecision): TypeDecision {
  const whole = profile.count('decimal', 'money', 'bracketed', 'grouped', 'scientific') === 0
  const money = profile.count('money') > 0 || (hints.has('money') && !whole)
  const kind = money ? 'money' : coordinateKind(profile, hints)
  return {
    ...text,
    type: whole ? 'integer' : 'number',
    ...(kind === undefined ? {} : { kind }),
    misfits: except(...numbers),
  }
}

/** What the numbers in a column headed as a coordinate mostly are; the odd ones out are faults. */
function coordinateKind(profile: ColumnProfile, hints: Set<ColumnHint>): ColumnKind | undefined {
  if (!hints.has('x') && !hints.has('y')) return undefined
  const [most] = [...profile.places].sort(([, a], [, b]) => b.count - a.count)
  if (most?.[0] === 'longitude' || most?.[0] === 'latitude') return most[0]
  if (most?.[0] === 'metres') return hints.has('x') ? 'easting' : 'northing'
  return undefined
}

function decideDate(profile: ColumnProfile, order: DateOrder | undefined, text: TypeDecision): TypeDecision {
  const first = profile.count('date-day-first', 'datetime-day-first')
  const second = profile.count('date-month-first', 'datetime-month-first')
  const either = profile.count('date-either', 'datetime-either')
  // Midnight, or one o'clock where a system forgot summer time, is no time of day.
  const timed = profile.count(...times) - profile.count('datetime-midnight')
  const type = timed > 0 ? 'datetime' : 'date'
  if (either > 0 && first === 0 && second === 0 && order === undefined) return { ...text, ambiguous: true }
  const monthFirst = order === undefined ? second > first : order === 'month-first'
  const wrong: CellClass[] = monthFirst
    ? ['date-day-first', 'datetime-day-first']
    : ['date-month-first', 'datetime-month-first']
  const slashed = first + second + either + profile.count('date-same', 'datetime-same') > 0
  const day = slashed ? (monthFirst ? '%m/%d/%Y' : '%d/%m/%Y') : '%Y-%m-%d'
  return {
    ...text,
    type,
    format: type === 'datetime' ? `${day} %H:%M:%S` : day,
    monthFirst: monthFirst && second > 0,
    misfits: [...except(...days, ...times), ...wrong],
  }
}
