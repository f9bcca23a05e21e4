import type { Calendars } from '../calendar/calendars.ts'
import { isoDay, toEpochDay, type EpochDay } from '../calendar/epoch-days.ts'
import { addWorking, type WorkingDayIndex } from '../calendar/working-days.ts'
import type { RuleFacts, Step } from '../citation.ts'
import { feesRegulations, foia } from '../citations/foia.ts'
import { dayWords, stepOn } from '../clocks/working.ts'

/** Working days in a row within which costs may be taken together: Fees Regulations reg 5(2)(b). */
export const aggregationWindowDays = 60

export const rule: RuleFacts = {
  title: 'Taking the costs of requests together',
  period: `any ${aggregationWindowDays} consecutive working days that hold them all`,
  citations: [foia.aggregation, feesRegulations.aggregation],
}

export type DatedRequest = { id: string; received: Temporal.PlainDate }

/** Requests that fall inside one run of 60 consecutive working days. `from` and `to` are ISO days. */
export type AggregationWindow = { from: string; to: string; ids: string[]; because: Step[] }

/**
 * The largest sets of requests close enough in time for their costs to be taken together. Whether one person
 * or people acting together asked, for the same or similar information, is for a person to judge.
 */
export function aggregationWindows(
  requests: readonly DatedRequest[],
  calendars: Calendars,
): AggregationWindow[] {
  const index = calendars.indexes['uk-all']
  const sorted = requests
    .map(({ id, received }) => ({ id, day: toEpochDay(received) }))
    .sort((a, b) => a.day - b.day || (a.id < b.id ? -1 : 1))
  const windows: AggregationWindow[] = []
  let reached = 0
  let next = 0
  for (const [position, first] of sorted.entries()) {
    const end = lastDayOfWindow(index, first.day)
    while ((sorted[next]?.day ?? Infinity) <= end) next += 1
    // A window that reaches no further than the one before it is wholly inside that one.
    if (next <= reached) continue
    reached = next
    if (next - position < 2) continue
    windows.push(
      describeWindow(
        first.day,
        end,
        sorted.slice(position, next).map(({ id }) => id),
      ),
    )
  }
  return windows
}

/** The 60th working day of a run whose first is the request's own day, or the next working day after it. */
function lastDayOfWindow(index: WorkingDayIndex, first: EpochDay): EpochDay {
  return addWorking(index, first - 1, aggregationWindowDays)
}

function describeWindow(first: EpochDay, end: EpochDay, ids: string[]): AggregationWindow {
  const text = `${ids.length} requests in the ${aggregationWindowDays} working days to ${dayWords(end)}.`
  return {
    from: isoDay(first),
    to: isoDay(end),
    ids,
    because: [stepOn(first, text, feesRegulations.aggregation)],
  }
}

/** The windows that hold one request, and every other request that could be taken together with it. */
export function aggregationSet(
  target: DatedRequest,
  others: readonly DatedRequest[],
  calendars: Calendars,
): { ids: string[]; windows: AggregationWindow[] } {
  const all = [target, ...others.filter(({ id }) => id !== target.id)]
  const windows = aggregationWindows(all, calendars).filter(({ ids }) => ids.includes(target.id))
  const ids = [...new Set(windows.flatMap((window) => window.ids))].filter((id) => id !== target.id)
  return { ids, windows }
}
