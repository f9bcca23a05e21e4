import { given, hashOf, surname, title, word } from './gazetteer.ts'
import { gaps, shapes, type Tokens } from './tokens.ts'

/** Features are numbers below this; two that meet in one number share their weight. */
export const buckets = 1 << 17

/** Hashes of words written small so far, as bits: “Will” after “will” is likelier the verb. */
export type Seen = { small: Uint8Array; touched: number[] }
export const nothingSeen = (): Seen => ({ small: new Uint8Array(buckets), touched: [] })

export function noteSeen(tokens: Tokens, { small, touched }: Seen): void {
  const { count, shape, hash } = tokens
  for (let at = 0; at < count; at += 1) {
    if (shape[at] !== shapes.lower) continue
    const bucket = bucketOf(hash[at] ?? 0)
    if (small[bucket] === 0) touched.push(bucket)
    small[bucket] = 1
  }
}

/** Ready for another text: a new table for each of a million cells would cost more than reading them. */
export function forgetSeen({ small, touched }: Seen): void {
  for (const bucket of touched) small[bucket] = 0
  touched.length = 0
}

const bucketOf = (value: number): number => {
  const mixed = Math.imul(value ^ (value >>> 15), 0x2c1b3c6d)
  return (mixed ^ (mixed >>> 13)) & (buckets - 1)
}

const mix = (kind: number, a: number, b = 0): number =>
  bucketOf(Math.imul(Math.imul(a, 0x9e3779b1) ^ (b + 0x7f4a7c15), 0x85ebca6b) + Math.imul(kind, 0xc2b2ae35))

/** Words that may be part of a name: written with a capital, or small where small names are met. */
export function isCandidate(tokens: Tokens, at: number): boolean {
  const shape = tokens.shape[at]
  if (shape === shapes.number) return false
  if (tokens.gap[at] === gaps.glue || (at + 1 < tokens.count && tokens.gap[at + 1] === gaps.glue))
    return false
  if (shape === shapes.lower) return isSmallName(tokens, at)
  return shape !== shapes.uncased || (tokens.end[at] ?? 0) - (tokens.start[at] ?? 0) > 1
}

function isSmallName(tokens: Tokens, at: number): boolean {
  const kinds = tokens.kinds[at] ?? 0
  const before = tokens.kinds[at - 1] ?? 0
  if ((kinds & (given | surname)) !== 0 && (kinds & word) === 0) return true
  if ((kinds & word) !== 0 || at === 0) return false
  if ((before & title) !== 0 && tokens.shape[at - 1] === shapes.lower) return true
  const gap = tokens.gap[at]
  if (gap !== gaps.space && gap !== gaps.initial) return false
  return (
    tokens.shape[at - 1] === shapes.lower &&
    (((before & given) !== 0 && (before & word) === 0) ||
      (introduces.has(tokens.hash[at - 1] ?? 0) &&
        !(tokens.hash[at - 1] === is && tokens.hash[at - 2] !== name)))
  )
}

const is = hashOf('is')
const name = hashOf('name')
const introduces = new Set(
  ['is', 'named', 'called', 'me', 'name', 'ms', 'mrs', 'mr', 'dr', 'miss'].map(hashOf),
)

const joins = (gap: number | undefined): boolean =>
  gap === gaps.space || gap === gaps.initial || gap === gaps.dash || gap === gaps.and

/** Length of the line this word stands in, counted to 4 each way: 0x00 alone. */
function lineAround(tokens: Tokens, at: number): number {
  let back = 0
  while (back < 4 && at - back > 0 && tokens.gap[at - back] !== gaps.line) back += 1
  let on = 0
  while (on < 4 && at + on + 1 < tokens.count && tokens.gap[at + on + 1] !== gaps.line) on += 1
  return back * 5 + on
}

const features = new Int32Array(48)

