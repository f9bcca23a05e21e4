/** The one source of "now". A parameter everywhere, so that tests and seeds choose their own day. */
export type Clock = { now(): Temporal.Instant }

/** Legal days in England, Wales, Scotland and Northern Ireland begin and end by this zone. */
export const legalZone = 'Europe/London'

export const systemClock: Clock = { now: () => Temporal.Now.instant() }

/** A clock that stands still at an instant, for tests and worked examples. */
export function fixedClock(instant: string): Clock {
  const at = Temporal.Instant.from(instant)
  return { now: () => at }
}

/** The legal day that contains an instant. */
export function legalDay(instant: Temporal.Instant): Temporal.PlainDate {
  return instant.toZonedDateTimeISO(legalZone).toPlainDate()
}

/** Today's legal day by the given clock. */
export function today(clock: Clock): Temporal.PlainDate {
  return legalDay(clock.now())
}
