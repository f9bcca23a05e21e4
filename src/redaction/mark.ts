/**
 * Where a mark lies. Boxes: points from the top left corner of the page as it is shown (PDF), or pixels of the picture
 * as it is shown (page 1). Text: UTF-16 units of one piece of a document (paragraph, cell, message body), counted from 0.
 * Cells count rows and columns from 1.
 */
export type MarkPlace =
  | { kind: 'box'; page: number; left: number; top: number; width: number; height: number }
  | { kind: 'text'; piece: number; start: number; end: number }
  | { kind: 'cell'; sheet: number; row: number; column: number; start?: number; end?: number }

/** From the most trusted reader to the least. */
export const layers = ['regulator', 'internal', 'requester', 'public-log'] as const
export type Layer = (typeof layers)[number]

export const markStates = ['proposed', 'accepted', 'rejected'] as const
export type MarkState = (typeof markStates)[number]

/** A redaction as data: kept apart from the file, which never changes. */
export type Mark = {
  id: string
  place: MarkPlace
  /** Of `reasonCodes`: `foia-40-2`, `third-party` */
  reason: string
  author: string
  at: Temporal.Instant
  /** What proposed it: `text 1`, `UK_NINO`; null where a person drew it. */
  rule: string | null
  /** Why it was proposed, in words that hold none of the document; null where a person drew it. */
  why: string | null
  /** How sure what proposed it was, from 0 to 1 */
  score: number | null
  state: MarkState
  layer: Layer
  decidedBy: string | null
  decidedAt: Temporal.Instant | null
}

/** What the regulator may not see nobody else may: a mark hides from its layer and every less trusted one. */
export function hidesFrom(mark: Pick<Mark, 'state' | 'layer'>, reader: Layer): boolean {
  return mark.state === 'accepted' && layers.indexOf(mark.layer) <= layers.indexOf(reader)
}

/** A mark at most needs a row; a document with more needs to be withheld, or cut up. */
export const mostMarks = 20_000
/** What to do instead */
export const lessMarks =
  'search for fewer texts or kinds, withhold whole pages, or make a table a dataset and protect whole columns there.'

/** The page it lies on; 1 for what has no pages. */
export const pageOf = (place: MarkPlace): number => (place.kind === 'box' ? place.page : 1)

/** Of places on one page, in one piece of a text or in one cell: only those can cover each other. */
export function surroundings(place: MarkPlace): string {
  if (place.kind === 'box') return `page ${place.page}`
  return place.kind === 'text' ? `piece ${place.piece}` : `cell ${place.sheet} ${place.row} ${place.column}`
}
