import { compareReleases, type Leak } from './compare-releases.ts'
import { addAllTotals, makeCountTable, readKeys, type CountRow } from './count-table.ts'
import { failsPercentRule, isDominated } from './disclosure-rules.ts'
import { roundToBase, roundTable } from './round-counts.ts'
import { suppressCounts } from './suppress-counts.ts'

export type TextTable = { headings: readonly string[]; rows: readonly (readonly string[])[] }

export type ProtectOptions = {
  /** The heading of the counts, and those of the columns that group them */
  count: string
  by: readonly string[]
  /** Further headings whose cells go with their count: rates and shares that would give it back */
  also?: readonly string[]
  /** Headings of the largest and the second largest contribution to each amount: what they make up most of is suppressed too */
  largest?: readonly string[]
  threshold?: number
  /** `file`: readers know the totals that stand in the table; `all`: every total over the grouping columns, from elsewhere */
  totals?: 'file' | 'all'
  zeros?: 'show' | 'suppress'
  /** Rounds to this base in place of suppressing */
  round?: number
  /** What was published before about the same people and time */
  before?: TextTable
}

export type ProtectedTable = {
  rows: string[][]
  /** Small counts taken out, and counts taken out to cover them */
  small: number
  covers: number
  /** Small counts that can still be worked out, and what an earlier release gives away */
  exposed: number
  leaks: Leak[]
  /** What was done and what is left to do, for the publisher and for the notes of the dataset */
  sentences: string[]
  dictionary: { shorthand: string; meaning: string }[]
}

/** The shorthand of the Government Statistical Service for what is confidential: never a 0, never an empty cell. */
const confidential = '[c]'

/** The columns named in the options that the table does not have. */
export const missingColumns = (
  { headings }: TextTable,
  { count, by, also = [], largest = [] }: ProtectOptions,
): string[] => [count, ...by, ...also, ...largest].filter((name) => !headings.includes(name))

type Counted = CountRow & { at: number | null }

/** A table of counts with small ones suppressed or all rounded; null where two rows have the same groups. */
export function protectRows(table: TextTable, options: ProtectOptions): ProtectedTable | null {
  const counted = readCounts(table, options)
  if (counted === null) return null
  const rows = table.rows.map((row) => [...row])
  return options.round === undefined
    ? suppressRows(table, rows, counted, options)
    : roundRows(table, rows, counted, options, options.round)
}

const columnsOf = ({ headings }: TextTable, names: readonly string[]): number[] =>
  names.map((name) => headings.indexOf(name))

const wholeNumber = (text: string): number | null =>
  /^\d{1,3}(?:,\d{3})+$|^\d+$/.test(text.trim()) ? Number(text.replaceAll(',', '')) : null

function readCounts(table: TextTable, { count, by }: ProtectOptions): Counted[] | null {
  const groups = columnsOf(table, by)
  const [column = -1] = columnsOf(table, [count])
  const seen = new Set<string>()
  const made: Counted[] = []
  for (const [at, row] of table.rows.entries()) {
    const value = wholeNumber(row[column] ?? '')
    if (value === null) continue
    const keys = readKeys(groups.map((each) => row[each] ?? ''))
    const key = JSON.stringify(keys)
    if (seen.has(key)) return null
    seen.add(key)
    made.push({ keys, count: value, at })
  }
  return made
}

function suppressRows(
  table: TextTable,
  rows: string[][],
  counted: Counted[],
  options: ProtectOptions,
): ProtectedTable {
  const {
    count,
    by,
    also = [],
    largest = [],
    threshold = 5,
    totals = 'file',
    zeros = 'show',
    before,
  } = options
  const all: CountRow[] = totals === 'all' ? addAllTotals(counted) : counted
  const fixed = new Set(all.flatMap((_, place) => (place >= counted.length ? [place] : [])))
  const counts = makeCountTable(all)
  const sensitive = findDominated(table, counted, largest)
  const { cells, exposed } = suppressCounts(counts, { threshold, zeros, fixed, sensitive })
  const gone = columnsOf(table, [count, ...also, ...largest])
  for (const [place, { at }] of counted.entries())
    if (cells[place] !== null && at !== null)
      for (const column of gone) if (rows[at] !== undefined) rows[at][column] = confidential
  const leaks =
    before === undefined
      ? []
      : compareReleases(counts, cells, readBefore(before, all, count, by), { threshold, zeros })
  const small = cells.filter((cell) => cell === 'primary').length
  const covers = cells.filter((cell) => cell === 'secondary').length
  const meaning = `Left out so that nobody can be recognised: a count below ${threshold}, or one from which such a count could be worked out.`
  return {
    rows,
    small,
    covers,
    exposed: exposed.length,
    leaks,
    dictionary: small === 0 ? [] : [{ shorthand: confidential, meaning }],
    sentences: [
      small === 0
        ? `No count is between ${zeros === 'suppress' ? 0 : 1} and ${threshold - 1}: nothing is suppressed.`
        : `${say(small, 'count')} below ${threshold}${largest.length > 0 ? ' or dominated by one contributor' : ''} ${small === 1 ? 'is' : 'are'} suppressed, and ${say(covers, 'further count')}, so that totals do not give ${small === 1 ? 'it' : 'them'} back. All say ${confidential}.`,
      ...(zeros === 'show' && small > 0
        ? ['Zeros are published: use the policy “suppress” where a zero tells of everybody in a group.']
        : []),
      ...(exposed.length === 0
        ? []
        : [
            `${say(exposed.length, 'small count')} can still be worked out from totals published elsewhere: join categories.`,
          ]),
      ...(leaks.length === 0
        ? []
        : [`The earlier release gives ${say(leaks.length, 'count')} away together with this one.`]),
      ...leftNumbers(table, options, counted.length),
    ],
  }
}

