import { csvField } from '../kernel/csv-field.ts'
import { hiddenParts } from './hidden-parts.ts'
import type { Layer, Mark, MarkPlace } from './mark.ts'
import { findReason } from './reason-code.ts'
import type { RedactedCopy, RedactionRecord } from './redaction.ts'

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
export const scheduleFor = (record: Pick<RedactionRecord, 'marks' | 'pages'>, layer: Layer): ScheduleLine[] =>
  scheduleOf(hiddenParts(record, layer))

/** The schedule as CSV (RFC 4180), with headings: for the answer, or for the regulator. Of a copy it says when it was made, and by whom. */
export function scheduleCsv(
  lines: readonly ScheduleLine[],
  copy: Pick<RedactedCopy, 'createdAt' | 'createdBy'> | null = null,
): string {
  const made = copy === null ? [] : [copy.createdAt.toString(), copy.createdBy ?? '']
  const rows = lines.map((line) => [
    String(line.number),
    line.place,
    line.label,
    line.title,
    line.law ?? '',
    String(line.marks),
    ...made,
  ])
  const ofCopy = copy === null ? [] : ['Copy made', 'Copy made by']
  return [['Number', 'Place', 'Reason', 'Meaning', 'Law', 'Marks', ...ofCopy], ...rows]
    .map((row) => `${row.map(csvField).join(',')}\r\n`)
    .join('')
}

/** `pages 1, 3 and 7`, up to 20 of them; empty where there are none. */
export function pagesInWords(all: readonly number[]): string {
  const pages = [...new Set(all)].toSorted((a, b) => a - b)
  const last = pages.length > mostNamed ? 'others' : pages.at(-1)
  const rest = pages.length > mostNamed ? pages.slice(0, mostNamed) : pages.slice(0, -1)
  if (last === undefined) return ''
  return rest.length === 0 ? `page ${last}` : `pages ${rest.join(', ')} and ${last}`
}
const mostNamed = 20

/** `page 3`, `sheet 1, row 4, column 2`, `part 12` */
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
