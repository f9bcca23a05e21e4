import type { Citation, Step } from '../citation.ts'
import { addWorking, countWorking, holidaysBetween, type WorkingDayIndex } from '../calendar/working-days.ts'
import { isoDay, type EpochDay } from '../calendar/epoch-days.ts'
import { eir } from '../citations/eir.ts'
import { foia } from '../citations/foia.ts'
import { ropsi } from '../citations/ropsi.ts'
import type { ClockRegime, DayEvent, DayResult, LeftOut } from './clock.ts'
import { eirFeeLapse, foiaFeeLapse } from './fee-lapse.ts'
import { regimes, type RegimeFacts } from './regimes.ts'
import { dayWords, deadlineWords, inDayOrder, stepOn } from './working.ts'

/**
 * The clocks counted in working days: FOIA, EIR, re-use and both kinds of review. Two operators apply.
 * Clarification restarts: the day it comes is a new day of receipt. A fee disregards: the working days from
 * notice to payment, both included, are left out of the count.
 */
type Rule = {
  facts: RegimeFacts
  limit: number
  clarification: Citation
  noticeOfFee: Citation
  fee: Citation
  feeLapseProvision: Citation
  feeLapse: (index: WorkingDayIndex, noticeOn: EpochDay) => EpochDay
  extensionNotice: Citation
  extended: string
}

const underFoia = {
  clarification: foia.clarification,
  noticeOfFee: foia.noticeOfFee,
  fee: foia.feeDisregard,
  feeLapseProvision: foia.feeLapse,
  feeLapse: (_index: WorkingDayIndex, noticeOn: EpochDay) => foiaFeeLapse(noticeOn),
  extensionNotice: foia.refusalEstimate,
}
const underEir = {
  clarification: eir.restart,
  noticeOfFee: eir.feeDisregard,
  fee: eir.feeDisregard,
  feeLapseProvision: eir.feeLapse,
  feeLapse: eirFeeLapse,
  extensionNotice: eir.extensionNotice,
}
const ruleOf = (
  regime: ClockRegime,
  parts: Omit<Rule, 'facts' | 'limit' | 'extended'>,
  extended: string,
): Rule => ({
  ...parts,
  facts: regimes[regime],
  limit: regimes[regime].limit.count,
  extended,
})

const rules: Partial<Record<ClockRegime, Rule>> = {
  foia: ruleOf('foia', underFoia, 'Extended to weigh the public interest in a qualified exemption.'),
  eir: ruleOf('eir', underEir, 'Extended because the request is both complex and voluminous.'),
  ropsi: ruleOf('ropsi', { ...underFoia, extensionNotice: ropsi.extensionNotice }, 'Extended.'),
  'foia-review': ruleOf(
    'foia-review',
    { ...underFoia, extensionNotice: regimes['foia-review'].responseProvision },
    'Extended: an exceptional review.',
  ),
  'eir-review': ruleOf('eir-review', underEir, ''),
}

type Count = {
  rule: Rule
  index: WorkingDayIndex
  start: EpochDay
  leftOut: LeftOut[]
  extended: boolean
  until: EpochDay
  clarificationAsked: EpochDay | null
  feeNotice: EpochDay | null
  feeLapsed: EpochDay | null
  steps: Step[]
}

export function runWorkingDayClock(
  regime: ClockRegime,
  index: WorkingDayIndex,
  received: EpochDay,
  events: readonly DayEvent[],
): DayResult {
  const rule = rules[regime]
  if (rule === undefined) throw new RangeError(`${regime} is not counted in working days`)
  const { facts } = rule
  const firstDay = `Received, day 0. Day 1 is ${deadlineWords(addWorking(index, received, 1))}.`
  const count: Count = {
    rule,
    index,
    start: received,
    leftOut: [],
    extended: false,
    until: 0,
    clarificationAsked: null,
    feeNotice: null,
    feeLapsed: null,
    steps: [stepOn(received, firstDay, facts.responseProvision)],
  }
  for (const event of events) applyEvent(count, event)
  return finish(count)
}

