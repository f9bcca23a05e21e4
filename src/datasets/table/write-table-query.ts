import { writeMeasure } from './read-totals.ts'
import { ownParameters, usualRows, type TableQuery } from './table-query.ts'

const own = new Set<string>(ownParameters)

/** The query as an address holds it: `readTableQuery` of the answer, with the same `reserved`, gives the query again. */
export function writeTableQuery(query: TableQuery, reserved: readonly string[] = []): URLSearchParams {
  const params = new URLSearchParams()
  for (const { column, operator, value } of query.filters) {
    const plain = operator === 'exact' && !own.has(column) && !reserved.includes(column)
    params.append(plain ? column : `${column}__${operator}`, value)
  }
  if (query.search !== null) params.set('q', query.search)
  if (query.sort !== null) params.set('sort', `${query.sort.descending ? '-' : ''}${query.sort.column}`)
  if (query.fields !== null) params.set('fields', query.fields.join(','))
  if (query.facets.length > 0) params.set('facet', query.facets.join(','))
  if (query.group !== null) {
    if (query.group.by.length > 0) params.set('group', query.group.by.join(','))
    params.set('measure', query.group.measures.map(writeMeasure).join(','))
  }
  if (query.limit !== usualRows) params.set('limit', String(query.limit))
  if (query.next !== null) params.set('next', query.next)
  return params
}
