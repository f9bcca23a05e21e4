import {
  calendarOf,
  clockCalendar,
  computeClock,
  explainDays,
  regimes,
  type ClockInput,
} from '../../../../law/index.ts'
import type { App } from '../../../kit/index.ts'
import { readState, withQuery } from '../../../kit/index.ts'
import { show } from '../../answer.ts'
import type { StaffServices } from '../../staff-services.ts'
import { caseFrame } from '../case-frame.ts'
import { loadCase, type CasePage } from '../case-page.ts'
import { eventLine, type EventKind } from './event-words.ts'

const filters: { value: EventKind | 'all'; text: string }[] = [
  { value: 'all', text: 'All' },
  { value: 'decisions', text: 'Decisions' },
  { value: 'messages', text: 'Messages' },
  { value: 'clock', text: 'Clock' },
  { value: 'reading', text: 'Who opened it' },
]

const clockEventWords: Record<string, string> = {
  'clarification-asked': 'Clarification asked for',
  'clarification-received': 'Clarification received',
  'fees-notice': 'Fees notice given',
  'fee-received': 'Fee received',
  'identity-asked': 'Proof of identity asked for',
  'identity-received': 'Proof of identity received',
  extended: 'Time extended',
}

export function addHistoryPage(app: App, services: StaffServices): void {
  app.get('/staff/cases/:reference/history', { config: { private: true } }, async (request, reply) => {
    const page = await loadCase(services, request, 'read-cases')
    const state = readState(request)
    const wanted = filters.find(({ value }) => value === state.query['show'])?.value ?? 'all'
    const lines = page.events.map(eventLine)
    return show(reply, 'cases/history/page.njk', {
      ...caseFrame(services, page, 'history', 'History'),
      lines: lines.filter(({ kind }) => (wanted === 'all' ? kind !== 'reading' : kind === wanted)),
      filters: filters.map(({ value, text }) => ({
        text,
        href: withQuery(state, { show: value === 'all' ? null : value }),
        current: value === wanted,
      })),
      clock: page.record.clock,
      rule: regimes[page.record.regime],
      clockEvents: page.record.clockEvents.map((event) => ({
        ...event,
        words: clockEventWords[event.type] ?? event.type,
      })),
      days: dayByDay(services, page),
      canRetract: page.may('work-case'),
    })
  })
}

/** The clock's own table, from the same inputs as the date that stands; empty where they no longer compute. */
function dayByDay(services: StaffServices, { record, authority }: CasePage) {
  const input: ClockInput = {
    regime: record.regime,
    nation: authority.nation,
    received: record.receivedOn,
    events: record.clockEvents.map(({ type, on, until }) => ({
      type,
      on,
      ...(until === null ? {} : { until }),
    })),
  }
  const calendars = services.calendars()
  const result = computeClock(input, calendars)
  if (!result.ok) return null
  return {
    lines: explainDays(input, result.value, calendars),
    calendar:
      clockCalendar(record.regime, authority.nation) === 'uk-all'
        ? 'bank holidays of every part of the United Kingdom'
        : `bank holidays of ${calendarOf(authority.nation).replaceAll('-', ' ')}`,
  }
}
