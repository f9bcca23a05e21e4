import { sql } from 'kysely'
import {
  datasetColumns,
  toDataset,
  toVersionFacts,
  versionFactColumns,
  type Dataset,
  type DatasetState,
  type VersionColumn,
  type VersionFactsRow,
} from '../../datasets/index.ts'
import type { Reader } from '../../db/index.ts'
import { inTurns } from '../in-turns.ts'
import {
  addColumns,
  makeRecord,
  type CatalogueRecord,
  type CatalogueSource,
  type DetailedRecord,
  type PublishedVersion,
} from '../record.ts'
import { toCondition, valuesOf, type RecordField, type RecordFilter } from './record-filter.ts'

const recordSorts = ['id', 'slug', 'title', 'issued', 'modified'] as const
export type RecordQuery = {
  filter?: RecordFilter
  states?: readonly DatasetState[]
  /** By id unless given: the one order in which nothing moves while a harvester pages */
  sort?: { by: (typeof recordSorts)[number]; descending: boolean }
  start: number
  rows: number
  /** Published versions to name of each; 2 unless given: the latest, and the one before */
  versions?: number
}

const sortColumns = {
  id: sql`dataset.id`,
  slug: sql`dataset.slug`,
  title: sql`lower(dataset.title)`,
  issued: sql`dataset.first_published_at`,
  modified: sql`dataset.changed_at`,
}

/** A stretch of the catalogue, in at most three statements however many datasets it holds. */
export async function readRecords(
  reader: Reader,
  source: CatalogueSource,
  query: RecordQuery,
): Promise<{ records: CatalogueRecord[]; total: number }> {
  const { states = ['published'], sort = { by: 'id', descending: false } } = query
  const matching = reader
    .selectFrom('dataset')
    .where('authority_id', '=', source.authority.id)
    .where('state', 'in', states)
    .where(toCondition(query.filter ?? { kind: 'true' }))
  const { total } = await matching
    .select((select) => select.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  if (query.rows === 0 || query.start >= total) return { records: [], total }
  const rows = await matching
    .select(datasetColumns)
    .orderBy(sortColumns[sort.by], sort.descending ? 'desc' : 'asc')
    .orderBy('dataset.id')
    .limit(query.rows)
    .offset(query.start)
    .execute()
  const versions = await readVersions(
    reader,
    rows.map(({ id }) => id),
    query.versions ?? 2,
  )
  return {
    records: await inTurns(rows, (row) => makeRecord(source, toDataset(row), versions.get(row.id) ?? [])),
    total,
  }
}

/** The newest published versions of each dataset. */
async function readVersions(
  reader: Reader,
  datasetIds: readonly string[],
  most: number,
): Promise<Map<string, PublishedVersion[]>> {
  if (datasetIds.length === 0) return new Map()
  const { rows } = await sql<VersionRow>`
    select version.* from unnest(${datasetIds}::uuid[]) as wanted (id)
    cross join lateral (
      select dataset_id, number, published_at, ${sql.join(versionFactColumns.map((name) => sql.ref(name)))}
      from dataset_version
      where dataset_id = wanted.id and state = 'published'
      order by number desc limit ${most}
    ) as version order by version.dataset_id, version.number desc`.execute(reader)
  const found = new Map<string, PublishedVersion[]>()
  for (const row of rows) {
    const list = found.get(row.dataset_id) ?? []
    list.push({ ...toVersionFacts(row), number: row.number, publishedAt: row.published_at })
    found.set(row.dataset_id, list)
  }
  return found
}

type VersionRow = VersionFactsRow & { dataset_id: string; number: number; published_at: Temporal.Instant }

const mostVersions = 500

/**
 * One dataset that is or was public, by its slug or id, with the columns of the version asked for (the latest unless
 * given); null where there is none. A version's own facts then stand in the place of the latest.
 */
export async function findRecord(
  reader: Reader,
  source: CatalogueSource,
  name: string,
  number: number | null = null,
): Promise<DetailedRecord | null> {
  // What no address or id here can be is not asked for: it may hold what the database would choke on.
  if (!/^[\w-]{1,100}$/.test(name)) return null
  const row = await reader
    .selectFrom('dataset')
    .select(datasetColumns)
    .where('authority_id', '=', source.authority.id)
    .where('state', '<>', 'draft')
    .where((where) => where.or([where('slug', '=', name), where(sql`id::text`, '=', name.toLowerCase())]))
    .executeTakeFirst()
  if (row === undefined) return null
  const all = (await readVersions(reader, [row.id], mostVersions)).get(row.id) ?? []
  const versions = number === null ? all : all.filter((version) => version.number <= number)
  const [latest] = versions
  if (number !== null && latest?.number !== number) return null
  const table =
    latest === undefined
      ? undefined
      : await reader
          .selectFrom('dataset_version')
          .select(['columns', 'primary_key'])
          .where('dataset_id', '=', row.id)
          .where('number', '=', latest.number)
          .executeTakeFirst()
  const record = makeRecord(source, toDataset(row), versions)
  return addColumns(record, (table?.columns ?? []) as VersionColumn[], table?.primary_key ?? [])
}

/** How often each value of a field occurs among the datasets that match, commonest first. */
export async function countValues(
  reader: Reader,
  authorityId: string,
  field: RecordField,
  filter: RecordFilter = { kind: 'true' },
): Promise<{ value: string; count: number }[]> {
  const { rows } = await sql<{ value: string; count: number }>`
    select found.value, count(*) as count from dataset cross join lateral (${valuesOf(field)}) as found
    where authority_id = ${authorityId} and state = 'published' and ${toCondition(filter)}
    group by found.value order by count(*) desc, found.value`.execute(reader)
  return rows
}

/** When anything in the catalogue last changed, withdrawals included; null while nothing was ever published. */
export async function lastChanged(reader: Reader, authorityId: string): Promise<Temporal.Instant | null> {
  const row = await reader
    .selectFrom('dataset')
    .select((select) => select.fn.max('changed_at').as('at'))
    .where('authority_id', '=', authorityId)
    .where('state', '<>', 'draft')
    .executeTakeFirst()
  return row?.at ?? null
}

/** What resource ids are made from, of every published dataset. */
export async function listResources(
  reader: Reader,
  authorityId: string,
): Promise<Pick<Dataset, 'id' | 'kind' | 'links'>[]> {
  const rows = await reader
    .selectFrom('dataset')
    .select(['id', 'kind', 'links'])
    .where('authority_id', '=', authorityId)
    .where('state', '=', 'published')
    .execute()
  return rows.map(({ id, kind, links }) => ({
    id,
    kind: kind as Dataset['kind'],
    links: links as Dataset['links'],
  }))
}
