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
  const last = splitPerson(each.at(-1) ?? '')
  const people = each.map(splitPerson).map((person) =>
    // "Jane and John Smith": the surname belongs to both
    person.surname === null && person.given !== null && each.length > 1
      ? { ...person, surname: last.surname, surnames: last.surnames }
      : person,
  )
  return { people: people.filter((person) => person.given !== null || person.surname !== null), whole: null }
}

function splitPerson(text: string): PersonName {
  const comma = /^([^,]+), *(.+)$/.exec(text)
  const inOrder = comma === null || afterName.test(comma[2] ?? '') ? text : `${comma[2]} ${comma[1]}`
  const parts = inOrder
    .replaceAll(',', ' ')
    .split(' ')
    .filter((word) => word !== '')
  const hadTitle = titles.test(parts[0] ?? '')
  while (titles.test(parts[0] ?? '')) parts.shift()
  while (parts.length > 1 && afterName.test(parts.at(-1) ?? '')) parts.pop()
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
