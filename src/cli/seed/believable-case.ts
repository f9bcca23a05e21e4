import { deriveOutcome, type PartOutcome, type Regime, type Stage } from '../../cases/index.ts'
import type { Authority } from '../../identity/index.ts'
import { legalZone } from '../../kernel/clock.ts'
import { isBefore } from '../../kernel/dates.ts'
import {
  addWorkingDays,
  calendarOf,
  computeClock,
  type Calendars,
  type ClockEvent,
  type ClockResult,
} from '../../law/index.ts'
import type { Chance } from './chance.ts'
import { wordAnswer, wordRequest, type Wording } from './vocabulary.ts'

export type BelievablePart = {
  text: string
  outcome: PartOutcome | null
  answer: string
  exemptionId: string | null
}

/** One made-up case, with the dates that the law gives it. */
export type BelievableCase = {
  regime: Regime
  channel: 'web' | 'email' | 'post' | 'phone'
  stage: Stage
  outcome: string | null
  received: Temporal.PlainDate
  answered: Temporal.PlainDate | null
  closed: Temporal.PlainDate | null
  draftDue: Temporal.PlainDate | null
  events: ClockEvent[]
  clock: ClockResult
  wording: Wording
  parts: BelievablePart[]
  officer: string | null
  published: boolean
}

export type CaseMaker = (chance: Chance) => BelievableCase

const days = 3 * 365
const regimeWeights = { foia: 83, eir: 11, 'uk-gdpr': 5, ropsi: 1 } as const
const channelWeights = { web: 46, email: 48, post: 4, phone: 2 } as const
const kinds = { full: 52, part: 17, refused: 7, 'not-held': 14, elsewhere: 6, cost: 4 } as const
const foiaGrounds = {
  'foia-40-2': 44,
  'foia-43-2': 20,
  'foia-31-1-a': 14,
  'foia-22-1': 6,
  'foia-42-1': 6,
  'foia-41-1': 6,
  'foia-24-1': 2,
  'foia-30-1': 2,
} as const
const eirGrounds = {
  'eir-13-1': 50,
  'eir-12-4-d': 15,
  'eir-12-5-e': 15,
  'eir-12-4-b': 10,
  'eir-12-5-b': 10,
} as const

/** Makes cases as a council of some size has them: most answered in time, a backlog, some waiting, some extended. */
export function caseMaker(
  authority: Authority,
  officers: readonly string[],
  day: Temporal.PlainDate,
  calendars: Calendars,
): CaseMaker {
  const clocks = new Map<string, ClockResult>()
  const clockOf = (regime: Regime, received: Temporal.PlainDate, events: ClockEvent[]): ClockResult => {
    const key = `${regime} ${received.toString()} ${events.map(({ type, on }) => `${type} ${on.toString()}`).join()}`
    const known = clocks.get(key)
    if (known !== undefined) return known
    const computed = computeClock({ regime, nation: authority.nation, received, events }, calendars)
    if (!computed.ok) throw new Error(`a made-up clock cannot be computed: ${key}`)
    clocks.set(key, computed.value)
    return computed.value
  }
  const drafts = new Map<string, Temporal.PlainDate>()
  const draftOf = (due: Temporal.PlainDate): Temporal.PlainDate => {
    const key = due.toString()
    const draft =
      drafts.get(key) ??
      addWorkingDays(calendars, calendarOf(authority.nation), due, -authority.settings.draftDaysBefore)
    drafts.set(key, draft)
    return draft
  }
  return (chance) => {
    const wording = wordRequest(chance, [1, 1, 1, 2, 2, 3, 4][chance.below(7)] ?? 1)
    const drawn = chance.weighted(regimeWeights)
    const regime: Regime = drawn === 'foia' && wording.environmental ? 'eir' : drawn
    const age = chance.below(days)
    const received = day.subtract({ days: age })
    const events = eventsFor(chance, regime, received, age)
    const clock = clockOf(regime, received, events)
    const state = stageFor(chance, clock, received, day, age)
    const finished = state.stage === 'answered'
    const decided = finished || state.stage === 'approval' || state.stage === 'approved'
    const parts = partsFor(chance, regime, wording, decided)
    return {
      regime,
      channel: chance.weighted(channelWeights),
      ...state,
      outcome: finished
        ? deriveOutcome(parts.map(({ outcome }) => outcome))
        : state.stage === 'withdrawn'
          ? 'withdrawn'
          : null,
      received,
      draftDue: clock.due && laterOf(draftOf(clock.due), received),
      events,
      clock,
      wording,
      parts,
      officer: state.stage === 'new' || officers.length === 0 ? null : chance.pick(officers),
      published: finished && (regime === 'foia' || regime === 'eir') && chance.next() < 0.64,
    }
  }
}

