import { readFileSync } from 'node:fs'
import { given, hashOf, kindsOf, wordsIn } from '../gazetteer.ts'
import type { Chance } from './chance.ts'
import {
  anyGiven,
  anySurname,
  familyName,
  fullName,
  givenName,
  initials,
  inventedName,
  nickname,
  wordName,
  wordPair,
} from './names.ts'

/** A text and where its people and other names stand. */
export type Labelled = { text: string; people: [number, number][]; others: [number, number][] }

const templates = readFileSync(new URL('templates.txt', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
const predicates = readFileSync(new URL('predicates.txt', import.meta.url), 'utf8')
  .trim()
  .split('\n')
const words = wordsIn('words')
const places = wordsIn('places')
const roles = wordsIn('role-words')

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
const number = (chance: Chance, most: number): number => 1 + Math.floor(chance.next() * most)
const some = (chance: Chance, least: number, most: number, make: () => string): string[] =>
  Array.from({ length: least + Math.floor(chance.next() * (most - least + 1)) }, make)

const months = 'January February March April May June July August September October November December'.split(
  ' ',
)
const streets =
  'Road Street Lane Avenue Close Drive Court Crescent Gardens Grove Hill Park Place Square Terrace Way Walk Mews Rise View Green Fold Row'.split(
    ' ',
  )
const kin =
  'mother father mum dad son daughter brother sister uncle aunt nan grandmother grandfather grandson niece nephew cousin husband wife partner fiancé friend neighbour colleague stepson ex-husband carer'.split(
    ' ',
  )
const titles =
  'Mr Mr Mr Mrs Mrs Ms Ms Miss Miss Dr Dr Mr. Mrs. Ms. Dr. Mx Prof Professor Rev Sir Lady Sgt Cpl Pte Capt Captain Major Lt Colonel Inspector DS DI Supt PCSO Imam Rabbi Fr Father Sister Pastor Canon Sheikh Maulana Giani Bishop Commander'.split(
    ' ',
  )
const endings =
  'Ltd Ltd Limited Limited plc PLC LLP Group Services Solicitors Associates Partners Consulting Builders Homes Construction Care Recruitment Engineering Transport Holdings CIC Trust Foundation Bank Insurance Inc Corp & Sons|& Co|Holdings Ltd|Property Services|Electrical Ltd'
    .replaceAll(' &', '|&')
    .split(/[ |](?!Co|Sons|Ltd|Services)/)
    .map((each) => each.trim())
const public1 =
  'Council|County Council|City Council|Borough Council|District Council|Parish Council|Town Council|Metropolitan Borough Council|Police|Constabulary|Fire and Rescue Service|NHS Trust|NHS Foundation Trust|Combined Authority|University|College|Academy|Hospital|General Hospital|Infirmary|Airport|Magistrates Court|Crown Court|Prison|Primary School|High School|Grammar School|Community Centre|Library|Leisure Centre|Town Hall|Railway Station|Chamber of Commerce|Housing Association|Citizens Advice|Football Club'.split(
    '|',
  )
const bodies =
  'Home Office|Ministry of Justice|Department for Education|Department for Work and Pensions|Cabinet Office|Treasury|Foreign Office|Natural England|Environment Agency|Historic England|Planning Inspectorate|Care Quality Commission|Ofsted|HM Revenue and Customs|HMRC|DWP|Information Commissioner|Local Government Ombudsman|Companies House|Land Registry|Crown Prosecution Service|UNISON|National Trust|National Farmers Union|Marks & Spencer|John Lewis|Tesco|Sainsburys|Barclays|Lloyds Bank|Microsoft|Google|Amazon|British Gas|Thames Water|Royal Mail|Network Rail|Capita|Serco|BBC|The Guardian|Daily Mail|House of Commons|Supreme Court|United Nations|European Union|World Health Organization|Red Cross|Shelter|Barnardos|Age UK|Mind|Unite|Boots|Asda|Aldi|Uber|Facebook'.split(
    '|',
  )

function organisation(chance: Chance): string {
  const roll = chance.next()
  const place = (): string => capital(chance.pick(places))
  if (roll < 0.25) return `${place()} ${chance.pick(public1)}`
  if (roll < 0.42) return `${anySurname(chance)} ${chance.pick(endings)}`
  if (roll < 0.5)
    return `${anySurname(chance)} ${chance.pick(['&', 'and'])} ${anySurname(chance)}${chance.within(0.5) ? ` ${chance.pick(endings)}` : ''}`
  if (roll < 0.56)
    return `${anyGiven(chance)} ${anySurname(chance)} ${chance.pick(['Ltd', 'Academy', 'Foundation', 'House', 'Centre', 'Hospital', 'School', 'Solicitors', 'Funeral Directors', 'Trust'])}`
  if (roll < 0.62)
    return `St ${anyGiven(chance)}${chance.pick(["'s", 's', "'s", ''])} ${chance.pick(['Primary School', 'Church', 'Hospice', 'Hospital', 'School', 'House', 'RC Primary School', 'Centre'])}`
  if (roll < 0.68)
    return `${anyGiven(chance)}${chance.pick(["'s", "'s", ''])} ${chance.pick(['Nursery', 'Cafe', 'Kitchen', 'Pizza', 'Taxis', 'Hair Salon', 'Bakery', 'Flowers', 'Day Nursery'])}`
  if (roll < 0.72) return inventedName(chance)
  if (roll < 0.76) return `${inventedName(chance)} ${chance.pick(endings)}`
  if (roll < 0.88) return chance.pick(bodies)
  return `${some(chance, 1, 3, () => capital(chance.pick(words))).join(' ')} ${chance.pick(endings)}`
}

/** Firms that are called by their founders alone: “Harper Lloyd”, “Turner & Townsend”, “Rider Levett Bucknall”. */
function firm(chance: Chance): string {
  const count = chance.within(0.8) ? 2 : 3
  const names = some(chance, count, count, () => anySurname(chance))
  // Where the first is a given name as well, only the words around could tell: seldom.
  if ((kindsOf(hashOf(names[0] ?? '')) & given) !== 0 && chance.within(0.85)) return firm(chance)
  return chance.within(0.6)
    ? names.join(' ')
    : `${names.slice(0, -1).join(' ')} ${chance.pick(['&', 'and'])} ${names.at(-1) ?? ''}`
}

function street(chance: Chance): string {
  const roll = chance.next()
  const name =
    roll < 0.25
      ? anySurname(chance)
      : roll < 0.4
        ? anyGiven(chance)
        : roll < 0.55
          ? capital(chance.pick(places))
          : roll < 0.7
            ? inventedName(chance)
            : capital(chance.pick(words))
  if (chance.within(0.05))
    return `${chance.pick(['rue', 'Via', 'Calle', 'Avenida', 'ul.', 'Rua', 'Boulevard'])} ${chance.within(0.4) ? 'de ' : ''}${inventedName(chance)}`
  if (chance.within(0.04))
    return `${inventedName(chance)}${chance.pick(['straat', 'strasse', 'gatan', 'vegen', 'laan', 'katu', 'gade'])}`
  return roll > 0.95 ? `St ${anyGiven(chance)}'s ${chance.pick(streets)}` : `${name} ${chance.pick(streets)}`
}

const ends =
  'ton ham ley by wick worth ford bury field stead well don combe thorpe pool mouth ville burg berg ia stan grad'.split(
    ' ',
  )

const place = (chance: Chance): string => {
  const name = chance.within(0.6)
    ? capital(chance.pick(places))
    : chance.within(0.5)
      ? `${inventedName(chance)}${chance.pick(ends)}`
      : inventedName(chance)
  const roll = chance.next()
  return roll < 0.85
    ? name
    : roll < 0.92
      ? `${chance.pick(['North', 'South', 'East', 'West', 'Great', 'Little', 'Upper', 'New'])} ${name}`
      : `${name}-on-${chance.pick(['Sea', 'Thames', 'Trent'])}`
}

const heading = (chance: Chance): string => {
  const made = some(chance, 1, 4, () => capital(chance.pick(words)))
  if (chance.within(0.35))
    made.splice(
      1,
      0,
      chance.pick(['and', 'of', 'for', 'and', 'to', 'of the', '&', 'on']),
      capital(chance.pick(words)),
    )
  return chance.within(0.1) ? made.join(' ').toUpperCase() : made.join(' ')
}

const job = (chance: Chance): string =>
  `${some(chance, 0, 2, () => capital(chance.pick(chance.within(0.3) ? roles : words))).join(' ')} ${capital(chance.pick(roles))}`.trim()

const date = (chance: Chance): string =>
  chance.pick([
    () => `${number(chance, 28)} ${chance.pick(months)} ${1930 + number(chance, 95)}`,
    () => `${number(chance, 28)}/${number(chance, 12)}/${2000 + number(chance, 26)}`,
    () => `${chance.pick(months)} ${2000 + number(chance, 26)}`,
    () => `${number(chance, 28)} ${chance.pick(months)}`,
  ])()

type Slot = (chance: Chance) => { text: string; kind?: 'person' | 'other'; lead?: string }
const person = (text: string, lead?: string): ReturnType<Slot> => ({
  text,
  kind: 'person',
  ...(lead === undefined ? {} : { lead }),
})
const slots: Record<string, Slot> = {
  P: (chance) => person(fullName(chance)),
  G: (chance) => person(givenName(chance)),
  S: (chance) => person(familyName(chance)),
  N2: (chance) => person(nickname(chance)),
  II: (chance) => person(initials(chance).slice(0, 2)),
  F: (chance) => ({ text: firm(chance), kind: 'other' }),
  A2: (chance) => ({ text: chance.pick(streets) }),
  W1: (chance) => person(wordName(chance)),
  Q: (chance) => person(wordPair(chance)),
  p: (chance) => person(fullName(chance).toLowerCase()),
  g: (chance) => person(givenName(chance).toLowerCase()),
  s: (chance) => person(familyName(chance).toLowerCase()),
  PC: (chance) => person(fullName(chance).toUpperCase()),
  SC: (chance) => person(familyName(chance).toUpperCase()),
  GC: (chance) => person(givenName(chance).toUpperCase()),
  IC: (chance) => person(`${initials(chance).charAt(0)}. ${familyName(chance)}`.toUpperCase()),
  I1: (chance) => ({ text: initials(chance).charAt(0), kind: 'person' }),
  SG: (chance) =>
    person(
      `${chance.within(0.4) ? familyName(chance).toUpperCase() : familyName(chance)}, ${chance.within(0.8) ? givenName(chance) : initials(chance)}`,
    ),
  T: (chance) =>
    person(chance.within(0.55) ? familyName(chance) : fullName(chance), `${chance.pick(titles)} `),
  K: (chance) =>
    person(
      chance.within(0.5) ? givenName(chance) : fullName(chance),
      `${chance.pick(['his', 'her', 'their', 'my', 'the'])} ${chance.pick(kin)} `,
    ),
  B: (chance) => ({ text: chance.pick(predicates) }),
  U: (chance) => ({ text: capital(chance.pick(words).replace(/([^s])$/, '$1s')) }),
  V: (chance) => ({ text: capital(chance.pick(words)) }),
  X: (chance) =>
    chance.within(0.4)
      ? { text: some(chance, 2, 5, () => chance.pick([...'ABCDEFGHILMNOPRSTU'])).join(''), kind: 'other' }
      : { text: inventedName(chance), kind: 'other' },
  I: (chance) => ({ text: initials(chance) }),
  O: (chance) => ({ text: organisation(chance), kind: 'other' }),
  L: (chance) => ({ text: place(chance), kind: 'other' }),
  A: (chance) => ({ text: street(chance), kind: 'other' }),
  J: (chance) => ({ text: job(chance) }),
  j: (chance) => ({ text: chance.pick(roles) }),
  k: (chance) => ({ text: chance.pick(kin) }),
  D: (chance) => ({ text: date(chance) }),
  N: (chance) => ({ text: String(number(chance, chance.within(0.6) ? 99 : 99999999)) }),
  H: (chance) => ({ text: heading(chance) }),
  W: (chance) => ({ text: some(chance, 1, 4, () => chance.pick(words)).join(' ') }),
  E: (chance) => ({
    text: `${givenName(chance)}.${familyName(chance)}@example.org`.toLowerCase().replaceAll(' ', ''),
  }),
}

/** A text of one to three templates filled in, sometimes all small or all capitals. */
export function makeText(chance: Chance): Labelled {
  const made: Labelled = { text: '', people: [], others: [] }
  const count = chance.within(0.45) ? 1 : chance.within(0.6) ? 2 : 3
  for (let each = 0; each < count; each += 1) {
    if (each > 0) made.text += chance.pick([' ', '\n', '\n\n', ' ', '. '])
    fill(made, chance.pick(templates), chance)
  }
  const roll = chance.next()
  if (roll < 0.04) made.text = made.text.toLowerCase()
  else if (roll < 0.07) made.text = made.text.toUpperCase()
  else if (roll < 0.17) made.text = made.text.replaceAll("'", '’')
  return made
}

function fill(into: Labelled, template: string, chance: Chance): void {
  for (const piece of template.replaceAll('|', '\n').split(/(\{\w+\})/)) {
    const slot = piece.startsWith('{') ? slots[piece.slice(1, -1)] : undefined
    if (slot === undefined) {
      into.text += piece
      continue
    }
    const { text, kind, lead = '' } = slot(chance)
    // A sentence begins with a capital, whatever it begins with.
    const whole = /(?:^|[.!?]\s|\n)$/.test(into.text) && kind === undefined ? capital(text) : text
    into.text += lead
    const start = into.text.length
    into.text += whole
    if (kind === 'person') into.people.push([start, into.text.length])
    if (kind === 'other') into.others.push([start, into.text.length])
  }
}
