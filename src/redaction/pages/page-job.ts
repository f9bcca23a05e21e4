import type { FileType } from '../../documents/index.ts'
import { countOf } from '../../kernel/count-of.ts'
import type { ProblemCode } from '../../kernel/problems.ts'
import type { MarkPlace } from '../mark.ts'
import type { PageBox, PageWord } from '../redaction.ts'

/** What the process that shows documents is asked; pages count from 1. */
export type PageAsk =
  | { ask: 'outline' }
  | { ask: 'words'; page: number }
  | { ask: 'picture'; page: number; width: number }
  | { ask: 'pieces'; from: number; most: number }
  | { ask: 'check'; places: readonly MarkPlace[] }
  | { ask: 'under'; places: readonly MarkPlace[] }
  | { ask: 'scanned' }
  | { ask: 'looks'; most: number }

export type PageSize = { width: number; height: number }
export type Outline = { kind: 'pages'; pages: PageSize[] } | { kind: 'pieces'; pieces: number }
export type Piece = { place: MarkPlace; label: string; text: string }

/** What can be compared of a page: a hash of its letters or, where it has hardly any, what it looks like. Both null: it is empty. */
export type PageLook = { page: number; words: string | null; look: string | null }

export type Answers = {
  outline: Outline
  words: PageSize & { words: PageWord[]; scanned: boolean }
  picture: { png: Uint8Array; width: number; height: number }
  pieces: Piece[]
  /** The places that lie nowhere in the document, by their number in the question, each with why; ten at most */
  check: { index: number; message: string }[]
  /** The words in each of the places; empty where none can be read */
  under: string[]
  /** Pages that are pictures of text: a picture covers most of them and they have hardly any words */
  scanned: number[]
  looks: PageLook[]
}

/** The bytes come along only where the process has said that it does not hold the document. */
export type PageJob = { sha256: string; type: FileType; question: PageAsk; bytes: Uint8Array | null }
export type PageReply =
  | { reply: 'answer'; answer: Answers[PageAsk['ask']] }
  | { reply: 'need-bytes' }
  | { reply: 'problem'; problem: ProblemCode; detail: string }

/** A document that is open in the process. */
export type OpenDocument = {
  outline: () => Outline
  words: (page: number) => Promise<Answers['words']>
  picture: (page: number, width: number) => Promise<Answers['picture']>
  pieces: (from: number, most: number) => Piece[]
  /** Null where the place is in the document, else why not */
  check: (place: MarkPlace) => string | null
  under: (places: readonly MarkPlace[]) => string[]
  scanned: () => number[]
  looks: (most: number) => Promise<PageLook[]>
  close: () => void
}

export const cannotBeShown =
  'The document could not be taken apart to be shown. Print it to a new PDF and try that one.'

export const noSuchPage = (page: number, count: number): string =>
  `There is no page ${page}: the document has ${countOf(count, 'page')}.`

/** Why a box cannot be on these pages. Half a point of rounding is let go. */
export function checkBox(pages: readonly PageSize[], place: PageBox & { page: number }): string | null {
  const size = pages[place.page - 1]
  if (size === undefined) return noSuchPage(place.page, pages.length)
  const slack = 0.5
  const outside =
    place.left < -slack ||
    place.top < -slack ||
    place.left + place.width > size.width + slack ||
    place.top + place.height > size.height + slack
  return outside
    ? `A box lies outside page ${place.page}, which is ${Math.round(size.width)} by ${Math.round(size.height)}.`
    : null
}

export const noPages = 'This document has no pages to draw boxes on: mark its text.'
export const noPieces = 'This document is marked by boxes on its pages, not by places in a text.'
