import type { FieldError } from '../kernel/outcome.ts'
import type { RequesterDetails } from './case.ts'

export const textLimits = {
  request: 100_000,
  reply: 50_000,
  short: 300,
  address: 1_000,
  reason: 5_000,
  answer: 200_000,
} as const

/** Free text as kept: no NUL (PostgreSQL cannot hold one), no lone surrogates, line ends as `\n`, no outer space. */
export function tidyText(text: string): string {
  return text.replaceAll('\0', '').toWellFormed().replace(/\r\n?/g, '\n').trim()
}

/** One line: the same, with every run of white space made one space. */
export function tidyLine(text: string): string {
  return tidyText(text).replace(/\s+/g, ' ')
}

export function tidyRequester(details: RequesterDetails): RequesterDetails {
  const line = (text: string | null): string | null => tidyLine(text ?? '') || null
  return {
    name: line(details.name),
    email: line(details.email)?.replaceAll(' ', '') ?? null,
    phone: line(details.phone),
    postalAddress: tidyText(details.postalAddress ?? '') || null,
  }
}

// Deliverability is for the mail server to say; this only catches what cannot be an address.
const plausibleEmail = /^[^\s@<>(),;:"]+@[^\s@<>(),;:"]+\.[^\s@<>(),;:".]{2,}$/u

export function checkRequester(details: RequesterDetails, replyBy: 'email' | 'post'): FieldError[] {
  const errors: FieldError[] = []
  const tooLong = (field: keyof RequesterDetails, limit: number, what: string): void => {
    if ((details[field]?.length ?? 0) > limit)
      errors.push({ field, message: `${what} must be ${limit} characters or fewer` })
  }
  tooLong('name', textLimits.short, 'Full name')
  tooLong('email', textLimits.short, 'Email address')
  tooLong('phone', 100, 'Telephone number')
  tooLong('postalAddress', textLimits.address, 'Postal address')
  if (details.email !== null && !plausibleEmail.test(details.email)) {
    errors.push({
      field: 'email',
      message: 'Enter an email address in the correct format, like name@example.com',
    })
  }
  if (replyBy === 'email' && details.email === null)
    errors.push({ field: 'email', message: 'Enter your email address' })
  if (replyBy === 'post' && details.postalAddress === null) {
    errors.push({ field: 'postalAddress', message: 'Enter the postal address we should reply to' })
  }
  return errors
}

/** Checks a text that must be there and must fit. */
export function checkText(field: string, text: string, limit: number, missing: string): FieldError[] {
  if (text === '') return [{ field, message: missing }]
  if (text.length > limit) {
    return [
      {
        field,
        message: `This must be ${limit.toLocaleString('en-GB')} characters or fewer; it has ${text.length.toLocaleString('en-GB')}`,
      },
    ]
  }
  return []
}

/** The part of the authority's own address after the @, under which it names its messages. */
export function mailDomain(authority: { email: string }): string {
  return authority.email.slice(authority.email.lastIndexOf('@') + 1)
}
