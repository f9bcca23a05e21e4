import { findReason, placeInWords, type Mark, type MarkPlace } from '../../../../redaction/index.ts'
import type { Tag } from '../../words.ts'
import { hiddenFrom, ruleWords, stateTags } from './words.ts'

/** One mark as the lists show it. */
export type MarkRow = {
  id: string
  state: Mark['state']
  tag: Tag
  where: string
  href: string
  label: string
  title: string
  /** What is hidden, where it is at hand */
  text: string | null
  found: string
  why: string | null
  sure: string | null
  /** Null where the requester and the public may not see it, as is usual */
  hiddenFrom: string | null
  author: string
  at: Temporal.Instant
  decidedBy: string | null
}

export function toMarkRow(mark: Mark, base: string, text: string | null): MarkRow {
  const { place } = mark
  const reason = findReason(mark.reason)
  return {
    id: mark.id,
    state: mark.state,
    tag: stateTags[mark.state],
    where: placeInWords(place),
    href: hrefOf(mark, base),
    label: reason?.label ?? mark.reason,
    title: reason?.title ?? '',
    text,
    found: ruleWords(mark.rule),
    why: mark.why,
    sure: mark.score === null ? null : sureness(mark.score),
    hiddenFrom: mark.layer === 'requester' ? null : hiddenFrom[mark.layer],
    author: mark.author,
    at: mark.at,
    decidedBy: mark.decidedBy === mark.author ? null : mark.decidedBy,
  }
}

/** Where a mark is looked at. */
export function hrefOf({ id, place }: Mark, base: string): string {
  return place.kind === 'box' ? `${base}/pages/${place.page}#mark-${id}` : `${base}/text?at=${id}#mark-${id}`
}

export function sureness(score: number): string {
  return score >= 0.85 ? 'very likely' : score >= 0.6 ? 'likely' : 'not sure'
}

/** In the order a reader meets them. */
export function inReadingOrder(marks: readonly Mark[]): Mark[] {
  return marks.toSorted((a, b) => {
    const [one, other] = [orderOf(a.place), orderOf(b.place)]
    const at = one.findIndex((number, index) => number !== other[index])
    return at === -1 ? 0 : (one[at] ?? 0) - (other[at] ?? 0)
  })
}

function orderOf(place: MarkPlace): number[] {
  if (place.kind === 'box') return [place.page, Math.round(place.top / 4), place.left]
  if (place.kind === 'text') return [place.piece, place.start]
  return [place.sheet, place.row, place.column, place.start ?? 0]
}

export type MarkCounts = { proposed: number; accepted: number; rejected: number }

export function countMarks(marks: readonly Mark[]): MarkCounts {
  const counts = { proposed: 0, accepted: 0, rejected: 0 }
  for (const { state } of marks) counts[state] += 1
  return counts
}
