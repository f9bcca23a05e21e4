import MailComposer from 'nodemailer/lib/mail-composer'
import { safeFileName } from '../../documents/index.ts'
import { sha256 } from '../../kernel/ids.ts'
import { refuseFields, success, type FieldError, type Outcome } from '../../kernel/outcome.ts'
import type { MailAddress } from './mail.ts'

/** A mail to send. Message ids are without angle brackets. */
export type OutgoingMail = {
  from: MailAddress
  to: MailAddress[]
  replyTo?: MailAddress
  subject: string
  text: string
  html?: string
  attachments?: { name: string; mediaType: string; bytes: Uint8Array }[]
  messageId: string
  date: Temporal.Instant
  inReplyTo?: string
  references?: string[]
  headers?: Record<string, string>
  /** True for acknowledgements and other mail no person wrote: asks machines not to answer (RFC 3834 §5). */
  automatic?: boolean
}

/** Ready for the wire: the SMTP envelope and the bytes, the same at every try. */
export type RenderedMail = { messageId: string; envelope: { from: string; to: string[] }; bytes: Uint8Array }

const reserved = new Set([
  'from',
  'to',
  'cc',
  'bcc',
  'sender',
  'reply-to',
  'subject',
  'date',
  'message-id',
  'in-reply-to',
  'references',
  'mime-version',
  'return-path',
  'received',
  'auto-submitted',
  'x-auto-response-suppress',
])
// oxlint-disable-next-line no-control-regex -- a control character is what would end a header early
const control = /[\u0000-\u001f\u007f\u2028\u2029]/
// Narrower than RFC 5321 allows: no quoted local parts, which no council's correspondent uses and which hide tricks.
const addressPattern =
  /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,252}[A-Za-z0-9])?$/
const idPattern = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,200}@[A-Za-z0-9.[\]:-]{1,200}$/

/**
 * The Message-ID of an outbox entry: the same for every try, so that a repeat can be recognised, and not guessable
 * where the key is not, so that an answer to it proves that its sender received it.
 */
export function messageIdFor(outboxKey: string, domain: string): string {
  return `${sha256(`message-id:${outboxKey}`).slice(0, 40)}@${domain}`
}

/** Builds the message. Refuses `invalid-input`, naming the field, for anything that could add or end a header. */
export async function renderOutgoing(mail: OutgoingMail): Promise<Outcome<RenderedMail>> {
  const wrong = checkMail(mail)
  if (wrong.length > 0) return refuseFields(wrong)
  const boundaryKey = sha256(mail.messageId)
  const composer = new MailComposer({
    from: mail.from,
    to: mail.to,
    ...(mail.replyTo !== undefined && { replyTo: mail.replyTo }),
    subject: mail.subject,
    text: mail.text,
    ...(mail.html !== undefined && { html: mail.html }),
    messageId: `<${mail.messageId}>`,
    date: new Date(mail.date.epochMilliseconds),
    ...(mail.inReplyTo !== undefined && { inReplyTo: `<${mail.inReplyTo}>` }),
    ...(mail.references !== undefined &&
      mail.references.length > 0 && { references: mail.references.map((id) => `<${id}>`) }),
    headers: {
      ...mail.headers,
      ...(mail.automatic === true && { 'Auto-Submitted': 'auto-replied', 'X-Auto-Response-Suppress': 'All' }),
    },
    attachments: (mail.attachments ?? []).map((each) => ({
      filename: safeFileName(each.name, 'attachment'),
      contentType: each.mediaType,
      content: Buffer.from(each.bytes),
    })),
    baseBoundary: boundaryKey.slice(0, 20),
    // Content comes only from what is passed in, never from a path or address inside it.
    disableFileAccess: true,
    disableUrlAccess: true,
    newline: '\r\n',
  })
  const bytes = await composer.compile().build()
  return success({
    messageId: mail.messageId,
    envelope: { from: mail.from.address, to: mail.to.map((each) => each.address) },
    bytes,
  })
}

function checkMail(mail: OutgoingMail): FieldError[] {
  const wrong: FieldError[] = []
  const check = (fine: boolean, field: string, message: string) => {
    if (!fine) wrong.push({ field, message })
  }
  const checkAddress = (address: MailAddress, field: string) => {
    check(
      addressPattern.test(address.address) && !address.address.includes('..'),
      field,
      'Enter an email address in the correct format, like name@example.com',
    )
    check(!control.test(address.name), field, 'The name must be a single line')
  }
  checkAddress(mail.from, 'from')
  mail.to.forEach((each) => checkAddress(each, 'to'))
  check(mail.to.length > 0, 'to', 'Enter an email address to send to')
  if (mail.replyTo !== undefined) checkAddress(mail.replyTo, 'replyTo')
  check(!control.test(mail.subject), 'subject', 'The subject must be a single line')
  for (const [field, ids] of [
    ['messageId', [mail.messageId]],
    ['inReplyTo', [mail.inReplyTo ?? 'none@none']],
    ['references', mail.references ?? []],
  ] as const)
    check(
      ids.every((id) => idPattern.test(id)),
      field,
      'A message id must be of the form left@right',
    )
  for (const [name, value] of Object.entries(mail.headers ?? {}))
    check(
      /^[A-Za-z][A-Za-z0-9-]{0,60}$/.test(name) &&
        !reserved.has(name.toLowerCase()) &&
        !/^content-/i.test(name) &&
        !control.test(value),
      `headers.${name.slice(0, 60)}`,
      'That header cannot be set, or its value is not a single line',
    )
  for (const each of mail.attachments ?? [])
    check(
      /^[a-z0-9!#$&^_.+-]+\/[a-z0-9!#$&^_.+-]+$/i.test(each.mediaType),
      'attachments',
      'The media type must be of the form type/subtype',
    )
  return wrong
}
