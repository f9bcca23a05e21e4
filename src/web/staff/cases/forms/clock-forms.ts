import {
  askClarification,
  extendTime,
  giveFeesNotice,
  recordClarification,
  recordFee,
  retractClockEvent,
} from '../../../../cases/index.ts'
import { cite, exemptions, regimes } from '../../../../law/index.ts'
import { ProblemError } from '../../../../kernel/outcome.ts'
import { dayInWords } from '../../../../kernel/dates.ts'
import type { App } from '../../../kit/index.ts'
import type { StaffServices } from '../../staff-services.ts'
import type { CasePage } from '../case-page.ts'
import { addCaseForm } from './case-form.ts'
import { dayValues, readPoints } from '../../form-fields.ts'

/** The exemptions whose public interest FOIA s.10(3) gives more time to weigh. */
const weighed = exemptions.filter(({ regime, publicInterestTest }) => regime === 'foia' && publicInterestTest)

const long = { multiline: true, most: 10_000 } as const

/** Everything that stops, starts, restarts or lengthens the clock. */
export function addClockForms(app: App, services: StaffServices): void {
  addCaseForm<{ questions: string[]; help?: string }>(app, services, {
    place: 'clarification/ask',
    action: 'ask-clarification',
    permissions: ['work-case'],
    title: 'Ask the requester to clarify',
    button: 'Send the questions',
    done: 'clarification-asked',
    tab: 'messages',
    lead: (page) =>
      page.record.regime === 'uk-gdpr'
        ? 'The clock is suspended from the day you ask until the day they answer.'
        : 'Ask only what you need to find the information. The clock stops, and starts afresh on the day they answer.',
    fields: () => [
      {
        kind: 'textarea',
        name: 'questions',
        label: 'What do you need to know?',
        hint: 'One question on each line. They go into a letter as a list.',
        rows: 6,
      },
      {
        kind: 'textarea',
        name: 'help',
        label: 'What would help them',
        hint: 'What you hold, or how they could narrow it. This is advice and assistance (section 16).',
        optional: true,
        rows: 5,
      },
    ],
    read: (form) => {
      const questions = readPoints(
        form.text('questions', { required: 'Enter what you need to know', label: 'The questions', ...long }),
      )
      const help = form.text('help', { label: 'The advice', ...long })
      return { questions, ...(help === '' ? {} : { help }) }
    },
    run: askClarification,
  })

  addCaseForm<{ text: string; on: Temporal.PlainDate }>(app, services, {
    place: 'clarification/record',
    action: 'record-clarification',
    permissions: ['work-case'],
    title: 'Record the clarification',
    button: 'Record the clarification',
    done: 'clarification-recorded',
    tab: 'messages',
    lead: () => 'For what came by phone or post. A reply by email or on the website is recorded by itself.',
    fields: () => [
      { kind: 'textarea', name: 'text', label: 'What they said', rows: 8 },
      { kind: 'date', name: 'on', label: 'On which day it came' },
    ],
    values: (page) => ({ text: '', ...dayValues('on', page.today) }),
    read: (form, page) => ({
      text: form.text('text', { required: 'Enter what they said', label: 'The clarification', ...long }),
      on: form.day('on', { label: 'The day it came', required: 'Enter the day it came' }) ?? page.today,
    }),
    run: recordClarification,
  })

  addCaseForm<{ amountPence: number; how: string }>(app, services, {
    place: 'fee/ask',
    action: 'give-fees-notice',
    permissions: ['work-case'],
    title: 'Give a fees notice',
    button: 'Send the fees notice',
    done: 'fees-notice-given',
    tab: 'messages',
    lead: () =>
      'The days from the notice to the payment do not count. If nobody pays in time, the request lapses.',
    fields: () => [
      {
        kind: 'text',
        name: 'amountPence',
        label: 'Amount',
        prefix: '£',
        width: 10,
        hint: 'In pounds, for example 12.50',
      },
      { kind: 'textarea', name: 'how', label: 'How they can pay', rows: 5 },
    ],
    read: (form) => ({
      amountPence: readPounds(form.text('amountPence'), (message) => form.fail('amountPence', message)),
      how: form.text('how', { required: 'Enter how they can pay', label: 'How they can pay', ...long }),
    }),
    run: giveFeesNotice,
  })

  addCaseForm<{ on: Temporal.PlainDate }>(app, services, {
    place: 'fee/record',
    action: 'record-fee',
    permissions: ['work-case'],
    title: 'Record the payment',
    button: 'Record the payment',
    done: 'fee-recorded',
    tab: 'history',
    fields: () => [{ kind: 'date', name: 'on', label: 'On which day the payment came' }],
    values: (page) => dayValues('on', page.today),
    read: (form, page) => ({
      on:
        form.day('on', { label: 'The day of the payment', required: 'Enter the day of the payment' }) ??
        page.today,
    }),
    run: recordFee,
  })

  addCaseForm<{ reason: string; until?: Temporal.PlainDate; exemptionIds?: string[] }>(app, services, {
    place: 'extend',
    action: 'extend',
    permissions: ['work-case'],
    title: 'Extend the time',
    button: 'Extend the time and tell the requester',
    done: 'extended',
    tab: 'history',
    lead: extensionAdvice,
    fields: ({ record }) => [
      {
        kind: 'textarea',
        name: 'reason',
        label: 'Why more time is needed',
        hint: 'The requester reads this in the letter.',
        rows: 6,
      },
      ...(regimes[record.regime].extendedLimit === null
        ? [{ kind: 'date' as const, name: 'until', label: 'You will answer by' }]
        : []),
      ...(record.regime === 'foia'
        ? [
            {
              kind: 'checkboxes' as const,
              name: 'exemptionIds',
              label: 'Which exemptions is the public interest being weighed for?',
              items: weighed.map(({ id, section, title }) => ({ value: id, text: `${section} ${title}` })),
            },
          ]
        : []),
    ],
    read: (form, page) => {
      const reason = form.text('reason', {
        required: 'Enter why more time is needed',
        label: 'The reason',
        ...long,
      })
      const needsDay = regimes[page.record.regime].extendedLimit === null
      const until = needsDay
        ? form.day('until', { label: 'The new date', required: 'Enter the day by which you will answer' })
        : null
      const exemptionIds =
        page.record.regime === 'foia'
          ? form.choices(
              'exemptionIds',
              weighed.map(({ id }) => id),
              { required: 'Select the exemptions' },
            )
          : []
      return {
        reason,
        ...(until === null ? {} : { until }),
        ...(exemptionIds.length > 0 ? { exemptionIds } : {}),
      }
    },
    run: extendTime,
  })

  addCaseForm<{ eventId: string; reason: string }>(app, services, {
    place: 'clock-events/:event/retract',
    permissions: ['work-case'],
    title: 'Take back a clock event',
    button: 'Take it back',
    done: 'event-retracted',
    tab: 'history',
    warning: true,
    lead: () =>
      'For a mistake, such as a wrong date. The event stays in the history and the dates are worked out without it. Then record the right one.',
    fields: () => [{ kind: 'textarea', name: 'reason', label: 'Why', rows: 3 }],
    read: (form, page) => ({
      eventId: eventOf(page),
      reason: form.text('reason', {
        required: 'Enter why',
        label: 'The reason',
        multiline: true,
        most: 2000,
      }),
    }),
    run: retractClockEvent,
  })
}