/** What speaks for and against this word; gives how many, and where they are. */
export function featuresOf(tokens: Tokens, at: number, seen: Seen): { count: number; features: Int32Array } {
  const { hash, kinds, shape, gap, count } = tokens
  const none = -7
  const here = hash[at] ?? 0
  const kind = kinds[at] ?? 0
  const form = shape[at] ?? 0
  const before = at > 0 ? (hash[at - 1] ?? 0) : none
  const beforeKind = at > 0 ? (kinds[at - 1] ?? 0) : none
  const beforeForm = at > 0 ? (shape[at - 1] ?? 0) : 9
  const before2 = at > 1 ? (hash[at - 2] ?? 0) : none
  const gapBefore = gap[at] ?? 0
  const more = at + 1 < count
  const after = more ? (hash[at + 1] ?? 0) : none
  const afterKind = more ? (kinds[at + 1] ?? 0) : none
  const afterForm = more ? (shape[at + 1] ?? 0) : 9
  const gapAfter = more ? (gap[at + 1] ?? 0) : gaps.line
  const after2 = at + 2 < count ? (hash[at + 2] ?? 0) : none
  const after2Kind = at + 2 < count ? (kinds[at + 2] ?? 0) : none
  const gapAfter2 = at + 2 < count ? (gap[at + 2] ?? 0) : gaps.line
  const before2Kind = at > 1 ? (kinds[at - 2] ?? 0) : none
  const tight = joins(gapBefore) ? 1 : 0
  const tightAfter = joins(gapAfter) ? 1 : 0
  const small = (seen.small[bucketOf(here)] ?? 0) & 1
  const length = Math.min((tokens.end[at] ?? 0) - (tokens.start[at] ?? 0), 12)
  const opens = gapBefore === gaps.stop || gapBefore === gaps.line || gapBefore === gaps.start ? 1 : 0
  const line = lineAround(tokens, at)

  let n = 0
  features[n++] = mix(1, 0)
  features[n++] = mix(2, here)
  features[n++] = mix(3, kind, form)
  features[n++] = mix(4, form, gapBefore)
  features[n++] = mix(5, form, gapAfter)
  features[n++] = mix(6, tokens.suffix3[at] ?? 0)
  features[n++] = mix(7, tokens.suffix2[at] ?? 0, form)
  features[n++] = mix(8, tokens.prefix3[at] ?? 0)
  features[n++] = mix(9, length, form)
  features[n++] = mix(10, before, gapBefore)
  features[n++] = mix(11, after, gapAfter)
  features[n++] = mix(12, beforeKind, gapBefore)
  features[n++] = mix(13, afterKind, gapAfter)
  features[n++] = mix(14, beforeForm, tight * 16 + form)
  features[n++] = mix(15, afterForm, tightAfter * 16 + form)
  features[n++] = mix(16, before2, before)
  features[n++] = mix(17, after2, after)
  features[n++] = mix(18, kind, Math.imul(beforeKind, 31) + gapBefore)
  features[n++] = mix(19, kind, Math.imul(afterKind, 31) + gapAfter)
  features[n++] = mix(20, small, kind * 2 + opens)
  features[n++] = mix(21, line, kind)
  features[n++] = mix(22, line, form)
  features[n++] = mix(
    23,
    Math.imul(beforeKind, 37) + kind,
    Math.imul(afterKind, 31) + gapAfter * 16 + gapBefore,
  )
  features[n++] = mix(24, opens, kind)
  features[n++] = mix(25, afterKind, Math.imul(after2Kind, 31) + gapAfter * 16 + gapAfter2)
  features[n++] = mix(26, beforeKind, Math.imul(before2Kind, 31) + gapBefore)
  features[n++] = mix(27, before, kind & ~surname)
  features[n++] = mix(28, after, kind)
  features[n++] = mix(29, gapBefore * 16 + gapAfter, beforeForm * 16 + afterForm)
  features[n++] = mix(30, gapBefore * 16 + gapAfter, kind)
  features[n++] = mix(31, tokens.joined[at] ?? 0, kind)
  features[n++] = mix(32, before2, gapBefore)
  features[n++] = mix(33, here, gapBefore * 16 + gapAfter)
  return { count: n, features }
}

/** What depends on how the word before was read. */
export function stepFeature(tokens: Tokens, at: number, labelBefore: number, which: number): number {
  const gap = tokens.gap[at] ?? 0
  return which === 0
    ? mix(40, labelBefore, gap)
    : which === 1
      ? mix(41, labelBefore * 16 + gap, tokens.kinds[at] ?? 0)
      : mix(42, labelBefore * 16 + gap, (tokens.shape[at] ?? 0) * 16 + (tokens.shape[at - 1] ?? 0))
}
export const stepFeatures = 3
