import { recordAudit, systemActor } from '../../audit/index.ts'
import { success, type Outcome } from '../../kernel/outcome.ts'
import { calendarChanges, calendarsWithFeed, parseHolidayFeed, type CalendarChange } from '../../law/index.ts'
import type { CaseServices } from '../case.ts'

export type KeptHolidays = {
  sha256: string
  /** True where these very bytes were kept before: then nothing changes */
  already: boolean
  changes: CalendarChange[]
}

/**
 * Keeps a bank-holiday feed, proof and all, for every calendar from now on. The caller reads the calendars again and
 * recomputes the open clocks. Refuses, naming the place, a feed that could lose a holiday unseen.
 */
export async function keepHolidays(
  services: CaseServices,
  content: string,
  source: string,
): Promise<Outcome<KeptHolidays>> {
  const feed = parseHolidayFeed(content)
  if (!feed.ok) return feed
  const { sha256 } = feed.value
  const before = services.calendars()
  const changes = calendarChanges(before, calendarsWithFeed(feed.value, before))
  const now = services.clock.now()
  return services.database.write(async (tx) => {
    const kept = await tx
      .insertInto('holiday_feed')
      .values({ sha256, content, source, imported_at: now })
      .onConflict((conflict) => conflict.column('sha256').doNothing())
      .executeTakeFirst()
    if (kept.numInsertedOrUpdatedRows === 0n) return success({ sha256, already: true, changes: [] })
    await recordAudit(tx, 'installation', now, [
      {
        actor: systemActor,
        action: 'import-holidays',
        subject: { kind: 'holiday-feed', id: sha256 },
        details: { source, changes },
      },
    ])
    return success({ sha256, already: false, changes })
  })
}
