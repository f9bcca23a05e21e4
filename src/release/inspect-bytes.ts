import type { MustNotText, PublicDetails, ReleaseSource } from './certificate.ts'
import type { ReadScan } from '../documents/index.ts'
import { findBeside } from './beside/find-beside.ts'
import { findMustNot, findRequester, soughtFields, type IdentitySought } from './find-texts.ts'
import { foldText } from './fold-text.ts'
import { findPersonalData } from './personal-data.ts'
import type { Audience } from './policy.ts'
import { placeFindings, type FoundInText } from './places/place-findings.ts'
import { proveCopy, type Proof } from './proof/prove-copy.ts'
import { findRaw, type RawNeedle } from './raw-texts.ts'
import { readBytes } from './read-bytes.ts'
import { inspectSurfaces } from './surfaces/inspect-surfaces.ts'
import type { Found } from './weigh-findings.ts'

/** What is looked for, and for whom. */
export type Sought = IdentitySought & {
  mustNot: readonly MustNotText[]
  audience: Audience
  public: PublicDetails
  given: readonly string[]
  /** True where names beside an office do not count: who holds it is public */
  officeHolders?: boolean
}

export type BytesToInspect = {
  bytes: Uint8Array
  name: string
  mediaType: string
  sought: Sought
  source: ReleaseSource | null
}
export type InspectedBytes = { found: Found[]; texts: number; proof: Proof | null }

/**
 * Everything that is found in the bytes of one file: what its reader does not see, whose data it holds, texts that must
 * not leave, in what can be read and in the raw data; and, of a redacted copy, whether it is its source without what
 * was marked. Takes hostile bytes: called in a process of its own.
 */
export async function inspectBytes(job: BytesToInspect, readScan?: ReadScan): Promise<InspectedBytes> {
  const { bytes, name, mediaType, sought, source } = job
  const read = await readBytes(bytes, name, mediaType, readScan)
  const surfaces: Found[] = (await inspectSurfaces(bytes, name)).filter(
    // Said already, and better
    ({ kind, where }) =>
      !(kind === 'unreadable' && where === 'the file' && read.found.some((each) => each.where === where)),
  )
  const found = [
    ...read.found,
    ...surfaces,
    ...(await placeFindings(findInTexts(read.texts, sought), read.texts, { bytes, type: read.type })),
    ...findBeside(bytes, sought, read.texts[0] ?? ''),
  ]
  found.push(...findInRaw(bytes, sought, found))
  const proof = source === null ? null : await proveCopy(bytes, name, source)
  if (proof !== null) found.push(...proof.found)
  return { found, texts: read.texts.length, proof }
}

/** The first text is what a reader reads; the others say it again another way, so they are only searched. */
export function findInTexts(texts: readonly string[], sought: Sought): FoundInText[] {
  return texts.flatMap((text, index) => {
    const folded = foldText(text)
    const requester = findRequester(folded, sought)
    const { audience, given, public: details, officeHolders = false } = sought
    const found = [
      ...requester.found,
      ...findMustNot(folded, sought.mustNot),
      ...(index === 0
        ? findPersonalData(text, {
            audience,
            given,
            public: details,
            officeHolders,
            decided: requester.places,
          })
        : []),
    ]
    return found.map((each): FoundInText => ({ ...each, text: index }))
  })
}

/** Names and addresses long enough not to stand in packed data by chance. */
function findInRaw(bytes: Uint8Array, sought: Sought, before: readonly Found[]): Found[] {
  const { identity, mustNot } = sought
  const wanted = soughtFields(sought)
  const texts: RawNeedle[] = [
    ...mustNot.map(({ label, text }) => ({ label, text })),
    ...(wanted.includes('name') ? [{ label: 'name', text: identity.name ?? '' }] : []),
    ...(wanted.includes('email') ? [{ label: 'email', text: identity.email ?? '' }] : []),
  ]
  const labels = new Set(mustNot.map(({ label }) => label))
  return findRaw(bytes, texts)
    .filter(({ label }) => !before.some(({ of, field }) => (labels.has(label) ? of : field) === label))
    .map(({ label, where }): Found => {
      if (labels.has(label))
        return {
          kind: 'must-not-text',
          of: label,
          where,
          detail: `${label.charAt(0).toUpperCase()}${label.slice(1)} is in the raw data.`,
        }
      const field = label === 'email' ? 'email' : 'name'
      return { kind: 'personal-data', field, where, detail: `The requester’s ${field} is in the raw data.` }
    })
}
