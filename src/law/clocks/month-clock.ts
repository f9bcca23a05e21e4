import { addMonths, epochDayOf, type EpochDay } from '../calendar/epoch-days.ts'
import { rollForward, type WorkingDayIndex } from '../calendar/working-days.ts'
import type { Step } from '../citation.ts'
import { ukGdpr } from '../citations/data-protection.ts'
import type { DayEvent, DayResult, LeftOut, WaitingFor } from './clock.ts'
import { regimes } from './regimes.ts'
import { dayWords, deadlineWords, inDayOrder, stepOn } from './working.ts'

/**
 * The clock of the data protection rights: a calendar month from the relevant time. Identity or a fee moves
 * the start. Clarification suspends: the days from asking to receiving are added to the unrolled day.
 */
const facts = regimes['uk-gdpr']
const firstMonths = facts.limit.count
const extendedMonths = facts.extendedLimit ?? firstMonths
const suspensionInForce = epochDayOf(2026, 2, 5)

type Waiting = { for: WaitingFor; since: EpochDay }
type Count = {
  index: WorkingDayIndex
  start: EpochDay
  months: number
  pauses: { from: EpochDay; to: EpochDay }[]
  waiting: Waiting[]
  /** What was asked for after the period had ended, and so stops nothing */
  tooLate: Set<WaitingFor>
  steps: Step[]
}

export function runMonthClock(
  index: WorkingDayIndex,
  received: EpochDay,
  events: readonly DayEvent[],
): DayResult {
  const step = stepOn(
    received,
    'Received. The period is counted from this day, working day or not.',
    ukGdpr.response,
  )
  const count: Count = {
    index,
    start: received,
    months: firstMonths,
    pauses: [],
    waiting: [],
    tooLate: new Set(),
    steps: [step],
  }
  for (const event of events) applyEvent(count, event)
  return finish(count)
}

/** The unrolled end of a number of months, with the pauses that began before it ended added day for day. */
function unrolledEnd(count: Count, months: number, bothEnds = 0): EpochDay {
  let end = addMonths(count.start, months)
  for (const { from, to } of count.pauses) {
    if (from > rollForward(count.index, end) || to <= count.start) continue
    end += to - Math.max(from, count.start) + bothEnds
  }
  return end
}

function presentEnd(count: Count): EpochDay {
  return rollForward(count.index, unrolledEnd(count, count.months))
}

const asking: Record<WaitingFor, { citation: typeof ukGdpr.fee; text: string }> = {
  identity: {
    citation: ukGdpr.relevantTime,
    text: 'Identity information asked for. The period starts on the day it comes.',
  },
  fee: {
    citation: ukGdpr.fee,
    text: 'Fee asked for, the request being manifestly unfounded or excessive. The period starts on the day it comes.',
  },
  clarification: {
    citation: ukGdpr.suspension,
    text: 'Clarification asked for. The days until it comes do not count.',
  },
}

function applyEvent(count: Count, event: DayEvent): void {
  switch (event.type) {
    case 'identity-asked':
      return ask(count, 'identity', event.on)
    case 'fees-notice':
      return ask(count, 'fee', event.on)
    case 'clarification-asked':
      return ask(count, 'clarification', event.on)
    case 'identity-received':
      return receive(count, 'identity', event.on)
    case 'fee-received':
      return receive(count, 'fee', event.on)
    case 'clarification-received':
      return receive(count, 'clarification', event.on)
    case 'extended':
      return extend(count, event.on)
  }
}

function ask(count: Count, what: WaitingFor, on: EpochDay): void {
  const { citation, text } = asking[what]
  if (count.waiting.length === 0 && on > presentEnd(count)) {
    count.tooLate.add(what)
    const warning = `Warning: ${what} asked for after the period ended on ${dayWords(presentEnd(count))}, so it stops nothing.`
    count.steps.push(stepOn(on, warning, citation))
    return
  }
  count.waiting.push({ for: what, since: on })
  count.steps.push(stepOn(on, text, citation))
}

