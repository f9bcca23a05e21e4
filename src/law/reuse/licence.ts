import type { Citation } from '../citation.ts'

/** Terms of the Creative Commons Rights Expression Language, so that programs can read a licence too. */
export type Rights = {
  permits: readonly ('Reproduction' | 'Distribution' | 'DerivativeWorks')[]
  requires: readonly ('Attribution' | 'Notice' | 'ShareAlike' | 'SourceCode')[]
  prohibits: readonly 'CommercialUse'[]
}

/** Terms under which data may be used again, in plain words beside the licence itself. */
export type Licence = {
  /** SPDX where it has one: `OGL-UK-3.0` */
  id: string
  /** What catalogues of the CKAN kind call it */
  ckanId: string
  title: string
  /** `Open Government Licence v3.0` without the article, for a line of facts */
  shortTitle: string
  /** The licence itself; null where its words are the authority's own */
  url: string | null
  /** Open in the sense of the Open Definition: anybody, any purpose, attribution and share-alike at most */
  isOpen: boolean
  /** `offered` to new data; `kept` only for data that went out under it; `ask`: nothing is licensed yet */
  standing: 'offered' | 'kept' | 'ask'
  /** One sentence for a list */
  summary: string
  may: readonly string[]
  must: readonly string[]
  mustNot: readonly string[]
  notCovered: readonly string[]
  /** When the permission ends */
  ends: string
  /** The statement where the provider gives none; empty where none is needed */
  attribution: string
  rights: Rights
  citation: Citation
}
