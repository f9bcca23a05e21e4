import { datastore, invalidField, type DetailedRecord } from '../../../../catalogue/index.ts'
import { checkFilter, queryByOffset, type OffsetPage, type OffsetQuery } from '../../../../datasets/index.ts'
import { ProblemError } from '../../../../kernel/outcome.ts'
import type { PublicServices } from '../../public-services.ts'
import type { ActionContext, Actions } from './action.ts'
import { findResource, findTableRecord } from './find-resource.ts'
import { searchResources } from './search-resources.ts'
import { flagOf, jsonOf, requiredText, textOf, wholeOf, type Parameters } from './parameters.ts'

export const resourceActions: Actions = {
  resource_show: {
    help: 'One resource. id.',
    run: (context, given) => findResource(context, requiredText(given, 'id')),
  },
  resource_search: {
    help: 'Resources that match. query: one or more of name:, description:, url:, format:.',
    run: searchResources,
  },
  datastore_search: {
    help: 'Rows of a table. resource_id, filters, q, fields, sort, limit (at most 32000), offset, include_total, records_format.',
    run: searchRows,
  },
  datastore_info: {
    help: 'The columns of a table. id: that of a resource.',
    run: async (context, given) => {
      const name = requiredText(given, given['id'] === undefined ? 'resource_id' : 'id')
      const record = await findTableRecord(context, name)
      return {
        meta: { id: name, count: record.latest?.rows ?? 0, table_type: 'BASE TABLE', aliases: [record.slug] },
        fields: datastore.datastoreFields(record.columns, false),
      }
    },
  },
}

async function searchRows(context: ActionContext, given: Parameters): Promise<unknown> {
  const name = requiredText(given, given['resource_id'] === undefined ? 'id' : 'resource_id')
  if (flagOf(given, 'distinct', false))
    throw invalidField('distinct', 'Is not offered here: ask for totals at /data instead')
  const format = datastore.recordFormats.find(
    (each) => each === (textOf(given, 'records_format') ?? 'objects'),
  )
  if (format === undefined)
    throw invalidField('records_format', `Must be one of ${datastore.recordFormats.join(', ')}`)
  const record = await findTableRecord(context, name)
  const { query, withId } = readRowQuery(record, given)
  const page = await readRows(context.services, record, query)
  const includeTotal = flagOf(given, 'include_total', true)
  const fields =
    query.fields === null
      ? record.columns
      : query.fields.flatMap((field) => record.columns.find((column) => column.name === field) ?? [])
  return {
    include_total: includeTotal,
    limit: query.limit,
    offset: query.offset,
    q: given['q'] ?? null,
    filters: jsonOf(given, 'filters') ?? {},
    records_format: format,
    resource_id: name,
    total_estimation_threshold: null,
    fields: datastore.datastoreFields(fields, withId),
    records: await datastore.toRecords(page, withId, format),
    _links: pageLinks(given, query),
    ...(includeTotal ? { total: page.count, total_was_estimated: false } : {}),
  }
}

/** The query that parameters of datastore_search ask, and whether rows bear their number. */
export function readRowQuery(
  { columns }: DetailedRecord,
  given: Parameters,
): { query: OffsetQuery; withId: boolean } {
  const { search, filters } = datastore.readSearch(jsonOf(given, 'q'), columns)
  const all = [...datastore.readFilters(jsonOf(given, 'filters'), columns), ...filters]
  for (const { column, operator, value } of all) {
    const known = columns.find((each) => each.name === column)
    const fault = known === undefined ? null : checkFilter(known, operator, value)
    if (fault !== null) throw invalidField('filters', fault)
  }
  const { names, withId } = datastore.readFields(jsonOf(given, 'fields'), columns)
  return {
    query: {
      filters: all,
      search,
      sort: datastore.readSort(given['sort'], columns),
      fields: names,
      limit: wholeOf(given, 'limit', datastore.usualRows, datastore.mostRows),
      offset: wholeOf(given, 'offset', 0, 1e12),
    },
    withId,
  }
}

export async function readRows(
  services: PublicServices,
  { latest, columns }: DetailedRecord,
  query: OffsetQuery,
): Promise<OffsetPage> {
  if (latest === null) throw new Error('only a record with a table has rows')
  const found = await queryByOffset(services, { rows: latest.rows, columns, parquet: latest.parquet }, query)
  if (found.ok) return found.value
  throw new ProblemError(found.problem, found.detail ?? 'The table cannot be read at this moment.')
}

/** Where the first and the next rows are, as paths below the site. */
function pageLinks(given: Parameters, { limit, offset }: OffsetQuery): { start: string; next: string } {
  const at = (start: number) => {
    const search = new URLSearchParams()
    for (const [name, value] of Object.entries(given))
      if (name !== 'offset' && value !== null && value !== undefined)
        search.append(name, typeof value === 'string' ? value : JSON.stringify(value))
    if (start > 0) search.append('offset', String(start))
    return `/api/3/action/datastore_search?${search.toString()}`
  }
  return { start: at(0), next: at(offset + limit) }
}
