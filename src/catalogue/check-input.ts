import type { FieldError } from '../kernel/outcome.ts'

/** Free text as kept: no NUL, well-formed, line ends as `\n`, no outer space. */
export function tidyText(text: string | null | undefined): string {
  return (text ?? '').replaceAll('\0', '').toWellFormed().replace(/\r\n?/g, '\n').trim()
}

export function tidyLine(text: string | null | undefined): string {
  return tidyText(text).replace(/\s+/g, ' ')
}

const plausibleEmail = /^[^\s@<>(),;:"]+@[^\s@<>(),;:"]+\.[^\s@<>(),;:".]{2,}$/u

export function checkEmail(field: string, email: string | null): FieldError[] {
  if (email === null) return []
  if (email.length <= 300 && plausibleEmail.test(email)) return []
  return [{ field, message: 'Enter an email address in the correct format, like name@example.com' }]
}

export function checkLength(
  field: string,
  text: string,
  { least = 1, most }: { least?: number; most: number },
  missing: string,
): FieldError[] {
  if (text.length === 0 && least > 0) return [{ field, message: missing }]
  if (text.length < least) return [{ field, message: `${missing}: at least ${least} characters` }]
  if (text.length > most)
    return [{ field, message: `This must be ${most.toLocaleString('en-GB')} characters or fewer` }]
  return []
}
