import { writeFileSync } from 'node:fs'
import { given, place, surname, word } from '../gazetteer.ts'
import {
  buckets,
  featuresOf,
  isCandidate,
  forgetSeen,
  noteSeen,
  nothingSeen,
  stepFeature,
  stepFeatures,
} from '../features.ts'
import { labels, tagWords } from '../tagger.ts'
import { makeTokens, readTokens, type Tokens } from '../tokens.ts'
import { chanceFrom, type Chance } from './chance.ts'
import { makeText, type Labelled } from './make-text.ts'

// Trains the name tagger on made-up texts and writes its weights: an averaged structured perceptron (Collins 2002).
// Several are trained, each on other texts, and their weights averaged: one alone is a point better or worse by its seed.
// node src/screening/people/training/train.ts [texts] [seed] [taggers]

const texts = Number(process.argv[2] ?? 300_000)
const seed = Number(process.argv[3] ?? 7)
const taggers = Number(process.argv[4] ?? 5)
let chance = chanceFrom(seed)

/** Added to `person` while learning, so that what is no name is told from names by a clear margin. */
const handicap = 8

const now = new Float32Array(buckets * 2)
const summed = new Float64Array(buckets * 2)
let step = 1

const tokens = makeTokens()
const seen = nothingSeen()
const gold = new Uint8Array(1 << 14)

function train(): void {
  const whole = new Float64Array(buckets * 2)
  for (let tagger = 0; tagger < taggers; tagger += 1) {
    chance = chanceFrom(seed + tagger)
    now.fill(0)
    summed.fill(0)
    step = 1
    trainOne()
    for (let at = 0; at < whole.length; at += 1)
      whole[at] = (whole[at] ?? 0) + ((now[at] ?? 0) - (summed[at] ?? 0) / step) / taggers
  }
  writeFileSync(
    new URL('../weights.bin', import.meta.url),
    Int8Array.from(whole, (each) => clamp(Math.round(each * scale))),
  )
}

function trainOne(): void {
  for (let each = 0; each < texts; each += 1) {
    learn(makeText(chance))
    if ((each + 1) % 10_000 === 0) process.stderr.write(`${each + 1} texts\n`)
  }
}

/** Weights are kept in steps of a tenth. */
const scale = 10
const clamp = (value: number): number => Math.max(-127, Math.min(127, value))

function learn(made: Labelled): void {
  readTokens(made.text, 0, tokens)
  markGold(made, tokens)
  forgetSome(tokens, chance)
  forgetSeen(seen)
  noteSeen(tokens, seen)
  const { label } = tagWords(tokens, now, seen, handicap)
  const read = label.slice(0, tokens.count)
  for (let at = 0; at < tokens.count; at += 1) {
    if (!isCandidate(tokens, at)) continue
    const was = read[at] ?? 0
    const should = gold[at] ?? 0
    if (was !== should) {
      const { count, features } = featuresOf(tokens, at, seen)
      for (let each = 0; each < count; each += 1) {
        update(features[each] ?? 0, should, 1)
        update(features[each] ?? 0, was, -1)
      }
    }
    const before = at > 0 && isCandidate(tokens, at - 1)
    const wasBefore = before ? (read[at - 1] ?? 0) : 0
    const shouldBefore = before ? (gold[at - 1] ?? 0) : 0
    if (was === should && wasBefore === shouldBefore) continue
    for (let which = 0; which < stepFeatures; which += 1) {
      update(stepFeature(tokens, at, shouldBefore, which), should, 1)
      update(stepFeature(tokens, at, wasBefore, which), was, -1)
    }
  }
  step += 1
}

function update(feature: number, label: number, by: number): void {
  if (label === labels.none) return
  const slot = feature * 2 + label - 1
  now[slot] = (now[slot] ?? 0) + by
  summed[slot] = (summed[slot] ?? 0) + by * step
}

function markGold({ people, others }: Labelled, { count, start, end }: Tokens): void {
  const within = (spans: readonly [number, number][], at: number): boolean =>
    spans.some(([from, to]) => (start[at] ?? 0) >= from && (end[at] ?? 0) <= to)
  for (let at = 0; at < count; at += 1)
    gold[at] = within(people, at) ? labels.person : within(others, at) ? labels.other : labels.none
}

/** No list holds every name: some are struck from it, so that what stands around them is learnt. */
function forgetSome({ count, kinds }: Tokens, { within }: Chance): void {
  for (let at = 0; at < count; at += 1)
    if (gold[at] === labels.person) {
      if (within(0.3)) kinds[at] = (kinds[at] ?? 0) & ~(given | surname)
    } else if (within(0.3)) kinds[at] = (kinds[at] ?? 0) & ~(word | place)
}

train()
