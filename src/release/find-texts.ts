import type { IdentityField, MustNotText, RequesterIdentity } from './certificate.ts'
import { findFolded, knownFields, type IdentityMatch } from './find-identity.ts'
import { foldValue, type FoldedText } from './fold-text.ts'
import { findWhole, spelled } from './pattern.ts'
import type { Found } from './weigh-findings.ts'

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
): { found: Found[]; places: IdentityMatch[] } {
  const places = findFolded(text, sought.identity, sought.ordinaryWords)
  const allowed = places.filter(({ field }) => sought.allow.includes(field))
  const wanted = soughtFields(sought)
  const found = places
    .filter(({ field }) => wanted.includes(field))
    // The name inside an address that may be shown is part of that address
    .filter((match) => !allowed.some((other) => other.start <= match.start && match.end <= other.end))
    .map((match): Found => ({
      kind: 'personal-data',
      field: match.field,
      ...placeOf(text.original, match.start),
      detail: describe(match.form, match.end - match.start),
    }))
  return { found, places }
}

export function findMustNot(text: FoldedText, wanted: readonly MustNotText[]): Found[] {
  return wanted.flatMap(({ label, text: value }) => {
    const pattern = foldValue(value)
      .trim()
      .split(/[\s]+/)
      .filter((word) => word !== '')
      .map(spelled)
      .filter((word) => word !== '')
      .join('[\\s,.\\-]{0,4}')
    if (pattern === '') return []
    return findWhole(text, pattern).map((span): Found => ({
      kind: 'must-not-text',
      ...placeOf(text.original, text.starts[span.start] ?? 0),
      detail: describe(label, (text.ends[span.end - 1] ?? 0) - (text.starts[span.start] ?? 0)),
      of: label,
    }))
  })
}

export const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1)

const describe = (form: string, length: number): string => `${capital(form)} (${length} characters)`

export function placeOf(text: string, offset: number): { offset: number; line: number; where: string } {
  let line = 1
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) line += 1
  return { offset, line, where: `line ${line} of its text` }
}
