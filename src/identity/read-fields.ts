import { parseDay } from '../kernel/dates.ts'
import type { FieldError } from '../kernel/outcome.ts'

/**
 * Reads the named values of something given from outside, gathering every error instead of stopping at the first.
 * Absent and null mean the same: the fallback. `path` goes before each field's name.
 */
export function readFields(given: unknown, errors: FieldError[], path = '') {
  if (given !== undefined && given !== null && !isObject(given)) {
    errors.push({ field: path.replace(/\.$/, ''), message: 'This must be an object with named values' })
  }
  const source = isObject(given) ? given : {}
  const known = new Set<string>()

  function take(name: string): unknown {
    known.add(name)
    return Object.hasOwn(source, name) ? (source[name] ?? undefined) : undefined
  }
  function wrong<T>(name: string, message: string, stand: T): T {
    errors.push({ field: path + name, message })
    return stand
  }
  function optional(name: string, what: string, most = 200, lines = false): string | null {
    const value = take(name)
    if (value === undefined) return null
    if (typeof value !== 'string') return wrong(name, `${capital(what)} must be text`, null)
    const text = value.replaceAll('\r\n', '\n').trim()
    if (text.length > most) return wrong(name, `${capital(what)} must be ${most} characters or fewer`, null)
    if (!isPlainText(text, lines))
      return wrong(name, `${capital(what)} has characters that cannot be shown; type it again`, null)
    return text === '' ? null : text
  }
  function needed(name: string, what: string, most = 200): string {
    const before = errors.length
    const text = optional(name, what, most)
    return text ?? (errors.length > before ? '' : wrong(name, `Enter ${what}`, ''))
  }
  function optionalEmail(name: string, what: string): string | null {
    const text = optional(name, what, 254)
    if (text === null || isEmail(text)) return text
    return wrong(name, `${capital(what)} must be in the form name@example.org`, null)
  }

  return {
    optional,
    needed,
    optionalEmail,
    neededEmail(name: string, what: string): string {
      const before = errors.length
      return optionalEmail(name, what) ?? (errors.length > before ? '' : wrong(name, `Enter ${what}`, ''))
    },
    address(name: string, what: string): string | null {
      const text = optional(name, what, 2000)
      if (text === null) return null
      const url = URL.parse(text)
      if (url && (url.protocol === 'https:' || url.protocol === 'http:')) return text
      return wrong(name, `${capital(what)} must begin with https:// or http://`, null)
    },
    list(name: string, what: string, fallback: string[], mostItems = 20): string[] {
      const value = take(name)
      if (value === undefined) return fallback
      if (!Array.isArray(value) || value.length > mostItems || !value.every(isShortText))
        return wrong(name, `${capital(what)} must be a list of at most ${mostItems} short texts`, fallback)
      return value.map((item) => item.trim()).filter((item) => item !== '')
    },
    whole(name: string, what: string, least: number, most: number, fallback: number): number {
      return count(name, what, least, most) ?? fallback
    },
    count,
    day(name: string, what: string): Temporal.PlainDate | null {
      const value = take(name)
      if (value === undefined || value === '') return null
      if (value instanceof Temporal.PlainDate) return value
      const day = typeof value === 'string' ? parseDay(value) : null
      return day ?? wrong(name, `${capital(what)} must be a real date, such as 2026-01-14`, null)
    },
    oneOf<T extends string>(name: string, what: string, values: readonly T[], fallback: T | null): T {
      const value = take(name)
      const found = values.find((one) => one === value)
      if (found !== undefined) return found
      if (value === undefined && fallback !== null) return fallback
      return wrong(name, `Select ${what}: one of ${values.join(', ')}`, fallback ?? (values[0] as T))
    },
    /** The value under a name, for a reader of its own. */
    take,
    wrong,
    /** A misspelt name must not be a choice silently lost. */
    refuseUnknown(): void {
      for (const name of Object.keys(source)) {
        if (!known.has(name)) wrong(name, 'There is nothing of this name to set; check its spelling', null)
      }
    },
  }

  function count(name: string, what: string, least: number, most: number): number | null {
    const value = take(name)
    if (value === undefined || value === '') return null
    const number = typeof value === 'string' && /^\d{1,9}$/.test(value.trim()) ? Number(value) : value
    if (typeof number === 'number' && Number.isInteger(number) && number >= least && number <= most)
      return number
    return wrong(name, `${capital(what)} must be a whole number from ${least} to ${most}`, null)
  }
}

/** True for text a page, letter or database column can hold: no control characters, no direction overrides. */
export function isPlainText(text: string, lines = false): boolean {
  const unwanted = lines
    ? /[^\P{Cc}\n\t]|[\u202a-\u202e\u2066-\u2069]/u
    : /\p{Cc}|[\u202a-\u202e\u2066-\u2069]/u
  return text.isWellFormed() && !unwanted.test(text)
}

/** The shape of an address (RFC 5321 lengths; any script, RFC 6531). Only sending mail shows that it works. */
export function isEmail(text: string): boolean {
  return (
    text.length <= 254 &&
    isPlainText(text) &&
    /^[^\s@<>()[\]\\,;:"]{1,64}@[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}.-]*[\p{L}\p{N}\p{M}])?$/u.test(text) &&
    !text.includes('..')
  )
}

function isShortText(value: unknown): value is string {
  return typeof value === 'string' && value.length <= 500 && isPlainText(value)
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
