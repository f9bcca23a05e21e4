import { hash, verify } from '@node-rs/argon2'

/** OWASP Password Storage Cheat Sheet: Argon2id (the library's default kind), 19 MiB, two passes, one lane. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

const least = 12
const most = 256

/** What is wrong with a password somebody chose; null where it can be used. Length counts, odd characters do not. */
export function checkPassword(password: string, person: { email: string; name: string }): string | null {
  const length = Array.from(password).length
  if (length < least) return `The password must be ${least} characters or more`
  if (password.length > most) return `The password must be ${most} characters or fewer`
  if (!password.isWellFormed()) return 'The password has characters that cannot be read; type it again'
  const plain = password.toLowerCase()
  if ([person.email, person.name].some((known) => known !== '' && plain.includes(known.toLowerCase())))
    return 'The password must not contain the person’s name or email address'
  if (new Set(password).size < 4) return 'The password must not repeat the same few characters'
  return null
}

/** The PHC string that is kept. The same characters typed on any keyboard count as the same password. */
export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFKC'), cost)
}

let decoy: Promise<string> | null = null

/**
 * Whether a password is the one whose hash is kept. Without a hash it takes as long and is false, so that time does
 * not tell which addresses have accounts.
 */
export async function isPassword(kept: string | null, password: string): Promise<boolean> {
  decoy ??= hashPassword('nobody has this password')
  const usable = password.length <= most && password.isWellFormed()
  const right = await verify(kept ?? (await decoy), usable ? password.normalize('NFKC') : '')
  return right && usable && kept !== null
}
