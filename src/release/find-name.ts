import type { FoldedText } from './fold-text.ts'
import { isCommonSurname, isDistinctive, isOrdinaryWord } from './ordinary-words.ts'
import { parseName, type PersonName } from './person-name.ts'
import { escapeLetter, findWhole, originalOf, spelled, type Span } from './pattern.ts'

export type NameMatch = Span & { form: string }

const between = '[\\s,._+\\-:;/|()"\'*<>=]{0,5}'
const apart = between.replace('{0,', '{1,')
const title = '(?:mr|mrs|ms|miss|mx|dr|prof|professor|cllr|councillor|rev|reverend|sir|dame)[. ]{1,2}\\s{0,3}'
const greeting =
  '(?:dear|hi|hello|hey|good (?:morning|afternoon|evening)|fao|attn|for the attention of)[ ,:]{1,2}\\s{0,3}'
const signOff =
  '(?:regards|sincerely|faithfully|truly|wishes|thanks|thank you|cheers|signed|yours|from|name|sent by|requester|applicant|requested by|submitted by)' +
  '[ ,.!]{0,3}[:\\n,][\\s:,\\-]{0,6}'

/**
 * Finds a requester's name. The rule, in words:
 * - given name and surname together, in either order, joined, spaced out or with initials between, always count;
 *   where both are ordinary words (Will Park) only with capitals;
 * - a title or an initial with the surname counts; so does either part as a greeting or signature;
 * - a surname or given name alone counts only if it points at one person: not an ordinary word (Green), not among
 *   the commonest names (Smith), not a word of the authority's own name (`ordinaryHere`).
 * "Green belt", "council" and "John Smith" therefore pass for a requester called Jane Smith or Ann Green.
 */
export function findName(
  text: FoldedText,
  name: string | null,
  ordinaryHere: ReadonlySet<string>,
): NameMatch[] {
  const { people, whole } = parseName(name)
  return [
    ...people.flatMap((person) => findPerson(text, person, ordinaryHere)),
    ...(whole === null ? [] : all(text, 'the whole name', whole.split(' ').map(spelled).join(between))),
  ]
}

/** How many patterns a name gives; a certificate says how much was looked for. */
export function countsAsKnown(name: string | null): boolean {
  const { people, whole } = parseName(name)
  return whole !== null || people.length > 0
}

function findPerson(text: FoldedText, person: PersonName, ordinaryHere: ReadonlySet<string>): NameMatch[] {
  // Every pattern below holds the letters of one of the names in their order, whatever stands between them.
  const letters = text.folded.replaceAll(/[^\p{L}\p{N}]/gu, '')
  const stands = (part: string | null): part is string =>
    part !== null && letters.includes(part.replaceAll(/[^\p{L}\p{N}]/gu, ''))
  const given = stands(person.given) ? person.given : null
  const surnames = person.surnames.filter(stands)
  const surname = stands(person.surname) ? person.surname : null
  return [
    ...surnames.flatMap((each) => [
      ...(person.given === null ? [] : findTogether(text, person.given, person.middle, each)),
      ...all(text, 'a title with the surname', `${title}(?:[a-z][. ]{1,2}){0,3}${spelled(each)}`),
    ]),
    ...[given, ...surnames].flatMap((part) =>
      part === null || part.length < 2
        ? []
        : findPart(text, part, part === given ? 'the given name' : 'the surname', ordinaryHere),
    ),
    ...(person.given !== null && person.surname !== null
      ? findSpacedOut(
          text,
          [given, surname].filter((part) => part !== null),
        )
      : []),
  ]
}

function findPart(
  text: FoldedText,
  part: string,
  which: string,
  ordinaryHere: ReadonlySet<string>,
): NameMatch[] {
  const shape = spelled(part)
  const alone = isDistinctive(part, ordinaryHere) ? all(text, `${which} alone`, shape) : []
  return [
    ...all(text, `${which} in a greeting`, `${greeting}(?:${title})?${shape}(?=\\s{0,3}(?:[,.!:;\\n-]|$))`),
    ...all(
      text,
      `${which} as a signature`,
      `${signOff}(?:${title})?${shape}(?=[ ]{0,3}(?:[,.!:;\\n|<(-]|$))`,
    ),
    // Four letters are easily a word or a code: only as a name is written
    ...(part.length > 4 || !/[a-z]/.test(part) ? alone : alone.filter((match) => isCapitalised(text, match))),
  ]
}

function findTogether(text: FoldedText, given: string, middle: string[], surname: string): NameMatch[] {
  const first = spelled(given)
  const last = spelled(surname)
  const known = [...middle.map(spelled), '[a-z]'].join('|')
  const within = `(?:${between}|(?:${apart}(?:${known})\\.?){1,3}${apart})`
  const ordinary = isOrdinaryWord(given) && isOrdinaryWord(surname)
  const asName = (match: NameMatch): boolean => !ordinary || isCapitalised(text, match)
  const initial = escapeLetter([...given][0] ?? '')
  const plainSurname = isOrdinaryWord(surname)
  const initials = all(
    text,
    'an initial with the surname',
    `${initial}(?:[. ]{1,2}[a-z]){0,2}[. ]{1,2} ?${last}`,
  )
  const found = [
    ...all(text, 'given name and surname', first + within + last).filter(asName),
    ...all(text, 'surname and given name', last + between + first).filter(asName),
    ...all(text, 'given name, another and surname', `${first} [a-z'-]{2,20} ${last}`).filter(
      (match) => isCapitalised(text, match) && everyWordCapital(text, match),
    ),
    // "A Green" may begin a sentence about a green; "A. Green" does not
    ...initials.filter((match) => !plainSurname || isInitialOfPerson(text, match)),
  ]
  const joined = [
    ...all(text, 'initial joined to the surname', `${initial}[._-]?${last}`),
    ...all(text, 'surname joined to the initial', `${last}[._-]?${initial}`),
  ]
  // "Bread" is not B. Read
  if (plainSurname) return isCommonSurname(surname) && surname.length > 4 ? [...found, ...joined] : found
  return [
    ...found,
    ...joined,
    ...all(text, 'surname and initial', `${last},? ${initial}(?:\\.|(?=[,;)\\n]|$))`),
  ]
}

/** `O k a f o r`, `A.d.a.e.z.e` */
function findSpacedOut(text: FoldedText, parts: string[]): NameMatch[] {
  const spaced = parts.filter((part) => part.length >= 4)
  return spaced.flatMap((part) =>
    all(
      text,
      'a name with its letters apart',
      [...part].filter((letter) => /\p{L}/u.test(letter)).join('[ .\\-_*]{1,2}'),
    ),
  )
}

function all(text: FoldedText, form: string, pattern: string): NameMatch[] {
  return findWhole(text, pattern).map((span) => ({ ...span, form }))
}

function isCapitalised(text: FoldedText, span: Span): boolean {
  return /^\p{Lu}/u.test(originalOf(text, span))
}

function everyWordCapital(text: FoldedText, span: Span): boolean {
  return originalOf(text, span)
    .split(/\s+/)
    .every((word) => /^['-]?\p{Lu}/u.test(word))
}

function isInitialOfPerson(text: FoldedText, span: Span): boolean {
  const original = originalOf(text, span)
  return (
    /^\p{Lu}\. ?/u.test(original) || (/^(?![AI]\b)\p{Lu}/u.test(original) && everyWordCapital(text, span))
  )
}
