import { readFileSync } from 'node:fs'
import { addLetter, hashOf, noLetters } from './gazetteer.ts'
import type { Tokens } from './tokens.ts'

// Firms, bodies, places and products that are written like people: John Lewis, Severn Trent, Milton Keynes.

const named = new Set(
  readFileSync(new URL('bodies.txt', import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .map((line) => line.split(/[ &]+/).reduce((sum, each) => addLetter(sum, hashOf(each)), noLetters)),
)

export function namesBody(tokens: Tokens, first: number, last: number): boolean {
  let sum = noLetters
  for (let at = first; at <= last; at += 1) sum = addLetter(sum, tokens.hash[at] ?? 0)
  return named.has(sum)
}

/** The same for a text of its own, such as a cell. */
export const isKnownBody = (text: string): boolean =>
  named.has(
    text
      .trim()
      .split(/[\s&]+/)
      .reduce((sum, each) => addLetter(sum, hashOf(each)), noLetters),
  )
