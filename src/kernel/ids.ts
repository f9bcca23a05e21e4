import { createHash, randomBytes } from 'node:crypto'

/** A string that only the named kind of record may use, checked by the compiler and free at run time. */
export type Branded<Kind extends string> = string & { readonly __kind: Kind }

export type AuthorityId = Branded<'authority'>
export type StaffId = Branded<'staff'>
export type TeamId = Branded<'team'>
export type RequesterId = Branded<'requester'>
export type CaseId = Branded<'case'>
export type PartId = Branded<'part'>
export type TaskId = Branded<'task'>
export type DocumentId = Branded<'document'>
export type MessageId = Branded<'message'>
export type LetterId = Branded<'letter'>
export type DisclosureId = Branded<'disclosure'>

let lastMillisecond = 0
let sequence = 0

/**
 * A new UUID version 7 (RFC 9562 §5.7): ordered by creation, so primary keys stay dense in their index.
 * Within one millisecond the 12 bits after the version count up.
 */
export function newId<Id extends string>(): Id {
  const now = Date.now()
  if (now > lastMillisecond) {
    lastMillisecond = now
    sequence = 0
  } else if (++sequence > 0xfff) {
    lastMillisecond += 1
    sequence = 0
  }
  const bytes = randomBytes(16)
  bytes.writeUIntBE(lastMillisecond, 0, 6)
  bytes[6] = 0x70 | (sequence >> 8)
  bytes[7] = sequence & 0xff
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f)
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}` as Id
}

const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** True where the text has the shape of an id; the database decides whether it names anything. */
export function isId(text: string): boolean {
  return uuidPattern.test(text)
}

/** An unguessable address-safe secret: 192 random bits, 32 characters. */
export function newSecret(): string {
  return randomBytes(24).toString('base64url')
}

/** What is stored in place of a secret. SHA-256 is enough because the secret itself is 192 random bits. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}

/** SHA-256 of bytes or text, lower-case hexadecimal. */
export function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex')
}
