// Recall, precision and F1 of each entity, and megabytes a second: npm run bench -- screening [--vectors FILE] [--text DIR]
// FILE: {"vectors": [{entity, text, valid, spans: [{start, end}]}]}; DIR: *.json of [{full_text, spans}] and folders of *.conll.
import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { screenText } from '../src/screening/index.ts'
import { chanceFrom } from '../src/screening/people/training/chance.ts'
import { readHeldOut } from '../src/screening/people/training/held-out.ts'
import { makeText } from '../src/screening/people/training/make-text.ts'
import { identifierSentences } from './support/identifier-sentences.ts'
import { readOrdinaryTexts } from './support/ordinary-texts.ts'
import { peers, type Found, type Screen } from './support/screening-peers.ts'
import { readUnseen } from './support/unseen.ts'

type Span = { start: number; end: number }
type Sample = { text: string; spans: Span[] }

const { values } = parseArgs({
  options: { vectors: { type: 'string' }, text: { type: 'string' } },
  strict: false,
})
const meets = (a: Span, b: Span): boolean => a.start < b.end && b.start < a.end
const share = (part: number, whole: number): string => (whole === 0 ? '  –  ' : (part / whole).toFixed(3))

/** Found is any overlap, as redaction experts count it; whole spans would hide what was half found. */
async function measure(
  name: string,
  samples: readonly Sample[],
  find: (text: string) => Span[] | Promise<Span[]>,
): Promise<void> {
  let sought = 0
  let found = 0
  let said = 0
  let right = 0
  for (const { text, spans } of samples) {
    const got = await find(text)
    sought += spans.length
    found += spans.filter((span) => got.some((each) => meets(each, span))).length
    said += got.length
    right += got.filter((each) => spans.some((span) => meets(each, span))).length
  }
  const recall = found / sought
  const precision = right / said
  console.log(
    `${name.padEnd(44)} recall ${share(found, sought)}  precision ${share(right, said)}  F1 ${((2 * recall * precision) / (recall + precision)).toFixed(3)}  (${sought} to find)`,
  )
}

/** The best of five: the first are spent on compiling. */
async function speed(name: string, text: string, run: (text: string) => unknown): Promise<number> {
  let least = Infinity
  for (let round = 0; round < 5; round += 1) {
    const before = process.cpuUsage()
    await run(text)
    const { user, system } = process.cpuUsage(before)
    least = Math.min(least, (user + system) / 1e6)
  }
  const megabytes = text.length / 1e6
  console.log(
    `${name.padEnd(44)} ${(megabytes / least).toFixed(1)} MB a processor second (${megabytes.toFixed(1)} MB)`,
  )
  return megabytes / least
}

const isStatement = (entity: string): boolean => /^(?:SPECIAL|CRIMINAL|PERSONAL_F|PROTECTED)/.test(entity)

const people =
  (screen: Screen) =>
  async (text: string): Promise<Found[]> =>
    (await screen(text)).filter(({ entity }) => entity === 'PERSON')
const namers = peers.filter(({ names }) => names)

async function runVectors(file: string): Promise<void> {
  const { vectors } = JSON.parse(readFileSync(file, 'utf8')) as {
    vectors: { entity: string; text: string; valid: boolean; spans: Span[] }[]
  }
  const all = Map.groupBy(vectors, ({ entity }) => entity)
  for (const { name, screen } of peers) {
    console.log(`\n## ${name}, ${file}`)
    let touched = 0
    for (const [entity, list] of [...all].toSorted()) {
      let found = 0
      let sought = 0
      let wrong = 0
      let left = 0
      for (const { text, valid, spans } of list) {
        const got = await screen(text)
        if (entity === 'KEEP') {
          touched += got.length > 0 ? 1 : 0
          continue
        }
        const same = got.filter((each) => each.entity === entity)
        if (valid) {
          sought += spans.length
          found += spans.filter((span) => same.some((each) => meets(each, span))).length
        } else {
          left += 1
          wrong += same.length > 0 ? 1 : 0
        }
      }
      if (entity === 'KEEP') console.log(`${'KEEP'.padEnd(30)} touched ${touched} of ${list.length}`)
      else console.log(`${entity.padEnd(30)} found ${found} of ${sought}; wrongly ${wrong} of ${left}`)
    }
  }
}

async function runTexts(folder: string): Promise<void> {
  for (const file of globSync('*.json', { cwd: folder })) {
    const list = JSON.parse(readFileSync(join(folder, file), 'utf8')) as {
      full_text: string
      spans: { entity_type: string; start_position: number; end_position: number }[]
    }[]
    const samples = list.map(({ full_text: text, spans }) => ({
      text,
      spans: spans
        .filter((span) => span.entity_type === 'PERSON')
        .map((span) => ({ start: span.start_position, end: span.end_position })),
    }))
    for (const { name, screen } of namers) await measure(`PERSON, ${file}, ${name}`, samples, people(screen))
    for (const { name, screen } of peers)
      await speed(`${file}, ${name}`, samples.map(({ text }) => text).join('\n\n'), screen)
  }
  for (const inner of new Set(globSync('*/*.conll', { cwd: folder }).map((each) => each.split('/')[0] ?? '')))
    await runOfficials(inner, join(folder, inner))
}

