import {
  CkanError,
  ckanNotFound,
  countValues,
  findRecord,
  inTurns,
  parseSolr,
  parseWords,
  readRecords,
  tagName,
  toPackage,
  type CatalogueRecord,
  type RecordField,
  type RecordFilter,
  type RecordQuery,
  type SolrNames,
} from '../../../../catalogue/index.ts'
import { findTheme } from '../../../../datasets/index.ts'
import { findLicence, licences } from '../../../../law/index.ts'
import type { ActionContext, Actions } from './action.ts'
import { jsonOf, requiredText, textOf, wholeOf, type Parameters } from './parameters.ts'

const mostRows = 1000

export const packageActions: Actions = {
  package_list: {
    help: 'The names of all datasets, in order. limit, offset.',
    run: async ({ services, source }, given) => {
      const { records } = await readRecords(services.database.reader, source, {
        start: wholeOf(given, 'offset', 0, 1e9),
        rows: wholeOf(given, 'limit', 100_000, 100_000),
        sort: { by: 'slug', descending: false },
        versions: 0,
      })
      return records.map(({ slug }) => slug)
    },
  },
  package_show: {
    help: 'One dataset with its resources. id: its id or name.',
    run: async (context, given) => {
      const record = await findPublished(
        context,
        requiredText(given, given['id'] === undefined ? 'name_or_id' : 'id'),
      )
      return present(context, record)
    },
  },
  current_package_list_with_resources: {
    help: 'Datasets with their resources, those changed last first. limit, offset, page.',
    run: async (context, given) => {
      const rows = wholeOf(given, 'limit', mostRows, mostRows)
      const page = wholeOf(given, 'page', 1, 1e6)
      const { records } = await readRecords(context.services.database.reader, context.source, {
        start: wholeOf(given, 'offset', Math.max(0, page - 1) * rows, 1e9),
        rows,
        sort: { by: 'modified', descending: true },
      })
      return inTurns(records, (record) => present(context, record))
    },
  },
  package_search: {
    help: 'Datasets that match. q, fq, rows (at most 1000), start, sort, facet.field, facet.limit.',
    run: searchPackages,
  },
}

async function findPublished({ services, source }: ActionContext, name: string): Promise<CatalogueRecord> {
  const record = await findRecord(services.database.reader, source, name)
  if (record === null || record.withdrawal !== null) throw ckanNotFound()
  return record
}

function present({ source }: ActionContext, record: CatalogueRecord): Record<string, unknown> {
  return toPackage(record, source.linkTo('/requests/new'))
}

async function searchPackages(context: ActionContext, given: Parameters): Promise<unknown> {
  const { services, source } = context
  const { reader } = services.database
  const names = solrNames(context)
  const filter: RecordFilter = {
    kind: 'all',
    of: [
      parseWords(textOf(given, 'q') ?? '', names),
      ...[given['fq'], ...[jsonOf(given, 'fq_list')].flat()]
        .filter((query) => query !== undefined && query !== null && query !== '')
        .flat()
        .map((query) => parseSolr(String(query), names)),
    ],
  }
  const sortText = textOf(given, 'sort') ?? 'score desc, metadata_modified desc'
  const { records, total } = await readRecords(reader, source, {
    filter,
    start: wholeOf(given, 'start', 0, 1e9),
    rows: wholeOf(given, 'rows', 10, mostRows),
    sort: readSort(sortText),
  })
  const facets = await readFacets(context, filter, given)
  return {
    count: total,
    sort: sortText,
    facets: Object.fromEntries(
      facets.map(({ field, items }) => [
        field,
        Object.fromEntries(items.map(({ name, count }) => [name, count])),
      ]),
    ),
    search_facets: Object.fromEntries(facets.map(({ field, items }) => [field, { title: field, items }])),
    results: await inTurns(records, (record) => present(context, record)),
  }
}

function solrNames({ source }: ActionContext): SolrNames {
  return {
    organisation: [source.authority.slug, source.authority.id],
    licencesOf: (ckanId) =>
      licences.filter((licence) => licence.ckanId === ckanId || licence.id === ckanId).map(({ id }) => id),
  }
}

const sorts: Record<string, NonNullable<RecordQuery['sort']>['by']> = {
  id: 'id',
  name: 'slug',
  title: 'title',
  title_string: 'title',
  metadata_created: 'issued',
  metadata_modified: 'modified',
  // Neither is counted here: what changed last comes first, as for clients that ask for no order.
  score: 'modified',
  views_recent: 'modified',
}

/** The first of the orders asked for; ties are broken by id. */
function readSort(text: string): NonNullable<RecordQuery['sort']> {
  const [first = ''] = text.split(',')
  const found = /^\s*(\w+)(?:\s+(asc|desc))?\s*$/i.exec(first)
  const by = sorts[found?.[1] ?? '']
  if (by === undefined)
    throw new CkanError(
      'Search Query Error',
      `Cannot sort by “${first.trim().slice(0, 100)}”: use ${Object.keys(sorts).join(', ')}`,
    )
  return { by, descending: found?.[2]?.toLowerCase() === 'desc' }
}

type FacetItem = { name: string; display_name: string; count: number }

async function readFacets(
  { services, source }: ActionContext,
  filter: RecordFilter,
  given: Parameters,
): Promise<{ field: string; items: FacetItem[] }[]> {
  const asked = jsonOf(given, 'facet.field')
  const fields = [asked ?? []].flat().map(String)
  const most = wholeOf(given, 'facet.limit', 50, 1000)
  const { reader } = services.database
  const { authority } = source
  const found: { field: string; items: FacetItem[] }[] = []
  for (const field of fields.slice(0, 20)) {
    const facet = facetFields[field]
    const values =
      field === 'organization'
        ? [
            {
              value: authority.slug,
              count: (await readRecords(reader, source, { filter, start: 0, rows: 0 })).total,
            },
          ]
        : facet === undefined
          ? []
          : await countValues(reader, authority.id, facet.field, filter)
    const counted = new Map<string, number>()
    for (const { value, count } of values) {
      const name = facet === undefined ? value : facet.name(value)
      if (name !== null && count > 0) counted.set(name, (counted.get(name) ?? 0) + count)
    }
    const items = [...counted].slice(0, most || undefined).map(([name, count]) => ({
      name,
      display_name: field === 'organization' ? authority.name : (facet?.title(name) ?? name),
      count,
    }))
    found.push({ field, items })
  }
  return found
}

const itself = (value: string): string => value
const facetFields: Record<
  string,
  { field: RecordField; name(value: string): string | null; title(name: string): string }
> = {
  tags: { field: 'keyword', name: tagName, title: itself },
  groups: { field: 'theme', name: itself, title: (name) => findTheme(name)?.title ?? name },
  res_format: { field: 'format', name: (value) => value.toUpperCase(), title: itself },
  license_id: {
    field: 'licence',
    name: (value) => findLicence(value)?.ckanId ?? value,
    title: (name) => licences.find(({ ckanId }) => ckanId === name)?.title ?? name,
  },
}