function applyEvent(count: Count, event: DayEvent): void {
  const { operators } = count.rule.facts
  const { on } = event
  switch (event.type) {
    case 'clarification-asked':
      return operators.clarification === 'none'
        ? noEffect(count, on, 'Clarification asked for')
        : askClarification(count, on)
    case 'clarification-received':
      return operators.clarification === 'none'
        ? noEffect(count, on, 'Clarification came')
        : restart(count, on)
    case 'fees-notice':
      return operators.fee === 'none' ? noEffect(count, on, 'Fee asked for') : giveFeesNotice(count, on)
    case 'fee-received':
      return operators.fee === 'none' ? noEffect(count, on, 'Fee came') : disregardFee(count, on)
    case 'identity-asked':
      return noEffect(count, on, 'Identity asked for')
    case 'identity-received':
      return noEffect(count, on, 'Identity information came')
    case 'extended':
      return extend(count, event)
  }
}

function noEffect(count: Count, on: EpochDay, what: string): void {
  const text = `${what}. The law gives this no effect on the time for answering, so the date stands.`
  count.steps.push(stepOn(on, text, count.rule.facts.responseProvision))
}

/** The last day of a number of working days from the present start, the disregarded ones left out. */
function lastDay(count: Count, limit: number): EpochDay {
  const { index } = count
  let cursor = count.start
  let remaining = limit
  for (const { from, to } of count.leftOut) {
    if (to <= cursor) continue
    const counted = Math.max(0, countWorking(index, cursor, from - 1))
    if (counted >= remaining) break
    remaining -= counted
    cursor = to
  }
  return addWorking(index, cursor, remaining)
}

function presentEnd(count: Count): EpochDay {
  const { facts, limit } = count.rule
  const end = lastDay(count, count.extended ? (facts.extendedLimit ?? limit) : limit)
  return Math.max(end, count.until)
}

function isStopped(count: Count): boolean {
  return count.clarificationAsked !== null || count.feeNotice !== null
}

function askClarification(count: Count, on: EpochDay): void {
  const late = !isStopped(count) && on > presentEnd(count)
  const warning = late
    ? ` Warning: the time for answering had already ended on ${dayWords(presentEnd(count))}.`
    : ''
  count.clarificationAsked = on
  const text = `Clarification asked for. There is no duty to answer until it comes; the day it comes counts as a new day of receipt.${warning}`
  count.steps.push(stepOn(on, text, count.rule.clarification))
}

function restart(count: Count, on: EpochDay): void {
  const { rule, index } = count
  const fallen = count.extended
    ? ' The extension fell with the old period: to extend again, give notice again.'
    : ''
  count.start = on
  count.clarificationAsked = null
  count.extended = false
  count.until = 0
  const text = `Clarification came: the clock starts afresh. Day 1 is ${deadlineWords(addWorking(index, on, 1))}.${fallen}`
  count.steps.push(stepOn(on, text, rule.clarification))
}

function giveFeesNotice(count: Count, on: EpochDay): void {
  const { rule } = count
  if (!isStopped(count) && on > presentEnd(count)) {
    const text = `Warning: the fees notice came after the time for answering ended on ${dayWords(presentEnd(count))}, so it stops nothing.`
    count.steps.push(stepOn(on, text, rule.noticeOfFee))
    return
  }
  count.feeNotice = on
  const text = `Fees notice given: from this day until the fee comes, both included, no working day counts. It can be paid up to ${dayWords(rule.feeLapse(count.index, on))}.`
  count.steps.push(stepOn(on, text, rule.fee))
}

function disregardFee(count: Count, on: EpochDay): void {
  const { rule, feeNotice } = count
  if (feeNotice === null) {
    count.steps.push(stepOn(on, 'Fee received. Its notice was too late, so no day is left out.', rule.fee))
    return
  }
  count.feeNotice = null
  const lapse = rule.feeLapse(count.index, feeNotice)
  if (on > lapse) {
    count.feeLapsed = lapse
    const text = `Fee received after its last day, ${dayWords(lapse)}: the duty to answer this request had ended. Treat it as a new request.`
    count.steps.push(stepOn(on, text, rule.feeLapseProvision))
    return
  }
  count.leftOut.push({
    from: feeNotice,
    to: on,
    why: 'Between the fees notice and the fee, both days included',
  })
  const text = `Fee received. The days from ${dayWords(feeNotice)} to this day are left out.`
  count.steps.push(stepOn(on, text, rule.fee))
}

