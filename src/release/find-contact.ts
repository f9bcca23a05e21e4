import { foldValue, type FoldedText } from './fold-text.ts'
import { parseName } from './person-name.ts'
import { escapeLetter, findWhole, isNumberEdge, isWordEdge, spelled, type Span } from './pattern.ts'

export type ContactMatch = Span & { form: string }

const broken = '(?:-? {0,2}\\n {0,2})?'
const atSign = '\\s{0,3}(?:@|[([{<]\\s?(?:at|@)\\s?[)\\]}>]|\\sat\\s)\\s{0,3}'
const dot = '\\s{0,2}(?:\\.|[([{<]\\s?(?:dot|\\.)\\s?[)\\]}>]|\\sdot\\s)\\s{0,2}'
/** The part before the @ of a shared mailbox names nobody. */
const shared =
  /^(info|information|enquiries|enquiry|foi|freedomofinformation|office|admin|contact|hello|mail|email|news|newsdesk|editor|press|team|support|sales|request|requests|research|secretary|clerk|customerservices?)$/

export function findEmail(text: FoldedText, email: string | null, name: string | null): ContactMatch[] {
  const folded = foldValue(email ?? '').replace(/\s/g, '')
  const at = folded.lastIndexOf('@')
  if (at < 1) return folded === '' ? [] : all(text, 'the email address', letters(folded))
  const local = folded.slice(0, at)
  const domain = letters(folded.slice(at + 1))
  const untagged = local.replace(/\+.*$/, '')
  const found = [...new Set([local, untagged])].flatMap((part) =>
    all(
      text,
      'the email address',
      letters(part) + (part === local ? '' : '(?:\\+[a-z0-9._-]{1,40})?') + atSign + domain,
    ),
  )
  return isTelling(untagged, name)
    ? [...found, ...all(text, 'the email address without its domain', letters(untagged))]
    : found
}

/** True where the part before the @ points at somebody by itself. */
function isTelling(local: string, name: string | null): boolean {
  if (local.length < 6 || shared.test(local.replace(/[._-]/g, ''))) return false
  if (/\d/.test(local) && /[a-z]/.test(local)) return true
  const words = local.split(/[._-]+/)
  if (words.length > 1) return words.some((word) => word.length > 2 && !shared.test(word))
  const known = parseName(name).people.flatMap((person) => [person.given, person.surname])
  return known.some((part) => part !== null && part.length > 2 && local !== part && local.includes(part))
}

function letters(value: string): string {
  return [...value].map((letter) => (letter === '.' ? dot : escapeLetter(letter))).join(broken)
}

/** UK numbers in every usual writing; others digit by digit. Fewer than 7 digits could be anything and are not looked for. */
export function findPhone(text: FoldedText, phone: string | null): ContactMatch[] {
  return phoneNumbers(phone).flatMap((digits) =>
    findWhole(
      text,
      `(?:(?:\\+|00)? ?44[\\s().\\-/]{0,3}(?:\\(?0\\)?[\\s().\\-/]{0,3})?|\\(?0[\\s().\\-/]{0,3})?${[...digits].join('[\\s().\\-/]{0,3}')}`,
      isNumberEdge,
    ).map((span) => ({ ...span, form: 'the telephone number' })),
  )
}

export function phoneNumbers(phone: string | null): string[] {
  return foldValue(phone ?? '')
    .split(/[;,/\n]| or | ext\.? ?| x ?(?=\d)/)
    .map((each) => each.replace(/\(0\)/g, '').replace(/\D/g, ''))
    .map((digits) => digits.replace(/^(?:00)?44(?=\d{9,10}$)/, '').replace(/^0+/, ''))
    .filter((digits) => digits.length >= 7)
}

const streets: readonly string[][] = [
  ['street', 'st'],
  ['road', 'rd'],
  ['avenue', 'ave', 'av'],
  ['lane', 'ln'],
  ['close', 'cl'],
  ['drive', 'dr'],
  ['court', 'ct'],
  ['crescent', 'cres'],
  ['place', 'pl'],
  ['gardens', 'gdns'],
  ['terrace', 'terr', 'ter'],
  ['square', 'sq'],
  ['grove', 'gr'],
  ['house', 'ho', 'hse'],
  ['apartment', 'apt'],
]
const postcode = /\b([a-z]{1,2}\d[a-z\d]?) ?(\d[a-z]{2})\b/g

/** The house with its street, and the postcode. A street alone is a place, not a person. */
export function findAddress(text: FoldedText, address: string | null): ContactMatch[] {
  const folded = foldValue(address ?? '')
  const found = [...folded.matchAll(postcode)].flatMap(([, outward, inward]) =>
    findWhole(text, `${outward}[\\s-]{0,3}${inward}`, isCodeEdge).map((span) => ({
      ...span,
      form: 'the postcode',
    })),
  )
  const numbered =
    /(?:^|[\n, ])(?:no\.? ?)?(\d{1,4}[a-z]?(?: ?[-/] ?\d{1,4}[a-z]?)?),?[ \n]+([a-z][a-z' .-]{2,60}?)(?=[,\n]|$)/g
  for (const [, number, street] of folded.matchAll(numbered)) {
    const house = [...(number ?? '').replace(/ /g, '')].map(escapeLetter).join(' ?')
    found.push(
      ...findWhole(text, `${house}[\\s,]{1,4}${streetPattern(street ?? '')}`, isCodeEdge).map((span) => ({
        ...span,
        form: 'the house and street',
      })),
    )
  }
  const lines = folded
    .split(/[\n,]/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
  const [first, second] = lines
  if (first !== undefined && second !== undefined && !/\d/.test(first) && first.includes(' ')) {
    found.push(
      ...all(text, 'the house and street', `${streetPattern(first)}[\\s,]{1,4}${streetPattern(second)}`),
    )
  }
  return found
}

function streetPattern(street: string): string {
  return street
    .trim()
    .split(/ +/)
    .map((word) => {
      const plain = word.replace(/\.$/, '')
      const ways = streets.find((each) => each.includes(plain))
      return ways === undefined ? spelled(plain) : `(?:${ways.map(spelled).join('|')})\\.?`
    })
    .join('[\\s.]{1,3}')
}

function isCodeEdge(text: FoldedText, at: number): boolean {
  return !(/[a-z\d]/.test(text.folded[at - 1] ?? '') && /[a-z\d]/.test(text.folded[at] ?? ''))
}

function all(text: FoldedText, form: string, pattern: string): ContactMatch[] {
  return findWhole(text, pattern, isWordEdge).map((span) => ({ ...span, form }))
}