function receive(count: Count, what: WaitingFor, on: EpochDay): void {
  const { citation } = asking[what]
  if (count.tooLate.delete(what)) {
    const text = `${wordsFor[what]} came. It was asked for too late, so the date stands.`
    count.steps.push(stepOn(on, text, citation))
    return
  }
  const asked = count.waiting.find((waiting) => waiting.for === what)
  count.waiting = count.waiting.filter((waiting) => waiting.for !== what)
  if (what !== 'clarification') {
    count.start = on
    count.steps.push(stepOn(on, `${wordsFor[what]} came. The period is counted from this day.`, citation))
    return
  }
  const from = asked?.since ?? on
  count.pauses.push({ from, to: on })
  const days = on - Math.max(from, Math.min(count.start, on))
  const older =
    from < suspensionInForce ? ' Before 5 February 2026 this rested on the Commissioner’s guidance.' : ''
  const text = `Clarification came. ${days} ${days === 1 ? 'day does' : 'days do'} not count.${older}`
  count.steps.push(stepOn(on, text, citation))
}

const wordsFor: Record<WaitingFor, string> = {
  identity: 'Identity information',
  fee: 'The fee',
  clarification: 'Clarification',
}

function extend(count: Count, on: EpochDay): void {
  if (count.months === extendedMonths) {
    const text = 'Extended again. The period in all is the same, so this adds no time.'
    count.steps.push(stepOn(on, text, ukGdpr.extension))
    return
  }
  const noticeBy = presentEnd(count)
  count.months = extendedMonths
  const text = `Extended for complexity or number of requests: ${extendedMonths} months in all from the start.`
  count.steps.push(stepOn(on, text, ukGdpr.extension))
  if (count.waiting.length > 0 || on <= noticeBy) return
  const warning = `Warning: notice of the extension was due by ${dayWords(noticeBy)}; the extension may not stand.`
  count.steps.push(stepOn(on, warning, ukGdpr.extension))
}

function finish(count: Count): DayResult {
  const { index, start, months, steps, waiting, pauses } = count
  const rule = months === 1 ? 'one month' : `${months} months`
  const leftOut: LeftOut[] = pauses
    .filter(({ from, to }) => to > Math.max(from, start))
    .map(({ from, to }) => ({ from: Math.max(from, start) + 1, to, why: 'Waiting for clarification' }))
  const first = waiting[0]
  if (first !== undefined) {
    for (const { for: what, since } of waiting) {
      const text = `Waiting for ${waitingWords[what]}. The law sets no day on which the request lapses.`
      steps.push(stepOn(since, text, asking[what].citation))
    }
    const because = inDayOrder(steps)
    return {
      rule,
      state: 'waiting',
      waitingFor: first.for,
      raw: null,
      due: null,
      noticeBy: null,
      start,
      leftOut,
      because,
    }
  }
  const raw = unrolledEnd(count, months)
  const due = rollForward(index, raw)
  const noticeBy = rollForward(index, unrolledEnd(count, firstMonths))
  const named = months === 1 ? 'The month' : `The ${months} months`
  const added = leftOut.reduce((sum, { from, to }) => sum + to - from + 1, 0)
  const longer = added === 0 ? '' : ` and the ${added} ${added === 1 ? 'day' : 'days'} left out`
  const verb = months === 1 && added === 0 ? 'ends' : 'end'
  const end = `${named} from ${dayWords(start)}${longer} ${verb} on ${deadlineWords(raw)}.${rollInWords(index, raw, due)}`
  steps.push(stepOn(raw, end, ukGdpr.roll))
  const both = rollForward(index, unrolledEnd(count, months, 1))
  const other =
    both === due
      ? ''
      : ` Counting both end days of each pause would give ${dayWords(both)}; work to the earlier day.`
  steps.push(stepOn(due, `The last day to answer.${other}`, ukGdpr.response))
  return { rule, state: 'running', raw, due, noticeBy, start, leftOut, because: inDayOrder(steps) }
}

const waitingWords: Record<WaitingFor, string> = {
  identity: 'identity information',
  fee: 'the fee',
  clarification: 'clarification',
}

/** Why a last day moves on, and to which; nothing where it stands. */
export function rollInWords(index: WorkingDayIndex, raw: EpochDay, due: EpochDay): string {
  if (raw === due) return ''
  const holiday = index.byDay.get(raw)
  const why = holiday === undefined ? '' : `: ${holiday}`
  return ` That is not a working day${why}, so the period ends with the next, ${deadlineWords(due)}.`
}
