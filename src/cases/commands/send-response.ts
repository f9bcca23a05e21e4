import { renderText } from '../../correspondence/index.ts'
import type { Staff } from '../../identity/index.ts'
import { legalDay } from '../../kernel/clock.ts'
import { refuse, success, type Outcome } from '../../kernel/outcome.ts'
import { whyNotReleased } from '../../redaction/index.ts'
import { whyHeldBack } from '../arrival.ts'
import { deriveOutcome, type CaseOutcome, type CaseServices } from '../case.ts'
import { carryAcceptedLetter } from '../carry-accepted-letter.ts'
import { byStaff, changeCase, type Versioned } from '../change-case.ts'
import { checkAnswer } from '../check-answer.ts'
import { mailDomain } from '../people.ts'
import { findReviewDecision } from '../review-outcome.ts'
import { sayToRequester } from '../store.ts'
import { composeAnswer, keepRenditions, letterMediaTypes } from './answer-letter.ts'

/** Mail servers refuse more; what does not fit is fetched by the tracking link. */
const mailLimitBytes = 15_000_000

export type SentResponse = { messageId: string; delivery: 'mail' | 'post' }

/**
 * Sends the approved answer: composes it again with today’s date, makes sure it says what was approved, asks the
 * release gate about every file that would leave, and then, in one transaction, records it all and hands the message to
 * the outbox.
 */
export async function sendResponse(
  services: CaseServices,
  staff: Staff,
  input: Versioned & { version: number },
): Promise<Outcome<SentResponse>> {
  const { reader } = services.database
  const now = services.clock.now()
  const today = legalDay(now)
  const row = await reader.selectFrom('cases').selectAll().where('id', '=', input.caseId).executeTakeFirst()
  if (!row || row.authority_id !== staff.authorityId) return refuse('not-found')
  if (row.version !== input.version) return refuse('stale')
  if (row.stage !== 'approved') return refuse('not-now', 'The answer has not been approved.')
  const letter = await reader
    .selectFrom('letter')
    .selectAll()
    .where('case_id', '=', row.id)
    .where('state', '=', 'approved')
    .executeTakeFirst()
  if (!letter) return refuse('not-now', 'There is no approved letter.')

  const asApproved = await composeAnswer(services, row.id, legalDay(letter.created_at))
  if (!asApproved.ok) return asApproved
  if (renderText(asApproved.value.model) !== letter.text_body) {
    return refuse(
      'stale',
      'The letter would now read differently from the one approved. Take it back and send it for approval again.',
    )
  }
  const composed = await composeAnswer(services, row.id, today)
  if (!composed.ok) return composed
  const { model, record } = composed.value
  const kept = await keepRenditions(services, model)
  const attachments = record.documents.filter((document) => document.releaseState === 'for-release')

  for (const document of attachments) {
    const held = whyHeldBack(document, services.virusScanner !== null)
    if (held !== null) return refuse('release-stopped', held)
  }
  const authority = services.authority(row.authority_id)
  const check = async () =>
    checkAnswer(services, staff, {
      record,
      letterVersion: letter.version,
      renditions: kept.renditions,
      attachments,
    })
  const first = await check()
  const carried =
    !first.ok &&
    (await carryAcceptedLetter(services, staff, { caseId: row.id, version: letter.version, ...kept }))
  const checked = carried ? await check() : first
  if (!checked.ok) return checked

  return changeCase<SentResponse>(
    services,
    byStaff(staff),
    input,
    'send',
    async ({ tx, row: fresh, facts }) => {
      const unsafe = await whyNotReleased(tx, { caseId: fresh.id })
      if (unsafe !== null) return refuse('release-stopped', unsafe)
      const review = await findReviewDecision(tx, fresh.id)
      const outcome: CaseOutcome | null = review
        ? (review.outcome as CaseOutcome)
        : deriveOutcome(facts.parts.map((part) => part.outcome as never))
      await tx
        .updateTable('letter')
        .set({ state: 'sent', sent_at: now, ...kept.hashes, text_body: kept.text })
        .where('id', '=', letter.id)
        .execute()
      await tx
        .updateTable('document')
        .set({ release_state: 'released' })
        .where('case_id', '=', fresh.id)
        .where('release_state', '=', 'for-release')
        .execute()
      const pdf = {
        name: `${record.reference}.pdf`,
        mediaType: letterMediaTypes.pdf,
        sha256: kept.hashes.pdf_sha256,
      }
      const total = attachments.reduce((sum, document) => sum + document.size, kept.renditions.pdf.length)
      const files =
        total <= mailLimitBytes
          ? attachments.map(({ name, mediaType, sha256 }) => ({ name, mediaType, sha256 }))
          : []
      const tracking = services.linkTo(authority, `/requests/${services.trackingSecret(fresh.id)}`)
      const messageId = await sayToRequester(
        tx,
        fresh,
        {
          kind: 'response',
          to: record.requester.email,
          channel: record.replyBy,
          subject: `${record.reference}: ${record.title}`,
          body: `${kept.text}\n\nRead the answer and its documents at:\n${tracking}\n`,
          html: kept.page,
          attachments: [pdf, ...files],
          key: `response:${letter.id}`,
          domain: mailDomain(authority),
        },
        now,
        staff.id,
      )
      await tx
        .updateTable('task')
        .set({ status: 'cancelled', next_chase_on: null })
        .where('case_id', '=', fresh.id)
        .where('status', 'in', ['not-started', 'in-progress'])
        .execute()
      const late = fresh.due_on !== null && today.toString() > fresh.due_on.toString()
      return success({
        value: { messageId, delivery: record.replyBy === 'post' ? 'post' : 'mail' },
        set: { stage: 'answered', outcome, answered_on: today, clock_state: 'stopped' },
        details: {
          letterId: letter.id,
          outcome,
          late,
          pdf: kept.hashes.pdf_sha256,
          documents: attachments.map(({ sha256 }) => sha256),
          message: messageId,
        },
      })
    },
  )
}
