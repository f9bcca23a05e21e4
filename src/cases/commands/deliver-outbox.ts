import { recordAudit, systemActor } from '../../audit/index.ts'
import {
  messageIdFor,
  renderOutgoing,
  type MailTransport,
  type SendResult,
} from '../../correspondence/index.ts'
import type { CaseServices } from '../case.ts'
import { findCleanCertificate } from '../../release/index.ts'
import { mailDomain } from '../people.ts'

type MailPayload = {
  caseId: string | null
  to: string
  subject: string
  text: string
  html: string | null
  attachments: { name: string; mediaType: string; sha256: string }[]
  headers?: Record<string, string>
}

type Claimed = {
  id: string
  key: string
  authority_id: string
  created_at: Temporal.Instant
  payload: MailPayload
  attempts: number
}

/** Keys of messages that no person wrote: machines are asked not to answer them. */
const writtenByNobody = /^(acknowledge|chase|remind|notify|subscribe):/

const mostAttempts = 10
/** Longer than any mail server takes to answer: until then no other worker tries the same message. */
const leaseMinutes = 10

/**
 * Sends what waits in the outbox. A message is claimed by moving its next attempt into the future, sent outside any
 * transaction, and then marked: a crash in between sends it again after the lease, with the same Message-ID, so it is
 * at least once and recognisably the same. Without a transport, messages are held, to be read in the staff site.
 */
export async function deliverOutbox(
  services: CaseServices,
  transport: MailTransport | null,
  limit = 100,
): Promise<{ sent: number; failed: number; held: number }> {
  const counts = { sent: 0, failed: 0, held: 0 }
  if (transport === null) {
    const held = await services.database.reader
      .updateTable('outbox')
      .set({ state: 'held' })
      .where('state', '=', 'pending')
      .executeTakeFirst()
    return { ...counts, held: Number(held.numUpdatedRows) }
  }
  for (let count = 0; count < limit; count += 1) {
    const claimed = await claimNext(services)
    if (!claimed) break
    const result = await sendOne(services, transport, claimed)
    const state = await mark(services, claimed, result)
    if (state !== 'pending') counts[state] += 1
  }
  return counts
}

async function claimNext(services: CaseServices): Promise<Claimed | null> {
  const now = services.clock.now()
  return services.database.write(async (tx) => {
    const row = await tx
      .selectFrom('outbox')
      .select(['id', 'key', 'authority_id', 'created_at', 'payload', 'attempts'])
      .where('state', 'in', ['pending', 'held'])
      .where('next_attempt_at', '<=', now)
      .orderBy('created_at')
      .limit(1)
      .forUpdate()
      .skipLocked()
      .executeTakeFirst()
    if (!row) return null
    await tx
      .updateTable('outbox')
      .set({
        state: 'pending',
        attempts: row.attempts + 1,
        next_attempt_at: now.add({ minutes: leaseMinutes }),
      })
      .where('id', '=', row.id)
      .execute()
    return { ...row, payload: row.payload as MailPayload, attempts: row.attempts + 1 }
  })
}

async function sendOne(
  services: CaseServices,
  transport: MailTransport,
  { key, authority_id, created_at, payload }: Claimed,
): Promise<SendResult> {
  const authority = services.authority(authority_id)
  if (!(await areCertified(services, authority_id, payload))) {
    return {
      ok: false,
      failure: 'permanent',
      code: 'uncertified',
      diagnostic: 'A file has no clean release certificate.',
    }
  }
  const attachments = await Promise.all(
    payload.attachments.map(async ({ name, mediaType, sha256 }) => ({
      name,
      mediaType,
      bytes: await services.files.read(sha256),
    })),
  )
  const mail = await renderOutgoing({
    from: { name: authority.name, address: authority.email },
    to: [{ name: '', address: payload.to }],
    subject: payload.subject,
    text: payload.text,
    ...(payload.html ? { html: payload.html } : {}),
    attachments,
    messageId: messageIdFor(key, mailDomain(authority)),
    date: created_at,
    ...(payload.headers ? { headers: payload.headers } : {}),
    automatic: writtenByNobody.test(key),
  })
  return mail.ok
    ? transport.send(mail.value)
    : { ok: false, failure: 'permanent', code: 'unwritable', diagnostic: 'The message could not be written.' }
}

/** The last look before bytes leave: each file was found clean, as exactly these bytes, for this case. */
async function areCertified(
  services: CaseServices,
  authorityId: string,
  { caseId, attachments }: MailPayload,
): Promise<boolean> {
  const found = await Promise.all(
    attachments.flatMap(({ sha256 }) =>
      (['letter', 'attachment'] as const).map(async (route) => {
        const certificate = await findCleanCertificate(services.database.reader, {
          authorityId,
          caseId,
          route,
          sha256,
        })
        return certificate === null ? null : sha256
      }),
    ),
  )
  return attachments.every(({ sha256 }) => found.includes(sha256))
}

async function mark(
  services: CaseServices,
  claimed: Claimed,
  result: SendResult,
): Promise<'sent' | 'failed' | 'pending'> {
  const now = services.clock.now()
  if (result.ok) {
    await services.database.reader
      .updateTable('outbox')
      .set({ state: 'sent', sent_at: now, last_error: null })
      .where('id', '=', claimed.id)
      .execute()
    return 'sent'
  }
  const final = result.failure === 'permanent' || claimed.attempts >= mostAttempts
  await services.database.write(async (tx) => {
    await tx
      .updateTable('outbox')
      .set({
        state: final ? 'failed' : 'pending',
        last_error: `${result.code}: ${result.diagnostic}`.slice(0, 500),
        next_attempt_at: now.add({ minutes: 2 ** Math.min(claimed.attempts, 8) }),
      })
      .where('id', '=', claimed.id)
      .execute()
    await recordAudit(tx, claimed.authority_id, now, [
      {
        actor: systemActor,
        action: final ? 'fail-message' : 'defer-message',
        subject: { kind: 'outbox', id: claimed.id },
        details: { code: result.code, attempt: claimed.attempts },
      },
    ])
  })
  return final ? 'failed' : 'pending'
}