const laterOf = (a: Temporal.PlainDate, b: Temporal.PlainDate): Temporal.PlainDate => (isBefore(a, b) ? b : a)

function eventsFor(chance: Chance, regime: Regime, received: Temporal.PlainDate, age: number): ClockEvent[] {
  if (regime !== 'foia' && regime !== 'eir') return []
  const luck = chance.next()
  const on = received.add({ days: 6 + chance.below(6) })
  if (age > 12 && luck < 0.05) return [{ type: 'extended', on }]
  if (age > 12 && luck < 0.09) {
    const asked: ClockEvent = { type: 'clarification-asked', on }
    return age > 40 || chance.next() < 0.3
      ? age > 24
        ? [asked, { type: 'clarification-received', on: on.add({ days: 3 + chance.below(8) }) }]
        : [asked]
      : [asked]
  }
  return []
}

type State = Pick<BelievableCase, 'stage' | 'answered' | 'closed'>

function stageFor(
  chance: Chance,
  clock: ClockResult,
  received: Temporal.PlainDate,
  day: Temporal.PlainDate,
  age: number,
): State {
  const still = (stage: Stage): State => ({ stage, answered: null, closed: null })
  if (clock.due === null) return still('open')
  const luck = chance.next()
  if (luck < 0.02)
    return { stage: 'withdrawn', answered: null, closed: received.add({ days: chance.below(age + 1) }) }
  if (luck < 0.03)
    return { stage: 'closed', answered: null, closed: received.add({ days: chance.below(age + 1) }) }
  // One in a hundred old requests is still open: the backlog that every office has.
  const overdueFor = clock.due.until(day).days
  if (luck < 0.04 && overdueFor < 200) return still(chance.pick(['open', 'open', 'approval']))
  const span = received.until(clock.due).days
  const took = luck < 0.92 ? Math.ceil(span * (0.3 + 0.7 * chance.next())) : span + 1 + chance.below(30)
  const answered = received.add({ days: Math.max(1, took) })
  if (!isBefore(day, answered)) return { stage: 'answered', answered, closed: null }
  const progress = age / Math.max(1, span)
  if (progress < 0.1) return still('new')
  if (progress < 0.7 || chance.next() < 0.6) return still(chance.next() < 0.12 ? 'new' : 'open')
  return still(chance.next() < 0.7 ? 'approval' : 'approved')
}

function partsFor(chance: Chance, regime: Regime, wording: Wording, decided: boolean): BelievablePart[] {
  if (!decided) return wording.parts.map((text) => ({ text, outcome: null, answer: '', exemptionId: null }))
  const kind = chance.weighted(kinds)
  const grounds = regime === 'eir' ? eirGrounds : regime === 'foia' ? foiaGrounds : null
  return wording.parts.map((text, index): BelievablePart => {
    const answer = wordAnswer(chance, wording.street)
    const plain = (outcome: PartOutcome): BelievablePart => ({ text, outcome, answer, exemptionId: null })
    const first = index === 0
    if (kind === 'elsewhere') return plain('available-elsewhere')
    if (kind === 'not-held') return { ...plain('not-held'), answer: 'We looked and do not hold this.' }
    if (kind === 'full' || grounds === null) return plain('provided')
    if (kind === 'cost') {
      return regime === 'foia'
        ? { text, outcome: 'over-cost-limit', answer, exemptionId: 'foia-12-1' }
        : { text, outcome: 'refused', answer, exemptionId: 'eir-12-4-b' }
    }
    const exemptionId: string = regime === 'eir' ? chance.weighted(eirGrounds) : chance.weighted(foiaGrounds)
    if (kind === 'refused') return { text, outcome: 'refused', answer, exemptionId }
    return first ? { text, outcome: 'partly-provided', answer, exemptionId } : plain('provided')
  })
}

/** An instant in the office hours of a day. */
export function officeHour(day: Temporal.PlainDate, hour: number): Temporal.Instant {
  return day.toZonedDateTime({ timeZone: legalZone, plainTime: { hour } }).toInstant()
}
