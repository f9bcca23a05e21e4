import type { FileType } from '../documents/index.ts'
import type { FindingKind, Weight } from './policy.ts'

export type { FindingKind } from './policy.ts'

/** Every way in which something leaves the building. `waysOut` says of each what checks it. */
export const releaseRoutes = [
  'letter',
  'attachment',
  'email',
  'disclosure-log',
  'dataset',
  'dataset-words',
  'feedback',
  'notice',
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

/**
 * Where something of a source was to be hidden: points from the top left corner of the page as it is shown, or pixels
 * of the picture; UTF-16 units of a piece; a cell, counted from 1.
 */
export type HiddenPlace =
  | { kind: 'box'; page: number; left: number; top: number; width: number; height: number }
  | { kind: 'text'; piece: number; start: number; end: number }
  | { kind: 'cell'; sheet: number; row: number; column: number; start?: number; end?: number }

/** What a redacted copy was made from, and what it hides of it. */
export type ReleaseSource = {
  bytes: Uint8Array
  name: string
  places: readonly HiddenPlace[]
  /** What the boxes print: `s.40(2)` */
  labels?: readonly string[]
  /** The words of the places of kind `text` and `cell`, one entry each; pages and pictures are looked at by the gate itself. */
  words?: readonly string[]
  /** With `words`: all other words of the source that its reader sees */
  rest?: string
}

/** The exact thing that would leave. A file's own name leaves with it, so it is checked too. */
export type ReleaseContent =
  | {
      text: string
      /** Where each part of it begins, in order, and what people call it */
      parts?: readonly { start: number; where: string }[]
    }
  | { bytes: Uint8Array; name: string; mediaType: string; fileType?: FileType; source?: ReleaseSource }
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
    /** `words`: it stands in what is said of the table, and `column` says where */
    findings: readonly { column: string; kind: string; count: number; message: string; words?: boolean }[]
  }
  /** True where a second person looked at the findings and said why it may go. */
  accepted: boolean
}

/** A string that must not leave whoever it belongs to, such as words that were redacted. */
export type MustNotText = { label: string; text: string }

/**
 * One thing that was found. It says where and what kind, never the value: certificates are read by people who may not
 * see it. `offset` counts UTF-16 units in the text that was extracted, `line` from 1; both null for what has no place.
 */
export type Finding = {
  kind: FindingKind
  field: IdentityField | null
  offset: number | null
  line: number | null
  /** `page 3`, `sheet “Staff”`, `line 4 of its text` */
  where: string
  /** `A title with the surname (9 characters)` */
  detail: string
  /** Of kind and place: the same for the same bytes, whoever looks and when */
  key: string
  weight: Weight
  /** False where nobody may let it go */
  acceptable: boolean
}

/** A finding that a second person has let go, for these bytes on this way out. */
export type AcceptedFinding = {
  key: string
  by: string
  reason: string
  at: string
  /** Where it was accepted */
  certificateId: string
}

/** A check that was made, with the version of its rules. */
export type ReleaseCheck = {
  check: string
  version: number
  lookedFor: number
  /** Of `second-person`: who let what go, and why */
  accepted?: readonly AcceptedFinding[]
}

export type Examination = {
  /** Of the exact bytes; of the UTF-8 form of a text */
  sha256: string
  verdict: 'clean' | 'stopped'
  checks: ReleaseCheck[]
  /** Reasons to stop, those included that were accepted */
  findings: Finding[]
  /** Worth knowing and no reason to stop */
  notes: Finding[]
}

export type Certificate = Examination & {
  id: string
  route: ReleaseRoute
  subject: string
  createdAt: Temporal.Instant
}

/** What is public about an authority, so nobody’s data: who signs, how to reach it. */
export type PublicDetails = { names: readonly string[]; contacts: readonly string[] }

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
  /** Of `publicDetailsOf` */
  public?: PublicDetails
  /** What the requester wrote, which may be said back to them and to nobody else */
  given?: readonly string[]
  /** What the caller knows and the gate cannot: `where` and `detail` of a note each */
  notes?: readonly { where: string; detail: string }[]
  createdBy: string | null
}
