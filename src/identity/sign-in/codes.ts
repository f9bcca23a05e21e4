import { Secret, TOTP } from 'otpauth'

const period = 30

/** A new shared secret for an authenticator, in base 32, 160 random bits (RFC 4226, 4). */
export function newCodeSecret(): string {
  return new Secret({ size: 20 }).base32
}

/** The address an authenticator reads from a QR code or takes by hand. */
export function codeAddress(secret: string, issuer: string, account: string): string {
  return new TOTP({ issuer, label: account, secret, period, digits: 6 }).toString()
}

/**
 * The time step of a six-digit code (RFC 6238) that is right at an instant, one step early or late; null for a wrong
 * code, and for one not newer than the last accepted (5.2: a code is good once).
 */
export function acceptedStep(
  secret: string,
  code: string,
  at: Temporal.Instant,
  lastStep: number | null,
): number | null {
  const token = code.length > 20 ? '' : code.replaceAll(/\s/g, '')
  if (!/^\d{6}$/.test(token)) return null
  const now = at.epochMilliseconds
  const delta = new TOTP({ secret, period, digits: 6 }).validate({ token, timestamp: now, window: 1 })
  if (delta === null) return null
  const step = Math.floor(now / 1000 / period) + delta
  return lastStep !== null && step <= lastStep ? null : step
}
