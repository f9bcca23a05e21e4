import { nations, type Calendars, type Nation } from '../calendar/calendars.ts'
import { isoDay, parseIsoDay, type EpochDay } from '../calendar/epoch-days.ts'
import {
  clockEventTypes,
  type ClockEventType,
  type ClockRegime,
  type DayEvent,
  type DayInput,
} from './clock.ts'
import { clockCalendar, runClock } from './compute-clock.ts'
import { findEventErrors } from './event-order.ts'
import { clockRegimes } from './regimes.ts'

/** One line of output without its line end, and whether it is an error. */
export type BatchAnswer = { text: string; ok: boolean }

const regimeNames = new Set<string>(clockRegimes)
const nationNames = new Set<string>(nations)
const eventTypes = new Set<string>(clockEventTypes)

/**
 * Answers `{"id","regime","nation","received","events":[{"type","on","until"?}]}` with
 * `{"id","due","because"}`, or with `{"id"?,"line","error"}` where it cannot be worked out. Without a nation
 * England is taken, and the working says so where that matters.
 */
export function answerBatchLine(line: string, lineNumber: number, calendars: Calendars): BatchAnswer {
  let content: unknown
  try {
    content = JSON.parse(line)
  } catch {
    return failure(undefined, lineNumber, 'This line is not JSON.')
  }
  if (!isRecord(content)) return failure(undefined, lineNumber, 'This line is not a JSON object.')
  const id = content['id']
  const input = readInput(content)
  if (typeof input === 'string') return failure(id, lineNumber, input)
  const errors = findEventErrors(input)
  if (errors.length > 0) {
    return failure(id, lineNumber, errors.map(({ field, message }) => `${field}: ${message}`).join(' '))
  }
  const { due, because } = runClock(input, calendars)
  if (content['nation'] === undefined && clockCalendar(input.regime, input.nation) !== 'uk-all') {
    const first = because[0]
    if (first !== undefined) first.text += ' No nation was given: England was taken.'
  }
  return {
    text: JSON.stringify({ id: id ?? null, due: due === null ? null : isoDay(due), because }),
    ok: true,
  }
}

function failure(id: unknown, line: number, error: string): BatchAnswer {
  const known = typeof id === 'string' || typeof id === 'number'
  return { text: JSON.stringify(known ? { id, line, error } : { line, error }), ok: false }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isRegime(value: unknown): value is ClockRegime {
  return typeof value === 'string' && regimeNames.has(value)
}

function isNation(value: unknown): value is Nation {
  return typeof value === 'string' && nationNames.has(value)
}

function isEventType(value: unknown): value is ClockEventType {
  return typeof value === 'string' && eventTypes.has(value)
}

function readInput(content: Record<string, unknown>): DayInput | string {
  const { regime, nation = 'england', received, events = [] } = content
  if (!isRegime(regime)) return `regime: ${quote(regime)} is none of ${clockRegimes.join(', ')}.`
  if (!isNation(nation)) return `nation: ${quote(nation)} is none of ${nations.join(', ')}.`
  const receivedDay = readDay(received)
  if (receivedDay === null) return `received: ${quote(received)} is not a date such as 2026-01-14.`
  if (!Array.isArray(events)) return 'events: this is not a list.'
  const read: DayEvent[] = []
  for (let index = 0; index < events.length; index++) {
    const event: unknown = events[index]
    if (!isRecord(event)) return `events.${index}: this is not an object.`
    const { type, on, until } = event
    if (!isEventType(type))
      return `events.${index}.type: ${quote(type)} is none of ${clockEventTypes.join(', ')}.`
    const day = readDay(on)
    if (day === null) return `events.${index}.on: ${quote(on)} is not a date such as 2026-01-14.`
    if (until === undefined || until === null) {
      read.push({ type, on: day })
      continue
    }
    const untilDay = readDay(until)
    if (untilDay === null) return `events.${index}.until: ${quote(until)} is not a date such as 2026-01-14.`
    read.push({ type, on: day, until: untilDay })
  }
  return { regime, nation, received: receivedDay, events: read }
}

function readDay(value: unknown): EpochDay | null {
  return typeof value === 'string' ? parseIsoDay(value) : null
}

/** What was given, short enough for an error line. */
function quote(value: unknown): string {
  if (value === undefined) return 'nothing'
  const text = JSON.stringify(value)
  return text.length > 60 ? `${text.slice(0, 57)}…` : text
}
