import { today } from '../../../../kernel/clock.ts'
import {
  clockRegimes,
  computeClock,
  daysLeft,
  explainDays,
  regimes,
  type ClockEvent,
  type ClockInput,
} from '../../../../law/index.ts'
import type { App, FormReader } from '../../../kit/index.ts'
import { blankForm, plural, readForm } from '../../../kit/index.ts'
import type { PublicServices } from '../../public-services.ts'

const address = '/help/deadlines'

/** Anybody's date, worked out day by day from the same rules as our own. All of it is in the address. */
export function registerDeadlines(app: App, services: PublicServices): void {
  app.get(address, (request, reply) => {
    const query = request.query as Record<string, unknown>
    const choices = clockRegimes.map((regime) => ({
      value: regime,
      text: regimes[regime].title,
      hint: { text: regimes[regime].clock },
    }))
    if (query['regime'] === undefined && query['received-day'] === undefined)
      return reply.page('public/help/deadlines/page.njk', {
        form: blankForm({ regime: 'foia' }),
        choices,
        result: null,
      })
    const form = readForm(query)
    const input = readInput(form, services.authorityFor(request).nation)
    const result = form.ok && input !== null ? workOut(form, input, services) : null
    return reply.page(
      'public/help/deadlines/page.njk',
      { form: form.state(), choices, result },
      { status: form.ok ? 200 : 422 },
    )
  })
}

function readInput(form: FormReader, nation: ClockInput['nation']): ClockInput | null {
  const regime = form.choice('regime', clockRegimes, { required: 'Select the law the request comes under' })
  const received = form.day('received', {
    label: 'The day the request arrived',
    required: 'Enter the day the request arrived',
  })
  const asked = form.day('asked', { label: 'The day you were asked to explain' })
  const replied = form.day('replied', { label: 'The day you replied' })
  if (replied !== null && asked === null)
    form.fail('asked-day', 'Enter the day you were asked to explain, or leave out the day you replied')
  if (regime === null || received === null) return null
  const events: ClockEvent[] = []
  if (asked !== null) events.push({ type: 'clarification-asked', on: asked })
  if (replied !== null) events.push({ type: 'clarification-received', on: replied })
  return { regime, nation, received, events }
}

const eventFields = ['asked-day', 'replied-day']

function workOut(form: FormReader, input: ClockInput, services: PublicServices) {
  const calendars = services.calendars()
  const clock = computeClock(input, calendars)
  if (!clock.ok) {
    for (const { field, message } of clock.fields ?? []) {
      const event = /^events\.(\d+)\./.exec(field)?.[1]
      form.fail(event === undefined ? 'received-day' : (eventFields[Number(event)] ?? 'asked-day'), message)
    }
    return null
  }
  const { value } = clock
  const law = regimes[input.regime]
  return {
    law,
    due: value.due,
    waitingFor: value.waitingFor ?? null,
    lapsesOn: value.lapsesOn ?? null,
    left:
      value.due === null
        ? null
        : leftInWords(
            daysLeft(value.due, today(services.clock), calendars, value.calendarId, law.unit),
            law.unit,
          ),
    because: value.because,
    days: explainDays(input, value, calendars),
  }
}

function leftInWords(left: number, unit: 'working-days' | 'calendar-days'): string {
  const count = plural(Math.abs(left), unit === 'working-days' ? 'working day' : 'day')
  if (left === 0) return 'That is today.'
  return left > 0 ? `That is ${count} from today.` : `That was ${count} ago.`
}
