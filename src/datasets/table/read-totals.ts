import type { FieldError } from '../../kernel/outcome.ts'
import { unknownName } from './nearest-name.ts'
import {
  measures,
  mostGroupColumns,
  mostMeasures,
  type Measure,
  type QueryColumns,
  type TableQuery,
} from './table-query.ts'

const parts = ['year', 'month', 'day'] as const
export type GroupKey = { column: string; part: (typeof parts)[number] | null }

/** `date:month` → the month of a day; any other name, the column itself. */
export function readGroupKey(key: string): GroupKey {
  const cut = key.lastIndexOf(':')
  const part = cut === -1 ? undefined : parts.find((known) => known === key.slice(cut + 1))
  return part === undefined ? { column: key, part: null } : { column: key.slice(0, cut), part }
}

export function writeMeasure({ column, measure }: Measure): string {
  return column === null ? measure : `${measure}:${column}`
}

export function readGroup(
  columns: QueryColumns,
  keys: string[],
  wanted: string[],
  errors: FieldError[],
): TableQuery['group'] {
  if (keys.length === 0 && wanted.length === 0) return null
  const names = columns.map(({ name }) => name)
  for (const key of keys) {
    const { column, part } = readGroupKey(key)
    const found = columns.find(({ name }) => name === column)
    if (found === undefined) errors.push({ field: 'group', message: unknownName(column, names) })
    else if (part !== null && found.type !== 'date' && found.type !== 'datetime')
      errors.push({ field: 'group', message: `“${column}” holds no days, so it has no ${part}` })
  }
  if (keys.length > mostGroupColumns)
    errors.push({ field: 'group', message: `At most ${mostGroupColumns} columns` })
  if (wanted.length > mostMeasures)
    errors.push({ field: 'measure', message: `At most ${mostMeasures} measures` })
  const found: Measure[] = []
  for (const text of wanted) {
    const measure = readMeasure(columns, text)
    if (typeof measure === 'string') errors.push({ field: 'measure', message: measure })
    else found.push(measure)
  }
  return { by: keys, measures: found.length > 0 ? found : [{ column: null, measure: 'count' }] }
}

function readMeasure(columns: QueryColumns, text: string): Measure | string {
  const cut = text.indexOf(':')
  const word = cut === -1 ? text : text.slice(0, cut)
  const measure = measures.find((known) => known === word)
  if (measure === undefined)
    return `“${word.slice(0, 60)}” is not a measure. There are ${measures.join(', ')}`
  if (cut === -1)
    return measure === 'count'
      ? { column: null, measure }
      : `Say which column: ${measure}:${columns[0]?.name ?? 'column'}`
  const name = text.slice(cut + 1)
  const column = columns.find((one) => one.name === name)
  if (column === undefined)
    return unknownName(
      name,
      columns.map((one) => one.name),
    )
  const summed = measure === 'sum' || measure === 'mean'
  if (summed && column.type !== 'integer' && column.type !== 'number')
    return `“${name}” holds no numbers, so it has no ${measure}`
  return { column: name, measure }
}

/** `date`, `-date`; of totals also `sum:amount` and `-count`. */
export function readSort(
  text: string | null,
  group: TableQuery['group'],
  columns: QueryColumns,
  errors: FieldError[],
): TableQuery['sort'] {
  if (text === null) return null
  const descending = text.startsWith('-')
  const column = descending ? text.slice(1) : text
  const names =
    group === null ? columns.map(({ name }) => name) : [...group.by, ...group.measures.map(writeMeasure)]
  if (names.includes(column)) return { column, descending }
  // What is wrong with the totals was said already.
  if (group !== null && errors.some(({ field }) => field === 'group' || field === 'measure')) return null
  errors.push({
    field: 'sort',
    message:
      group === null
        ? unknownName(column, names)
        : `Totals can be sorted by ${names.join(', ')}, with - before it for the greatest first`,
  })
  return null
}
