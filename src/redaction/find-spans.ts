import { screenText, type Entity } from '../screening/index.ts'
import { foldLetters, isWordPart, type Letters } from './fold-letters.ts'

/** Place in a text, in UTF-16 units; `rule` says what found it, never the words: `text 1`, `UK_NINO`. */
export type Span = Sureness & { start: number; end: number; rule: string; reason?: string }

/** Why personal data was taken for such, in words that hold none of the text, and how sure that is, from 0 to 1. */
export type Sureness = { why?: string | undefined; score?: number | undefined }
export const sureness = ({ why, score }: Sureness = {}): Sureness => ({
  ...(why === undefined ? {} : { why }),
  ...(score === undefined ? {} : { score }),
})

/** A text to find, ready to be compared. */
export type Needle = { rule: string; letters: string; words: string[] }

export type Wanted = {
  needles: readonly Needle[]
  entities: readonly Entity[]
  minScore: number
  /** Names known from the case, and names that are public: for PERSON */
  parties?: readonly string[]
  keep?: readonly string[]
}

/** Shorter texts are found as whole words only: `Ann` is not in `planning`, nor in `an nth`. */
const shortest = 6

/** Texts without a letter or digit cannot be found. */
export function toNeedles(find: readonly string[]): Needle[] {
  return find.flatMap((text, index) => {
    const { letters } = foldLetters(text)
    const words = text
      .split(/[^\p{L}\p{N}\p{M}]+/u)
      .map((word) => foldLetters(word).letters)
      .filter((word) => word.length >= 4 && word !== letters)
    return letters === '' ? [] : [{ rule: `text ${index + 1}`, letters, words }]
  })
}

/** The texts and their words of four letters or more: for titles and names of files, where too much does no harm. */
export const withParts = (find: readonly string[]): string[] => [
  ...new Set(
    find.flatMap((text) => [text, ...text.split(/[^\p{L}\p{N}\p{M}]+/u).filter((word) => word.length >= 4)]),
  ),
]

/** Every place of the wanted texts and kinds, in order, without overlaps: what overlaps is one span. */
export function findSpans(text: string, wanted: Wanted): Span[] {
  const { needles, entities, minScore, parties = [], keep = [] } = wanted
  const found: Span[] = []
  if (needles.length > 0) {
    const folded = foldLetters(text)
    for (const needle of needles) for (const span of findNeedle(folded, needle)) found.push(span)
  }
  if (entities.length > 0)
    for (const { entity, start, end, reason: why, score } of screenText(text, { minScore, parties, keep }))
      if (entities.includes(entity)) found.push({ start, end, rule: entity, why, score })
  return mergeSpans(found)
}

export function findNeedle({ original, letters, at }: Letters, needle: Needle): Span[] {
  const spans: Span[] = []
  for (
    let from = letters.indexOf(needle.letters);
    from !== -1;
    from = letters.indexOf(needle.letters, from + 1)
  ) {
    const place = placeOf({ original, letters, at }, needle.letters.length, from)
    // The rest of a longer word would give away what was removed from it.
    if (place !== null)
      spans.push({
        start: startOfWord(original, place.start),
        end: endOfWord(original, place.end),
        rule: needle.rule,
      })
  }
  return spans
}

/** Where letters that were found stand in the original; null where they are a part of what they must not be part of. */
function placeOf(
  { original, at }: Letters,
  size: number,
  from: number,
): { start: number; end: number } | null {
  const start = at[from] ?? 0
  const last = at[from + size - 1] ?? start
  const end = last + ((original.codePointAt(last) ?? 0) > 0xffff ? 2 : 1)
  return size < shortest && !standsAlone(original, start, end) ? null : { start, end }
}

const keySize = 4
const keyBits = 18

/** How often each of these stands in a text, as `findNeedle` counts; thousands are counted in one pass. */
export function countNeedles(folded: Letters, wanted: Iterable<string>): Map<string, number> {
  const counts = new Map<string, number>()
  const byKey = new Map<string, string[]>()
  const marked = new Uint8Array(1 << keyBits)
  const { letters } = folded
  for (const needle of new Set(wanted)) {
    if (needle.length < keySize) {
      counts.set(needle, findNeedle(folded, { rule: '', letters: needle, words: [] }).length)
      continue
    }
    counts.set(needle, 0)
    const key = needle.slice(0, keySize)
    byKey.set(key, [...(byKey.get(key) ?? []), needle])
    marked[hashAt(needle, 0)] = 1
  }
  if (byKey.size === 0) return counts
  for (let from = 0; from + keySize <= letters.length; from += 1) {
    if (marked[hashAt(letters, from)] === 0) continue
    for (const needle of byKey.get(letters.slice(from, from + keySize)) ?? [])
      if (letters.startsWith(needle, from) && placeOf(folded, needle.length, from) !== null)
        counts.set(needle, (counts.get(needle) ?? 0) + 1)
  }
  return counts
}

function hashAt(text: string, at: number): number {
  let hash = 0
  for (let index = at; index < at + keySize; index += 1)
    hash = (Math.imul(hash, 37) + text.charCodeAt(index)) & ((1 << keyBits) - 1)
  return hash
}

/** Whole words, in one piece or letter by letter, or broken at the end of a line. */
function standsAlone(text: string, start: number, end: number): boolean {
  if (isWordPart(text, start - 1) || isWordPart(text, end)) return false
  const gaps = text.slice(start, end).match(/[^\p{L}\p{N}\p{M}]+/gu) ?? []
  const letters = [...text.slice(start, end).matchAll(/[\p{L}\p{N}]/gu)].length
  return (
    gaps.length === 0 ||
    gaps.length === letters - 1 ||
    gaps.every((gap) =>
      /^[\u00ad\u200b-\u200d\ufffe-]*\s*\n\s*$|^[\u00ad\u200b-\u200d\ufffe]+$|^[ .'’-]{1,2}$/u.test(gap),
    )
  )
}

function startOfWord(text: string, start: number): number {
  let at = start
  while (isWordPart(text, at - 1)) at -= 1
  return at
}
function endOfWord(text: string, end: number): number {
  let at = end
  while (isWordPart(text, at)) at += 1
  return at
}

export function mergeSpans(spans: readonly Span[]): Span[] {
  const merged: Span[] = []
  for (const span of [...spans].sort((a, b) => a.start - b.start || b.end - a.end)) {
    const last = merged.at(-1)
    if (last !== undefined && span.start < last.end) {
      last.end = Math.max(last.end, span.end)
      if (!last.rule.split(', ').includes(span.rule)) last.rule += `, ${span.rule}`
      if ((span.score ?? 0) > (last.score ?? 0)) Object.assign(last, sureness(span))
    } else merged.push({ ...span })
  }
  return merged
}

/** The text with each span replaced by its label. */
export function replaceSpans(text: string, spans: readonly Span[], label: string): string {
  let out = ''
  let at = 0
  for (const { start, end } of spans) {
    out += text.slice(at, start) + label
    at = end
  }
  return out + text.slice(at)
}
