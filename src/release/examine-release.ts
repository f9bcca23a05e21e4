import { fileTypes } from '../documents/index.ts'
import { sha256 } from '../kernel/ids.ts'
import type { Examination, ReleaseCheck, ReleaseRequest, ReleaseRoute, ScreenedTable } from './certificate.ts'
import { soughtFields } from './find-texts.ts'
import { inspectBytesApart } from './inspect-apart.ts'
import { findInTexts, type InspectedBytes, type Sought } from './inspect-bytes.ts'
import type { Audience } from './policy.ts'
import { placeInParts } from './places/place-in-parts.ts'
import { waysOut } from './ways-out.ts'
import { weighFindings, type Found } from './weigh-findings.ts'

/** Raised whenever the rules change, so that an old certificate says what it was worth. */
const versions = {
  'requester-identity': 1,
  'must-not-text': 2,
  'text-extraction': 2,
  surfaces: 1,
  'personal-data': 1,
  'copy-words': 1,
  'copy-look': 1,
  'second-person': 1,
} as const
type Check = keyof typeof versions

export const checkOf = (check: Check, lookedFor: number): ReleaseCheck => ({
  check,
  version: versions[check],
  lookedFor,
})

const mostFindings = 200
const audiences: Record<ReleaseRoute, Audience> = {
  letter: 'requester',
  email: 'requester',
  attachment: 'public',
  'disclosure-log': 'public',
  dataset: 'public',
  'dataset-words': 'public',
  feedback: 'public',
  notice: 'public',
}

/**
 * Looks at the exact bytes, writes nothing. Stops for what its reader would not see, for other people's data and the
 * requester's, for text that must not leave, for a redacted copy that is not its source without what was marked, and
 * for whatever cannot be wholly read: what was not seen is not known to be clean. Files are read in a process of their
 * own, which takes up to some minutes: never ask inside a transaction, except about a text or a table.
 */
export async function examineRelease(
  request: Omit<ReleaseRequest, 'authorityId' | 'caseId' | 'subject' | 'createdBy'>,
): Promise<Examination> {
  const { content, route } = request
  if ('table' in content) return examineTable(content.table)
  const sought: Sought = {
    identity: request.identity,
    // The table has the last word: a caller may allow less, never more
    allow: request.allow.filter((field) => waysOut[route].allow.includes(field)),
    ordinaryWords: request.ordinaryWords ?? [],
    mustNot: request.mustNotContain ?? [],
    audience: audiences[route],
    public: request.public ?? { names: [], contacts: [] },
    officeHolders: route === 'dataset-words',
    given: audiences[route] === 'requester' ? (request.given ?? []) : [],
  }
  const inspected = 'text' in content ? inspectText(content, sought) : await inspectFile(content, sought)
  const { findings, notes } = weighFindings([
    ...inspected.found,
    ...(request.notes ?? []).map(({ where, detail }): Found => ({
      kind: 'released-before',
      where,
      detail,
    })),
  ])
  const { proof } = inspected
  return {
    sha256: sha256('text' in content ? content.text : content.bytes),
    verdict: findings.length === 0 ? 'clean' : 'stopped',
    checks: [
      checkOf('text-extraction', inspected.texts),
      checkOf('requester-identity', soughtFields(sought).length),
      checkOf('must-not-text', sought.mustNot.length),
      checkOf('personal-data', 1),
      ...('text' in content ? [] : [checkOf('surfaces', 1)]),
      ...(proof === null ? [] : [checkOf('copy-words', proof.words), checkOf('copy-look', proof.looked)]),
    ],
    findings: findings.slice(0, mostFindings),
    notes: notes.slice(0, mostFindings),
  }
}

function inspectFile(
  content: Extract<ReleaseRequest['content'], { bytes: Uint8Array }>,
  sought: Sought,
): Promise<InspectedBytes> {
  const { bytes, name, source = null } = content
  const mediaType = content.fileType === undefined ? content.mediaType : fileTypes[content.fileType].mediaType
  return inspectBytesApart({ bytes, name, mediaType, sought, source })
}

/** Our own words: nothing in them needs a process of its own. */
function inspectText(
  { text, parts = [] }: Extract<ReleaseRequest['content'], { text: string }>,
  sought: Sought,
): InspectedBytes {
  const empty: Found = {
    kind: 'unreadable',
    where: 'the text',
    detail: 'There is nothing in it.',
    acceptable: false,
  }
  return text.trim() === ''
    ? { found: [empty], texts: 0, proof: null }
    : { found: placeInParts(findInTexts([text], sought), parts), texts: 1, proof: null }
}

/**
 * What the screening said of exactly these bytes, as a certificate. It stops what needs a second person until that
 * person has accepted it; the findings stay on the certificate either way.
 */
function examineTable({ sha256: hash, rows, columns, screening, accepted }: ScreenedTable): Examination {
  const stops = screening.verdict !== 'clear'
  const { findings, notes } = weighFindings(
    screening.findings.map(({ column, kind, count, message, words = false }): Found => ({
      kind: 'personal-data',
      of: kind,
      where: words ? column : `column ${column}`,
      detail: words ? message : `${column}: ${kind}, ${count} ${count === 1 ? 'cell' : 'cells'}. ${message}`,
      weight: stops ? 'alarm' : 'note',
    })),
  )
  const checks: ReleaseCheck[] = screening.checks.map((check) => ({ ...check, lookedFor: rows * columns }))
  return {
    sha256: hash,
    verdict: !stops || accepted ? 'clean' : 'stopped',
    checks: accepted ? [...checks, checkOf('second-person', findings.length)] : checks,
    findings: findings.slice(0, mostFindings),
    notes: notes.slice(0, mostFindings),
  }
}
