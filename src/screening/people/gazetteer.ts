import { readFileSync } from 'node:fs'

// What a word may be. A word may be several things: Mark, Hope and Hall are names and words; Georgia is both name and place.
export const given = 1
export const surname = 2
export const word = 4
export const place = 8
export const organisation = 16
export const role = 32
export const title = 64
export const calendar = 128
export const particle = 256
export const family = 512
const people = 1024
const opening = 2048

const offset = 0x811c9dc5
const prime = 0x01000193

/** Letters up to ɏ without their marks, in lower case: Łukasz, Šárka and Zoë are looked up as lukasz, sarka, zoe. 0: no letter. */
const folded = foldLetters()

function foldLetters(): Uint16Array {
  const table = new Uint16Array(0x250)
  const special: Record<string, string> = {
    ł: 'l',
    ø: 'o',
    đ: 'd',
    ð: 'd',
    þ: 't',
    æ: 'a',
    œ: 'o',
    ß: 's',
    ı: 'i',
  }
  for (let code = 0x41; code < 0x250; code += 1) {
    const letter = String.fromCharCode(code)
    if (!/\p{L}/u.test(letter)) continue
    const lower = letter.toLowerCase()
    table[code] = (special[lower] ?? lower.normalize('NFD')).charCodeAt(0)
  }
  return table
}

/** A letter of any script: those above ɏ count as they are. */
export const letterOf = (code: number): number =>
  code < 0x250
    ? (folded[code] ?? 0)
    : code < 0x370 || (code >= 0x2000 && code < 0x3040) || code > 0xd7ff
      ? 0
      : code

/** FNV-1a over the letters, so that a word is looked up without a string being made of it. */
export const addLetter = (hash: number, letter: number): number => Math.imul(hash ^ letter, prime)
export const noLetters = offset | 0

export function hashOf(text: string): number {
  let hash = noLetters
  for (let index = 0; index < text.length; index += 1) {
    const letter = letterOf(text.charCodeAt(index))
    if (letter !== 0) hash = addLetter(hash, letter)
  }
  return hash
}

/** The words of a list, one space between them. */
export const hashes = (list: string): ReadonlySet<number> => new Set(list.split(' ').map(hashOf))

const lists: [number, string][] = [
  [given, readList('given-names')],
  [surname, readList('surnames')],
  [word, readList('words')],
  [place, readList('places')],
  [organisation | word, readList('organisation-words')],
  [role | word, readList('role-words')],
  [
    title | word,
    'mr mrs ms miss mx dr prof professor sir dame lord lady rev reverend revd fr cllr councillor messrs master madam hon pc dc dci sgt imam rabbi maulana mufti hafiz giani bhai pandit monsignor mgr pte cpl lcpl capt lt insp supt pcso wpc ds',
  ],
  [
    calendar | word,
    'monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri sat sun easter christmas ramadan diwali eid',
  ],
  [
    particle,
    'al ap bin binti bint da de del della den der di dos du el ibn la le ten ter van von zu y e o ab ferch st',
  ],
  [
    family | word,
    'mother father mum dad mam son daughter brother sister uncle aunt auntie nan grandmother grandfather grandson granddaughter niece nephew cousin husband wife partner fiance fiancee girlfriend boyfriend neighbour colleague friend twin stepson stepdaughter stepfather stepmother ex-husband ex-wife sibling siblings kid child children baby boy girl',
  ],
  [
    people | word,
    'english welsh scottish irish british european french german spanish italian polish romanian indian chinese american african asian russian turkish iraqi syrian iranian ukrainian arabic urdu punjabi bengali somali portuguese muslim christian hindu sikh jewish buddhist catholic protestant kurdish israeli palestinian lithuanian latvian bulgarian nigerian ghanaian pakistani bangladeshi albanian greek dutch',
  ],
  [
    opening | word,
    'dear hi hello hey thanks regards sincerely faithfully wishes cheers love name named called signed from to by attn re cc said says told asked wrote replied met lives works mr born aged spoke contacted telephoned rang emailed visited claims reported explained confirmed stated added complained',
  ],
]

function readList(name: string): string {
  return readFileSync(new URL(`${name}.txt`, import.meta.url), 'utf8')
}

const slots = 1 << 15
const keys = new Int32Array(slots)
const kinds = new Uint16Array(slots)
const slotOf = (hash: number): number => (hash ^ (hash >>> 15)) & (slots - 1)
for (const [kind, list] of lists) for (const each of list.trim().split(/\s+/)) addWord(hashOf(each), kind)

function addWord(hash: number, kind: number): void {
  let slot = slotOf(hash)
  while (kinds[slot] !== 0 && keys[slot] !== hash) slot = (slot + 1) & (slots - 1)
  keys[slot] = hash
  kinds[slot] = (kinds[slot] ?? 0) | kind
}

/** What the word with this hash may be; 0 where it is not known. */
export function kindsOf(hash: number): number {
  let slot = slotOf(hash)
  for (;;) {
    const kind = kinds[slot] ?? 0
    if (kind === 0) return 0
    if (keys[slot] === hash) return kind
    slot = (slot + 1) & (slots - 1)
  }
}

/** The words of a list as they are written there, for making sentences to train on. */
export const wordsIn = (name: string): string[] => readList(name).trim().split(/\s+/)
