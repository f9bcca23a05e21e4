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
import { lastUpTo } from './last-up-to.ts'
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
  pieces.length = story.pieces.length
  /** Where a piece that has spans has been written up to */
  let at = 0
  let last = -1
  const finish = (): void => {
    const piece = story.pieces[last] ?? ''
    if (at < piece.length) pieces[last]?.push({ text: piece.slice(at), redacted: false })
  }
  for (const span of spans) {
    for (let index = lastUpTo(starts, span.start); index < story.pieces.length; index += 1) {
      const from = starts[index] ?? 0
      if (from >= span.end) break
      const piece = story.pieces[index] ?? ''
      const start = Math.max(0, span.start - from)
      const end = Math.min(piece.length, span.end - from)
      // A line end between two pieces is in neither.
      if (start >= piece.length) continue
      if (index !== last) {
        finish()
        last = index
        at = 0
        pieces[index] = []
      }
      if (start > at) pieces[index]?.push({ text: piece.slice(at, start), redacted: false })
      pieces[index]?.push({ text: labelOf(span.reason ?? reason), redacted: true })
      marks.push({
        place: story.placeOf(index, start, end),
        reason: span.reason ?? reason,
        rule: span.rule,
        ...sureness(span),
      })
      at = end
    }
  }
  finish()
  if (story.sparse !== true)
    story.pieces.forEach((text, index) => {
      pieces[index] ??= text === '' ? [] : [{ text, redacted: false }]
    })
  let rest = ''
  let restFrom = 0
  for (const { start, end, rule } of spans) {
    removed.push({ rule, text: whole.slice(start, end) })
    rest += `${whole.slice(restFrom, start)}\n`
    restFrom = end
  }
  rest += whole.slice(restFrom)
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
