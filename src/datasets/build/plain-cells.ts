import type { CellClass } from '../ingest/cell-class.ts'
import type { ColumnProfile } from '../ingest/column-profile.ts'
import type { TypeDecision } from '../ingest/column-type.ts'
import { literal, type Duck } from './duck.ts'

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
  const slashed = slashedDay(cell, decision)
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

/** `30/04/2025` as `2025-04-30`, whatever sign stands between. */
function slashedDay(cell: string, decision: TypeDecision): string {
  const [day, month] = isMonthFirst(decision) ? [4, 1] : [1, 4]
  return `${cell}[7:10] || '-' || ${cell}[${month}:${month + 1}] || '-' || ${cell}[${day}:${day + 1}]`
}

const isMonthFirst = ({ monthFirst, format }: TypeDecision): boolean =>
  monthFirst || format?.startsWith('%m') === true

/** Coordinates outside these are no plain cells: see place-number.ts. */
function placeLimits(kind: TypeDecision['kind']): string | null {
  if (kind === 'longitude') return '-9.5 and 2.5'
  if (kind === 'latitude') return '49 and 61.5'
  return kind === 'easting' || kind === 'northing' ? '1000 and 1300000' : null
}

/** Tokens among the cells: they are written out beside whatever the others become. */
const tokens = ['missing', 'soft-missing', 'suppressed', 'star', 'redacted'] as const
const slashedDays = ['date-day-first', 'date-month-first', 'date-either', 'date-same'] as const

/**
 * The SQL of a column in which, by the check's own count, every cell but tokens is written in one plain way: then
 * none has to be looked at again: canonical text, or what casts to it. Null where that is not so. `table` has the cells; `known` is SQL that is true for
 * tokens. `areNumbers` where integers and decimals are known to be plain ones.
 */
export async function uniformCell(
  duck: Duck,
  table: string,
  cell: string,
  known: string,
  profile: ColumnProfile,
  decision: TypeDecision,
  areNumbers: boolean,
): Promise<string | null> {
  const { type, kind } = decision
  if (profile.expected?.values !== undefined) return null
  const only = (...kinds: (CellClass | 'redacted')[]): boolean =>
    kinds.every((one) => !decision.misfits.includes(one)) &&
    profile.count(...kinds, ...tokens) === profile.filled
  const stray = async (where: string): Promise<boolean> =>
    (
      await duck.rows(
        `select 1 from ${table} where ${cell} is not null and not (${known}) and (${where}) limit 1`,
      )
    ).length > 0
  if (areNumbers && type === 'integer' && only('integer')) return cell
  if (areNumbers && type === 'number' && only('integer', 'decimal')) return cell
  if (type === 'integer' && only('integer'))
    return (await stray(`try_cast(${cell} as bigint) is null`)) ? null : cell
  if (type === 'number' && kind !== 'percentage' && only('integer', 'decimal')) {
    if (placeLimits(kind) !== null && !isOnePlace(profile, decision)) return null
    // Whether it is written as a number at all: to ask a wide decimal takes a hundred times as long.
    return (await stray(`try_cast(${cell} as double) is null`)) ? null : cell
  }
  if (type !== 'date') return null
  if (only('date-iso')) return (await stray(`try_cast(${cell} as date) is null`)) ? null : cell
  if (!only(...slashedDays.filter((one) => !decision.misfits.includes(one)))) return null
  // A third of the time that it takes to cut each day up.
  const format = literal(isMonthFirst(decision) ? '%m/%d/%Y' : '%d/%m/%Y')
  if (!(await stray(`length(${cell}) <> 10 or try_strptime(${cell}, ${format}) is null`)))
    return `cast(strptime(${cell}, ${format}) as date)`
  const day = slashedDay(cell, decision)
  return (await stray(`length(${cell}) <> 10 or try_cast(${day} as date) is null`)) ? null : day
}

function isOnePlace({ places }: ColumnProfile, { kind }: TypeDecision): boolean {
  const place = kind === 'longitude' || kind === 'latitude' ? kind : 'metres'
  return [...places.keys()].every((one) => one === place)
}
