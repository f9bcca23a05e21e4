export { cite, type Citation, type Step } from './citation.ts'
export {
  addWorkingDays,
  builtInCalendars,
  calendarOf,
  calendarsAsKnownOn,
  holidays,
  isWorkingDay,
  nations,
  whereInWords,
  workingDaysBetween,
  type CalendarId,
  type Calendars,
  type Holiday,
  type Nation,
} from './calendar/calendars.ts'
export {
  calendarChanges,
  calendarsWithFeed,
  parseHolidayFeed,
  type CalendarChange,
  type HolidayFeed,
} from './calendar/feed.ts'
export { firstYear, lastYear } from './calendar/epoch-days.ts'
export {
  clockEventTypes,
  type ClockEvent,
  type ClockEventType,
  type ClockInput,
  type ClockRegime,
  type ClockResult,
  type WaitingFor,
} from './clocks/clock.ts'
export { clockCalendar, computeClock } from './clocks/compute-clock.ts'
export { explainDays, type DayLine } from './clocks/explain-days.ts'
export { daysLeft } from './clocks/days-left.ts'
export {
  clockRegimes,
  clockUnit,
  regimes,
  type ClockUnit,
  type Operator,
  type RegimeFacts,
} from './clocks/regimes.ts'
export { internalReviewLastDay } from './clocks/review-window.ts'
export { feeLapseDay } from './clocks/fee-lapse.ts'
export { breachReportBy } from './clocks/breach-report.ts'
export { tribunalAppealLastDay } from './clocks/tribunal-appeal.ts'
export { schoolOuterDay } from './clocks/school-limit.ts'
export { answerBatchLine, type BatchAnswer } from './clocks/batch-line.ts'
export {
  aggregationSet,
  aggregationWindowDays,
  aggregationWindows,
  type AggregationWindow,
  type DatedRequest,
} from './cost/aggregation.ts'
export {
  appropriateLimits,
  costActivities,
  estimateCost,
  hourlyRate,
  type ActivityFacts,
  type CostActivity,
  type CostEstimate,
  type CostLine,
} from './cost/estimate.ts'
export type { Exemption, ExemptionClass, ExemptionRegime, RefusalContent } from './exemptions/exemption.ts'
export { proceduralGrounds, type ProceduralGround } from './exemptions/procedural-grounds.ts'
export {
  exemptions,
  findExemption,
  findProceduralGround,
  refusalNoticeContent,
  type RequiredContent,
} from './exemptions/refusal-notice.ts'
export { accessExemptions, type AccessExemption } from './rights/access-exemptions.ts'
export type { Licence, Rights } from './reuse/licence.ts'
export { defaultLicence, findLicence, licences } from './reuse/licences.ts'
export { attributions, attributionText, type Attribution } from './reuse/attribution.ts'
export type { DueRule, Duty, DutyState } from './publication/duty.ts'
export { duties, dutiesOf, findDuty } from './publication/duties.ts'
export { dutyStatus, ownRule, type DutyStatus, type LastPublished } from './publication/due-dates.ts'
export { findFrequency, frequencies, nextDue, type Frequency } from './publication/frequencies.ts'
export { allCitations, citationId, findCitations } from './citations/all-citations.ts'
export { lawPages } from './docs.ts'
