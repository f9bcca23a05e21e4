import { hashOf, kindsOf, word, wordsIn } from '../gazetteer.ts'
import type { Chance } from './chance.ts'

const givenNames = wordsIn('given-names')
const surnames = wordsIn('surnames')
const isWord = (name: string): boolean => (kindsOf(hashOf(name)) & word) !== 0
/** Names that are words as well, Mark, Grace and Price: drawn oftener than their share, as they are hardest to tell. */
const givenWords = givenNames.filter(isWord)
const surnameWords = surnames.filter(isWord)

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** A word that is in no list, of pieces of those that are: what a tagger must know by its surroundings. */
function invent(chance: Chance, list: readonly string[]): string {
  const one = chance.pick(list)
  const two = chance.pick(list)
  const made =
    one.slice(0, Math.max(2, Math.ceil(one.length * 0.6))) + two.slice(Math.floor(two.length * 0.5))
  if (chance.within(0.2)) return chance.pick(beginnings) + chance.pick(middles) + chance.pick(endings)
  return chance.within(0.15) ? made.replace(/[aeioucszn]/, (letter) => accented[letter] ?? letter) : made
}
const accented: Record<string, string> = {
  a: 'á',
  e: 'é',
  i: 'í',
  o: 'ö',
  u: 'ü',
  c: 'č',
  s: 'š',
  z: 'ż',
  n: 'ñ',
}
const beginnings =
  'ab ad ag al an ar ba be bo bra chi cha da de dra du e fa fi fo ga gre gu ha he hu i ja jo ka ki kra ku la le li lo ma me mi mo mwa na ne nga no o ola pa pe po pra ra re ro sa se shi si sta su ta te to tra tsu u va ve vi wa we ya yu za ze'.split(
    ' ',
  )
const middles =
  'b bi c ch d di dr f g gi k ka ki l la ll li m mi mo n na ni nd nt p r ra ri rr rt s sh ss st sz t ta ti v vi w y z za zh'.split(
    ' ',
  )
const endings =
  'a ah ai ak an ane ano ara as ata au e eau ek el elli en er es ez i ia ic ich iev ike ikova in ini is ita ko kova man o ois on oni os ova ovic ska ski sen son ström u uk ula um us wala yan ya'.split(
    ' ',
  )

export function givenName(chance: Chance): string {
  const made = chance.within(0.08)
    ? chance.pick(givenWords)
    : chance.within(0.72)
      ? chance.pick(givenNames)
      : invent(chance, givenNames)
  return made.includes('-')
    ? made.split('-').map(capital).join('-')
    : capital(chance.within(0.03) ? `${made}-${chance.pick(givenNames)}` : made)
}

export function familyName(chance: Chance): string {
  const made = chance.within(0.06)
    ? chance.pick(surnameWords)
    : chance.within(0.68)
      ? chance.pick(surnames)
      : invent(chance, surnames)
  const name = /^mc[a-z]{3}/.test(made) ? `Mc${capital(made.slice(2))}` : capital(made)
  const roll = chance.next()
  if (roll < 0.05) return `${name}-${capital(chance.pick(surnames))}`
  if (roll < 0.065) return `O'${name}`
  if (roll < 0.085)
    return `${chance.pick(['van', 'de', 'van der', 'Al', 'el', 'De', 'da', 'dos', 'ap', 'von', 'le'])} ${name}`
  if (roll < 0.095) return `Al-${name}`
  return name
}

/** A person as people are written: in full, with a middle name or initials, seldom with letters after it. */
export function fullName(chance: Chance): string {
  const first = givenName(chance)
  const last = familyName(chance)
  const roll = chance.next()
  if (roll < 0.7) return `${first} ${last}`
  if (roll < 0.76) return `${first} ${givenName(chance)} ${last}`
  if (roll < 0.83) return `${first} ${initial(chance)} ${last}`
  if (roll < 0.91) return `${initial(chance)} ${last}`
  if (roll < 0.94) return `${initial(chance)} ${initial(chance)} ${last}`
  return roll < 0.97 ? `${first} ${last} ${familyName(chance)}` : `${last} ${first}`
}

/** A name cut short, as friends and logs do: Baz, Smiffy, Ange; in one of ten with a word before it. */
export function nickname(chance: Chance): string {
  const whole = chance.pick(chance.within(0.75) ? givenNames : surnames).replace(/[^a-z].*$/, '')
  const stem = whole.slice(0, chance.within(0.5) ? 3 : 4)
  const made = capital(stem + chance.pick(['', '', 'y', 'ie', 'z', 'o', 's', 'a', 'er', 'sy', 'ers']))
  return chance.within(0.1)
    ? `${chance.pick(['Big', 'Little', 'Lil', 'Old', 'Young', 'Mad', 'Wee'])} ${made}`
    : made
}

/** Names that are words: “Grace”, and “Rose Banks” of two. */
export const wordName = (chance: Chance): string => capital(chance.pick(givenWords))
export const wordPair = (chance: Chance): string =>
  `${wordName(chance)} ${capital(chance.pick(surnameWords))}`

const initial = (chance: Chance): string =>
  String.fromCharCode(65 + Math.floor(chance.next() * 26)) + (chance.within(0.6) ? '.' : '')

export const initials = (chance: Chance): string =>
  Array.from({ length: chance.within(0.7) ? 2 : 3 }, () =>
    String.fromCharCode(65 + Math.floor(chance.next() * 26)),
  ).join('')

export const anySurname = (chance: Chance): string => capital(chance.pick(surnames))
export const anyGiven = (chance: Chance): string => capital(chance.pick(givenNames))

/** A name of a place or a body that looks like any other name. */
export const inventedName = (chance: Chance): string =>
  capital(invent(chance, chance.within(0.5) ? surnames : givenNames))