/** In news of ministers every name should stay: counted is what is taken out, by the label it bears. */
async function runOfficials(name: string, folder: string): Promise<void> {
  const hit: Record<string, number> = {}
  for (const file of globSync('*.conll', { cwd: folder })) {
    const words: { start: number; end: number; label: string }[] = []
    let text = ''
    for (const line of readFileSync(join(folder, file), 'utf8').split('\n')) {
      const [written = '', label = 'O'] = line.split('\t')
      if (line === '') text = `${text.trimEnd()}\n`
      else {
        if (/^[,.;:)’]$/.test(written)) text = text.trimEnd()
        words.push({
          start: text.length,
          end: text.length + written.length,
          label: label.replace(/^[BI]-/, ''),
        })
        text += `${written} `
      }
    }
    for (const each of await people(screenText)(text)) {
      const label = words.find((word) => meets(word, each))?.label ?? 'O'
      hit[label] = (hit[label] ?? 0) + 1
    }
  }
  console.log(`${name}: taken for private people, by label: ${JSON.stringify(hit)}`)
}

const missing = [values.vectors, values.text].filter((path) => typeof path === 'string' && !existsSync(path))
for (const path of missing) console.log(`There is no ${String(path)}: left out.`)

/** Identifiers in sentences that are made up, of both sets: any overlap counts, of whatever kind it is called. */
async function runSentences(set: 1 | 2): Promise<void> {
  const sets = identifierSentences(chanceFrom(2026), set)
  for (const { name, screen } of peers) {
    for (const kind of ['said', 'bare', 'statements'] as const)
      await measure(`sentences ${set}, ${kind}, ${name}`, sets[kind], (text) => screen(text))
    let touched = 0
    for (const { text } of sets.keep) if ((await screen(text)).length > 0) touched += 1
    console.log(`sentences ${set}, to keep, ${name}: touched ${touched} of ${sets.keep.length}`)
  }
  const all = Map.groupBy(
    [...sets.said, ...sets.bare, ...sets.statements].flatMap(({ text, spans }) =>
      spans.map((span) => ({ text, span })),
    ),
    ({ span }) => span.entity,
  )
  for (const [entity, list] of [...all].toSorted()) {
    const found = list.filter(({ text, span }) =>
      screenText(text).some((each) => each.entity === entity && meets(each, span)),
    )
    console.log(`  ${entity.padEnd(30)} recall ${share(found.length, list.length)} (${list.length})`)
  }
}

/** Texts and sentences by hand: names, identifiers and statements apart, and the sentences to be left alone. */
async function runUnseen(part: number): Promise<void> {
  const texts = readUnseen('unseen-texts.txt').filter((each) => each.part === part)
  for (const { name, screen } of namers)
    await measure(
      `PERSON, unseen texts ${part}, ${name}`,
      texts.map(({ text, spans }) => ({ text, spans: spans.filter(({ entity }) => entity === 'PERSON') })),
      people(screen),
    )
  const sentences = readUnseen('unseen-sentences.txt').filter((each) => each.part === part)
  for (const { name, screen } of peers) {
    for (const kind of ['identifiers', 'statements'] as const) {
      const is = ({ entity }: { entity: string }): boolean =>
        entity !== 'PERSON' && isStatement(entity) === (kind === 'statements')
      await measure(
        `${kind}, unseen sentences ${part}, ${name}`,
        sentences.map(({ text, spans }) => ({ text, spans: spans.filter(is) })),
        async (text) => (await screen(text)).filter(is),
      )
    }
    const keep = sentences.filter(({ spans }) => spans.length === 0)
    let touched = 0
    for (const { text } of keep) if ((await screen(text)).length > 0) touched += 1
    console.log(`unseen sentences ${part}, to keep, ${name}: touched ${touched} of ${keep.length}`)
  }
}

for (const part of [1, 2, 3, 4])
  for (const { name, screen } of namers)
    await measure(
      `PERSON, held-out part ${part}, ${name}`,
      readHeldOut()
        .filter((each) => each.part === part)
        .map(({ text, names }) => ({ text, spans: names.filter(({ keep }) => !keep) })),
      people(screen),
    )
for (const part of [1, 2]) {
  const texts = readOrdinaryTexts().filter((each) => each.part === part)
  for (const { name, screen } of namers)
    await measure(
      `PERSON, ordinary texts ${part}, ${name}`,
      texts.map(({ text, names }) => ({ text, spans: names })),
      people(screen),
    )
  await measure(
    `identifiers, ordinary texts ${part}, Muniment`,
    texts.map(({ text, identifiers }) => ({ text, spans: identifiers })),
    (text) =>
      screenText(text, { names: true }).filter(({ entity }) => entity !== 'PERSON' && !isStatement(entity)),
  )
}
for (const set of [1, 2] as const) await runSentences(set)
for (const part of [1, 2, 3, 4, 5]) await runUnseen(part)

const chance = chanceFrom(2026)
const generated = Array.from({ length: 20_000 }, () => makeText(chance))
await measure(
  'PERSON, generated sentences, Muniment',
  generated.map(({ text, people: spans }) => ({
    text,
    spans: spans.map(([start, end]) => ({ start, end })),
  })),
  people(screenText),
)
const long = generated.map(({ text }) => text).join('\n')
const identifiers = await speed('identifiers, generated sentences', long, (text) =>
  screenText(text, { names: false }),
)
const withNames = await speed('all with names, generated sentences', long, (text) => screenText(text))
const short = long.slice(0, 200_000)
for (const { name, screen } of peers.slice(1)) {
  const rate = await speed(`all it finds, ${name}`, short, screen)
  console.log(
    `  ours is ${(identifiers / rate).toFixed(1)} times as fast for identifiers, ${(withNames / rate).toFixed(1)} times with names`,
  )
}
if (typeof values.vectors === 'string' && existsSync(values.vectors)) await runVectors(values.vectors)
if (typeof values.text === 'string' && existsSync(values.text)) await runTexts(values.text)
