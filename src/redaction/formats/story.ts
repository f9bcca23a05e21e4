import type { MarkPlace } from '../mark.ts'

/** A stretch of a piece: its words, or a label where words were. */
export type Segment = { text: string; redacted: boolean }

/** What did not come along, counted by kind: `comments`, `hidden rows`, `pictures`. */
export type LeftOut = Record<string, number>

/**
 * A file taken apart into the pieces of text that a reader sees (paragraphs, cells, headers), and the way to write a new
 * one from them. Nothing else of the source reaches the new file.
 */
export type Story = {
  pieces: string[]
  leftOut: LeftOut
  /** Where words of a piece lie, for people: `start` and `end` count UTF-16 units of the piece. */
  placeOf: (piece: number, start: number, end: number) => MarkPlace
  /** Null for a place that is in none of the pieces. */
  find: (place: MarkPlace) => { piece: number; start: number; end: number } | null
  write: (pieces: readonly Segment[][]) => Promise<Uint8Array>
  /** True where pieces that stay as they are may be holes when it is written: of millions, few change */
  sparse?: boolean
  /** Where the new file is of another kind than the source */
  extension?: string
}

export const plainText = (segments: readonly Segment[]): string => segments.map(({ text }) => text).join('')

/** Places of stories that have no cells. */
export function textPlaces(pieces: readonly string[]): Pick<Story, 'placeOf' | 'find'> {
  return {
    placeOf: (piece, start, end) => ({ kind: 'text', piece, start, end }),
    find: (place) =>
      place.kind === 'text' && place.piece < pieces.length
        ? { piece: place.piece, start: place.start, end: place.end }
        : null,
  }
}

export type CellAddress = { sheet: number; row: number; column: number }

export function cellPlaces(
  pieces: readonly string[],
  cells: readonly (CellAddress | null)[],
): Pick<Story, 'placeOf' | 'find'> {
  const keyOf = ({ sheet, row, column }: CellAddress): string => `${sheet}/${row}/${column}`
  const byAddress = new Map(
    cells.flatMap((cell, index): [string, number][] => (cell === null ? [] : [[keyOf(cell), index]])),
  )
  return {
    placeOf(piece, start, end) {
      const cell = cells[piece]
      return cell === null || cell === undefined
        ? { kind: 'text', piece, start, end }
        : { kind: 'cell', sheet: cell.sheet, row: cell.row, column: cell.column, start, end }
    },
    find(place) {
      if (place.kind === 'text') return { piece: place.piece, start: place.start, end: place.end }
      if (place.kind !== 'cell') return null
      const piece = byAddress.get(keyOf(place))
      if (piece === undefined) return null
      return { piece, start: place.start ?? 0, end: place.end ?? pieces[piece]?.length ?? 0 }
    },
  }
}
