import { findReason, type Mark, type MarkPlace, type Shown } from '../../../../../redaction/index.ts'

export type Piece = Extract<Shown, { kind: 'pieces' }>['pieces'][number]

/** A stretch of a piece, marked or not. */
export type Stretch = { text: string; mark: { id: string; state: Mark['state']; label: string } | null }

/** The piece a place lies in: `t12` is part 12, `c1.4.2` row 4, column 2 of sheet 1. */
export function pieceKey(place: MarkPlace): string {
  if (place.kind === 'cell') return `c${place.sheet}.${place.row}.${place.column}`
  return place.kind === 'text' ? `t${place.piece}` : `p${place.page}`
}

/** Where of its piece a place begins and ends; a cell without either is marked whole. */
function rangeOf(place: MarkPlace, length: number): [number, number] {
  if (place.kind === 'box') return [0, 0]
  return [place.start ?? 0, Math.min(place.end ?? length, length)]
}

/** The words a place covers; null where its piece is not among these. */
export function textOf(pieces: readonly Piece[], place: MarkPlace): string | null {
  const key = pieceKey(place)
  const piece = pieces.find((each) => pieceKey(each.place) === key)
  return piece === undefined ? null : piece.text.slice(...rangeOf(place, piece.text.length))
}

/** A piece cut where marks begin and end. Where two overlap, the one that is accepted shows. */
export function toStretches(
  { text }: Piece,
  marks: readonly Pick<Mark, 'id' | 'place' | 'state' | 'reason'>[],
): Stretch[] {
  const ranges = marks
    .map((mark) => ({ mark, range: rangeOf(mark.place, text.length) }))
    .toSorted((a, b) => Number(a.mark.state !== 'accepted') - Number(b.mark.state !== 'accepted'))
  const cuts = [...new Set([0, text.length, ...ranges.flatMap(({ range }) => range)])].toSorted(
    (a, b) => a - b,
  )
  return cuts.slice(0, -1).flatMap((start, index): Stretch[] => {
    const end = cuts[index + 1] ?? text.length
    if (end <= start) return []
    const over = ranges.find(({ range }) => range[0] <= start && range[1] >= end)?.mark
    const mark =
      over === undefined
        ? null
        : { id: over.id, state: over.state, label: findReason(over.reason)?.label ?? over.reason }
    return [{ text: text.slice(start, end), mark }]
  })
}

/** Every place of some words in a piece, whatever their case and the spaces between them. */
export function placesOf(piece: Piece, words: string): MarkPlace[] {
  const pattern = words
    .trim()
    .split(/\s+/)
    .map((word) => RegExp.escape(word))
    .join('\\s+')
  if (pattern === '') return []
  return [...piece.text.matchAll(new RegExp(pattern, 'giu'))].map(({ index, 0: found }) =>
    partOf(piece.place, index, index + found.length),
  )
}

/** Part of a piece: units of its text from `start` to before `end`. */
function partOf(place: MarkPlace, start: number, end: number): MarkPlace {
  return place.kind === 'box' ? place : { ...place, start, end }
}
