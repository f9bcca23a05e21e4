import { isBefore, parseDay } from '../kernel/dates.ts'
import type { FieldError } from '../kernel/outcome.ts'
import type { ImportOptions } from './build/job.ts'
import { tidyLine, tidyText } from './check-facts.ts'
import { versionReasons } from './dataset.ts'
import { checkProtections } from './protection.ts'

const longest = { note: 2_000, breaking: 2_000, name: 300 } as const
const mostColumns = 1_000

/** As they can be kept; empty answers count as none. */
export function tidyOptions(given: ImportOptions): ImportOptions {
  const line = (text: string | undefined): string | undefined => tidyLine(text ?? '') || undefined
  const text = (value: string | undefined): string | undefined => tidyText(value ?? '') || undefined
  const tidied = {
    sheet: given.sheet === undefined || given.sheet === '' ? undefined : given.sheet,
    dates: given.dates,
    template: line(given.template),
    mapping: given.mapping,
    leaveOut: given.leaveOut,
    leaveOutFaultyRows: given.leaveOutFaultyRows,
    accept: given.accept,
    breaking: text(given.breaking),
    reason: given.reason,
    note: text(given.note),
    periodFrom: line(given.periodFrom),
    periodTo: line(given.periodTo),
    primaryKey: given.primaryKey,
    protect: given.protect?.map((each) => ({ ...each, reason: tidyLine(each.reason) })),
  }
  return Object.fromEntries(Object.entries(tidied).filter(([, value]) => value !== undefined))
}

/** What is wrong with the answers themselves; whether they fit the file is seen when it is read. */
export function checkOptions(options: ImportOptions): FieldError[] {
  const errors: FieldError[] = []
  const wrong = (field: string, message: string): void => void errors.push({ field, message })
  const {
    dates,
    reason,
    note,
    breaking,
    periodFrom,
    periodTo,
    mapping = {},
    leaveOut = [],
    primaryKey = [],
    protect = [],
  } = options
  if (dates !== undefined && dates !== 'day-first' && dates !== 'month-first')
    wrong('dates', 'Choose day-first or month-first')
  if (reason !== undefined && !versionReasons.includes(reason))
    wrong('reason', `Choose one of ${versionReasons.join(', ')}`)
  if (reason === 'correction' && (note ?? '') === '')
    wrong('note', 'Say what was wrong and has been put right: the public reads it')
  if ((note ?? '').length > longest.note)
    wrong('note', `Use ${longest.note.toLocaleString('en-GB')} characters or fewer`)
  if ((breaking ?? '').length > longest.breaking)
    wrong('breaking', `Use ${longest.breaking.toLocaleString('en-GB')} characters or fewer`)
  const from = day('periodFrom', periodFrom, wrong)
  const to = day('periodTo', periodTo, wrong)
  if (from && to && isBefore(to, from))
    wrong('periodTo', 'The end of the period must not be before its beginning')
  errors.push(...checkProtections(protect))
  const names = [
    ...Object.entries(mapping).flat(),
    ...leaveOut,
    ...primaryKey,
    ...protect.flatMap(({ column, by = [] }) => [column, ...by]),
  ]
  if (names.length > mostColumns * 2 || names.some((name) => (name ?? '').length > longest.name))
    wrong('mapping', 'These are too many columns, or their names are too long')
  return errors
}

function day(
  field: string,
  text: string | undefined,
  wrong: (field: string, message: string) => void,
): Temporal.PlainDate | null {
  if (text === undefined) return null
  const found = parseDay(text)
  if (found === null) wrong(field, 'Enter a date such as 2026-01-14')
  return found
}
