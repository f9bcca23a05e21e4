import type { Staff } from '../../identity/index.ts'
import { newId } from '../../kernel/ids.ts'
import { refuse, refuseFields, success, type Outcome } from '../../kernel/outcome.ts'
import { feeLapseDay, findExemption, type ClockEventType } from '../../law/index.ts'
import type { CaseServices } from '../case.ts'
import { byStaff, changeCase, type Change, type Versioned } from '../change-case.ts'
import { addClockEvent, recomputeClock } from '../clock-keeping.ts'
import { checkText, textLimits, tidyText } from '../people.ts'
import { letterGround, letterRegime } from '../letter-input.ts'
import { tellRequester } from './tell-requester.ts'

async function record(
  services: CaseServices,
  { tx, row, authority, actor, now, today }: Change,
  type: ClockEventType,
  on: Temporal.PlainDate,
  reason: string,
  until?: Temporal.PlainDate,
): Promise<Outcome<{ dueOn: string | null; on: string }>> {
  if (Temporal.PlainDate.compare(on, today) > 0)
    return refuseFields([{ field: 'on', message: 'The date must be today or in the past' }])
  const recordedBy = actor.kind === 'staff' ? actor.id : null
  const clock = await addClockEvent(
    tx,
    authority,
    row,
    { type, on, until, reason, recordedBy },
    services.calendars(),
    now,
  )
  if (!clock.ok) return clock
  return success({ dueOn: clock.value.due?.toString() ?? null, on: on.toString() })
}

/** Asks what is meant. Under FOIA and EIR the answer starts a new period; under UK GDPR the clock is suspended. */
export function askClarification(
  services: CaseServices,
  staff: Staff,
  input: Versioned & { questions: string[]; help?: string },
): Promise<Outcome<null>> {
  const questions = input.questions.map(tidyText).filter(Boolean)
  if (questions.length === 0)
    return Promise.resolve(refuseFields([{ field: 'questions', message: 'Enter what you need to know' }]))
  const help = tidyText(input.help ?? '')
  return changeCase(services, byStaff(staff), input, 'ask-clarification', async (change) => {
    const recorded = await record(services, change, 'clarification-asked', change.today, questions.join('\n'))
    if (!recorded.ok) return recorded
    const days = change.authority.settings.clarificationCloseDays
    const told = await tellRequester(services, change, 'clarification', `clarification:${newId()}`, {
      clarification: {
        questions,
        ...(help ? { help } : {}),
        ...(days ? { closeOn: change.today.add({ days }) } : {}),
      },
    })
    return told.ok ? success({ value: null, details: recorded.value }) : told
  })
}

export function recordClarification(
  services: CaseServices,
  staff: Staff,
  input: Versioned & { text: string; on: Temporal.PlainDate },
): Promise<Outcome<null>> {
  const text = tidyText(input.text)
  const errors = checkText('text', text, textLimits.reply, 'Enter what the requester answered')
  if (errors.length) return Promise.resolve(refuseFields(errors))
  return changeCase(services, byStaff(staff), input, 'record-clarification', async (change) => {
    const recorded = await record(services, change, 'clarification-received', input.on, text)
    if (!recorded.ok) return recorded
    await insertIncoming(
      change,
      text,
      'clarification',
      change.row.channel === 'phone' ? 'phone' : 'post',
      staff.id,
    )
    return success({ value: null, details: recorded.value })
  })
}

/** What the requester said, put on the case as a message. */
export async function insertIncoming(
  { tx, row, now }: Pick<Change, 'tx' | 'row' | 'now'>,
  text: string,
  kind: string,
  channel: string,
  staffId: string | null,
): Promise<string> {
  const id = newId()
  await tx
    .insertInto('message')
    .values({
      id,
      authority_id: row.authority_id,
      case_id: row.id,
      direction: 'in',
      kind,
      channel,
      from_address: null,
      to_address: null,
      body: text,
      mail_id: null,
      content_hash: null,
      outbox_id: null,
      created_by: staffId,
      created_at: now,
    })
    .execute()
  return id
}

