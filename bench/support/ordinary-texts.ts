import { readFileSync } from 'node:fs'

type Span = { start: number; end: number }
/** A text with its names to find, names that stay, and identifiers with their kinds. */
export type OrdinaryText = {
  part: number
  text: string
  names: Span[]
  stays: Span[]
  identifiers: (Span & { kind: string })[]
}

export function readOrdinaryTexts(): OrdinaryText[] {
  const made: OrdinaryText[] = []
  let part = 1
  for (const line of readFileSync(new URL('ordinary-texts.txt', import.meta.url), 'utf8').split('\n')) {
    const heading = /^# Part (\d)/.exec(line)
    if (heading !== null) part = Number(heading[1])
    if (line !== '' && !line.startsWith('#')) made.push(readLine(line.replaceAll('|', '\n'), part))
  }
  return made
}

function readLine(line: string, part: number): OrdinaryText {
  const one: OrdinaryText = { part, text: '', names: [], stays: [], identifiers: [] }
  for (const piece of line.split(/(\[\[.*?\]\]|\{\{.*?\}\}|<<\w+:.*?>>)/s)) {
    const [, kind = '', words = piece] = /^(\[\[|\{\{|<<\w+:)(.*?)(?:\]\]|\}\}|>>)$/s.exec(piece) ?? []
    const span = { start: one.text.length, end: one.text.length + words.length }
    if (kind === '[[') one.names.push(span)
    else if (kind === '{{') one.stays.push(span)
    else if (kind !== '') one.identifiers.push({ ...span, kind: kind.slice(2, -1) })
    one.text += words
  }
  return one
}
