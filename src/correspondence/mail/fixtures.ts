import type { InboundMail } from './mail.ts'
import { readMail } from './read-mail.ts'

/** Joins lines as mail travels, with CRLF. Letters above 127 are written as single bytes, so tests can break encodings. */
export function mailBytes(...lines: string[]): Uint8Array {
  return Buffer.from(lines.join('\r\n'), 'latin1')
}

/** The usual headers of a mail from Robin Requester, then any others. */
export function headers(...more: string[]): string[] {
  return [
    'From: Robin Requester <robin@example.org>',
    'To: foi@example.com',
    'Date: Wed, 14 Jan 2026 09:32:00 +0000',
    'Message-ID: <m1@example.org>',
    ...more,
  ]
}

/** Reads a mail that must be readable. */
export async function read(...lines: string[]): Promise<InboundMail> {
  const outcome = await readMail(mailBytes(...lines))
  if (!outcome.ok) throw new Error(`${outcome.problem}: ${outcome.detail}`)
  return outcome.value
}

/** A mail of several parts, each given as its lines. */
export function multipart(kind: string, ...parts: string[][]): string[] {
  return [
    `Content-Type: multipart/${kind}; boundary="edge"`,
    '',
    ...parts.flatMap((part) => ['--edge', ...part]),
    '--edge--',
    '',
  ]
}
