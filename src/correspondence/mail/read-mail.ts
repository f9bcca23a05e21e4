import PostalMime, { addressParser, type Address, type Email } from 'postal-mime'
import {
  fileTypes,
  htmlToText,
  inspectFile,
  rtfToText,
  safeFileName,
  uniqueFileName,
  decodeText,
} from '../../documents/index.ts'
import { refuse, success, type Outcome } from '../../kernel/outcome.ts'
import { classifyMail, mayAcknowledge } from './classify-mail.ts'
import type { InboundMail, MailAddress, MailAttachment } from './mail.ts'
import { findNewText } from './new-text.ts'
import { largestMail, mostAttachments, mostLines, scanRawMail } from './raw-mail.ts'
import { readBounce } from './read-bounce.ts'
import { readTnef } from './read-tnef.ts'
import { extractUuencoded } from './uuencode.ts'

type Part = { name: string | null; type: string; bytes: Uint8Array; inline: boolean }

/**
 * Reads a mail as it came over the wire. Refuses `invalid-input` (empty), `unsupported-type` (not mail) and `too-large`
 * (over 25 MB, over 10,000 parts); throws for no input. What cannot be understood is kept as an attachment with a
 * warning, because a request is valid however badly it is packed (FOIA s.8).
 */
export async function readMail(bytes: Uint8Array): Promise<Outcome<InboundMail>> {
  if (bytes.length === 0) return refuse('invalid-input', 'The mail is empty: the file has no bytes.')
  if (bytes.length > largestMail)
    return refuse('too-large', 'The mail is larger than 25 MB. Save its attachments and key the request in.')
  const raw = scanRawMail(bytes)
  if (!raw.hasHeaders)
    return refuse(
      'unsupported-type',
      'The file is not an email message: it does not begin with From, Subject, Date or other mail headers.',
    )
  if (raw.separators > mostAttachments * 5) return refuse('too-large', 'The mail has far too many parts.')
  const warnings = [...raw.warnings]
  const parsed = raw.lines <= mostLines ? await parse(bytes) : null
  if (parsed === null) warnings.push(keptWhole)
  const email = parsed ?? (await readHeadersOnly(bytes))
  if (email.attachments.length > mostAttachments)
    return refuse('too-large', 'The mail has more than 10,000 attachments.')
  return success(await assemble(email, warnings, parsed !== null))
}

/** A mail of which only the headers are read, itself an attachment: for one that its reader does not survive. */
export async function keepMailWhole(bytes: Uint8Array): Promise<InboundMail> {
  return assemble(await readHeadersOnly(bytes), [keptWhole], false)
}

const keptWhole =
  'The mail is built in a way that could not be taken apart: it is kept whole as an attachment. Open it and read it.'

async function parse(bytes: Uint8Array): Promise<Email | null> {
  try {
    return await PostalMime.parse(bytes, { forceRfc822Attachments: true, maxNestingDepth: 100 })
  } catch {
    return null
  }
}

async function readHeadersOnly(bytes: Uint8Array): Promise<Email> {
  const attachments = [
    {
      filename: 'original-message.eml',
      mimeType: 'message/rfc822',
      disposition: 'attachment',
      content: bytes,
    },
  ]
  try {
    // Buffer, because TextDecoder's latin1 is Windows-1252 and would change bytes above 127.
    const head =
      Buffer.from(bytes.subarray(0, 200_000))
        .toString('latin1')
        .split(/\r?\n\r?\n/, 1)[0] ?? ''
    const kept = head.replace(/^content-type:.*(\r?\n[ \t].*)*/gim, 'X-Ignored: 1')
    const email = await PostalMime.parse(Buffer.from(`${kept}\r\n\r\n`, 'latin1'))
    return { ...email, attachments }
  } catch {
    return { headers: [], headerLines: [], attachments }
  }
}

async function assemble(email: Email, warnings: string[], lookInside: boolean): Promise<InboundMail> {
  const headers = new Map<string, string>()
  for (const { key, value } of email.headers) if (!headers.has(key)) headers.set(key, value)
  const parts: Part[] = email.attachments.map((each) => ({
    name: each.filename,
    type: each.mimeType,
    bytes: toBytes(each.content),
    inline: each.related === true || (each.disposition === 'inline' && each.contentId !== undefined),
  }))
  let text = bodyText(email, warnings)
  text = unpackTnef(text, parts, warnings)
  const uuencoded = extractUuencoded(text)
  text = uuencoded.text
  for (const file of uuencoded.files)
    parts.push({ name: file.name, type: '', bytes: file.bytes, inline: false })
  if (uuencoded.damaged > 0)
    warnings.push('A file written into the text (uuencode) is damaged and was left there as it came.')
  const from = firstAddress(email.from) ?? firstAddress(email.sender)
  const subject = clean(email.subject ?? '')
  const reports = parts
    .filter((part) => /^(message\/|text\/rfc822-headers)/.test(part.type))
    .map((part) => ({ type: part.type, text: decodeText(part.bytes).text }))
  const bounce = readBounce({ headers, fromAddress: from?.address ?? null, subject, text, reports })
  if (bounce === null && lookInside) text = await fillEmptyText(text, parts, warnings)
  text = clean(text, true)
  if (text.trim() === '' && bounce === null)
    warnings.push(
      parts.length === 0
        ? 'The mail has no text and no attachments.'
        : 'The mail has no text of its own: what is asked may be in its attachments.',
    )
  if (from === null) warnings.push('The mail has no sender address that can be read.')
  if (/^\s*yes/i.test(headers.get('x-spam-flag') ?? ''))
    warnings.push('The mail server marked this mail as spam.')
  const isReceipt = reports.some(
    (each) =>
      each.type === 'message/disposition-notification' ||
      (each.type === 'message/delivery-status' && bounce === null),
  )
  const kind = classifyMail({
    headers,
    subject,
    text,
    attachmentCount: parts.length,
    isBounce: bounce !== null,
    isReceipt,
  })
  return {
    messageId: messageIds(email.messageId)[0] ?? null,
    inReplyTo: messageIds(email.inReplyTo)[0] ?? null,
    references: messageIds(email.references),
    from,
    replyTo: addresses(email.replyTo)[0] ?? null,
    returnPath: returnPath(headers.get('return-path')),
    to: addresses(email.to),
    cc: addresses(email.cc),
    bcc: addresses(email.bcc),
    subject,
    date: instant(email.date),
    text: text.trim(),
    newText: findNewText(text, subject),
    attachments: nameAttachments(parts),
    kind,
    ...(bounce !== null && { bounce }),
    mayAcknowledge: mayAcknowledge(headers, from?.address ?? null, kind),
    warnings,
  }
}

