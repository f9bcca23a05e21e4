import type { DatasetVersion, TableQuery } from '../../../datasets/index.ts'
import { emptyQuery, fileHref, isExploring, type TablePlace } from './table-address.ts'

/** Calls that can be copied, for exactly the state shown and for common wishes. No key is needed. */
export function apiExamples(
  linkTo: (path: string) => string,
  place: TablePlace,
  query: TableQuery,
  version: DatasetVersion,
): { title: string; call: string }[] {
  const call = (path: string) => `curl '${linkTo(path).replaceAll("'", '%27')}'`
  const text = version.columns.find(({ type, statistics }) => type === 'string' && statistics.least !== null)
  const number = version.columns.find(({ type }) => type === 'integer' || type === 'number')
  const filtered: TableQuery = {
    ...emptyQuery,
    filters:
      text === undefined
        ? []
        : [{ column: text.name, operator: 'exact', value: text.statistics.least ?? '' }],
    sort: number === undefined ? null : { column: number.name, descending: true },
  }
  const totals: TableQuery | null =
    text === undefined || number === undefined
      ? null
      : {
          ...emptyQuery,
          group: { by: [text.name], measures: [{ column: number.name, measure: 'sum' }] },
        }
  const exploring = isExploring(query)
  return [
    {
      title: exploring
        ? 'Exactly the rows above, a page at a time'
        : 'The first 100 rows, and where the next are',
      call: call(fileHref(place, query, 'json', { limit: '100' })),
    },
    {
      title: exploring ? 'Exactly the rows above, all of them' : 'Every row as CSV',
      call: call(fileHref(place, query, 'csv')),
    },
    ...(exploring ? [] : [{ title: 'Filtered and sorted', call: call(fileHref(place, filtered, 'json')) }]),
    ...(exploring || totals === null
      ? []
      : [{ title: 'Totals', call: call(fileHref(place, totals, 'json')) }]),
  ]
}
