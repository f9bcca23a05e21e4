import { parseDayParts } from '../../kernel/dates.ts'
import type { FieldError } from '../../kernel/outcome.ts'
import { countOf } from '../../kernel/count-of.ts'

export type FormValue = string | string[]

/** What a form shows: what was entered, and what is wrong with it. Hand it to a page as `form`. */
export type FormState = { values: Record<string, FormValue>; errors: FieldError[] }

/** A form not yet sent, with the values it starts from. */
export function blankForm(values: Record<string, FormValue> = {}): FormState {
  return { values, errors: [] }
}

export type TextRules = {
  /** The message when nothing is entered; absent where an empty answer is allowed. */
  required?: string
  /** Most characters, counted as people count them; 500 unless given. */
  most?: number
  /** How the field is called in messages: "Your name must be 200 characters or fewer". */
  label?: string
  /** Keeps line breaks and inner spaces; otherwise runs of white space become one space. */
  multiline?: boolean
}

/** The fields of one sent form: each read cleans a value, remembers it, and notes what is wrong with it. */
export type FormReader = {
  text(field: string, rules?: TextRules): string
  day(field: string, rules: { label: string; required?: string }): Temporal.PlainDate | null
  choice<Choice extends string>(
    field: string,
    choices: readonly Choice[],
    rules?: { required?: string },
  ): Choice | null
  choices<Choice extends string>(
    field: string,
    choices: readonly Choice[],
    rules?: { required?: string },
  ): Choice[]
  wholeNumber(
    field: string,
    rules: { label: string; required?: string; least?: number; most?: number },
  ): number | null
  fail(field: string, message: string): void
  readonly ok: boolean
  state(): FormState
}

/** Reads a sent form. Never throws: anything that is not a form reads as an empty one. */
export function readForm(body: unknown): FormReader {
  const values: Record<string, FormValue> = {}
  const errors: FieldError[] = []
  const fail = (field: string, message: string) => void errors.push({ field, message })
  const keep = (field: string, most = 10_000) => {
    const value = cleanText(first(fieldValue(body, field)), true).slice(0, most * 2)
    values[field] = value
    return value
  }

  return {
    text(field, rules = {}) {
      const most = rules.most ?? 500
      const value = cleanText(first(fieldValue(body, field)), rules.multiline === true)
      values[field] = value
      if (value === '' && rules.required !== undefined) fail(field, rules.required)
      const length = Array.from(value).length
      if (length > most)
        fail(field, `${rules.label ?? 'The answer'} must be ${countOf(most, 'character')} or fewer`)
      return value
    },
    day(field, rules) {
      const [day = '', month = '', year = ''] = ['day', 'month', 'year'].map((part) =>
        keep(`${field}-${part}`, 20),
      )
      if (day + month + year === '') {
        if (rules.required !== undefined) fail(`${field}-day`, rules.required)
        return null
      }
      const missing = Object.entries({ day, month, year }).filter(([, part]) => part === '')
      if (missing.length > 0) {
        fail(
          `${field}-${missing[0]?.[0] ?? 'day'}`,
          `${rules.label} must include a ${missing.map(([part]) => part).join(' and ')}`,
        )
        return null
      }
      const date = parseDayParts(day, month, year)
      if (date === null) fail(`${field}-day`, `${rules.label} must be a real date, like 14 1 2026`)
      return date
    },
    choice(field, choices, rules = {}) {
      const value = keep(field, 200)
      const chosen = choices.find((choice) => choice === value) ?? null
      if (chosen === null && (value !== '' || rules.required !== undefined))
        fail(field, rules.required ?? 'Select one of the answers')
      return chosen
    },
    choices(field, choices, rules = {}) {
      const raw = fieldValue(body, field)
      const given = new Set((Array.isArray(raw) ? raw : [raw]).filter((value) => typeof value === 'string'))
      const chosen = choices.filter((choice) => given.has(choice))
      values[field] = chosen
      if (chosen.length === 0 && rules.required !== undefined) fail(field, rules.required)
      return chosen
    },
    wholeNumber(field, rules) {
      const value = keep(field, 30)
      if (value === '') {
        if (rules.required !== undefined) fail(field, rules.required)
        return null
      }
      const digits = value.replace(/[\s,£]/g, '')
      const number = /^-?\d{1,15}$/.test(digits) ? Number(digits) : null
      if (number === null) fail(field, `${rules.label} must be a whole number`)
      else if (rules.least !== undefined && number < rules.least)
        fail(field, `${rules.label} must be ${rules.least} or more`)
      else if (rules.most !== undefined && number > rules.most)
        fail(field, `${rules.label} must be ${rules.most} or fewer`)
      else return number
      return null
    },
    fail,
    get ok() {
      return errors.length === 0
    },
    state: () => ({ values, errors }),
  }
}

/** Control characters but tab and line feed, and the two that XML never allows. */
const notPrintable = /(?![\t\n\r])[\p{Cc}\ufffe\uffff]/gu

/**
 * Text fit to keep: NULs, other control characters and halves of surrogate pairs are taken out (PostgreSQL and XML refuse
 * them), accents composed (NFC), line ends made one kind, and the ends trimmed.
 */
export function cleanText(text: string, multiline = false): string {
  const whole = text
    .toWellFormed()
    .normalize('NFC')
    .replace(/\r\n?|\u2028|\u2029/g, '\n')
  const printable = whole.replace(notPrintable, '').replaceAll('\ufffd', '')
  return multiline ? printable.replace(/[^\S\n]+$/gm, '').trim() : printable.replace(/\s+/g, ' ').trim()
}

function fieldValue(body: unknown, field: string): unknown {
  return typeof body === 'object' && body !== null && Object.hasOwn(body, field)
    ? Reflect.get(body, field)
    : undefined
}

function first(value: unknown): string {
  const one: unknown = Array.isArray(value) ? value[0] : value
  return typeof one === 'string' ? one : ''
}
