import type { FileStore, FileType, ReleaseState } from '../documents/index.ts'
import type { Services } from '../identity/index.ts'
import type { Layer, Mark, MarkPlace, MarkState } from './mark.ts'

export type RedactionServices = Services & { files: FileStore }

/** What a person says of a whole page. Withheld, duplicate and out-of-scope pages leave as one box each. */
export const pageFlags = ['full', 'partial', 'withheld', 'duplicate', 'out-of-scope'] as const
export type PageFlag = (typeof pageFlags)[number]

export const boxedFlags: readonly PageFlag[] = ['withheld', 'duplicate', 'out-of-scope']
/** True of pages that leave as one box. */
export const leavesAsBox = (flag: PageFlag): boolean => boxedFlags.includes(flag)

export type FlaggedPage = {
  page: number
  flag: PageFlag
  reason: string | null
  /** Where the first copy of a duplicate is */
  duplicateOf: { documentId: string; page: number } | null
}

/** A new file made from a document by its accepted marks. */
export type RedactedCopy = {
  documentId: string
  name: string
  sha256: string
  layer: Layer
  releaseState: ReleaseState
  createdBy: string | null
  createdAt: Temporal.Instant
  /** False where marks or pages changed since */
  upToDate: boolean
}

/** The redaction of one document: everything that is kept about it beside the file. */
export type RedactionRecord = {
  documentId: string
  caseId: string
  name: string
  /** The document that this is a redacted copy of; a copy has no marks of its own */
  redactedFrom: string | null
  fileType: FileType
  sha256: string
  /** 0 where nobody has opened it yet; changes name it so that nobody overwrites a colleague’s work */
  version: number
  /** False where the case’s stage lets nobody change it any more */
  open: boolean
  marks: Mark[]
  pages: FlaggedPage[]
  copies: RedactedCopy[]
}

/** In points from the top left corner of the page as it is shown; pixels for pictures. */
export type PageBox = { left: number; top: number; width: number; height: number }
/** `steps`: boxes that follow a word on a slanted line, where its own would cover words beside it. */
export type PageWord = PageBox & { text: string; line: number; steps?: PageBox[] }

/**
 * A page as people see it. `scanned`: its words were read from a picture by machine, and some may be wrong; `reading`:
 * they are still being read.
 */
export type PageView = {
  page: number
  width: number
  height: number
  words: PageWord[]
  scanned: boolean
  reading?: boolean
}

/** What a document is shown as: pages, or the pieces of a text (paragraphs, cells, headers). */
export type Shown =
  | { kind: 'pages'; pages: number }
  | {
      kind: 'pieces'
      pieces: readonly { place: MarkPlace; label: string; text: string }[]
      /** Pieces of the whole document, empty ones too, which are not shown; `pieces` may be a portion */
      total: number
    }

export type NewMark = {
  place: MarkPlace
  reason: string
  layer?: Layer
  /** `accepted` where absent: a person drew it */
  state?: MarkState
}
