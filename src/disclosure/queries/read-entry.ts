import { sql, type RawBuilder } from 'kysely'
import type { Reader } from '../../db/index.ts'
import { suggestPublished } from '../../search/index.ts'
import type { DisclosureEntry, EntryFilters, EntrySummary, Tombstone } from '../entry.ts'
import {
  entryConditions,
  presentEntry,
  presentSummary,
  summaryColumns,
  type SummaryRow,
} from './entry-rows.ts'

/** One entry, or what is left of it. Null where the log never had it. */
export async function readEntry(
  reader: Reader,
  authorityId: string,
  reference: string,
): Promise<{ kind: 'entry'; entry: DisclosureEntry } | { kind: 'withdrawn'; tombstone: Tombstone } | null> {
  const { rows } = await sql<
    SummaryRow & {
      parts: unknown
      withdrawn_at: Temporal.Instant | null
      withdrawn_reason: string | null
      replaced_by: string | null
    }
  >`select ${summaryColumns}, parts, withdrawn_at, withdrawn_reason, replaced_by from disclosure_entry
    where authority_id = ${authorityId} and reference = ${reference.replaceAll('\0', '').toWellFormed()}`.execute(
    reader,
  )
  const row = rows[0]
  if (row === undefined) return null
  return row.withdrawn_at === null
    ? { kind: 'entry', entry: presentEntry(row) }
    : {
        kind: 'withdrawn',
        tombstone: {
          reference: row.reference,
          withdrawnAt: row.withdrawn_at,
          reason: row.withdrawn_reason ?? '',
          replacedBy: row.replaced_by,
        },
      }
}

export type RelatedItem = { type: string; title: string; path: string; date: Temporal.PlainDate | null }

/** Other answers and published things that are about the same, best first. */
export async function relatedTo(
  reader: Reader,
  authorityId: string,
  entry: DisclosureEntry,
  limit = 5,
): Promise<RelatedItem[]> {
  const about = [entry.title, entry.title, ...entry.parts.map((part) => part.question)].join('\n')
  const hits = await suggestPublished(reader, authorityId, about, limit, entry.reference)
  return hits.map(({ type, title, path, date }) => ({ type, title, path, date }))
}

const largestFeed = 200

/** The newest in the log, for the feed and the home page: by when they were answered, as the log itself is. */
export async function recentEntries(
  reader: Reader,
  authorityId: string,
  limit = 20,
): Promise<EntrySummary[]> {
  const { rows } = await sql<SummaryRow>`select ${summaryColumns} from disclosure_entry
    where authority_id = ${authorityId} and withdrawn_at is null
    order by answered_on desc, id desc limit ${Math.min(Math.max(1, limit), largestFeed)}`.execute(reader)
  return rows.map(presentSummary)
}

const batch = 500

/**
 * Every match of the filters, newest first, a batch at a time: memory stays flat whatever the size. An entry that
 * appears or goes while it runs is or is not in it; none comes twice.
 */
export async function* streamEntries(
  reader: Reader,
  authorityId: string,
  filters: EntryFilters = {},
): AsyncGenerator<DisclosureEntry> {
  const { where } = entryConditions(authorityId, filters)
  let after: { day: Temporal.PlainDate; id: string } | null = null
  for (;;) {
    const rest: RawBuilder<unknown> =
      after === null ? sql`` : sql`and (answered_on, id) < (${after.day}::date, ${after.id}::uuid)`
    const { rows }: { rows: (SummaryRow & { id: string; parts: unknown })[] } = await sql<
      SummaryRow & { id: string; parts: unknown }
    >`select id, ${summaryColumns}, parts from disclosure_entry where ${where} ${rest}
      order by answered_on desc, id desc limit ${batch}`.execute(reader)
    for (const row of rows) yield presentEntry(row)
    const last = rows.at(-1)
    if (last === undefined || rows.length < batch) return
    after = { day: last.answered_on, id: last.id }
  }
}
