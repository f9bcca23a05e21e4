import { roleOf, type ColumnRole } from '../tables/column-role.ts'

/** Columns by which somebody who knows a person could find their row; empty where rows are not people. */
export type IdentifyingColumns = string[]

/** What neighbours, colleagues and relatives know of somebody (ICO, anonymisation guidance: the motivated intruder), best known first. */
const known: readonly ColumnRole[] = [
  'date-of-birth',
  'age',
  'postcode',
  'home-address',
  'coordinates',
  'trait',
  'place',
]

/** Such columns as say that a row is a person even where no name stands in it. */
const personal: ReadonlySet<ColumnRole> = new Set<ColumnRole>(['date-of-birth', 'age', 'trait'])

const counts =
  /\b(?:counts?|numbers? of|total|percent\w*|rates?|headcount|fte|population|people|persons|children|pupils|cases|sum)\b|%/i

/**
 * The quasi-identifiers of a table, at most four. Rows of a statistic (a column of counts) are groups, not people: none.
 * A table is about people where a column names or describes them: a date of birth, or two traits.
 */
export function chooseIdentifying(
  columns: readonly { name: string; heading: string }[],
  aboutPeople: boolean,
): IdentifyingColumns {
  const roles = columns.map(({ heading }) => roleOf(heading))
  if (columns.some(({ heading }, at) => roles[at] === 'amount' && counts.test(heading))) return []
  const traits = roles.filter((role) => personal.has(role)).length
  if (!aboutPeople && traits < 2) return []
  return known
    .flatMap((role) => columns.filter((_, at) => roles[at] === role))
    .concat(columns.filter(({ heading }) => /\bdate of death\b|\bdeath\b/i.test(heading)))
    .slice(0, 4)
    .map(({ name }) => name)
}