export function giveFeesNotice(
  services: CaseServices,
  staff: Staff,
  input: Versioned & { amountPence: number; how: string },
): Promise<Outcome<null>> {
  const how = tidyText(input.how)
  const errors = checkText('how', how, textLimits.reason, 'Enter how the fee can be paid')
  if (!Number.isInteger(input.amountPence) || input.amountPence <= 0) {
    errors.push({ field: 'amountPence', message: 'Enter the fee in pounds and pence, like 12.50' })
  }
  if (errors.length) return Promise.resolve(refuseFields(errors))
  return changeCase(services, byStaff(staff), input, 'give-fees-notice', async (change) => {
    const regime = letterRegime(change.row.regime)
    if (regime !== 'foia' && regime !== 'eir') return refuse('not-now', 'The law has no fees notice here.')
    const recorded = await record(services, change, 'fees-notice', change.today, how)
    if (!recorded.ok) return recorded
    const payBy = feeLapseDay(regime, change.today, services.calendars()).day
    const told = await tellRequester(services, change, 'fees-notice', `fees-notice:${newId()}`, {
      fee: { amountPence: input.amountPence, payBy, how },
    })
    return told.ok
      ? success({ value: null, details: { ...recorded.value, amountPence: input.amountPence } })
      : told
  })
}

export function recordFee(
  services: CaseServices,
  staff: Staff,
  input: Versioned & { on: Temporal.PlainDate },
): Promise<Outcome<null>> {
  return changeCase(services, byStaff(staff), input, 'record-fee', async (change) => {
    const recorded = await record(services, change, 'fee-received', input.on, '')
    return recorded.ok ? success({ value: null, details: recorded.value }) : recorded
  })
}

/**
 * Extends the time as the regime allows, with the notice the law asks for. `until` is needed where the law fixes no
 * end; under FOIA the notice names each exemption whose public interest is still being weighed (s.17(2)).
 */
export function extendTime(
  services: CaseServices,
  staff: Staff,
  input: Versioned & { reason: string; until?: Temporal.PlainDate; exemptionIds?: string[] },
): Promise<Outcome<null>> {
  const reason = tidyText(input.reason)
  const errors = checkText('reason', reason, textLimits.reason, 'Enter why more time is needed')
  if ((input.exemptionIds ?? []).some((id) => findExemption(id)?.publicInterestTest !== true)) {
    errors.push({
      field: 'exemptionIds',
      message: 'Select only exemptions that the public interest is weighed for',
    })
  }
  if (errors.length) return Promise.resolve(refuseFields(errors))
  return changeCase(services, byStaff(staff), input, 'extend', async (change) => {
    const recorded = await record(services, change, 'extended', change.today, reason, input.until)
    if (!recorded.ok) return recorded
    const { dueOn } = recorded.value
    if (dueOn === null) return refuse('not-now', 'The clock does not run, so there is nothing to extend.')
    const grounds =
      letterRegime(change.row.regime) === 'foia' ? weighedGrounds(input.exemptionIds ?? [], reason) : []
    const told = await tellRequester(services, change, 'extension', `extension:${newId()}`, {
      extension: { newDueOn: Temporal.PlainDate.from(dueOn), reason, ...(grounds.length ? { grounds } : {}) },
    })
    return told.ok ? success({ value: null, details: recorded.value }) : told
  })
}

function weighedGrounds(exemptionIds: readonly string[], reasoning: string) {
  const blank = {
    prejudice: '',
    factorsFor: [],
    factorsAgainst: [],
    conclusion: '',
    qualifiedPerson: null,
    qualifiedOpinionOn: null,
  }
  return exemptionIds.map((exemptionId) => letterGround({ exemptionId, reasoning, ...blank }, 'refused'))
}

/** Takes back an event recorded wrongly. The record of it stays, marked as retracted. */
export function retractClockEvent(
  services: CaseServices,
  staff: Staff,
  input: Versioned & { eventId: string; reason: string },
): Promise<Outcome<null>> {
  const errors = checkText(
    'reason',
    tidyText(input.reason),
    textLimits.reason,
    'Enter what was wrong with it',
  )
  if (errors.length) return Promise.resolve(refuseFields(errors))
  return changeCase(services, byStaff(staff), input, 'edit-details', async ({ tx, row, authority, now }) => {
    const event = await tx
      .updateTable('clock_event')
      .set({ retracted_at: now })
      .where('id', '=', input.eventId)
      .where('case_id', '=', row.id)
      .where('retracted_at', 'is', null)
      .returning('type')
      .executeTakeFirst()
    if (!event) return refuse('not-found', 'That event is not on this case.')
    const clock = await recomputeClock(tx, authority, row, services.calendars(), now, 'retracted')
    if (!clock.ok) return clock
    return success({
      value: null,
      details: { retracted: event.type, dueOn: clock.value.due?.toString() ?? null },
    })
  })
}
