import { sql, type RawBuilder } from 'kysely'
import { cleanQuery } from '../../search/index.ts'
import type { DisclosureEntry, EntryFilters, EntryOutcome, EntryPart, EntrySummary } from '../entry.ts'

/** The public columns, by name. Nothing else of the row is ever read for a page, a feed or a file. */
export const summaryColumns = sql`reference, title, summary, regime, outcome, topic, received_on, answered_on,
  working_days, published_at`

export type SummaryRow = {
  reference: string
  title: string
  summary: string
  regime: string
  outcome: string
  topic: string | null
  received_on: Temporal.PlainDate
  answered_on: Temporal.PlainDate
  working_days: number
  published_at: Temporal.Instant
}

export function presentSummary(row: SummaryRow): EntrySummary {
  return {
    reference: row.reference,
    title: row.title,
    summary: row.summary,
    regime: row.regime,
    outcome: row.outcome as EntryOutcome,
    topic: row.topic,
    receivedOn: row.received_on,
    answeredOn: row.answered_on,
    workingDays: row.working_days,
    publishedAt: row.published_at,
  }
}

export function presentEntry(row: SummaryRow & { parts: unknown }): DisclosureEntry {
  return { ...presentSummary(row), parts: (row.parts as EntryPart[]).map(presentPart) }
}

function presentPart({ number, question, outcome, answer, link, grounds }: EntryPart): EntryPart {
  return {
    number,
    question,
    outcome,
    answer,
    ...(link ? { link: { url: link.url, title: link.title } } : {}),
    grounds: grounds.map(({ provision, act, plain }) => ({ provision, act, plain })),
  }
}

/** The conditions of the filters, all joined by `and`; `text` is the search as typed, cleaned. */
export function entryConditions(
  authorityId: string,
  filters: EntryFilters,
): { where: RawBuilder<boolean>; query: RawBuilder<unknown> | null } {
  const text = cleanQuery(filters.q ?? '')
  const query = text === '' ? null : sql`websearch_to_tsquery('english', ${text})`
  const conditions = [sql`authority_id = ${authorityId}`, sql`withdrawn_at is null`]
  if (query !== null) conditions.push(sql`search @@ ${query}`)
  for (const name of ['topic', 'outcome', 'regime'] as const) {
    const value = filters[name]?.replaceAll('\0', '').toWellFormed()
    if (value) conditions.push(sql`${sql.ref(name)} = ${value}`)
  }
  const year = yearOf(filters)
  if (year !== null)
    conditions.push(
      sql`answered_on >= ${`${year}-01-01`}::date and answered_on < ${`${year + 1}-01-01`}::date`,
    )
  return { where: sql`${sql.join(conditions, sql` and `)}`, query }
}

/** A year that a date can have; others are as if not asked for. */
export function yearOf({ year }: EntryFilters): number | null {
  return year !== undefined && Number.isInteger(year) && year >= 1900 && year <= 2200 ? year : null
}
