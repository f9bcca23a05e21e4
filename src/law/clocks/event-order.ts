import type { FieldError } from '../../kernel/outcome.ts'
import { civilOf, firstYear, lastYear, type EpochDay } from '../calendar/epoch-days.ts'
import type { DayInput, WaitingFor } from './clock.ts'
import { dayWords } from './working.ts'

const asks: Record<string, WaitingFor> = {
  'clarification-asked': 'clarification',
  'fees-notice': 'fee',
  'identity-asked': 'identity',
}
const answers: Record<string, WaitingFor> = {
  'clarification-received': 'clarification',
  'fee-received': 'fee',
  'identity-received': 'identity',
}

const askedTwice: Record<WaitingFor, string> = {
  clarification:
    'Clarification was already asked for and has not come. Record what came before asking again.',
  fee: 'A fees notice is already out and unpaid. Record the payment before giving another.',
  identity: 'Identity was already asked for and has not come. Record what came before asking again.',
}
const neverAsked: Record<WaitingFor, string> = {
  clarification: 'Clarification came but was never asked for. Record the day it was asked first.',
  fee: 'A fee came but no fees notice is outstanding. Record the notice first.',
  identity: 'Identity information came but was never asked for. Record the day it was asked first.',
}

/** What is wrong with a clock's events, each beside its place (`events.2.on`); empty where nothing is. */
export function findEventErrors(input: DayInput): FieldError[] {
  const errors: FieldError[] = []
  checkYear('received', input.received, errors)
  const open = { clarification: false, fee: false, identity: false }
  let previous = input.received
  for (const [index, event] of input.events.entries()) {
    const field = `events.${index}`
    checkYear(`${field}.on`, event.on, errors)
    if (event.on < input.received) {
      const message = `${dayWords(event.on)} is before the request was received, ${dayWords(input.received)}.`
      errors.push({ field: `${field}.on`, message })
    } else if (event.on < previous) {
      const message = `${dayWords(event.on)} is before the event above it, ${dayWords(previous)}. Give events in the order they happened.`
      errors.push({ field: `${field}.on`, message })
    } else {
      previous = event.on
    }
    const asked = asks[event.type]
    if (asked !== undefined) {
      if (open[asked]) errors.push({ field: `${field}.type`, message: askedTwice[asked] })
      open[asked] = true
    }
    const answered = answers[event.type]
    if (answered !== undefined) {
      if (!open[answered]) errors.push({ field: `${field}.type`, message: neverAsked[answered] })
      open[answered] = false
    }
    if (event.type === 'extended') checkUntil(input, field, event.on, event.until, errors)
  }
  return errors
}

function checkUntil(
  input: DayInput,
  field: string,
  on: EpochDay,
  until: EpochDay | undefined,
  errors: FieldError[],
): void {
  if (until === undefined) {
    if (input.regime !== 'ropsi') return
    const message =
      'An extension of a re-use request needs the estimated date that was given to the applicant (until).'
    errors.push({ field: `${field}.until`, message })
    return
  }
  checkYear(`${field}.until`, until, errors)
  if (until < on) {
    const message = `${dayWords(until)} is before the day of the extension, ${dayWords(on)}.`
    errors.push({ field: `${field}.until`, message })
  }
}

function checkYear(field: string, day: EpochDay, errors: FieldError[]): void {
  const { year } = civilOf(day)
  if (year >= firstYear && year <= lastYear) return
  errors.push({ field, message: `The year must be from ${firstYear} to ${lastYear}.` })
}
