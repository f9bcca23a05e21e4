import { readFileSync } from 'node:fs'
import { chanceFrom, type Chance } from '../../src/screening/people/training/chance.ts'
import { identifierValues } from './identifier-values.ts'

export type Marked = { entity: string; start: number; end: number }
/** A text and all that is to be found in it; a name that stays is not among them. */
export type UnseenText = { part: number; text: string; spans: Marked[] }

/** Texts with `[[name]]`, `{{name that stays}}`, `<<KIND:words>>`; `@` among the words is drawn by the same seed every time. */
export function readUnseen(file: 'unseen-texts.txt' | 'unseen-sentences.txt'): UnseenText[] {
  const chance = chanceFrom(2026)
  const made: UnseenText[] = []
  let part = 1
  for (const line of readFileSync(new URL(file, import.meta.url), 'utf8').split('\n')) {
    const heading = /^# Part (\d)/.exec(line)
    if (heading !== null) part = Number(heading[1])
    if (line !== '' && !line.startsWith('#'))
      made.push({ part, ...readMarks(line.replaceAll('|', '\n'), chance) })
  }
  return made
}

function readMarks(line: string, chance: Chance): Omit<UnseenText, 'part'> {
  const spans: Marked[] = []
  let text = ''
  for (const piece of line.split(/(\[\[.*?\]\]|\{\{.*?\}\}|<<[A-Z_]+:.*?>>)/s)) {
    const [, kind = '', words = piece] = /^(\[\[|\{\{|<<[A-Z_]+:)(.*?)(?:\]\]|\}\}|>>)$/s.exec(piece) ?? []
    const entity = kind === '[[' ? 'PERSON' : kind.slice(2, -1)
    const start = text.length
    const value = identifierValues[entity]
    text += value === undefined ? words : words.replace('@', () => value(chance))
    if (entity !== '') spans.push({ entity, start, end: text.length })
  }
  return { text, spans }
}
