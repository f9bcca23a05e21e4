import { sql } from 'kysely'
import type { Services } from '../../identity/index.ts'
import { today } from '../../kernel/clock.ts'

/** Adds to the day's counts of what was shown, opened and found enough. Counts only, never what was typed. */
export async function recordSuggestionCounts(
  { database, clock }: Services,
  authorityId: string,
  { shown = 0, opened = 0, resolved = 0 }: { shown?: number; opened?: number; resolved?: number },
): Promise<void> {
  if (shown === 0 && opened === 0 && resolved === 0) return
  await database.write((tx) =>
    tx
      .insertInto('suggestion_count')
      .values({ authority_id: authorityId, day: today(clock), shown, opened, resolved })
      .onConflict((conflict) =>
        conflict.columns(['authority_id', 'day']).doUpdateSet({
          shown: sql`suggestion_count.shown + excluded.shown`,
          opened: sql`suggestion_count.opened + excluded.opened`,
          resolved: sql`suggestion_count.resolved + excluded.resolved`,
        }),
      )
      .execute(),
  )
}
