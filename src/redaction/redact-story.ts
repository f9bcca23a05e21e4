import type { Story, Segment } from './formats/story.ts'
import {
  findSpans,
  mergeSpans,
  sureness,
  toNeedles,
  type Span,
  type Sureness,
  type Wanted,
} from './find-spans.ts'
import type { MarkPlace } from './mark.ts'
import { wordsOnlyIn } from './words-only-in.ts'
import { leftIn, type Removed } from './verify-text.ts'

/** A mark as it was made: `rule` says what found it, `mark` where a person set it. */
export type MadeMark = Sureness & { place: MarkPlace; reason: string; rule: string }
export type GivenMark = { place: MarkPlace; reason: string }

export type StoryWork = {
  marks: MadeMark[]
  pieces: Segment[][]
  /** The rules of texts that a new file still holds; `text` is all that can be read in it. */
  check: (text: string) => string[]
  /** True of a title or file name that says a word which people marked and the new file does not hold */
  tells: (title: string) => boolean
}

/**
 * Finds across pieces (a name may stand in two cells) and replaces within them.
 * Marks that lie in no piece of the story come back as `lost`.
 */
export function redactStory(
  story: Story,
  wanted: Wanted,
  given: readonly GivenMark[],
  reason: string,
  labelOf: (reason: string) => string,
): StoryWork & { lost: number } {
  const starts: number[] = []
  let length = 0
  for (const piece of story.pieces) {
    starts.push(length)
    length += piece.length + 1
  }
  const whole = story.pieces.join('\n')
  let lost = 0
  const set: Span[] = []
  for (const mark of given) {
    const found = story.find(mark.place)
    const start = starts[found?.piece ?? -1]
    if (found === null || start === undefined) lost += 1
    else if (found.end > found.start)
      set.push({ start: start + found.start, end: start + found.end, rule: 'mark', reason: mark.reason })
  }
  const spans = mergeSpans([...set, ...findSpans(whole, wanted)])
  const marks: MadeMark[] = []
  const removed: Removed[] = []
  const pieces: Segment[][] = []
  let next = 0
  story.pieces.forEach((piece, index) => {
    const from = starts[index] ?? 0
    const segments: Segment[] = []
    let at = 0
    while (next < spans.length && (spans[next]?.end ?? 0) <= from) next += 1
    for (let each = next; each < spans.length; each += 1) {
      const span = spans[each]
      if (span === undefined || span.start >= from + piece.length) break
      const start = Math.max(0, span.start - from)
      const end = Math.min(piece.length, span.end - from)
      if (start > at) segments.push({ text: piece.slice(at, start), redacted: false })
      segments.push({ text: labelOf(span.reason ?? reason), redacted: true })
      marks.push({
        place: story.placeOf(index, start, end),
        reason: span.reason ?? reason,
        rule: span.rule,
        ...sureness(span),
      })
      at = end
    }
    if (at < piece.length) segments.push({ text: piece.slice(at), redacted: false })
    pieces.push(segments)
  })
  let rest = ''
  let at = 0
  for (const { start, end, rule } of spans) {
    removed.push({ rule, text: whole.slice(start, end) })
    rest += `${whole.slice(at, start)}\n`
    at = end
  }
  rest += whole.slice(at)
  // A word that a person marks in one place may stand in others, where it stays.
  const everywhere = [...wanted.needles, ...foundEverywhere(removed)]
  const drawn = removed.filter(({ rule }) => rule === 'mark').map(({ text }) => text)
  const only = wordsOnlyIn(drawn, rest)
  return {
    marks,
    pieces,
    lost,
    check: (text) => leftIn(text, { removed, rest, everywhere }),
    tells: (title) => only(title).length > 0,
  }
}

function foundEverywhere(removed: readonly Removed[]): ReturnType<typeof toNeedles> {
  const texts = new Map(removed.filter(({ rule }) => rule !== 'mark').map((each) => [each.text, each.rule]))
  return [...texts].flatMap(([text, rule]) => toNeedles([text]).map((needle) => ({ ...needle, rule })))
}
