import type { Bounce } from './mail.ts'

type Report = { type: string; text: string }

const enhancedCode = /\b([245]\.\d{1,3}\.\d{1,3})\b/
const replyLine = /\b([45]\d\d)[ -](?:#?[245]\.\d{1,3}\.\d{1,3}\b)?[^\r\n]{0,300}/
const addressPattern = /<?([^\s<>"';:,()]{1,64}@[^\s<>"';:,()]{1,255})>?/

/**
 * Reads a failed or delayed delivery: the standard report (RFC 3464), Exim's header, or the words that Exim, Microsoft
 * and qmail write. Null where the mail is not one. `reports` are the report parts and the returned message as text.
 */
export function readBounce(mail: {
  headers: Map<string, string>
  fromAddress: string | null
  subject: string
  text: string
  reports: Report[]
}): Bounce | null {
  const returned = mail.reports.find(
    (part) => part.type === 'message/rfc822' || part.type.includes('rfc822-headers'),
  )
  const originalMessageId = messageIdIn(returned?.text ?? '') ?? messageIdIn(mail.text)
  const report = mail.reports.find((part) => part.type === 'message/delivery-status')
  if (report !== undefined) {
    const fields = readFields(report.text)
    const action = fields.get('action')?.toLowerCase().trim() ?? 'failed'
    if (action !== 'failed' && action !== 'delayed') return null
    const diagnostic = fields.get('diagnostic-code') ?? null
    return {
      recipient: addressIn(fields.get('original-recipient') ?? fields.get('final-recipient') ?? ''),
      status:
        enhancedCode.exec(fields.get('status') ?? '')?.[1] ??
        enhancedCode.exec(diagnostic ?? '')?.[1] ??
        null,
      diagnostic: diagnostic?.replace(/^\s*[\w-]+;\s*/, '') ?? null,
      originalMessageId,
    }
  }
  const failed = mail.headers.get('x-failed-recipients')
  if (failed === undefined && !readsAsBounce(mail)) return null
  const reply = replyLine.exec(mail.text)
  return {
    recipient: addressIn(failed ?? '') ?? addressAfterNotice(mail.text),
    status:
      enhancedCode.exec(reply?.[0] ?? mail.text)?.[1] ??
      (reply === null ? null : `${reply[1]?.charAt(0)}.0.0`),
    diagnostic: reply?.[0].trim() ?? null,
    originalMessageId,
  }
}

// A person may well write "undeliverable" in a subject, so the sender must be the mail system as well.
function readsAsBounce(mail: {
  headers: Map<string, string>
  fromAddress: string | null
  subject: string
  text: string
}): boolean {
  const fromSystem =
    mail.headers.get('return-path')?.trim() === '<>' ||
    mail.headers.has('x-ms-exchange-message-is-ndr') ||
    /^(mailer-daemon|postmaster|microsoftexchange[0-9a-f]+)@/i.test(mail.fromAddress ?? '')
  const says =
    /^(undeliver(able|ed)|mail delivery (failed|failure|system)|delivery (status notification|failure|has failed)|returned mail|failure notice|message (not delivered|delayed)|warning: could not send)\b/i.test(
      mail.subject.trim(),
    ) ||
    /\b(did not reach (some or all of )?the (intended|following) recipient|delivery to the following recipients? failed|could not be delivered|permanent(ly fatal)? (fatal )?error|this is the qmail-send program|your message couldn't be delivered|wasn't found at|delivery has failed to these recipients)\b/i.test(
      mail.text.slice(0, 3000),
    )
  return fromSystem && says
}

function readFields(text: string): Map<string, string> {
  const fields = new Map<string, string>()
  for (const line of text.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)) {
    const colon = line.indexOf(':')
    if (colon < 1) continue
    const name = line.slice(0, colon).trim().toLowerCase()
    if (!fields.has(name)) fields.set(name, line.slice(colon + 1).trim())
  }
  return fields
}

function addressIn(text: string): string | null {
  return addressPattern.exec(text.replace(/^\s*[\w-]+;\s*/, ''))?.[1] ?? null
}

function addressAfterNotice(text: string): string | null {
  const notice = /(failed|recipient|reach|deliver)/i.exec(text)
  return addressIn(notice === null ? text : text.slice(notice.index))
}

function messageIdIn(text: string): string | null {
  return /^[> \t]{0,20}message-id:\s{0,20}<([^<>\s]{3,250})>/im.exec(text.slice(0, 200_000))?.[1] ?? null
}
