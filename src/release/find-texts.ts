import type { IdentityField, MustNotText, RequesterIdentity } from './certificate.ts'
import { findFolded, knownFields, type IdentityMatch } from './find-identity.ts'
import { foldValue, type FoldedText } from './fold-text.ts'
import { lineNumbers } from './line-numbers.ts'
import { findWhole, spelled } from './pattern.ts'
import { reachOf } from './spans.ts'
import { lineOfText, sayPlaces } from './places/place.ts'
import type { FoundAt } from './weigh-findings.ts'

export type IdentitySought = {
  identity: RequesterIdentity
  allow: readonly IdentityField[]
  ordinaryWords: readonly string[]
}

/** The requester’s details that are looked for: those that are known and may not go. */
export const soughtFields = ({ identity, allow }: IdentitySought): IdentityField[] =>
  knownFields(identity).filter((field) => !allow.includes(field))

/** Where the requester’s details stand: those that may not go, as findings, and all of them as places. */
export function findRequester(
  text: FoldedText,
  sought: IdentitySought,
): { found: FoundAt[]; places: IdentityMatch[] } {
  const places = findFolded(text, sought.identity, sought.ordinaryWords)
  const allowed = reachOf(places.filter(({ field }) => sought.allow.includes(field)))
  const wanted = soughtFields(sought)
  const placeOf = placesIn(text.original)
  const found = places
    .filter(({ field }) => wanted.includes(field))
    // The name inside an address that may be shown is part of that address
    .filter((match) => allowed(match.start) < match.end)
    .map((match): FoundAt => ({
      kind: 'personal-data',
      field: match.field,
      ...placeOf(match.start),
      detail: describe(match.form, match.end - match.start),
    }))
  return { found, places }
}

export function findMustNot(text: FoldedText, wanted: readonly MustNotText[]): FoundAt[] {
  const placeOf = placesIn(text.original)
  return wanted.flatMap(({ label, text: value }) => {
    const pattern = foldValue(value)
      .trim()
      .split(/[\s]+/)
      .filter((word) => word !== '')
      .map(spelled)
      .filter((word) => word !== '')
      .join('[\\s,.\\-]{0,4}')
    if (pattern === '') return []
    return findWhole(text, pattern).map((span): FoundAt => ({
      kind: 'must-not-text',
      ...placeOf(text.startOf(span.start)),
      detail: describe(label, text.endOf(span.end - 1) - text.startOf(span.start)),
      of: label,
    }))
  })
}

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1)

const describe = (form: string, length: number): string => `${capital(form)} (${length} characters)`

type Place = { offset: number; line: number; where: string; starts: readonly number[] }

function placesIn(text: string): (offset: number) => Place {
  const lineOf = lineNumbers(text)
  return (offset) => {
    const line = lineOf(offset)
    return { offset, line, where: sayPlaces([lineOfText(line)]), starts: [offset] }
  }
}
