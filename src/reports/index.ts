import type { Reader } from '../db/index.ts'
import type { Calendars } from '../law/index.ts'
import type { CaseStatistics, Period, PeriodInput, StatisticsRow } from './statistics.ts'

export * from './statistics.ts'

// Signatures that others write against; each moves to its own file as it is written.
function pending(): never {
  throw new Error('not written yet')
}

export const caseStatistics = (
  _reader: Reader,
  _authorityId: string,
  _input: PeriodInput,
  _calendars: Calendars,
  _today: Temporal.PlainDate,
): Promise<CaseStatistics> => pending()
/** For CSV and JSON: one line a figure. */
export const toRows = (_statistics: CaseStatistics): StatisticsRow[] => pending()
/** "We answered 94% of requests on time in the last 3 months." Null while nothing was answered in them. */
export const recentPerformance = (
  _reader: Reader,
  _authorityId: string,
  _today: Temporal.PlainDate,
): Promise<{ answered: number; onTime: number; percent: number; sentence: string } | null> => pending()

/** The calendar quarter that holds a day: code `2026-Q1`, label `January to March 2026`. */
export const quarterOf = (_day: Temporal.PlainDate): Period => pending()
/** This quarter and the ones before it, newest first. */
export const recentQuarters = (_today: Temporal.PlainDate, _count: number): Period[] => pending()
/** `2026-Q1`, `2026`; null for anything else. */
export const parsePeriod = (_code: string): Period | null => pending()
