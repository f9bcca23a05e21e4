import type { InboundMail } from './mail.ts'

/**
 * What ties a mail to a case, strongest first.
 * - `token`: it was sent to an address only given out on that case: enough by itself.
 * - `message-id`: it answers a mail; enough if that mail is ours, since our ids cannot be guessed.
 * - `reference+same-sender-needed`: it names a case. Anybody can write a reference in a subject, so it counts only
 *   where the sender is already the requester of that case.
 */
export type ThreadEvidence =
  | { strength: 'token'; token: string }
  | { strength: 'message-id'; messageIds: string[] }
  | { strength: 'reference+same-sender-needed'; reference: string }

/** Matches references such as `REQ04543` for the given prefixes, whatever stands between prefix and number. */
export function referencePattern(prefixes: string[]): RegExp {
  const wanted = prefixes
    .map((prefix) => prefix.replace(/[^A-Za-z0-9]/g, ''))
    .filter((prefix) => prefix !== '')
  if (wanted.length === 0) return /(?!)/g
  return new RegExp(`(?<![A-Za-z0-9])(${wanted.join('|')})[ -]?(\\d{3,10})(?![A-Za-z0-9])`, 'gi')
}

/** Every tie to look up, strongest first. `mailbox` is the authority's own address; `+TOKEN` is added to its local part. */
export function findThread(
  mail: InboundMail,
  options: { pattern: RegExp; mailbox: string },
): ThreadEvidence[] {
  const tokens = [...mail.to, ...mail.cc, ...mail.bcc].flatMap(
    ({ address }) => tokenIn(address, options.mailbox) ?? [],
  )
  // The nearest ancestor is last in References (RFC 5322 §3.6.4).
  const messageIds = [
    ...new Set([mail.inReplyTo, ...mail.references.toReversed()].filter((id) => id !== null)),
  ]
  const references = new Set(findReferences(`${mail.subject}\n${mail.newText}`, options.pattern))
  return [
    ...[...new Set(tokens)].map((token): ThreadEvidence => ({ strength: 'token', token })),
    ...(messageIds.length > 0 ? [{ strength: 'message-id' as const, messageIds }] : []),
    ...[...references]
      .slice(0, 20)
      .map((reference): ThreadEvidence => ({ strength: 'reference+same-sender-needed', reference })),
  ]
}

/** References in order of appearance, in the form `REQ04543`. */
export function findReferences(text: string, pattern: RegExp): string[] {
  const everywhere = new RegExp(
    pattern.source,
    pattern.flags.includes('g') ? pattern.flags : `${pattern.flags}g`,
  )
  return [...text.matchAll(everywhere)].map((match) => `${match[1] ?? ''}${match[2] ?? ''}`.toUpperCase())
}

/** The mailbox with a token: `requests@…` becomes `requests+TOKEN@…` (RFC 5233 subaddressing). */
export function tokenAddress(mailbox: string, token: string): string {
  const at = mailbox.lastIndexOf('@')
  return `${mailbox.slice(0, at)}+${token}${mailbox.slice(at)}`
}

// Some servers lower-case the local part, so tokens must not depend on case; that is for the issuer to see to.
function tokenIn(address: string, mailbox: string): string | null {
  const [local, domain] = [
    mailbox.slice(0, mailbox.lastIndexOf('@')),
    mailbox.slice(mailbox.lastIndexOf('@')),
  ]
  const lower = address.toLowerCase()
  if (!lower.startsWith(`${local.toLowerCase()}+`) || !lower.endsWith(domain.toLowerCase())) return null
  const token = address.slice(local.length + 1, address.length - domain.length)
  return /^[A-Za-z0-9_-]{6,128}$/.test(token) ? token : null
}
