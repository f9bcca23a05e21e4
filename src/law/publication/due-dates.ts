import { dayInWords, isBefore } from '../../kernel/dates.ts'
import type { Step } from '../citation.ts'
import type { DueRule, DutyState } from './duty.ts'
import { findFrequency } from './frequencies.ts'

type PeriodRule = Extract<DueRule, { kind: 'periods' }>
type Period = { index: number; from: Temporal.PlainDate; to: Temporal.PlainDate; due: Temporal.PlainDate }

/** What was published last: the day it went out, and the last day it covers, where it says. */
export type LastPublished = { publishedOn: Temporal.PlainDate; coversTo: Temporal.PlainDate | null }

export type DutyStatus = {
  /** `met`: nothing is open; `on-time` and `due-soon`: open, not yet due; `missing`: late, and never published */
  state: DutyState
  /** The first period that is open, or, where none is, the last that was met; null for a standing duty */
  periodFrom: Temporal.PlainDate | null
  periodTo: Temporal.PlainDate | null
  dueOn: Temporal.PlainDate | null
  because: Step[]
}

/** Days before the due day from which it is shown as due soon. A choice of ours: no law gives one. */
const dueSoonDays = 14
/** A statement published so long before its year is taken to be for that year, where it does not say. */
const aheadMonths = 3

/**
 * How a duty stands on a day. `startsOn` is when the authority took it up: what fell to be published before is not
 * asked for. Nothing here needs a calendar of holidays, for these duties count months and days alone. `basis` is what
 * the steps cite.
 */
export function dutyStatus(
  rule: DueRule,
  basis: string,
  startsOn: Temporal.PlainDate,
  last: LastPublished | null,
  today: Temporal.PlainDate,
): DutyStatus {
  const say = (date: Temporal.PlainDate, text: string): Step => ({
    date: date.toString(),
    text,
    citation: basis,
  })
  const published =
    last === null
      ? []
      : [
          say(
            last.publishedOn,
            last.coversTo === null
              ? 'Last published.'
              : `Last published, up to ${dayInWords(last.coversTo)}.`,
          ),
        ]
  if (rule.kind === 'standing') {
    const asked = say(startsOn, 'This must be there at all times.')
    const missing = last === null ? [say(today, 'It is not.')] : []
    return {
      state: last === null ? 'missing' : 'met',
      periodFrom: null,
      periodTo: null,
      dueOn: startsOn,
      because: [asked, ...published, ...missing],
    }
  }
  const covered = last === null ? null : coveredTo(rule, last)
  const open = firstOpen(rule, startsOn, covered)
  const before = periodAt(rule, open.index - 1)
  if (isBefore(today, arises(rule, open)) && covered !== null && !isBefore(covered, before.to)) {
    const next = say(open.due, `The next one is due by ${dayInWords(open.due)}.`)
    return {
      state: 'met',
      ...bounds(before),
      because: [...periodSteps(rule, before, say), ...published, next],
    }
  }
  const state = openState(open.due, last !== null, today)
  return {
    state,
    ...bounds(open),
    because: [...periodSteps(rule, open, say), ...published, say(today, verdict(state, open.due, today))],
  }
}

/** The rule of a duty that an authority set itself: periods from `startsOn`, due some days after each ends. */
export function ownRule(frequency: string, startsOn: Temporal.PlainDate, graceDays: number): DueRule {
  const length = findFrequency(frequency)?.length ?? null
  if (length === null) return { kind: 'standing' }
  return {
    kind: 'periods',
    every: 'hours' in length ? { days: 1 } : length,
    from: startsOn.toString(),
    due: { after: 'end', days: graceDays },
  }
}

function openState(due: Temporal.PlainDate, ever: boolean, today: Temporal.PlainDate): DutyState {
  if (isBefore(due, today)) return ever ? 'late' : 'missing'
  return isBefore(today, due.subtract({ days: dueSoonDays })) ? 'on-time' : 'due-soon'
}

function verdict(state: DutyState, due: Temporal.PlainDate, today: Temporal.PlainDate): string {
  const days = Math.abs(today.until(due).days)
  const count = days === 1 ? '1 day' : `${days} days`
  if (state === 'missing') return `It is ${count} late and was never published.`
  if (state === 'late') return `It is ${count} late.`
  return days === 0 ? 'It is due today.' : `There are ${count} left.`
}

function periodSteps(
  rule: PeriodRule,
  { from, to, due }: Period,
  say: (date: Temporal.PlainDate, text: string) => Step,
): Step[] {
  const begins = say(from, 'The period begins.')
  const ends = say(to, 'The period ends.')
  const falls = say(due, 'It must be public by this day.')
  return 'before' in rule.due ? [falls, begins] : [begins, ends, falls]
}

function bounds({ from, to, due }: Period): Pick<DutyStatus, 'periodFrom' | 'periodTo' | 'dueOn'> {
  return { periodFrom: from, periodTo: to, dueOn: due }
}

/** The first period that is asked for and that nothing published covers. */
function firstOpen(
  rule: PeriodRule,
  startsOn: Temporal.PlainDate,
  covered: Temporal.PlainDate | null,
): Period {
  let period = periodOf(rule, startsOn)
  if ('before' in rule.due) while (isBefore(period.due, startsOn)) period = periodAt(rule, period.index + 1)
  if (covered === null || isBefore(covered, period.to)) return period
  const reached = periodOf(rule, covered)
  return isBefore(covered, reached.to) ? reached : periodAt(rule, reached.index + 1)
}

/** The day from which a period's publication is looked for. */
function arises(rule: PeriodRule, { to, due }: Period): Temporal.PlainDate {
  return 'before' in rule.due ? due.subtract({ months: aheadMonths }) : to.add({ days: 1 })
}

function coveredTo(rule: PeriodRule, { publishedOn, coversTo }: LastPublished): Temporal.PlainDate {
  if (coversTo !== null) return coversTo.add({ days: rule.slackDays ?? 0 })
  return 'before' in rule.due
    ? periodOf(rule, publishedOn.add({ months: aheadMonths })).to
    : publishedOn.subtract({ days: 1 })
}

function periodOf(rule: PeriodRule, day: Temporal.PlainDate): Period {
  const first = Temporal.PlainDate.from(rule.from)
  const passed =
    'days' in rule.every
      ? first.until(day, { largestUnit: 'days' }).days / rule.every.days
      : ((day.year - first.year) * 12 + day.month - first.month) / rule.every.months
  let period = periodAt(rule, Math.floor(passed))
  // Within a month the count above is blind to the day.
  while (isBefore(day, period.from)) period = periodAt(rule, period.index - 1)
  while (isBefore(period.to, day)) period = periodAt(rule, period.index + 1)
  return period
}

function periodAt(rule: PeriodRule, index: number): Period {
  const first = Temporal.PlainDate.from(rule.from)
  const beginning = (number: number): Temporal.PlainDate =>
    'days' in rule.every
      ? first.add({ days: rule.every.days * number })
      : first.add({ months: rule.every.months * number })
  const from = beginning(index)
  const to = beginning(index + 1).subtract({ days: 1 })
  return { index, from, to, due: dueDay(rule, from, to) }
}

/** So many months after the last day of a month is the last day of a month. */
function dueDay({ due }: PeriodRule, from: Temporal.PlainDate, to: Temporal.PlainDate): Temporal.PlainDate {
  if ('before' in due) return from.subtract({ days: 1 })
  if ('days' in due) return to.add({ days: due.days })
  const day = to.add({ months: due.months })
  return to.day === to.daysInMonth ? day.with({ day: day.daysInMonth }) : day
}
