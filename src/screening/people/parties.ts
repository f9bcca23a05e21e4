import type { Finding } from '../finding.ts'
import { hashOf, kindsOf, word } from './gazetteer.ts'

// The people of a case, known by name: the surest way of all to find them, in every form a letter gives them.

const lettersOnly = (text: string): string =>
  text.normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll(/[’‘]/g, "'").toLowerCase()

const titles = new Set(
  'mr mrs ms miss mx dr prof professor sir dame lord lady rev cllr councillor the of and van de der von la le al el bin ap'.split(
    ' ',
  ),
)

type Party = { words: string[]; initials: Set<string> }

function readParty(name: string): Party {
  const turned = /^([^,]+),\s*(.+)$/.exec(name)
  const plain = turned === null ? name : `${turned[2] ?? ''} ${turned[1] ?? ''}`
  const words = lettersOnly(plain)
    .split(/[^\p{L}'-]+/u)
    .filter((each) => each.length > 0)
  const named = words.filter((each) => !titles.has(each))
  const letters = named.map((each) => each.charAt(0)).join('')
  return {
    words: named.filter((each) => each.length > 1),
    initials: new Set(letters.length > 1 ? [letters, letters.charAt(0) + letters.slice(-1)] : []),
  }
}

/** True where one letter more, less, other or two swapped turn one word into the other. */
export function isOneOff(a: string, b: string): boolean {
  if (a === b || Math.abs(a.length - b.length) > 1) return a === b
  let at = 0
  while (at < a.length && a[at] === b[at]) at += 1
  const rest = (one: string, other: string): boolean => one === other
  return (
    rest(a.slice(at + 1), b.slice(at + 1)) ||
    rest(a.slice(at + 1), b.slice(at)) ||
    rest(a.slice(at), b.slice(at + 1)) ||
    (a[at] === b[at + 1] && a[at + 1] === b[at] && rest(a.slice(at + 2), b.slice(at + 2)))
  )
}

/** Words of this length and longer are also found misspelt by one letter. */
const misspelt = 5

/**
 * Where the named people stand in a text: in full, by one name, by initials (“J.S.”, “J Specimen”), in any case, and
 * misspelt by a letter. Words of a name that stand together are one finding.
 */
export function findParties(text: string, names: readonly string[]): Finding[] {
  const parties = names.map(readParty).filter(({ words }) => words.length > 0)
  if (parties.length === 0) return []
  const exact = new Set(parties.flatMap(({ words }) => words))
  const long = [...exact].filter((each) => each.length >= misspelt)
  const initials = new Set(parties.flatMap((party) => [...party.initials]))
  const firstLetters = new Set(parties.flatMap(({ words }) => words.map((each) => each.charAt(0))))
  const checked = new Map<string, number>()
  const found: Finding[] = []
  for (const match of text.matchAll(/\p{L}[\p{L}\p{M}]*(?:['’.-]\p{L}[\p{L}\p{M}]*)*/gu)) {
    const { index } = match
    const [written] = match
    const plain = lettersOnly(written).replace(/'s$/, '')
    let score = checked.get(plain)
    if (score === undefined) {
      score = scoreOf(plain, exact, long)
      checked.set(plain, score)
    }
    const compact = plain.replaceAll('.', '')
    if (score === 0 && /^\p{Lu}[\p{Lu}.]+$/u.test(written) && initials.has(compact)) score = 0.65
    if (score === 0) continue
    // A word that is also English is a name only where it is written as one.
    if (score === 1 && plain.length < 5 && /^\p{Ll}/u.test(written) && shortWords.has(plain)) continue
    const end = index + (/['’]s$/.test(written) ? written.length - 2 : written.length)
    const last = found.at(-1)
    if (last !== undefined && /^[\s.-]{1,2}(?:\p{Lu}\.?\s)?$/u.test(text.slice(last.end, index))) {
      last.end = end
      last.score = Math.max(last.score, score)
    } else
      found.push({
        entity: 'PERSON',
        start: withInitial(text, index, firstLetters),
        end,
        score: Math.min(score, 0.99),
        reason: reasonOf(score),
      })
  }
  return found
}

const shortWords = new Set(
  'will mark may rose bill dean grant hope joy sue pat rob art ray drew dawn june young long hall king lee day may'.split(
    ' ',
  ),
)

const calendar = new Set(
  'january february march april june july august september october november december monday tuesday wednesday thursday friday saturday sunday'.split(
    ' ',
  ),
)

function scoreOf(plain: string, exact: ReadonlySet<string>, long: readonly string[]): number {
  if (exact.has(plain)) return 1
  const parts = plain.split('-')
  if (parts.length > 1 && parts.some((each) => exact.has(each) && each.length > 2)) return 0.9
  // “March” is no Marsh misspelt; “Stone” may be a Stones.
  if (plain.length < misspelt - 1 || calendar.has(plain)) return 0
  if (!long.some((each) => isOneOff(plain, each))) return 0
  return (kindsOf(hashOf(plain)) & word) === 0 ? 0.8 : 0.7
}

const reasonOf = (score: number): string =>
  score === 1
    ? 'a person of this case'
    : score >= 0.7
      ? 'close to the name of a person of this case'
      : 'initials of a person of this case'

/** Takes in “J.” before a surname. */
function withInitial(text: string, start: number, letters: ReadonlySet<string>): number {
  const [before = ''] =
    /(?:(?<![\p{L}'’])\p{Lu}\.? ?){1,3}$/u.exec(text.slice(Math.max(0, start - 9), start)) ?? []
  return before !== '' && letters.has(before.charAt(0).toLowerCase()) && /[. ]$/.test(before)
    ? start - before.length
    : start
}

/** True where a finding is all of a kept name, or one of its words: “Specimen” where “Cllr Alex Specimen” is public. */
export function keeper(names: readonly string[]): (text: string) => boolean {
  const kept = names.map((name) => new Set(readParty(name).words))
  return (text) => {
    const words = readParty(text).words
    return words.length > 0 && kept.some((each) => words.every((word) => each.has(word)))
  }
}
