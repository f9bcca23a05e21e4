import { invalidField, readRecords, toResource } from '../../../../catalogue/index.ts'
import type { ActionContext } from './action.ts'
import { textOf, wholeOf, type Parameters } from './parameters.ts'

const fields = ['name', 'description', 'url', 'format', 'id', 'hash'] as const

/** Resources any of whose named parts holds the words given; every `query` must match. */
export async function searchResources(
  { services, source }: ActionContext,
  given: Parameters,
): Promise<unknown> {
  const queries = [given['query'] ?? []].flat().map(String)
  if (queries.length === 0) throw invalidField('query', 'Missing value')
  const wanted = queries.map((query) => {
    const colon = query.indexOf(':')
    const field = fields.find((each) => each === query.slice(0, colon))
    if (field === undefined)
      throw invalidField('query', `Must be one of ${fields.join(', ')}, a colon and words`)
    return {
      field,
      words: query
        .slice(colon + 1)
        .trim()
        .toLowerCase(),
    }
  })
  const { records } = await readRecords(services.database.reader, source, { start: 0, rows: 10_000 })
  const found = records.flatMap((record) =>
    record.distributions
      .map((distribution, position) => toResource(record, distribution, position))
      .filter((resource) =>
        wanted.every(({ field, words }) => {
          const value = resource[field]
          return typeof value === 'string' && value.toLowerCase().includes(words)
        }),
      ),
  )
  const start = wholeOf(given, 'offset', 0, 1e9)
  const rows = textOf(given, 'limit') === null ? found.length : wholeOf(given, 'limit', 100, 10_000)
  return { count: found.length, results: found.slice(start, start + rows) }
}