function extend(count: Count, event: DayEvent): void {
  const { rule, steps } = count
  const { facts } = rule
  if (facts.extensionProvision === null) return noEffect(count, event.on, 'Extension recorded')
  const repeated = count.extended
  const noticeBy = lastDay(count, rule.limit)
  const late = !repeated && !isStopped(count) && event.on > noticeBy
  count.extended = true
  let text = `${rule.extended} ${facts.extendedLimit} working days in all.`
  if (facts.extendedLimit === null && event.until !== undefined) {
    count.until = Math.max(count.until, event.until)
    text = `${rule.extended} The applicant was told to expect an answer by ${dayWords(event.until)}.`
  } else if (repeated) {
    text = 'Extended again. The period in all is the same, so this adds no time.'
  }
  steps.push(stepOn(event.on, text, facts.extensionProvision))
  if (late) {
    const warning = `Warning: notice of the extension was due by ${dayWords(noticeBy)}; the extension may not stand.`
    steps.push(stepOn(event.on, warning, rule.extensionNotice))
  }
}

function finish(count: Count): DayResult {
  const { rule, index, start, leftOut, steps, extended } = count
  const { facts } = rule
  const limit = extended ? (facts.extendedLimit ?? rule.limit) : rule.limit
  const waiting = waitingResult(count)
  if (waiting !== null) return waiting
  const ordinary = lastDay(count, limit)
  const due = Math.max(ordinary, count.until)
  const noticeBy = facts.extensionProvision === null ? null : lastDay(count, rule.limit)
  for (const { day, why } of holidaysBetween(index, start, due)) {
    if (leftOut.some(({ from, to }) => day >= from && day <= to)) continue
    steps.push(stepOn(day, `Not a working day: ${why}.`, facts.workingDayProvision))
  }
  const byEstimate = due > ordinary
  const end = byEstimate
    ? 'The date given to the applicant: the last day to answer.'
    : `Working day ${limit}: the last day to answer.`
  steps.push(
    stepOn(
      due,
      end,
      extended && facts.extensionProvision !== null ? facts.extensionProvision : facts.responseProvision,
    ),
  )
  const name = byEstimate ? `the date told, ${isoDay(due)}` : `${limit} working days`
  return { rule: name, state: 'running', raw: due, due, noticeBy, start, leftOut, because: inDayOrder(steps) }
}

function waitingResult(count: Count): DayResult | null {
  const { rule, start, leftOut, steps, clarificationAsked, feeNotice, feeLapsed } = count
  if (clarificationAsked === null && feeNotice === null && feeLapsed === null) return null
  const waiting = { state: 'waiting', raw: null, due: null, noticeBy: null, start, leftOut } as const
  const lapsesOn = feeLapsed ?? (feeNotice === null ? null : rule.feeLapse(count.index, feeNotice))
  const lapse = lapsesOn === null ? {} : { lapsesOn }
  if (clarificationAsked !== null) {
    const text = 'Waiting for clarification. The law sets no day on which the request lapses.'
    steps.push(stepOn(clarificationAsked, text, rule.clarification))
  }
  if (lapsesOn !== null) {
    const text =
      feeLapsed === null
        ? `Waiting for the fee. This is the last day it can be paid; after it there is no duty to answer.`
        : 'The last day the fee could be paid. There is no longer a duty to answer.'
    steps.push(stepOn(lapsesOn, text, rule.feeLapseProvision))
  }
  const waitingFor = clarificationAsked !== null ? 'clarification' : 'fee'
  return { ...waiting, ...lapse, waitingFor, rule: `${rule.limit} working days`, because: inDayOrder(steps) }
}