function eventOf({ parameters, record }: CasePage): string {
  const event = record.clockEvents.find(({ id }) => id === parameters['event'])
  if (event === undefined)
    throw new ProblemError('not-found', 'There is no such clock event, or it was taken back.')
  return event.id
}

function extensionAdvice({ record }: CasePage): string {
  const law = regimes[record.regime]
  const basis = law.extensionProvision === null ? '' : ` (${cite(law.extensionProvision)})`
  const last =
    record.clock?.noticeBy == null
      ? ''
      : `\n\nThe requester must be told by ${dayInWords(record.clock.noticeBy)}.`
  const why = {
    'public-interest':
      'Only to weigh the public interest for a qualified exemption. Everything else is still due on the first date.',
    'complex-and-voluminous': 'Only where the request is both complex and large.',
    'reasonable-time':
      'Only as long as is reasonable where the request raises complex issues or covers much.',
    'complex-or-many': 'Only where the request is complex, or the person made several.',
    exceptional: 'Only in exceptional circumstances.',
  }
  return `${law.extension === null ? '' : why[law.extension]}${basis}${last}`
}

/** Pounds as people write them, in pence. */
function readPounds(text: string, fail: (message: string) => void): number {
  const plain = text.replace(/[£,\s]/g, '')
  if (!/^\d{1,6}(\.\d{1,2})?$/.test(plain)) {
    fail(text === '' ? 'Enter the amount' : 'The amount must be in pounds, like 12.50')
    return 0
  }
  const pence = Math.round(Number(plain) * 100)
  if (pence === 0) fail('The amount must be more than £0')
  return pence
}
