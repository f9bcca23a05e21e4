import { writeOutcome, type Writer } from '../../db/index.ts'
import type { Authority } from '../../identity/index.ts'
import { legalDay } from '../../kernel/clock.ts'
import { hashSecret } from '../../kernel/ids.ts'
import { refuse, refuseFields, success, type Outcome } from '../../kernel/outcome.ts'
import type { CaseServices } from '../case.ts'
import { byRequester, changeCase } from '../change-case.ts'
import { addClockEvent } from '../clock-keeping.ts'
import { checkText, textLimits, tidyText } from '../people.ts'
import { findCleanCertificate } from '../../release/index.ts'
import { auditCase, lockCase, updateCase } from '../store.ts'
import { insertDocuments, keepUploads, type Upload } from '../uploads.ts'
import { requestReviewBy } from './end-case.ts'
import { insertIncoming } from './keep-clock.ts'
import type { OpenedDocument } from './keep-documents.ts'
import { withdrawal } from './run-case.ts'

/** The case that a tracking link opens; null for a made-up secret, without a hint which part was wrong. */
export async function caseIdOfSecret(
  services: Pick<CaseServices, 'database'>,
  authority: Authority,
  secret: string,
): Promise<string | null> {
  const row = await services.database.reader
    .selectFrom('cases')
    .select('id')
    .where('tracking_hash', '=', hashSecret(secret))
    .where('authority_id', '=', authority.id)
    .executeTakeFirst()
  return row?.id ?? null
}

/** A reply by the tracking link. Where a clarification is awaited, this is it, and the clock starts again. */
export async function replyAsRequester(
  services: CaseServices,
  authority: Authority,
  secret: string,
  input: { text: string; uploads?: Upload[] },
): Promise<Outcome<{ clarified: boolean }>> {
  const caseId = await caseIdOfSecret(services, authority, secret)
  if (caseId === null) return refuse('not-found')
  return receiveReply(services, caseId, { ...input, channel: 'web', uploads: input.uploads ?? [] })
}

export type ReceivedReply = {
  text: string
  channel: 'web' | 'email'
  uploads: Upload[]
  mail?: {
    mailId: string | null
    references: string[]
    contentHash: string
    subject: string
    from: string | null
    warnings: string[]
  }
}

/** Adds what the requester wrote to the case, whichever way it came. */
export async function receiveReply(
  services: CaseServices,
  caseId: string,
  input: ReceivedReply,
): Promise<Outcome<{ clarified: boolean }>> {
  const text = tidyText(input.text)
  const errors = checkText(
    'text',
    text,
    input.mail ? textLimits.answer : textLimits.reply,
    'Enter your reply',
  )
  if (errors.length && !(input.mail && input.uploads.length)) return refuseFields(errors)
  const uploads = await keepUploads(services.files, input.uploads)
  const now = services.clock.now()
  return writeOutcome(services.database, async (tx) => {
    const row = await lockCase(tx, caseId)
    if (!row) return refuse('not-found')
    if (await isRepeat(tx, row.id, text, uploads.length)) return success({ clarified: false })
    const authority = services.authority(row.authority_id)
    const clarifies = row.waiting_for === 'clarification' && (row.stage === 'new' || row.stage === 'open')
    if (clarifies) {
      const clock = await addClockEvent(
        tx,
        authority,
        row,
        { type: 'clarification-received', on: legalDay(now), reason: '', recordedBy: null },
        services.calendars(),
        now,
      )
      if (!clock.ok) return clock
    }
    const messageId = await insertIncoming(
      { tx, row, now },
      text,
      clarifies ? 'clarification' : 'reply',
      input.channel,
      null,
    )
    if (input.mail) {
      await tx
        .updateTable('message')
        .set({
          mail_id: input.mail.mailId,
          mail_references: input.mail.references,
          content_hash: input.mail.contentHash,
          subject: input.mail.subject,
          from_address: input.mail.from,
          warnings: input.mail.warnings,
        })
        .where('id', '=', messageId)
        .execute()
    }
    await insertDocuments(
      tx,
      uploads,
      {
        authorityId: row.authority_id,
        caseId: row.id,
        messageId,
        origin: input.mail ? 'mail' : 'requester',
        uploadedBy: null,
      },
      now,
    )
    await updateCase(tx, row)
    await auditCase(
      tx,
      row,
      now,
      { kind: 'requester', id: row.requester_id },
      clarifies ? 'record-clarification' : 'receive-reply',
      {
        channel: input.channel,
        files: uploads.map(({ sha256 }) => sha256),
      },
    )
    return success({ clarified: clarifies })
  })
}

