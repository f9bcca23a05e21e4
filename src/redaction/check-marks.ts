import type { FileStore } from '../documents/index.ts'
import { refuse, success, type Outcome, type Refusal } from '../kernel/outcome.ts'
import { layers, mostMarks, type Layer, type MarkPlace, type MarkState } from './mark.ts'
import { askPages, type Shelved } from './pages/ask-pages.ts'
import { findReason, noReason, type ReasonCode } from './reason-code.ts'
import type { NewMark } from './redaction.ts'

export type CheckedMark = { place: MarkPlace; reason: string; layer: Layer; state: MarkState }

/** Reasons, layers and states exist, and every place lies in the document. Says the first thing that is wrong, by its number. */
export async function checkMarks(
  files: FileStore,
  document: Shelved,
  marks: readonly NewMark[],
): Promise<Outcome<CheckedMark[]>> {
  if (marks.length > mostMarks)
    return refuse('too-large', `A document can have ${mostMarks.toLocaleString('en-GB')} marks.`)
  const numbered = (index: number, message: string): Refusal =>
    refuse('invalid-input', marks.length === 1 ? message : `Mark ${index + 1}: ${message}`)
  const checked: CheckedMark[] = []
  for (const [index, { place, reason, layer = 'requester', state = 'accepted' }] of marks.entries()) {
    const code = findReason(reason)
    if (code === undefined) return numbered(index, noReason(reason))
    if (!layers.includes(layer)) return numbered(index, `There is no layer “${layer}”.`)
    if (state !== 'accepted' && state !== 'proposed')
      return numbered(index, 'A new mark is accepted or proposed.')
    const shape = tidyPlace(place)
    if (shape === null) return numbered(index, 'The place is not made of sensible numbers.')
    checked.push({ place: shape, reason: code.id, layer, state })
  }
  if (checked.length === 0) return success([])
  const places = checked.map(({ place }) => place)
  const [fault] = await askPages(files, document, { ask: 'check', places })
  return fault === undefined ? success(checked) : numbered(fault.index, fault.message)
}

export function checkReason(code: string): Outcome<ReasonCode> {
  const reason = findReason(code)
  return reason === undefined ? refuse('invalid-input', noReason(code)) : success(reason)
}

const whole = (number: number, least: number): boolean => Number.isSafeInteger(number) && number >= least
const mostPoints = 1_000_000

/** Only the fields of its kind, numbers rounded to a hundredth; null where it is none. */
export function tidyPlace(place: MarkPlace): MarkPlace | null {
  if (place.kind === 'box') {
    const { page, left, top, width, height } = place
    const numbers = [left, top, width, height]
    if (!whole(page, 1) || numbers.some((each) => !Number.isFinite(each) || Math.abs(each) > mostPoints))
      return null
    if (width <= 0 || height <= 0) return null
    const [x = 0, y = 0, w = 0, h = 0] = numbers.map((each) => Math.round(each * 100) / 100)
    return w > 0 && h > 0 ? { kind: 'box', page, left: x, top: y, width: w, height: h } : null
  }
  if (place.kind === 'text') {
    const { piece, start, end } = place
    return whole(piece, 0) && whole(start, 0) && whole(end, start + 1)
      ? { kind: 'text', piece, start, end }
      : null
  }
  if (place.kind !== 'cell') return null
  const { sheet, row, column, start, end } = place
  if (!whole(sheet, 1) || !whole(row, 1) || !whole(column, 1)) return null
  if (start === undefined && end === undefined) return { kind: 'cell', sheet, row, column }
  if (start === undefined || end === undefined) return null
  return whole(start, 0) && whole(end, start + 1) ? { kind: 'cell', sheet, row, column, start, end } : null
}
