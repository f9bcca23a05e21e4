import { entities, type Entity } from '../screening/index.ts'
import type { FieldError } from '../kernel/outcome.ts'

/** What can be done to a column so that it may go. All of them leave a marker, or say in the dictionary what they did. */
export const protections = [
  'redact-cells',
  'redact-column',
  'suppress',
  'year',
  'month',
  'district',
  'sector',
  'kilometre',
] as const
export type ProtectionHow = (typeof protections)[number]

/** A publisher's decision about one column; the reason goes into the data dictionary. */
export type Protection = {
  /** By its name in the version */
  column: string
  how: ProtectionHow
  /** Why, for the public: “Names of people who are not officers” */
  reason: string
  /** `redact-cells`: only these kinds; all that is found where absent */
  kinds?: Entity[]
  /** `suppress`: columns the counts are broken down by; small are counts below `threshold`, 5 where absent */
  by?: string[]
  threshold?: number
}

/** What each does, as a publisher chooses it. */
export const protectionWords: Record<ProtectionHow, string> = {
  'redact-cells': 'Replace what was found by REDACTED',
  'redact-column': 'Replace every cell by REDACTED',
  suppress: 'Suppress small counts, and others so that totals do not give them away',
  year: 'Give only the year',
  month: 'Give only the month',
  district: 'Give only the first half of postcodes',
  sector: 'Give postcodes without their last two letters',
  kilometre: 'Round coordinates to a kilometre',
}

const longestReason = 300
const mostThreshold = 100

export function checkProtections(given: readonly Protection[]): FieldError[] {
  const errors: FieldError[] = []
  const wrong = (message: string): void => void errors.push({ field: 'protect', message })
  const seen = new Set<string>()
  for (const { column, how, reason, kinds = [], by = [], threshold = 5 } of given) {
    if (!protections.includes(how)) wrong(`Choose one of ${protections.join(', ')} for “${column}”`)
    if (reason === '') wrong(`Say why “${column}” is not given in full: the public reads it`)
    else if (reason.length > longestReason)
      wrong(`Give the reason for “${column}” in up to ${longestReason} characters`)
    const unknown = kinds.find((kind) => !entities.includes(kind))
    if (unknown !== undefined) wrong(`“${unknown}” is no kind of personal data that is looked for`)
    if (!Number.isInteger(threshold) || threshold < 2 || threshold > mostThreshold)
      wrong(`Small counts of “${column}” are those below a whole number from 2 to ${mostThreshold}`)
    if (how === 'suppress' && by.length === 0)
      wrong(`Say by which columns the counts in “${column}” are broken down`)
    if (seen.has(column)) wrong(`“${column}” is protected in two ways: choose one`)
    seen.add(column)
  }
  return errors
}
