import { besideTexts } from '../beside/beside-texts.ts'
import { spellsInOrder } from '../beside/font-words.ts'
import { LetterTrie } from '../letter-trie.ts'
import { fold } from '../surfaces/raw-scan.ts'
import { findRaw } from '../raw-texts.ts'
import type { Found } from '../weigh-findings.ts'

/** Words that were marked, as letters and digits alone; how often they were marked, and where first. */
export type MarkedWord = { letters: string; times: number; where: string; words: number }

/** Shorter ones stand in other words by chance. */
const shortest = 4
const shortestPhrase = 8

/** Counts marked words, and the phrases they make, from what each mark covers. */
export class MarkedWords {
  readonly #words = new Map<string, MarkedWord>()

  add(words: readonly string[], where: string): void {
    const letters = words.map(fold).filter((word) => word !== '')
    for (const word of letters) if (word.length >= shortest) this.#count(word, where, 1)
    const phrase = letters.join('')
    if (letters.length > 1 && phrase.length >= shortestPhrase) this.#count(phrase, where, letters.length)
  }

  all(): MarkedWord[] {
    return [...this.#words.values()]
  }

  #count(letters: string, where: string, words: number): void {
    const known = this.#words.get(letters)
    if (known === undefined) this.#words.set(letters, { letters, times: 1, where, words })
    else known.times += 1
  }
}

export const trieOf = (words: readonly MarkedWord[]): LetterTrie<MarkedWord> =>
  new LetterTrie(words.map((word) => [word.letters, word]))

/**
 * Marked words that stand nowhere else in the source may stand nowhere in the copy: neither in what can be read, nor in
 * its name, nor in its raw data in any encoding. `rest`: the source’s letters without the marked ones.
 */
export function findDistinctive(
  copy: { bytes: Uint8Array; text: string; name: string },
  marked: readonly MarkedWord[],
  rest: string,
): Found[] {
  const elsewhere = trieOf(marked).count(rest)
  const distinctive = marked.filter((word) => !elsewhere.has(word))
  const beside = besideTexts(copy.bytes)
  const besides = beside.found.flatMap((each) => each.texts).join('\n')
  const texts = [
    { where: 'its text', words: trieOf(distinctive).count(fold(copy.text)) },
    { where: 'its name', words: trieOf(distinctive).count(fold(copy.name)) },
    {
      where: 'a font, a drawing or another place beside its text',
      words: trieOf(distinctive).count(fold(besides)),
    },
  ]
  const found: Found[] = []
  const left: MarkedWord[] = []
  for (const word of distinctive) {
    const place = texts.find(({ words }) => words.has(word))
    if (place === undefined) left.push(word)
    else found.push(leftOver(word, place.where))
  }
  const byLetters = new Map(left.map((word) => [word.letters, word]))
  for (const { label, where } of findRaw(
    copy.bytes,
    left.map(({ letters }) => ({ label: letters, text: letters })),
  )) {
    const word = byLetters.get(label)
    if (word !== undefined) found.push(leftOver(word, where))
  }
  const spelled = left.filter(({ letters }) => beside.orders.some((order) => spellsInOrder(order, letters)))
  for (const place of new Set(spelled.map(({ where }) => where)))
    found.push({
      kind: 'hidden-text',
      of: 'mark',
      where: 'a font',
      detail: `Its letters stand in the order of words marked on ${place}, from which they can be guessed. Print the source to pictures and redact that, or let it go.`,
    })
  return found
}

function leftOver({ letters, where: marked }: MarkedWord, where: string): Found {
  return {
    kind: 'must-not-text',
    of: 'mark',
    where,
    detail: `Words marked on ${marked} (${letters.length} characters) stand in the copy.`,
  }
}
