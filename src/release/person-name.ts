import { foldValue } from './fold-text.ts'

/** A person's name in the parts that can stand apart. All folded; `given` is null where only one word is known. */
export type PersonName = {
  given: string | null
  middle: string[]
  surname: string | null
  surnames: string[]
}
/** What a requester gave as their name: people, or an organisation that is looked for only as a whole. */
export type ParsedName = { people: PersonName[]; whole: string | null }

const titles =
  /^(mr|mrs|ms|miss|mx|master|dr|doctor|prof|professor|sir|dame|lord|lady|cllr|councillor|rev|revd|reverend|fr|hon|rt|judge)\.?$/
const afterName = /^(mbe|obe|cbe|ba|bsc|ma|msc|mp|ms|msp|phd|jr|sr|snr|jnr|esq|esquire|frsa|llb|kc|qc|jp)\.?$/
/** As letters after a name are written. "Mbe", "Ma" and "Ba" are surnames too. */
const writtenAfterName =
  /^(MBE|OBE|CBE|BA|BSc|MA|MSc|MP|MS|MSP|PhD|Jr|Sr|Snr|Jnr|Esq|Esquire|FRSA|LLB|KC|QC|JP)\.?$/
const particles =
  /^(de|da|di|du|del|della|der|den|van|von|la|le|st|bin|binti|ibn|al|el|ap|ab|ten|ter|mac|mc|o|y)$/
const ofOrganisation =
  /\b(of|the|for|ltd|limited|plc|llp|cic|inc|group|association|society|trust|union|campaign|news|council|company|charity|foundation|committee|solicitors|university)\b/

export function parseName(name: string | null): ParsedName {
  const folded = foldValue(name ?? '')
    .replace(/[\n\t]/g, ' ')
    .replace(/["()<>[\]]/g, ' ')
    .replace(/ +/g, ' ')
    .trim()
  if (folded === '') return { people: [], whole: null }
  if (ofOrganisation.test(folded)) return { people: [], whole: folded }
  const each = folded.split(/ (?:and|&) /)
  const last = readings(each.at(-1) ?? '', name ?? '')[0]
  const people = each
    .flatMap((one) => readings(one, name ?? ''))
    .map((person) =>
      // "Jane and John Smith": the surname belongs to both
      person.surname === null && person.given !== null && each.length > 1 && last !== undefined
        ? { ...person, surname: last.surname, surnames: last.surnames }
        : person,
    )
  return { people: people.filter((person) => person.given !== null || person.surname !== null), whole: null }
}

/** A last word that may be letters after the name or the surname itself is looked for as both: "Wei Ling Ma". */
function readings(text: string, asWritten: string): PersonName[] {
  const words = text.split(' ').filter((word) => word !== '')
  const final = words.at(-1) ?? ''
  if (words.length < 2 || !afterName.test(final)) return [splitPerson(text)]
  const stripped = readings(words.slice(0, -1).join(' ').replace(/,$/, ''), asWritten)
  const sure =
    stripped.some(({ given, surname }) => given !== null && surname !== null) &&
    /\p{Ll}/u.test(asWritten) &&
    asWritten.split(/[^\p{L}.]+/u).some((word) => word.toLowerCase() === final && writtenAfterName.test(word))
  return sure ? stripped : [...stripped, splitPerson(text)]
}

function splitPerson(text: string): PersonName {
  const comma = /^([^,]+), *(.+)$/.exec(text)
  const inOrder = comma === null ? text : `${comma[2]} ${comma[1]}`
  const parts = inOrder
    .replaceAll(',', ' ')
    .split(' ')
    .filter((word) => word !== '')
  // "Hon" before one word is a given name: "the Hon Jane Smith" has two after it
  const hadTitle = titles.test(parts[0] ?? '') && !(parts[0] === 'hon' && parts.length === 2)
  while (hadTitle && titles.test(parts[0] ?? '')) parts.shift()
  const clean = parts.map((word) => word.replace(/\.$/, '')).filter((word) => /[\p{L}]/u.test(word))
  if (clean.length === 0) return { given: null, middle: [], surname: null, surnames: [] }
  if (clean.length === 1) {
    const only = clean[0] ?? ''
    return hadTitle
      ? { given: null, middle: [], surname: only, surnames: halves(only) }
      : { given: only, middle: [], surname: null, surnames: [] }
  }
  let from = clean.length - 1
  while (from > 1 && particles.test(clean[from - 1] ?? '')) from -= 1
  const surname = clean.slice(from).join(' ')
  return { given: clean[0] ?? null, middle: clean.slice(1, from), surname, surnames: halves(surname) }
}

/** `okafor-smith` is also met as `okafor` and as `smith`. */
function halves(surname: string): string[] {
  const parts = surname.split('-').filter((part) => part.length >= 3)
  return parts.length > 1 ? [surname, ...parts] : [surname]
}
