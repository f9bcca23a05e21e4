import type { FileType } from '../documents/index.ts'

/** Every way in which something leaves the building. `waysOut` says of each what checks it. */
export const releaseRoutes = [
  'letter',
  'attachment',
  'email',
  'disclosure-log',
  'dataset',
  'feedback',
] as const
export type ReleaseRoute = (typeof releaseRoutes)[number]

/** Who asked, as far as is known. What is known is what is looked for. */
export type RequesterIdentity = {
  name: string | null
  email: string | null
  phone: string | null
  postalAddress: string | null
}
export type IdentityField = 'name' | 'email' | 'phone' | 'address'

/** The exact thing that would leave. A file's own name leaves with it, so it is checked too. */
export type ReleaseContent =
  | { text: string }
  | { bytes: Uint8Array; name: string; mediaType: string; fileType?: FileType }
  | { table: ScreenedTable }

/**
 * A table of any size: not read here again. Its own screening read every row as it wrote the file, and names what it
 * looked for and found, never the values.
 */
export type ScreenedTable = {
  /** Of the canonical CSV */
  sha256: string
  rows: number
  columns: number
  screening: {
    verdict: 'clear' | 'second-person'
    checks: readonly { check: string; version: number }[]
    findings: readonly { column: string; kind: string; count: number; message: string }[]
  }
  /** True where a second person looked at the findings and said why it may go. */
  accepted: boolean
}

/** A string that must not leave whoever it belongs to, such as words that were redacted. */
export type MustNotText = { label: string; text: string }

export type FindingKind = 'personal-data' | 'must-not-text' | 'unreadable'

/**
 * One reason to stop. It says where and what kind, never the value: certificates are read by people who may not see it.
 * `offset` counts UTF-16 units in the text that was extracted, `line` from 1; both null for what has no place.
 */
export type Finding = {
  kind: FindingKind
  field: IdentityField | null
  offset: number | null
  line: number | null
  /** `A title with the surname (9 characters)` */
  detail: string
}

/** A check that was made, with the version of its rules. */
export type ReleaseCheck = { check: string; version: number; lookedFor: number }

export type Examination = {
  /** Of the exact bytes; of the UTF-8 form of a text */
  sha256: string
  verdict: 'clean' | 'stopped'
  checks: ReleaseCheck[]
  findings: Finding[]
}

export type Certificate = Examination & {
  id: string
  route: ReleaseRoute
  subject: string
  createdAt: Temporal.Instant
}

export type ReleaseRequest = {
  authorityId: string
  caseId: string | null
  route: ReleaseRoute
  /** What leaves, for people who read certificates: `letter 3, PDF` */
  subject: string
  content: ReleaseContent
  identity: RequesterIdentity
  /** A letter to the requester may carry their own details; the disclosure log may carry none. */
  allow: readonly IdentityField[]
  mustNotContain?: readonly MustNotText[]
  /** Words that are nobody's: the authority's own name, so that a requester called Coventry can be answered */
  ordinaryWords?: readonly string[]
  createdBy: string | null
}
