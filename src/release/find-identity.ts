import type { IdentityField, RequesterIdentity } from './certificate.ts'
import { foldText, foldValue, type FoldedText } from './fold-text.ts'
import { findAddress, findEmail, findPhone, phoneNumbers } from './find-contact.ts'
import { countsAsKnown, findName } from './find-name.ts'
import type { Span } from './pattern.ts'

/** `start` and `end` are UTF-16 offsets into the text given; `form` says in words what was found, never the value. */
export type IdentityMatch = { field: IdentityField; start: number; end: number; form: string }

/**
 * Every place where the text shows who asked, in order, without overlaps between places of one field.
 * `ordinaryWords`: words that point at nobody here, such as those of the authority's own name.
 */
export function findIdentity(
  text: string,
  identity: RequesterIdentity,
  ordinaryWords: readonly string[] = [],
): IdentityMatch[] {
  return findFolded(foldText(text), identity, ordinaryWords)
}

export function findFolded(
  text: FoldedText,
  { name, email, phone, postalAddress }: RequesterIdentity,
  ordinaryWords: readonly string[],
): IdentityMatch[] {
  const ordinaryHere = new Set(ordinaryWords.flatMap((words) => foldValue(words).split(/[^\p{L}]+/u)))
  const place = (field: IdentityField, spans: (Span & { form: string })[]): IdentityMatch[] =>
    widest(
      spans.map((span) => ({
        field,
        start: text.startOf(span.start),
        end: text.endOf(span.end - 1),
        form: span.form,
      })),
    )
  return [
    ...place('email', findEmail(text, email, name)),
    ...place('phone', findPhone(text, phone)),
    ...place('address', findAddress(text, postalAddress)),
    ...place('name', findName(text, name, ordinaryHere)),
  ].sort((a, b) => a.start - b.start || b.end - a.end)
}

/** The fields of which enough is known to look for them. */
export function knownFields({ name, email, phone, postalAddress }: RequesterIdentity): IdentityField[] {
  const known: [IdentityField, boolean][] = [
    ['name', countsAsKnown(name)],
    ['email', (email ?? '').trim() !== ''],
    ['phone', phoneNumbers(phone).length > 0],
    ['address', (postalAddress ?? '').trim() !== ''],
  ]
  return known.filter(([, is]) => is).map(([field]) => field)
}

/** Overlapping matches as one, named after the longest. */
function widest(matches: IdentityMatch[]): IdentityMatch[] {
  const merged: IdentityMatch[] = []
  let longest = 0
  for (const match of matches.sort((a, b) => a.start - b.start || b.end - a.end)) {
    const last = merged.at(-1)
    if (last === undefined || match.start >= last.end) {
      merged.push({ ...match })
      longest = match.end - match.start
      continue
    }
    if (match.end - match.start > longest) {
      last.form = match.form
      longest = match.end - match.start
    }
    last.end = Math.max(last.end, match.end)
  }
  return merged
}
