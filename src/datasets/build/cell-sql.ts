import { DuckDBAppender } from '@duckdb/node-api'
import { canonicalCell, suppressedToken } from '../ingest/canonical-cell.ts'
import { mostTokens, type ColumnProfile } from '../ingest/column-profile.ts'
import type { TypeDecision } from '../ingest/column-type.ts'
import { redactedToken } from '../ingest/redacted-phrase.ts'
import { literal, type Duck } from './duck.ts'

/** How one column is worked out in SQL: expressions over the raw table, and the table to join, if any. */
export type CellSql = {
  /** Canonical text: plain figures, ISO days, `true`, words. */
  value: string
  /** `REDACTED` or `[c]` beside a value that is null; null where no cell of the column has one. */
  marker: string | null
  /** True where the cell does not fit; null where every one does. */
  faulty: string | null
  join: string
}

type Translation = { raw: string; value: string | null; marker: string | null; faulty: boolean }
/** So many cells are written into the statement itself; more go to a table. */
const mostInline = 200

/**
 * What the bulk of plainly written cells become, without asking `canonicalCell` for each. Null for every other cell:
 * those are asked for, one by one. A test holds both to the same answer.
 */
export function plainCell(cell: string, decision: TypeDecision): string | null {
  const { type, kind } = decision
  if ((type === 'number' || type === 'integer') && kind !== 'percentage') {
    const limits = placeLimits(kind)
    const number = `translate(${cell}, '£,', '')`
    const fits = limits === null ? '' : ` and try_cast(${number} as decimal(38, 18)) between ${limits}`
    const plain = `regexp_full_match(${cell}, '${type === 'integer' ? plainInteger : plainDecimal}')`
    return `case when ${plain}${fits} then ${number} end`
  }
  if (type !== 'date' && type !== 'datetime') return null
  const monthFirst = decision.monthFirst || decision.format?.startsWith('%m') === true
  const [day, month] = monthFirst ? [4, 1] : [1, 4]
  const slashed = `${cell}[7:10] || '-' || ${cell}[${month}:${month + 1}] || '-' || ${cell}[${day}:${day + 1}]`
  if (type === 'date')
    return (
      `case when regexp_full_match(${cell}, '[1-9][0-9]{3}-[0-9]{2}-[0-9]{2}') then try_cast(${cell} as date)::varchar ` +
      `when regexp_full_match(${cell}, '[0-9]{2}/[0-9]{2}/[1-9][0-9]{3}') then try_cast(${slashed} as date)::varchar end`
    )
  const clock = '([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]'
  return (
    `case when regexp_full_match(${cell}, '[1-9][0-9]{3}-[0-9]{2}-[0-9]{2}[T ]${clock}Z?') ` +
    `then try_cast(${cell}[1:10] as date)::varchar || 'T' || ${cell}[12:19] ` +
    `when regexp_full_match(${cell}, '[0-9]{2}/[0-9]{2}/[1-9][0-9]{3} ${clock}') ` +
    `then try_cast(${slashed} as date)::varchar || 'T' || ${cell}[12:19] end`
  )
}

const whole = '(0|[1-9][0-9]{0,14})'
const plainInteger = `-?(${whole}|[1-9][0-9]{0,2}(,[0-9]{3}){1,4})`
const plainDecimal = `-?£?(${whole}|[1-9][0-9]{0,2}(,[0-9]{3}){1,4})([.][0-9]{1,18})?`

/** Coordinates outside these are no plain cells: see place-number.ts. */
function placeLimits(kind: TypeDecision['kind']): string | null {
  if (kind === 'longitude') return '-9.5 and 2.5'
  if (kind === 'latitude') return '49 and 61.5'
  return kind === 'easting' || kind === 'northing' ? '1000 and 1300000' : null
}

/** The SQL of one column of the raw table, whose cells are trimmed or null. */
export async function cellSql(
  duck: Duck,
  table: string,
  cell: string,
  profile: ColumnProfile,
  decision: TypeDecision,
): Promise<CellSql> {
  const { type } = decision
  const plain = plainCell(cell, decision)
  const known = type === 'string' ? knownCells(profile, decision) : null
  if (known !== null) return inline(cell, type, cell, known)
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
    many ??= await startTable(duck, cell)
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

/** All that is changed in a column of words, where the check counted each; null where it must be looked for. */
function knownCells(profile: ColumnProfile, decision: TypeDecision): Translation[] | null {
  if (profile.expected?.values !== undefined) return null
  if (profile.count('formula-error', 'scientific', ...decision.misfits) > 0) return null
  const tokens = [...profile.tokens.keys(), ...profile.redactions.keys()]
  const counted = [...profile.redactions.values(), ...profile.tokens.values()].reduce(
    (sum, { count }) => sum + count,
    0,
  )
  const special = profile.count('missing', 'soft-missing', 'suppressed', 'star', 'redacted')
  if (counted !== special || profile.redactions.size >= mostTokens) return null
  return tokens.map((raw) => translate(raw, profile, decision)).filter(({ raw, value }) => value !== raw)
}

function inline(cell: string, type: TypeDecision['type'], other: string, cells: Translation[]): CellSql {
  const list = (some: Translation[]): string => some.map(({ raw }) => literal(raw)).join(', ')
  const byValue = [...Map.groupBy(cells, ({ value }) => value)]
  const whens = byValue.map(
    ([value, some]) => `when ${cell} in (${list(some)}) then ${value === null ? 'null' : literal(value)}`,
  )
  const value = whens.length === 0 ? other : `case ${whens.join(' ')} else ${other} end`
  const markers = [redactedToken, suppressedToken].flatMap((marker) => {
    const some = cells.filter((one) => one.marker === marker)
    return some.length === 0 ? [] : [`when ${cell} in (${list(some)}) then ${literal(marker)}`]
  })
  const wrong = cells.filter((one) => one.faulty)
  return {
    value,
    marker: type === 'string' || markers.length === 0 ? null : `case ${markers.join(' ')} end`,
    faulty: wrong.length === 0 ? null : `coalesce(${cell} in (${list(wrong)}), false)`,
    join: '',
  }
}

async function startTable(duck: Duck, cell: string): Promise<{ name: string; appender: DuckDBAppender }> {
  const name = `translated_${cell}`
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
