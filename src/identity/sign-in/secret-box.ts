import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

/** Encrypts what must not be readable in the database, or in a backup of it, to somebody without the installation’s key. */
export type SecretBox = {
  /** `owner` is bound to it: what is sealed for one account opens for no other. */
  seal: (text: string, owner: string) => string
  /** Null where it was sealed with another key, for another owner, or is damaged. */
  open: (sealed: string, owner: string) => string | null
}

const algorithm = 'aes-256-gcm'
/** Bytes: NIST SP 800-38D, 8.2.2 */
const nonceLength = 12
const tagLength = 16
/** Names the form, so that another can be told from it one day. */
const form = 'v1'

/** A box by a key of its own, derived from the installation’s (RFC 5869): neither tells anything of the other. */
export function createSecretBox(installationKey: string): SecretBox {
  const key = Buffer.from(hkdfSync('sha256', installationKey, '', 'muniment: secrets of accounts', 32))
  return {
    seal(text, owner) {
      const nonce = randomBytes(nonceLength)
      const cipher = createCipheriv(algorithm, key, nonce, { authTagLength: tagLength })
      cipher.setAAD(Buffer.from(owner))
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()])
      return [form, nonce.toString('base64url'), sealed.toString('base64url')].join('.')
    },
    open(sealed, owner) {
      const [version, nonceText = '', bodyText = '', ...more] = sealed.split('.')
      const nonce = Buffer.from(nonceText, 'base64url')
      const body = Buffer.from(bodyText, 'base64url')
      if (version !== form || more.length > 0 || nonce.length !== nonceLength || body.length < tagLength)
        return null
      const decipher = createDecipheriv(algorithm, key, nonce, { authTagLength: tagLength })
      decipher.setAAD(Buffer.from(owner))
      decipher.setAuthTag(body.subarray(-tagLength))
      try {
        return Buffer.concat([decipher.update(body.subarray(0, -tagLength)), decipher.final()]).toString(
          'utf8',
        )
      } catch {
        return null
      }
    },
  }
}

/** Accounts that were set up before secrets were sealed have theirs in base 32, which has no full stop. */
export const isSealed = (kept: string): boolean => kept.includes('.')