// Some mailers send a plain part that only says that there is an HTML one.
function bodyText(email: Email, warnings: string[]): string {
  const plain = clean(email.text ?? '', true)
  if (email.html === undefined) return plain
  const fromHtml = clean(htmlToText(email.html), true)
  const words = (text: string) => text.split(/\s+/).length
  if (plain.trim() === '') return fromHtml
  if (words(fromHtml) > 20 && words(plain) * 5 < words(fromHtml)) {
    warnings.push(
      'The plain part of the mail says far less than the formatted part, so the formatted part was read.',
    )
    return fromHtml
  }
  return plain
}

function unpackTnef(text: string, parts: Part[], warnings: string[]): string {
  let result = text
  for (const part of parts.filter(
    (each) => /ms-tnef/.test(each.type) || /^winmail\.dat$/i.test(each.name ?? ''),
  )) {
    const content = readTnef(part.bytes)
    if (content === null || !content.complete)
      warnings.push(
        'Outlook packed this mail as winmail.dat and it could not be wholly unpacked. It is kept as an attachment.',
      )
    if (content === null) continue
    parts.push(
      ...content.attachments.map((each) => ({ name: each.name, type: '', bytes: each.bytes, inline: false })),
    )
    if (result.trim() === '') result = content.text
  }
  return result
}

// Asked by forwarding a mail, or from a program that sends only RTF: the words are one layer down.
async function fillEmptyText(text: string, parts: Part[], warnings: string[]): Promise<string> {
  if (text.trim() !== '') return text
  const rtf = parts.find(
    (part) =>
      /^(text|application)\/rtf$/.test(part.type) ||
      decodeText(part.bytes.subarray(0, 8)).text.startsWith('{\\rtf'),
  )
  const inner = parts.find((part) => part.type === 'message/rfc822')
  if (rtf !== undefined) {
    warnings.push('The text was read from an RTF part of the mail.')
    return rtfToText(decodeText(rtf.bytes).text)
  }
  if (inner === undefined) return text
  try {
    const email = await PostalMime.parse(inner.bytes, { forceRfc822Attachments: true, maxNestingDepth: 100 })
    warnings.push('The text was read from a mail attached to this one.')
    return bodyText(email, [])
  } catch {
    return text
  }
}

function nameAttachments(parts: Part[]): MailAttachment[] {
  const taken = new Set<string>()
  return parts.map(({ name, type, bytes, inline }, i) => {
    const { extension } =
      name === null || name === ''
        ? inspectFile(bytes, type === 'message/rfc822' ? 'x.eml' : '', type)
        : { extension: '' }
    const fallback = extension === '' ? `attachment-${i + 1}` : `attachment-${i + 1}.${extension}`
    return {
      name: uniqueFileName(safeFileName(name, fallback), taken),
      declaredType: type || fileTypes.unknown.mediaType,
      bytes,
      inline,
    }
  })
}

function addresses(list: Address[] | undefined): MailAddress[] {
  return (list ?? [])
    .flatMap((each) => each.group ?? [each])
    .flatMap((each) => {
      // `Name <not an address>` parses, but nothing can be sent there.
      return /^[^\s@<>]+@[^\s@<>]+$/.test(each.address ?? '')
        ? [{ name: clean(each.name), address: each.address ?? '' }]
        : []
    })
}

function firstAddress(address: Address | undefined): MailAddress | null {
  return address === undefined ? null : (addresses([address])[0] ?? null)
}

function returnPath(value: string | undefined): string | null {
  if (value === undefined) return null
  return addressParser(value, { flatten: true })[0]?.address ?? ''
}

function messageIds(value: string | undefined): string[] {
  return [
    ...new Set([...(value ?? '').matchAll(/<([^<>\s]{1,250})>/g)].map((match) => match[1] ?? '')),
  ].slice(0, 200)
}

function instant(date: string | undefined): Temporal.Instant | null {
  try {
    return date === undefined ? null : Temporal.Instant.from(date)
  } catch {
    return null
  }
}

// PostgreSQL text cannot hold NUL, and half a surrogate pair cannot be stored or shown.
function clean(text: string, multiline = false): string {
  const whole = text.toWellFormed().replaceAll('\u0000', '\ufffd')
  return multiline ? whole : whole.replace(/[\r\n\t]+/g, ' ').trim()
}

function toBytes(content: ArrayBuffer | Uint8Array | string): Uint8Array {
  if (typeof content === 'string') return new TextEncoder().encode(content)
  return content instanceof Uint8Array ? content : new Uint8Array(content)
}
