import { sql, type RawBuilder } from 'kysely'
import type { Reader } from '../../db/index.ts'

type Place = { path: string; changedAt: Temporal.Instant }

/** Every public page that comes and goes: datasets, answers and news, in an order that stays. */
const places = (authorityId: string): RawBuilder<unknown> => sql`
  select 1 as shelf, id, '/data/' || slug as path, changed_at as at
  from dataset where authority_id = ${authorityId} and state = 'published'
  union all
  select 2, id, '/disclosure-log/' || reference, published_at
  from disclosure_entry where authority_id = ${authorityId} and withdrawn_at is null
  union all
  select 3, id, '/news/' || slug, published_at
  from news_item where authority_id = ${authorityId} and withdrawn_at is null`

export async function countPlaces(reader: Reader, authorityId: string): Promise<number> {
  const { rows } = await sql<{
    total: number
  }>`select count(*) as total from (${places(authorityId)}) as place`.execute(reader)
  return rows[0]?.total ?? 0
}

/** Paths on the authority's site. */
export async function listPlaces(
  reader: Reader,
  authorityId: string,
  { start, rows }: { start: number; rows: number },
): Promise<Place[]> {
  const found = await sql<{ path: string; at: Temporal.Instant }>`
    select path, at from (${places(authorityId)}) as place order by shelf, id limit ${rows} offset ${start}`.execute(
    reader,
  )
  return found.rows.map(({ path, at }) => ({ path, changedAt: at }))
}
