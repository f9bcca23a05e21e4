import { sql } from 'kysely'
import type { Reader } from '../../db/index.ts'
import { pageAsked, type AskedPage } from '../../kernel/pagination.ts'
import type { EntryFilters, EntryPage, Facet } from '../entry.ts'
import { entryConditions, presentSummary, summaryColumns, yearOf, type SummaryRow } from './entry-rows.ts'

/** How deep the list can be turned; beyond it a person filters, and a program takes the CSV. */
const mostListed = 10_000
/** Of a search, the newest so many matches are ranked and counted: a common word costs no more than a rare one. */
const mostRanked = 1_000
const largestPage = 100

/** The public log, filtered, a page at a time, with how many there are of everything it filters on. */
export async function listEntries(
  reader: Reader,
  authorityId: string,
  filters: EntryFilters,
): Promise<EntryPage> {
  const place = pageAsked(filters, { usual: 25, most: largestPage })
  const { query } = entryConditions(authorityId, filters)
  return query === null
    ? listAll(reader, authorityId, filters, place)
    : listMatches(reader, authorityId, filters, place)
}

/** Counts come from the kept facets, so they are exact at any size. */
async function listAll(
  reader: Reader,
  authorityId: string,
  filters: EntryFilters,
  { page, size, offset }: AskedPage,
): Promise<EntryPage> {
  const { where } = entryConditions(authorityId, filters)
  const direction = filters.sort === 'oldest' ? sql`asc` : sql`desc`
  const counts = await sql<{ facet: FacetName; value: string; count: number }>`
    with kept as (
      select topic, year::text as year, outcome, regime, entries,
        ${matches('topic', filters.topic)} as topic_in, ${matches('year', yearOf(filters))} as year_in,
        ${matches('outcome', filters.outcome)} as outcome_in, ${matches('regime', filters.regime)} as regime_in
      from disclosure_facet where authority_id = ${authorityId} and entries > 0
    )
    select 'topic' as facet, topic as value, sum(entries)::integer as count from kept
      where year_in and outcome_in and regime_in group by topic
    union all select 'year', year, sum(entries)::integer from kept where topic_in and outcome_in and regime_in group by year
    union all select 'outcome', outcome, sum(entries)::integer from kept where topic_in and year_in and regime_in group by outcome
    union all select 'regime', regime, sum(entries)::integer from kept where topic_in and year_in and outcome_in group by regime
    union all select 'all', '', coalesce(sum(entries), 0)::integer from kept
      where topic_in and year_in and outcome_in and regime_in`.execute(reader)
  const total = counts.rows.find(({ facet }) => facet === 'all')?.count ?? 0
  // What no entry has would be looked for to the end of the index
  const found =
    total === 0 || offset >= mostListed
      ? { rows: [] }
      : await sql<SummaryRow>`
    with page as (select id from disclosure_entry where ${where}
      order by answered_on ${direction}, id ${direction} limit ${size} offset ${offset})
    select ${summaryColumns} from disclosure_entry where id in (select id from page)
    order by answered_on ${direction}, id ${direction}`.execute(reader)
  return {
    items: found.rows.map(presentSummary),
    total: Math.min(total, mostListed),
    page,
    pageSize: size,
    capped: total > mostListed,
    facets: groupFacets(counts.rows),
  }
}

function matches(column: string, wanted: string | number | null | undefined) {
  const value = typeof wanted === 'string' ? wanted.replaceAll('\0', '').toWellFormed() : wanted
  return value === undefined || value === null || value === ''
    ? sql`true`
    : sql`${sql.ref(column)}::text = ${String(value)}`
}

async function listMatches(
  reader: Reader,
  authorityId: string,
  filters: EntryFilters,
  { page, size, offset }: AskedPage,
): Promise<EntryPage> {
  const { where, query } = entryConditions(authorityId, filters)
  const order =
    filters.sort === 'newest'
      ? sql`answered_on desc, id desc`
      : filters.sort === 'oldest'
        ? sql`answered_on, id`
        : sql`rank desc, answered_on desc, id desc`
  const oldest = filters.sort === 'oldest' ? sql`` : sql`desc`
  const { rows } = await sql<SummaryRow & { counts: { facet: FacetName; value: string; count: number }[] }>`
    with matching as materialized (
      select id, answered_on, topic, outcome, regime, search from disclosure_entry where ${where}
      order by answered_on ${oldest}, id ${oldest} limit ${mostRanked + 1}
    ), ranked as materialized (
      select id, answered_on, coalesce(topic, '') as topic, outcome, regime,
        extract(year from answered_on)::integer::text as year, ts_rank_cd(search, ${query}, 1) as rank
      from matching
    ), counts as (
      select 'topic' as facet, topic as value, count(*) as count from ranked group by topic
      union all select 'year', year, count(*) from ranked group by year
      union all select 'outcome', outcome, count(*) from ranked group by outcome
      union all select 'regime', regime, count(*) from ranked group by regime
      union all select 'all', '', count(*) from ranked
    ), page as (
      select id, row_number() over (order by ${order}) as place from ranked
      order by ${order} limit ${size} offset ${offset}
    )
    select (select json_agg(counts) from counts) as counts, entry.* from (select 1) as once
      left join (select place, ${summaryColumns} from page join disclosure_entry using (id)) as entry on true
    order by entry.place`.execute(reader)
  const counts = rows[0]?.counts ?? []
  const total = counts.find(({ facet }) => facet === 'all')?.count ?? 0
  return {
    items: rows.filter((row) => row.reference !== null).map(presentSummary),
    total: Math.min(total, mostRanked),
    page,
    pageSize: size,
    capped: total > mostRanked,
    facets: groupFacets(counts),
  }
}

type FacetName = keyof EntryPage['facets'] | 'all'

function groupFacets(rows: { facet: FacetName; value: string; count: number }[]): EntryPage['facets'] {
  const of = (name: FacetName): Facet[] =>
    rows
      .filter(({ facet, value }) => facet === name && value !== '')
      .map(({ value, count }) => ({ value, count }))
      .sort((a, b) => b.count - a.count || a.value.localeCompare(b.value))
  return {
    topic: of('topic'),
    year: of('year').sort((a, b) => Number(b.value) - Number(a.value)),
    outcome: of('outcome'),
    regime: of('regime'),
  }
}
