import {
  findReason,
  wordsIn,
  type FlaggedPage,
  type Mark,
  type PageBox,
  type PageView,
  type PageWord,
  type RedactionRecord,
} from '../../../../../redaction/index.ts'
import { inReadingOrder, toMarkRow, type MarkRow } from '../mark-rows.ts'
import { flagStates } from '../words.ts'

/** A mark as the picture shows it: a box, and its reason where there is room for it. Units of the page. */
export type Shape = PageBox & {
  id: string
  kind: Mark['state'] | 'flag'
  label: string
  labelSize: number
  labelLeft: number
  labelTop: number
}

export type Line = { number: number; text: string; words: { number: number; text: string }[] }

export type ShownPage = { shapes: Shape[]; rows: MarkRow[]; marks: Mark[]; flag: FlaggedPage | null }

/** What one page shows of its marks. */
export function toShownPage(record: RedactionRecord, view: PageView, base: string): ShownPage {
  const flag = record.pages.find(({ page }) => page === view.page) ?? null
  const marks = inReadingOrder(
    record.marks.filter(({ place }) => place.kind === 'box' && place.page === view.page),
  )
  const shapes = marks.flatMap(({ id, place, reason, state }) =>
    place.kind === 'box' ? [toShape(place, id, state, findReason(reason)?.label ?? reason)] : [],
  )
  if (flag !== null && flag.flag !== 'full' && flag.flag !== 'partial')
    shapes.unshift(
      toShape({ left: 0, top: 0, width: view.width, height: view.height }, 'page', 'flag', flagLabel(flag)),
    )
  return {
    shapes,
    marks,
    flag,
    rows: marks.map((mark) =>
      toMarkRow(mark, base, mark.place.kind === 'box' ? wordsIn(view.words, mark.place) : null),
    ),
  }
}

export function flagLabel({ flag, reason, duplicateOf }: FlaggedPage): string {
  const why = reason === null ? '' : `: ${findReason(reason)?.label ?? reason}`
  return `${flagStates[flag]}${flag === 'duplicate' && duplicateOf !== null ? ` of page ${duplicateOf.page}` : why}`
}

/** A letter of the label’s font is about so wide for its height. */
const letterWidth = 0.56

function toShape(box: PageBox, id: string, kind: Shape['kind'], label: string): Shape {
  const { left, top, width, height } = box
  const size = Math.min(
    height * 0.78,
    width / (letterWidth * Math.max(label.length, 1)),
    height > 40 ? 28 : 14,
  )
  return {
    left,
    top,
    width,
    height,
    id,
    kind,
    label,
    labelSize: round(Math.max(size, 4)),
    labelLeft: round(left + width / 2),
    labelTop: round(top + height / 2),
  }
}

const round = (number: number): number => Math.round(number * 10) / 10

/** Words by the line they stand on, in reading order; numbers are those `markWords` counts by. */
export function toLines(words: readonly PageWord[]): Line[] {
  const lines = new Map<number, Line>()
  words.forEach(({ text, line }, number) => {
    const found = lines.get(line) ?? { number: line, text: '', words: [] }
    lines.set(line, found)
    found.text = found.text === '' ? text : `${found.text} ${text}`
    found.words.push({ number, text })
  })
  return [...lines.values()]
}

/** One box around the words of each of these lines; more along a slanted one. */
export function boxesOfLines(words: readonly PageWord[], lines: ReadonlySet<number>): PageBox[] {
  return [...lines].flatMap((line) => {
    const all = words.filter((word) => word.line === line)
    const steps = all.flatMap((word) => word.steps ?? [])
    const own = all.filter((word) => word.steps === undefined)
    if (own.length === 0) return steps
    const left = Math.min(...own.map((word) => word.left))
    const top = Math.min(...own.map((word) => word.top))
    const right = Math.max(...own.map((word) => word.left + word.width))
    const bottom = Math.max(...own.map((word) => word.top + word.height))
    return [{ left, top, width: right - left, height: bottom - top }, ...steps]
  })
}
