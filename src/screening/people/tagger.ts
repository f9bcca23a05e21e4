import { featuresOf, isCandidate, stepFeature, stepFeatures, type Seen } from './features.ts'
import type { Tokens } from './tokens.ts'

/** How a word is read: no name, part of a person’s name, part of another name (a body, a place). */
export const labels = { none: 0, person: 1, other: 2 } as const
const kinds = 3

/** Weights of every feature for the labels person and other, against none; tenths. */
export type Weights = Int8Array | Float32Array

/** Tenths added for `person`: a name passed over harms more than a word too many, which a reader sees and refuses. */
const leansToNames = 50

export type Reading = { label: Uint8Array; margin: Float32Array }

const capacity = 1 << 14
const emitted = new Float32Array(capacity * kinds)
const best = new Float32Array(capacity * kinds)
const from = new Uint8Array(capacity * kinds)
const reading: Reading = { label: new Uint8Array(capacity), margin: new Float32Array(capacity) }

/** The likeliest labels of all words (Viterbi), and how much likelier than its rival each `person` is. */
export function tagWords(tokens: Tokens, weights: Weights, seen: Seen, leaning = leansToNames): Reading {
  const { count } = tokens
  const { label, margin } = reading
  let run = -1
  for (let at = 0; at <= count; at += 1) {
    const candidate = at < count && isCandidate(tokens, at)
    if (candidate) {
      emit(tokens, at, weights, seen, leaning)
      step(tokens, at, weights, run === -1)
      if (run === -1) run = at
      continue
    }
    if (run !== -1) {
      traceBack(run, at - 1, label, margin)
      run = -1
    }
    if (at < count) {
      label[at] = labels.none
      margin[at] = 0
    }
  }
  return reading
}

function emit(tokens: Tokens, at: number, weights: Weights, seen: Seen, leaning: number): void {
  const { count, features } = featuresOf(tokens, at, seen)
  let person = leaning
  let other = 0
  for (let each = 0; each < count; each += 1) {
    const slot = (features[each] ?? 0) * 2
    person += weights[slot] ?? 0
    other += weights[slot + 1] ?? 0
  }
  emitted[at * kinds] = 0
  emitted[at * kinds + 1] = person
  emitted[at * kinds + 2] = other
}

function step(tokens: Tokens, at: number, weights: Weights, first: boolean): void {
  const row = at * kinds
  for (let to = 0; to < kinds; to += 1) best[row + to] = -Infinity
  for (let before = 0; before < (first ? 1 : kinds); before += 1) {
    let person = 0
    let other = 0
    for (let which = 0; which < stepFeatures; which += 1) {
      const slot = stepFeature(tokens, at, before, which) * 2
      person += weights[slot] ?? 0
      other += weights[slot + 1] ?? 0
    }
    const base = first ? 0 : (best[row - kinds + before] ?? 0)
    for (let to = 0; to < kinds; to += 1) {
      const score = base + (emitted[row + to] ?? 0) + (to === 1 ? person : to === 2 ? other : 0)
      if (score > (best[row + to] ?? 0)) {
        best[row + to] = score
        from[row + to] = before
      }
    }
  }
}

function traceBack(first: number, last: number, label: Uint8Array, margin: Float32Array): void {
  let now = 0
  for (let to = 1; to < kinds; to += 1)
    if ((best[last * kinds + to] ?? 0) > (best[last * kinds + now] ?? 0)) now = to
  for (let at = last; at >= first; at -= 1) {
    label[at] = now
    const row = at * kinds
    margin[at] = (emitted[row + 1] ?? 0) - Math.max(0, emitted[row + 2] ?? 0)
    now = from[row + now] ?? 0
  }
}
