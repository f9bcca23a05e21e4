import { readFileSync } from 'node:fs'

/** A text of the held-out file with its marked names: those to find, and those that stay for a public office. */
export type HeldOut = { part: number; text: string; names: { start: number; end: number; keep: boolean }[] }

export function readHeldOut(): HeldOut[] {
  const made: HeldOut[] = []
  let part = 1
  for (const line of readFileSync(new URL('held-out.txt', import.meta.url), 'utf8').split('\n')) {
    const heading = /^# Part (\d)/.exec(line)
    if (heading !== null) part = Number(heading[1])
    if (line === '' || line.startsWith('#')) continue
    const one: HeldOut = { part, text: '', names: [] }
    for (const piece of line.replaceAll('|', '\n').split(/(\[\[.*?\]\]|\{\{.*?\}\})/)) {
      const marked = /^(?:\[\[|\{\{)(.*)(?:\]\]|\}\})$/s.exec(piece)
      const words = marked?.[1] ?? piece
      if (marked !== null)
        one.names.push({
          start: one.text.length,
          end: one.text.length + words.length,
          keep: piece.startsWith('{'),
        })
      one.text += words
    }
    made.push(one)
  }
  return made
}
