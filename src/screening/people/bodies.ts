import { readFileSync } from 'node:fs'
import { addLetter, hashOf, noLetters } from './gazetteer.ts'
import { gaps, type Tokens } from './tokens.ts'

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
  return named.has(sum) || (first === last && (besides(tokens, first, 1) || besides(tokens, first, -1)))
}

const and = hashOf('and')
/** One half of “Marks and Spencer” or “Ernst & Young”. */
function besides(tokens: Tokens, at: number, way: 1 | -1): boolean {
  const far = tokens.hash[at + way] === and ? at + 2 * way : at + way
  if (far < 0 || far >= tokens.count) return false
  const [one, two] = way === 1 ? [at, far] : [far, at]
  const written = [one, two].reduce((sum, each) => addLetter(sum, tokens.hash[each] ?? 0), noLetters)
  const joined =
    tokens.hash[one + 1] === and
      ? addLetter(addLetter(addLetter(noLetters, tokens.hash[one] ?? 0), and), tokens.hash[two] ?? 0)
      : written
  return named.has(joined) || (tokens.gap[two] === gaps.and && named.has(written))
}

/** The same for a text of its own, such as a cell. */
export const isKnownBody = (text: string): boolean =>
  named.has(
    text
      .trim()
      .split(/[\s&]+/)
      .reduce((sum, each) => addLetter(sum, hashOf(each)), noLetters),
  )
