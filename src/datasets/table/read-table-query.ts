import { refuseFields, type FieldError } from '../../kernel/outcome.ts'
import { checkFilter } from './filter-value.ts'
import { unknownName } from './nearest-name.ts'
import { readGroup, readSort } from './read-totals.ts'
import {
  filterOperators,
  mostFacets,
  mostFilters,
  mostRows,
  ownParameters,
  usualRows,
  type Filter,
  type FilterOperator,
  type QueryColumns,
  type ReadQuery,
} from './table-query.ts'

const own = new Set<string>(ownParameters)

/**
 * Reads the grammar of `TableQuery` from an address. Parameters given again are all kept, and every filter must hold.
 * Empty ones are passed over, as a form sends what was left blank. `reserved` are parameters the surface itself reads;
 * any other name is refused, with the nearest column named. Each wrong parameter is a field error under its own name.
 */
export function readTableQuery(
  columns: QueryColumns,
  params: URLSearchParams,
  reserved: readonly string[] = [],
): ReadQuery {
  const errors: FieldError[] = []
  const names = columns.map(({ name }) => name)
  const byName = new Map(columns.map((column) => [column.name, column]))
  const filters: Filter[] = []
  for (const [parameter, value] of params) {
    if (own.has(parameter) || reserved.includes(parameter)) continue
    const found = splitParameter(parameter, byName)
    if ('problem' in found) {
      errors.push({ field: parameter, message: found.problem ?? unknownName(parameter, names) })
      continue
    }
    if (value === '') continue
    const column = byName.get(found.column)
    const problem = column === undefined ? null : checkFilter(column, found.operator, value)
    if (problem === null) filters.push({ ...found, value })
    else errors.push({ field: parameter, message: problem })
  }
  if (filters.length > mostFilters)
    errors.push({ field: 'filters', message: `At most ${mostFilters} conditions at once` })

  const columnList = (parameter: string, most: number): string[] => {
    const list = listOf(params, parameter)
    for (const name of list)
      if (!byName.has(name)) errors.push({ field: parameter, message: unknownName(name, names) })
    if (list.length > most) errors.push({ field: parameter, message: `At most ${most} columns` })
    return list.filter((name) => byName.has(name))
  }
  const fields = columnList('fields', columns.length)
  const facets = columnList('facet', mostFacets)
  const group = readGroup(columns, listOf(params, 'group'), listOf(params, 'measure'), errors)
  const sort = readSort(lastOf(params, 'sort'), group, columns, errors)
  const limit = readLimit(lastOf(params, 'limit'), errors)
  const search = params
    .getAll('q')
    .map((words) => words.trim())
    .filter((words) => words !== '')
    .join(' ')
  if (search.length > 500)
    errors.push({ field: 'q', message: 'Search words must be 500 characters or fewer' })
  if (errors.length > 0) return refuseFields(errors)
  return {
    ok: true,
    query: {
      filters,
      search: search === '' ? null : search,
      sort,
      fields: fields.length === 0 ? null : fields,
      facets,
      group,
      limit,
      next: lastOf(params, 'next'),
    },
  }
}

function splitParameter(
  parameter: string,
  byName: ReadonlyMap<string, unknown>,
): { column: string; operator: FilterOperator } | { problem: string | null } {
  if (byName.has(parameter)) return { column: parameter, operator: 'exact' }
  const cut = parameter.lastIndexOf('__')
  if (cut <= 0) return { problem: null }
  const column = parameter.slice(0, cut)
  if (!byName.has(column)) return { problem: null }
  const operator = filterOperators.find((known) => known === parameter.slice(cut + 2))
  if (operator !== undefined) return { column, operator }
  return {
    problem: `“${parameter.slice(cut + 2)}” is not a comparison. There are ${filterOperators.join(', ')}`,
  }
}

function readLimit(text: string | null, errors: FieldError[]): number {
  if (text === null) return usualRows
  const limit = /^\d{1,6}$/.test(text) ? Number(text) : 0
  if (limit >= 1 && limit <= mostRows) return limit
  errors.push({ field: 'limit', message: `This must be a whole number from 1 to ${mostRows}` })
  return usualRows
}

/** Given again or with commas, once each. */
function listOf(params: URLSearchParams, parameter: string): string[] {
  const all = params.getAll(parameter).flatMap((value) => value.split(','))
  return [...new Set(all.map((name) => name.trim()).filter((name) => name !== ''))]
}

function lastOf(params: URLSearchParams, parameter: string): string | null {
  return (
    params
      .getAll(parameter)
      .findLast((value) => value.trim() !== '')
      ?.trim() ?? null
  )
}
