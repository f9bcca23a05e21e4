import { hidesFrom, type Layer, type Mark, type MarkPlace } from './mark.ts'
import { findReason } from './reason-code.ts'
import type { RedactionRecord } from './redaction.ts'

/** One line of the schedule: an index of what was withheld, where and why. */
export type ScheduleLine = {
  number: number
  place: string
  reason: string
  label: string
  title: string
  law: string | null
  marks: number
}

/** Accepted marks in the order a reader meets them, those of one place and reason on one line. Pure; holds no words of the source. */
export function scheduleOf(marks: readonly Pick<Mark, 'place' | 'reason' | 'state'>[]): ScheduleLine[] {
  const lines = new Map<string, Omit<ScheduleLine, 'number'>>()
  const accepted = marks.filter(({ state }) => state === 'accepted')
  for (const { place, reason } of accepted.toSorted((a, b) => compare(orderOf(a.place), orderOf(b.place)))) {
    const where = placeInWords(place)
    const key = `${where}\n${reason}`
    const line = lines.get(key)
    if (line !== undefined) {
      line.marks += 1
      continue
    }
    const known = findReason(reason)
    lines.set(key, {
      place: where,
      reason,
      label: known?.label ?? reason,
      title: known?.title ?? '',
      law: known?.law ?? null,
      marks: 1,
    })
  }
  return [...lines.values()].map((line, index) => ({ number: index + 1, ...line }))
}

/** The schedule of a copy for this reader, as the marks stand now; a page that leaves as one box is one mark. */
export function scheduleFor(
  { marks, pages }: Pick<RedactionRecord, 'marks' | 'pages'>,
  layer: Layer,
): ScheduleLine[] {
  const whole = pages.filter(({ flag }) => flag !== 'full' && flag !== 'partial')
  const covered = new Set(whole.map(({ page }) => page))
  return scheduleOf([
    ...marks.filter(
      (mark) => hidesFrom(mark, layer) && !(mark.place.kind === 'box' && covered.has(mark.place.page)),
    ),
    ...whole.map(({ page, flag, reason }) => ({
      place: { kind: 'box' as const, page, left: 0, top: 0, width: 0, height: 0 },
      reason: reason ?? flag,
      state: 'accepted' as const,
    })),
  ])
}

/** The schedule as CSV (RFC 4180), with headings: for the answer, or for the regulator. */
export function scheduleCsv(lines: readonly ScheduleLine[]): string {
  const rows = lines.map((line) => [
    String(line.number),
    line.place,
    line.label,
    line.title,
    line.law ?? '',
    String(line.marks),
  ])
  return [['Number', 'Place', 'Reason', 'Meaning', 'Law', 'Marks'], ...rows]
    .map((row) => `${row.map(csvCell).join(',')}\r\n`)
    .join('')
}

/** Labels come from people: one that looks like a formula must stay a text when a spreadsheet opens it. */
function csvCell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** `page 3`, `sheet 1, row 4`, `paragraph 12` */
export function placeInWords(place: MarkPlace): string {
  if (place.kind === 'box') return `page ${place.page}`
  if (place.kind === 'cell') return `sheet ${place.sheet}, row ${place.row}, column ${place.column}`
  return `part ${place.piece + 1}`
}

function orderOf(place: MarkPlace): number[] {
  if (place.kind === 'box') return [place.page, place.top, place.left]
  if (place.kind === 'cell') return [place.sheet, place.row, place.column, place.start ?? 0]
  return [place.piece, place.start]
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (let index = 0; index < a.length; index += 1) {
    const difference = (a[index] ?? 0) - (b[index] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}
