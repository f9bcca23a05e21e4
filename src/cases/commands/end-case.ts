import type { Staff } from '../../identity/index.ts'
import { legalDay } from '../../kernel/clock.ts'
import { refuse, refuseFields, success, type Outcome } from '../../kernel/outcome.ts'
import { internalReviewLastDay, regimes } from '../../law/index.ts'
import type { CaseServices, Regime } from '../case.ts'
import { byRequester, byStaff, changeCase, type Change, type Versioned } from '../change-case.ts'
import { checkText, textLimits, tidyText } from '../people.ts'
import { insertCase, linkTo, type OpenedCase } from './open-case.ts'
import { tellRequester } from './tell-requester.ts'

/** Closes a case that is not answered, and tells the requester why. Easy to open again. */
export function closeCase(
  services: CaseServices,
  staff: Staff,
  input: Versioned & { reason: string },
): Promise<Outcome<null>> {
  const reason = tidyText(input.reason)
  const errors = checkText('reason', reason, textLimits.reason, 'Enter why it is closed')
  if (errors.length) return Promise.resolve(refuseFields(errors))
  return changeCase(services, byStaff(staff), input, 'close', (change) => closing(services, change, reason))
}

export async function closing(services: CaseServices, change: Change, reason: string) {
  const told = await tellRequester(
    services,
    change,
    'closing',
    `closing:${change.row.id}:${change.row.version}`,
    { closing: { reason } },
  )
  if (!told.ok) return told
  return success({ value: null, set: { stage: 'closed', closed_on: change.today, clock_state: 'stopped' } })
}

/** Opens the review of an answer as a case of its own, with its own clock, linked to the answer it reviews. */
export function requestReview(
  services: CaseServices,
  staff: Staff,
  input: Versioned & { text: string; receivedOn?: Temporal.PlainDate },
): Promise<Outcome<OpenedCase>> {
  return openReview(services, byStaff(staff), input)
}

export function requestReviewBy(
  services: CaseServices,
  input: Versioned & { text: string },
): Promise<Outcome<OpenedCase>> {
  return openReview(services, byRequester, input)
}

function openReview(
  services: CaseServices,
  asking: Parameters<typeof changeCase>[1],
  input: Versioned & { text: string; receivedOn?: Temporal.PlainDate },
): Promise<Outcome<OpenedCase>> {
  const text = tidyText(input.text)
  const errors = checkText('text', text, textLimits.reply, 'Enter what you would like us to look at again')
  if (errors.length) return Promise.resolve(refuseFields(errors))
  return changeCase<OpenedCase>(
    services,
    asking,
    input,
    'request-review',
    async ({ tx, row, authority, actor, now }) => {
      const regime: Regime | null = regimes[row.regime].reviewRegime
      if (regime === null || row.answered_on === null)
        return refuse('not-now', 'There is no answer to review.')
      const receivedOn = input.receivedOn ?? legalDay(now)
      if (Temporal.PlainDate.compare(receivedOn, row.answered_on) < 0) {
        return refuseFields([
          { field: 'receivedOn', message: 'A review cannot be asked for before the answer' },
        ])
      }
      const requester = await tx
        .selectFrom('requester')
        .selectAll()
        .where('id', '=', row.requester_id)
        .executeTakeFirstOrThrow()
      const parts = await tx
        .selectFrom('case_part')
        .select('text')
        .where('case_id', '=', row.id)
        .orderBy('number')
        .execute()
      const opened = await insertCase(
        tx,
        services,
        actor,
        {
          authority,
          regime,
          channel: asking.by === 'requester' ? 'web' : 'email',
          title: `Review of ${row.reference}: ${row.title}`.slice(0, textLimits.short),
          requestText: text,
          parts: parts.map((part) => part.text),
          requester: {
            name: requester.name,
            email: requester.email,
            phone: requester.phone,
            postalAddress: requester.postal_address,
          },
          receivedOn,
          replyBy: row.reply_by === 'post' ? 'post' : 'email',
        },
        [],
        now,
      )
      if (!opened.ok) return opened
      await linkTo(tx, authority, opened.value.caseId, row.reference, 'review-of', now)
      const regimeAnswered = row.regime === 'eir' ? 'eir' : 'foia'
      const late =
        Temporal.PlainDate.compare(
          receivedOn,
          internalReviewLastDay(regimeAnswered, row.answered_on, services.calendars()).day,
        ) > 0
      return success({ value: opened.value, details: { review: opened.value.reference, afterWindow: late } })
    },
  )
}
