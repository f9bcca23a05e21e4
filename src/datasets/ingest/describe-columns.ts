import { redactedToken } from './redacted-phrase.ts'
import { columnFaults } from './column-faults.ts'
import type { ColumnProfile } from './column-profile.ts'
import { decideType, type ColumnKind, type ColumnType, type DateOrder } from './column-type.ts'
import { coordinateFaults, type Decided } from './coordinate-faults.ts'
import type { Fault } from './fault.ts'
import { nameHeadings } from './headings.ts'
import type { Ledger } from './ledger.ts'
import type { TableProfile } from './profile-table.ts'

export type Column = {
  name: string
  title: string
  /** Counted from 1 in the file as it came. */
  position: number
  type: ColumnType
  kind?: ColumnKind
  format?: string
  /** Where days could be read both ways: how they might be written. The type is `string` until someone says. */
  formats?: string[]
  filled: number
  missing: number
  redacted: number
  suppressed: number
}

export type Described = {
  decided: Decided[]
  columns: Column[]
  faults: Fault[]
  ledger: Pick<Ledger, 'redacted' | 'missing' | 'suppressed'>
}

/** The columns that have a heading or a filled cell, each with its type, and what does not fit it. */
export function describeColumns(profile: TableProfile, dates: DateOrder | undefined): Described {
  const decided: Decided[] = []
  const described: Described = {
    decided,
    columns: [],
    faults: [],
    ledger: { redacted: [], missing: [], suppressed: [] },
  }
  const titles = profile.profiles.map((_, index) => profile.headings[index] ?? '')
  for (const heading of nameHeadings(titles)) {
    const column = profile.profiles[heading.position - 1]
    if (column === undefined || (heading.title === '' && column.filled === 0)) continue
    const decision = decideType(column, dates)
    const typed = decision.type !== 'string'
    settleStars(column, typed)
    const made: Column = {
      ...heading,
      type: decision.type,
      ...(decision.kind === undefined ? {} : { kind: decision.kind }),
      ...(decision.format === undefined ? {} : { format: decision.format }),
      ...(decision.ambiguous ? { formats: ['%d/%m/%Y', '%m/%d/%Y'] } : {}),
      filled: column.filled,
      missing: column.count('missing') + (typed ? column.count('soft-missing') : 0),
      redacted: [...column.redactions.values()].reduce((sum, { count }) => sum + count, 0),
      suppressed: typed ? column.count('suppressed', 'star') : 0,
    }
    described.columns.push(made)
    decided.push({ profile: column, decision, column: made })
    noteTokens(described.ledger, column, made)
  }
  for (const { profile: cells, decision, column } of decided)
    described.faults.push(...columnFaults(cells, decision, column.title || `column ${column.position}`))
  described.faults.push(...coordinateFaults(decided))
  return described
}

/** A lone star hides a small number among numbers, and a name among names. */
function settleStars(column: ColumnProfile, typed: boolean): void {
  const stars = column.seen.get('star')
  if (stars === undefined || typed) return
  column.noteRedaction('*', 'not stated', stars.count)
  column.tokens.delete('*')
}

function noteTokens(ledger: Described['ledger'], cells: ColumnProfile, column: Column): void {
  const name = column.title || column.name
  for (const { phrase, reason, count } of cells.redactions.values())
    ledger.redacted.push({ column: name, phrase, reason, token: redactedToken, count })
  const typed = column.type !== 'string'
  for (const { token, cell, count } of cells.tokens.values()) {
    if (cell === 'missing' || (cell === 'soft-missing' && typed))
      ledger.missing.push({ column: name, token, count })
    else if ((cell === 'suppressed' || cell === 'star') && typed)
      ledger.suppressed.push({ column: name, token, count })
  }
}
