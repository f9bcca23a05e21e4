import type { MailKind } from './mail.ts'

type Signs = {
  headers: Map<string, string>
  subject: string
  text: string
  attachmentCount: number
  isBounce: boolean
  isReceipt: boolean
}

// Exchange, Outlook.com, Gmail, Lotus Domino, GroupWise, Zimbra and Sieve, in English and Welsh.
// The phrase must end the subject or be set off, or "Out of office hours contacts" would not be read as a request.
const awaySubject =
  /^\s*((re|parthed|ateb)\s*:\s*)*(auto\s*:|(automatic reply|auto[- ]?reply|auto[- ]?response|out of( the)? office( autoreply| reply)?|ooo|(i am )?away from( my)? (office|desk)|(i am )?on (annual )?leave|vacation reply|ateb awtomatig|allan o'?r swyddfa|i ffwrdd o'?r swyddfa)\s*([:.!([–-]|$|(until|till|re|from)\b))/i
const awayAnywhere =
  /\b(is out of the office|out of the office|out of office|am (currently )?(away|on (annual |maternity |sick )?leave|on holiday)|annual leave|returning (on|to the office)|limited access to (my )?e-?mail|allan o'?r swyddfa|ar wyliau|ar fy ngwyliau|i ffwrdd o'?r swyddfa)\b/i
const receiptSubject =
  /\b(thank you for (your )?(e-?mail|message|contacting)|we have received your|acknowledge?ment|ticket (received|created)|delivery (report|receipt)|derbyniwyd eich)\b/i

/**
 * Says what a mail is for. Doubt falls on the side of `request`: an automatic reply opened as a case is a nuisance,
 * a request taken for an automatic reply is an unanswered request (FOIA s.10).
 */
export function classifyMail(signs: Signs): MailKind {
  if (signs.isBounce) return 'bounce'
  if (signs.isReceipt) return 'auto-reply'
  if (isAutomatic(signs)) return isAway(signs) ? 'out-of-office' : 'auto-reply'
  if (signs.text.trim() === '' && signs.subject.trim() === '' && signs.attachmentCount === 0)
    return 'spam-probe'
  return 'request'
}

/** False where RFC 3834 §2 says not to answer automatically. */
export function mayAcknowledge(
  headers: Map<string, string>,
  fromAddress: string | null,
  kind: MailKind,
): boolean {
  if (kind !== 'request' || fromAddress === null) return false
  const submitted = headers.get('auto-submitted')
  if (submitted !== undefined && !/^\s*no\b/i.test(submitted)) return false
  if (/\b(all|oof|autoreply)\b/i.test(headers.get('x-auto-response-suppress') ?? '')) return false
  if (/\b(bulk|junk|list)\b/i.test(headers.get('precedence') ?? '')) return false
  if (headers.has('list-id') || headers.has('list-unsubscribe')) return false
  if (headers.get('return-path')?.trim() === '<>') return false
  return !/^(mailer-daemon|postmaster|no-?reply|do-?not-?reply|bounces?)([+@-]|$)/i.test(fromAddress)
}

function isAutomatic({ headers, subject, text }: Signs): boolean {
  const submitted = headers.get('auto-submitted') ?? ''
  if (/^\s*auto-replied/i.test(submitted)) return true
  if (
    ['x-autoreply', 'x-autorespond', 'x-autoresponder', 'x-auto-reply', 'x-vacation'].some((name) =>
      saysYes(headers.get(name)),
    )
  )
    return true
  if (/\bauto[-_]?reply\b/i.test(headers.get('precedence') ?? '')) return true
  if (awaySubject.test(subject) || isDominoAway(subject)) return true
  // These say only that a program sent it, as request websites do: they count when it also answers something.
  const machine =
    /^\s*auto-(generated|notified)/i.test(submitted) ||
    headers.has('x-auto-response-suppress') ||
    /\b(bulk|junk|auto)\b/i.test(headers.get('precedence') ?? '') ||
    headers.get('return-path')?.trim() === '<>'
  const answers =
    headers.has('in-reply-to') || headers.has('references') || /^\s*(re|parthed|ateb)\s*:/i.test(subject)
  return (
    machine &&
    (answers || receiptSubject.test(subject)) &&
    (isAwayText(text) || receiptSubject.test(`${subject}\n${text.slice(0, 1000)}`) || answers)
  )
}

function isAway({ headers, subject, text }: Signs): boolean {
  return (
    /vacation|\boof\b/i.test(headers.get('auto-submitted') ?? '') ||
    headers.has('x-vacation') ||
    (awaySubject.test(subject) && !receiptSubject.test(text.slice(0, 500))) ||
    isDominoAway(subject) ||
    isAwayText(text)
  )
}

// Domino writes `Pat Example is out of the office (returning 12/01/2026)` or `AUTO: Pat Example is …`.
function isDominoAway(subject: string): boolean {
  return /^(auto:\s*)?.{1,80}\bis out of the office\b/i.test(subject)
}

function isAwayText(text: string): boolean {
  return awayAnywhere.test(text.slice(0, 1000))
}

function saysYes(value: string | undefined): boolean {
  return value !== undefined && !/^\s*(no|false|0)?\s*$/i.test(value)
}
