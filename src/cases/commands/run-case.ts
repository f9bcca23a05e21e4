import type { Staff } from '../../identity/index.ts'
import type { StaffId } from '../../kernel/ids.ts'
import { refuse, refuseFields, success, type Outcome } from '../../kernel/outcome.ts'
import type { CaseServices, Regime, RequesterDetails } from '../case.ts'
import { byStaff, changeCase, type Change, type Changed, type Versioned } from '../change-case.ts'
import { recomputeClock } from '../clock-keeping.ts'
import { checkRequester, checkText, textLimits, tidyLine, tidyRequester, tidyText } from '../people.ts'

/** Takes a new case into work; the officer who does so holds it unless another is named. */
export function startCase(
  services: CaseServices,
  staff: Staff,
  input: Versioned & { officerId?: StaffId },
): Promise<Outcome<null>> {
  return changeCase(services, byStaff(staff), input, 'start', async (change) => {
    const officer = await officerOf(change, input.officerId ?? staff.id)
    if (!officer.ok) return officer
    return success({
      value: null,
      set: { stage: 'open', officer_id: officer.value },
      details: { officerId: officer.value },
    })
  })
}

export function assignCase(
  services: CaseServices,
  staff: Staff,
  input: Versioned & { officerId: StaffId | null },
): Promise<Outcome<null>> {
  return changeCase(services, byStaff(staff), input, 'assign', async (change) => {
    const officer = await officerOf(change, input.officerId)
    if (!officer.ok) return officer
    return success({
      value: null,
      set: { officer_id: officer.value },
      details: { from: change.row.officer_id, to: officer.value },
    })
  })
}

async function officerOf({ tx, row }: Change, officerId: string | null): Promise<Outcome<string | null>> {
  if (officerId === null) return success(null)
  const found = await tx
    .selectFrom('staff')
    .select('id')
    .where('id', '=', officerId)
    .where('authority_id', '=', row.authority_id)
    .where('active', '=', true)
    .executeTakeFirst()
  return found
    ? success(found.id)
    : refuseFields([{ field: 'officerId', message: 'Select an officer who works here' }])
}

/** Moves a case to another law and computes its clock afresh from the day of receipt, which never moves with it. */
export function changeRegime(
  services: CaseServices,
  staff: Staff,
  input: Versioned & { regime: Regime; reason: string },
): Promise<Outcome<null>> {
  const reason = tidyText(input.reason)
  const errors = checkText('reason', reason, textLimits.reason, 'Enter why it is answered under another law')
  if (errors.length) return Promise.resolve(refuseFields(errors))
  return changeCase(services, byStaff(staff), input, 'change-regime', async ({ tx, row, authority, now }) => {
    if (row.regime === input.regime)
      return refuseFields([{ field: 'regime', message: 'It is already answered under that law' }])
    await tx.updateTable('cases').set({ regime: input.regime }).where('id', '=', row.id).execute()
    const clock = await recomputeClock(
      tx,
      authority,
      { ...row, regime: input.regime },
      services.calendars(),
      now,
      'regime-changed',
    )
    if (!clock.ok) return clock
    return success({
      value: null,
      details: { from: row.regime, to: input.regime, dueOn: clock.value.due?.toString() ?? null },
    })
  })
}

export type EditDetailsInput = Versioned & {
  title?: string
  topic?: string | null
  riskFlags?: string[]
  campaign?: string | null
  receivedOn?: Temporal.PlainDate
  requester?: RequesterDetails
}

/** Corrects what was keyed in. A corrected day of receipt recomputes the clock. */
export function editDetails(
  services: CaseServices,
  staff: Staff,
  input: EditDetailsInput,
): Promise<Outcome<null>> {
  return changeCase(
    services,
    byStaff(staff),
    input,
    'edit-details',
    async ({ tx, row, authority, now, today }) => {
      const changed: string[] = []
      const set: Record<string, unknown> = {}
      const put = (column: string, value: unknown): void => {
        set[column] = value
        changed.push(column)
      }
      if (input.title !== undefined) {
        const title = tidyLine(input.title)
        const errors = checkText('title', title, textLimits.short, 'Enter a title')
        if (errors.length) return refuseFields(errors)
        put('title', title)
      }
      if (input.topic !== undefined)
        put('topic', tidyLine(input.topic ?? '').slice(0, textLimits.short) || null)
      if (input.campaign !== undefined)
        put('campaign', tidyLine(input.campaign ?? '').slice(0, textLimits.short) || null)
      if (input.riskFlags !== undefined)
        put('risk_flags', [...new Set(input.riskFlags.map(tidyLine).filter(Boolean))].slice(0, 20))
      if (input.requester !== undefined) {
        const requester = tidyRequester(input.requester)
        const errors = checkRequester(requester, row.reply_by === 'post' ? 'post' : 'email')
        if (errors.length) return refuseFields(errors)
        await tx
          .updateTable('requester')
          .set({
            name: requester.name,
            email: requester.email,
            phone: requester.phone,
            postal_address: requester.postalAddress,
          })
          .where('id', '=', row.requester_id)
          .execute()
        changed.push('requester')
      }
      if (input.receivedOn !== undefined && !input.receivedOn.equals(row.received_on)) {
        if (Temporal.PlainDate.compare(input.receivedOn, today) > 0) {
          return refuseFields([
            { field: 'receivedOn', message: 'The date received must be today or in the past' },
          ])
        }
        if (row.stage === 'answered')
          return refuse('not-now', 'An answered case keeps the date it was judged by.')
        await tx
          .updateTable('cases')
          .set({ received_on: input.receivedOn })
          .where('id', '=', row.id)
          .execute()
        const clock = await recomputeClock(
          tx,
          authority,
          { ...row, received_on: input.receivedOn },
          services.calendars(),
          now,
          'received-corrected',
        )
        if (!clock.ok) return clock
        changed.push('received_on')
      }
      const dates = input.receivedOn
        ? { receivedFrom: row.received_on.toString(), receivedTo: input.receivedOn.toString() }
        : {}
      return success({ value: null, set, details: { changed, ...dates } })
    },
  )
}

/** Withdrawn at the requester's wish. */
export function withdrawCase(
  services: CaseServices,
  staff: Staff,
  input: Versioned & { reason?: string },
): Promise<Outcome<null>> {
  return changeCase(services, byStaff(staff), input, 'withdraw', async (change) =>
    success(withdrawal(change)),
  )
}

export function withdrawal({ today }: Change): Changed<null> {
  return {
    value: null,
    set: { stage: 'withdrawn', outcome: 'withdrawn', closed_on: today, clock_state: 'stopped' },
  }
}

/** Opens a closed or withdrawn case again; its clock runs as if it had never stopped, for the law knows no closing. */
export function reopenCase(
  services: CaseServices,
  staff: Staff,
  input: Versioned & { reason: string },
): Promise<Outcome<null>> {
  const errors = checkText(
    'reason',
    tidyText(input.reason),
    textLimits.reason,
    'Enter why it is opened again',
  )
  if (errors.length) return Promise.resolve(refuseFields(errors))
  return changeCase(services, byStaff(staff), input, 'reopen', async ({ tx, row, authority, now }) => {
    const clock = await recomputeClock(tx, authority, row, services.calendars(), now, 'reopened')
    if (!clock.ok) return clock
    return success({ value: null, set: { stage: 'open', outcome: null, closed_on: null } })
  })
}