/** Amounts that one contributor dominates, or that tell the second largest of the largest. */
function findDominated(table: TextTable, counted: readonly Counted[], largest: readonly string[]): number[] {
  if (largest.length === 0) return []
  const columns = columnsOf(table, largest)
  return counted.flatMap(({ at, count }, place) => {
    const known = columns.map(
      (column) => Number((table.rows[at ?? -1]?.[column] ?? '').replaceAll(',', '')) || 0,
    )
    const least = Math.min(...known)
    if (least <= 0) return []
    // Nobody among the rest is larger than the least of those that are named.
    const rest = Math.max(0, count - known.reduce((sum, each) => sum + each, 0))
    const others = Math.min(1000, Math.ceil(rest / least))
    const all = [...known, ...Array.from({ length: others }, () => rest / others)]
    return isDominated(all) || failsPercentRule(all) ? [place] : []
  })
}

/** Numbers beside the count that may give it back, and rows that were not counts. */
function leftNumbers(
  table: TextTable,
  { count, by, also = [], largest = [] }: ProtectOptions,
  counted: number,
): string[] {
  const named = new Set([count, ...by, ...also, ...largest])
  const others = table.headings.filter(
    (heading, column) =>
      !named.has(heading) &&
      table.rows.length > 0 &&
      table.rows.every(
        (row) => /^-?[\d,]*\.?\d+%?$/.test((row[column] ?? '').trim()) || (row[column] ?? '').trim() === '',
      ),
  )
  const left = table.rows.length - counted
  return [
    ...(others.length === 0
      ? []
      : [
          `${others.map((each) => `“${each}”`).join(', ')} ${others.length === 1 ? 'also holds' : 'also hold'} numbers: where made from “${count}”, suppress them in the same rows.`,
        ]),
    ...(left === 0
      ? []
      : [
          `${say(left, 'row')} without a whole number in “${count}” ${left === 1 ? 'was' : 'were'} left as ${left === 1 ? 'it is' : 'they are'}.`,
        ]),
  ]
}

const say = (number: number, what: string): string =>
  `${number.toLocaleString('en-GB')} ${what}${number === 1 ? '' : 's'}`

function readBefore(
  before: TextTable,
  all: readonly CountRow[],
  count: string,
  by: readonly string[],
): (number | null | undefined)[] {
  const groups = columnsOf(before, by)
  const [column = -1] = columnsOf(before, [count])
  const published = new Map(
    before.rows.map((row) => [
      JSON.stringify(readKeys(groups.map((each) => row[each] ?? ''))),
      wholeNumber(row[column] ?? ''),
    ]),
  )
  return all.map(({ keys }) => published.get(JSON.stringify(keys)))
}

/** Rounded so that parts add up where there are at most two grouping columns; else each count by itself, and said. */
function roundRows(
  table: TextTable,
  rows: string[][],
  counted: Counted[],
  options: ProtectOptions,
  base: number,
): ProtectedTable {
  const [column = -1] = columnsOf(table, [options.count])
  const rounded = options.by.length <= 2 ? roundTogether(counted, base) : null
  for (const { keys, count, at } of counted)
    if (at !== null && rows[at] !== undefined)
      rows[at][column] = String(rounded?.get(JSON.stringify(keys)) ?? roundToBase(count, base))
  return {
    rows,
    small: 0,
    covers: 0,
    exposed: 0,
    leaks: [],
    dictionary: [],
    sentences: [
      rounded === null
        ? `Counts are rounded to the nearest ${base}, each by itself: they may not add up to their totals.`
        : `Counts are rounded to a multiple of ${base}, so that they add up to their rounded totals.`,
      ...leftNumbers(table, options, counted.length),
    ],
  }
}

function roundTogether(counted: readonly Counted[], base: number): Map<string, number> {
  const leaves = counted.filter(({ keys }) => keys.every((key) => key !== null))
  const firsts = [...new Set(leaves.map(({ keys }) => keys[0] ?? ''))]
  const seconds = [...new Set(leaves.map(({ keys }) => keys[1] ?? ''))]
  const known = new Map(leaves.map(({ keys, count }) => [JSON.stringify([keys[0], keys[1] ?? '']), count]))
  const { cells, rows, columns, total } = roundTable(
    firsts.map((one) => seconds.map((two) => known.get(JSON.stringify([one, two])) ?? 0)),
    base,
  )
  const single = counted[0]?.keys.length === 1
  const made = new Map<string, number>()
  const put = (keys: (string | null)[], value: number): void => void made.set(JSON.stringify(keys), value)
  for (const [at, one] of firsts.entries()) {
    if (single) put([one], rows[at] ?? 0)
    else {
      put([one, null], rows[at] ?? 0)
      for (const [next, two] of seconds.entries()) put([one, two], cells[at]?.[next] ?? 0)
    }
  }
  if (single) put([null], total)
  else {
    for (const [next, two] of seconds.entries()) put([null, two], columns[next] ?? 0)
    put([null, null], total)
  }
  return made
}
