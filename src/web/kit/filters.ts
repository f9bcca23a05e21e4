import nunjucks from 'nunjucks'
import { countOf as plural } from '../../kernel/count-of.ts'
import { legalDay, legalZone } from '../../kernel/clock.ts'
import { dayInWords, deadlineInWords, momentInWords, parseDay } from '../../kernel/dates.ts'

/** Kept, because making one costs more than a row of a table. */
const numbers = new Intl.NumberFormat('en-GB')

type Day = Temporal.PlainDate | Temporal.Instant | string | null | undefined

/** Filters every template may use. An absent value renders as nothing: say "Not provided" in the template. */
export const filters = {
  day: (value: Day) => inWords(value, dayInWords),
  deadline: (value: Day) => inWords(value, deadlineInWords),
  moment: (value: Temporal.Instant | string | null | undefined) => {
    const instant = typeof value === 'string' ? Temporal.Instant.from(value) : value
    return instant ? momentInWords(instant) : ''
  },
  isoDay: (value: Day) => toDay(value)?.toString() ?? '',
  isoMoment: (value: Temporal.Instant | null | undefined) =>
    value
      ? value.toZonedDateTimeISO(legalZone).toString({ timeZoneName: 'never', smallestUnit: 'second' })
      : '',
  pounds,
  plural,
  number: (value: number) => numbers.format(value),
  fileSize,
  multiline: (text: string | null | undefined, classes = 'govuk-body') =>
    safe(multiline(text ?? '', classes)),
  highlight: (text: string | null | undefined, words: string | string[] | null | undefined) =>
    safe(highlight(text ?? '', words ?? [])),
}

/** Text that templates print as it is. Only for markup made here from escaped text. */
export function safe(html: string): nunjucks.runtime.SafeString {
  return new nunjucks.runtime.SafeString(html)
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (found) => escapes[found] ?? found)
}

const escapes: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function toDay(value: Day): Temporal.PlainDate | null {
  if (value === null || value === undefined || value === '') return null
  if (typeof value === 'string') return parseDay(value) ?? legalDay(Temporal.Instant.from(value))
  return value instanceof Temporal.Instant ? legalDay(value) : value
}

function inWords(value: Day, write: (day: Temporal.PlainDate) => string): string {
  const day = toDay(value)
  return day === null ? '' : write(day)
}

/** `£450` or `£12.50`, from pence. */
export function pounds(pence: number | bigint): string {
  const whole = Number(pence)
  const pennies = Math.abs(whole) % 100
  const sign = whole < 0 ? '−' : ''
  const amount = numbers.format(Math.floor(Math.abs(whole) / 100))
  return `${sign}£${amount}${pennies === 0 ? '' : `.${String(pennies).padStart(2, '0')}`}`
}

export function fileSize(bytes: number): string {
  if (bytes < 1000) return plural(bytes, 'byte')
  if (bytes < 1_000_000) return `${Math.round(bytes / 1000)}KB`
  return `${(bytes / 1_000_000).toFixed(1).replace(/\.0$/, '')}MB`
}

/** What a person typed, as paragraphs and line breaks, with nothing in it made live: not even links. */
export function multiline(text: string, classes: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .split(/\n\s*\n/)
    .filter((paragraph) => paragraph.trim() !== '')
    .map(
      (paragraph) =>
        `<p class="${escapeHtml(classes)}">${escapeHtml(paragraph.trim()).replaceAll('\n', '<br>')}</p>`,
    )
    .join('\n')
}

/** Marks whole words found by a search. Words are matched without regard to case. */
export function highlight(text: string, words: string | string[]): string {
  const wanted = (typeof words === 'string' ? words.split(/\s+/) : words)
    .filter((word) => word.length > 1)
    .slice(0, 20)
  if (wanted.length === 0) return escapeHtml(text)
  const pattern = new RegExp(
    `(?<![\\p{L}\\p{N}])(?:${wanted.map((word) => RegExp.escape(word)).join('|')})(?![\\p{L}\\p{N}])`,
    'giu',
  )
  let html = ''
  let from = 0
  for (const found of text.matchAll(pattern)) {
    html += `${escapeHtml(text.slice(from, found.index))}<mark>${escapeHtml(found[0])}</mark>`
    from = found.index + found[0].length
  }
  return html + escapeHtml(text.slice(from))
}
