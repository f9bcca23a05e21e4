import type { DuckDBAppender } from '@duckdb/node-api'
import { canonicalCell, suppressedToken } from '../ingest/canonical-cell.ts'
import { mostTokens, type ColumnProfile } from '../ingest/column-profile.ts'
import type { TypeDecision } from '../ingest/column-type.ts'
import { redactedToken } from '../ingest/redacted-phrase.ts'
import { literal, type Duck } from './duck.ts'
import { plainCell, uniformCell } from './plain-cells.ts'
import type { Figures } from './plain-numbers.ts'
import { cellOf, type RawTable } from './raw-table.ts'

/** How one column is worked out in SQL: expressions over the raw table, and the table to join, if any. */
export type CellSql = {
  /** Canonical text: plain figures, ISO days, `true`, words; or a date. */
  value: string
  /** `REDACTED` or `[c]` beside a value that is null; null where no cell of the column has one. */
  marker: string | null
  /** True where the cell does not fit; null where every one does. */
  faulty: string | null
  join: string
  /** Of numbers that are taken as they stand: how wide they are, where that is known */
  figures: Figures | null
}

type Translation = { raw: string; value: string | null; marker: string | null; faulty: boolean }
/** So many cells are written into the statement itself; more go to a table. */
const mostInline = 200

/** The SQL of one column (from 0). */
export async function cellSql(
  duck: Duck,
  source: RawTable,
  index: number,
  profile: ColumnProfile,
  decision: TypeDecision,
): Promise<CellSql> {
  const { type } = decision
  const table = source.distinct(index) ?? 'raw'
  const cell = cellOf(source, index)
  const figures = source.figures(index)
  const known = knownCells(profile, decision)
  if (known !== null && type === 'string') return inline(cell, type, cell, known)
  if (known !== null) {
    const isKnown = known.length === 0 ? 'false' : `${cell} in (${listOf(known)})`
    const uniform = await uniformCell(duck, table, cell, isKnown, profile, decision, figures !== null)
    if (uniform !== null) return { ...inline(cell, type, uniform, known), figures }
  }
  const plain = plainCell(cell, decision)
  const rest = plain === null ? `${cell} is not null` : `${cell} is not null and (${plain}) is null`
  const stream = await duck.connection.stream(
    `select distinct ${cell} from ${table} where ${rest} order by 1`,
  )
  const few: Translation[] = []
  let many: { name: string; appender: DuckDBAppender } | null = null
  const other = plain ?? (type === 'string' ? cell : 'null')
  for await (const chunk of stream.yieldRows()) {
    for (const [raw] of chunk) {
      if (typeof raw !== 'string') continue
      const made = translate(raw, profile, decision)
      if (type === 'string' && made.value === raw) continue
      few.push(made)
    }
    if (few.length <= mostInline) continue
    many ??= await startTable(duck, index)
    for (const made of few.splice(0)) appendTranslation(many.appender, made)
  }
  if (many === null) return inline(cell, type, other, few)
  for (const made of few) appendTranslation(many.appender, made)
  many.appender.closeSync()
  return {
    value: `case when ${many.name}.raw is null then ${other} else ${many.name}.value end`,
    marker: type === 'string' ? null : `${many.name}.marker`,
    faulty: `coalesce(${many.name}.faulty, false)`,
    join: `left join ${many.name} on ${many.name}.raw = ${cell}`,
    figures: null,
  }
}

function translate(raw: string, profile: ColumnProfile, decision: TypeDecision): Translation {
  const { value, marker, faulty } = canonicalCell(raw, profile.title, decision)
  const { expected } = profile
  // In a column of words the marker stands in the value's place.
  if (decision.type === 'string' && marker !== null) return { raw, value: marker, marker: null, faulty }
  if (expected?.values === undefined || value === null) return { raw, value, marker, faulty }
  const listed = expected.values.find((one) => one.toLowerCase() === value.toLowerCase())
  return { raw, value: listed ?? null, marker, faulty: faulty || listed === undefined }
}

/** The tokens of a column, where the check kept each of them and no cell is a misfit; null where they must be looked for. */
function knownCells(profile: ColumnProfile, decision: TypeDecision): Translation[] | null {
  if (profile.expected?.values !== undefined) return null
  if (profile.count('formula-error', ...decision.misfits) > 0) return null
  const words = decision.type === 'string'
  if (words && profile.count('scientific') > 0) return null
  const counted = [...profile.redactions.values(), ...profile.tokens.values()].reduce(
    (sum, { count }) => sum + count,
    0,
  )
  const special = profile.count('missing', 'soft-missing', 'suppressed', 'star', 'redacted')
  if (counted !== special || profile.redactions.size >= mostTokens) return null
  return [...profile.tokens.keys(), ...profile.redactions.keys()]
    .map((raw) => translate(raw, profile, decision))
    .filter(({ raw, value }) => !words || value !== raw)
}

const listOf = (some: readonly Translation[]): string => some.map(({ raw }) => literal(raw)).join(', ')

function inline(cell: string, type: TypeDecision['type'], other: string, cells: Translation[]): CellSql {
  const byValue = [...Map.groupBy(cells, ({ value }) => value)]
  const whens = byValue.map(
    ([value, some]) => `when ${cell} in (${listOf(some)}) then ${value === null ? 'null' : literal(value)}`,
  )
  const value = whens.length === 0 ? other : `case ${whens.join(' ')} else ${other} end`
  const markers = [redactedToken, suppressedToken].flatMap((marker) => {
    const some = cells.filter((one) => one.marker === marker)
    return some.length === 0 ? [] : [`when ${cell} in (${listOf(some)}) then ${literal(marker)}`]
  })
  const wrong = cells.filter((one) => one.faulty)
  return {
    value,
    marker: type === 'string' || markers.length === 0 ? null : `case ${markers.join(' ')} end`,
    faulty: wrong.length === 0 ? null : `coalesce(${cell} in (${listOf(wrong)}), false)`,
    join: '',
    figures: null,
  }
}

async function startTable(duck: Duck, index: number): Promise<{ name: string; appender: DuckDBAppender }> {
  const name = `translated_c${index}`
  await duck.run(`create temp table ${name} (raw varchar, value varchar, marker varchar, faulty boolean)`)
  return { name, appender: await duck.connection.createAppender(name) }
}

function appendTranslation(appender: DuckDBAppender, { raw, value, marker, faulty }: Translation): void {
  appender.appendVarchar(raw)
  if (value === null) appender.appendNull()
  else appender.appendVarchar(value)
  if (marker === null) appender.appendNull()
  else appender.appendVarchar(marker)
  appender.appendBoolean(faulty)
  appender.endRow()
}