/** The same words again with nothing added: a form sent twice. Looked at under the lock, so it holds for two at once. */
async function isRepeat(tx: Writer, caseId: string, text: string, files: number): Promise<boolean> {
  const last = await tx
    .selectFrom('message')
    .select(['direction', 'body'])
    .where('case_id', '=', caseId)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .executeTakeFirst()
  return files === 0 && last?.direction === 'in' && last.body === text
}

export async function withdrawAsRequester(
  services: CaseServices,
  authority: Authority,
  secret: string,
  input: { reason?: string },
): Promise<Outcome<null>> {
  const caseId = await caseIdOfSecret(services, authority, secret)
  if (caseId === null) return refuse('not-found')
  const reason = tidyText(input.reason ?? '').slice(0, textLimits.reason)
  return changeCase(services, byRequester, { caseId }, 'withdraw', async (change) => {
    if (reason) await insertIncoming(change, reason, 'withdrawal', 'web', null)
    return success(withdrawal(change))
  })
}

export async function requestReviewAsRequester(
  services: CaseServices,
  authority: Authority,
  secret: string,
  input: { text: string },
): Promise<Outcome<{ reference: string; dueOn: Temporal.PlainDate | null; trackingSecret: string }>> {
  const caseId = await caseIdOfSecret(services, authority, secret)
  if (caseId === null) return refuse('not-found')
  return requestReviewBy(services, { caseId, text: input.text })
}

/** A document that was released with the answer, its bytes certified clean; anything else does not exist here (RED-5). */
export async function readReleasedDocument(
  services: CaseServices,
  authority: Authority,
  secret: string,
  documentId: string,
): Promise<OpenedDocument | null> {
  const caseId = await caseIdOfSecret(services, authority, secret)
  if (caseId === null) return null
  const document = await services.database.reader
    .selectFrom('document')
    .selectAll()
    .where('id', '=', documentId)
    .where('case_id', '=', caseId)
    .where('release_state', '=', 'released')
    .executeTakeFirst()
  if (!document) return null
  const { reader } = services.database
  const of = { authorityId: authority.id, caseId, route: 'attachment', sha256: document.sha256 } as const
  if ((await findCleanCertificate(reader, of)) === null) return null
  await services.database.write((tx) =>
    auditCase(
      tx,
      { id: caseId, authority_id: authority.id },
      services.clock.now(),
      { kind: 'requester', id: null },
      'download-document',
      {
        sha256: document.sha256,
      },
    ),
  )
  return {
    name: document.name,
    mediaType: document.media_type,
    size: document.size,
    stream: await services.files.open(document.sha256),
  }
}

/** The sent answer as a file, for the tracking page, its bytes certified clean. */
export async function readSentLetter(
  services: CaseServices,
  authority: Authority,
  secret: string,
  format: 'pdf' | 'docx' | 'html',
): Promise<{ bytes: Uint8Array; name: string } | null> {
  const caseId = await caseIdOfSecret(services, authority, secret)
  if (caseId === null) return null
  const letter = await services.database.reader
    .selectFrom('letter as l')
    .innerJoin('cases as c', 'c.id', 'l.case_id')
    .select(['l.pdf_sha256', 'l.docx_sha256', 'l.html_sha256', 'c.reference'])
    .where('l.case_id', '=', caseId)
    .where('l.state', '=', 'sent')
    .orderBy('l.version', 'desc')
    .executeTakeFirst()
  const sha256 =
    letter && { pdf: letter.pdf_sha256, docx: letter.docx_sha256, html: letter.html_sha256 }[format]
  if (!letter || !sha256) return null
  const of = { authorityId: authority.id, caseId, route: 'letter', sha256 } as const
  if ((await findCleanCertificate(services.database.reader, of)) === null) return null
  return { bytes: await services.files.read(sha256), name: `${letter.reference}.${format}` }
}
