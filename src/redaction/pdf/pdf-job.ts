import type { Entity } from '../../screening/index.ts'
import type { Sureness } from '../find-spans.ts'
import type { Bookmark } from './rebuild-pdf.ts'

/** A box in points from the top left corner of the page as it is shown; pages count from 1. */
export type ShownBox = { page: number; left: number; top: number; width: number; height: number }

/** What the process that redacts gets. */
export type PdfJob = {
  bytes: Uint8Array
  find: string[]
  entities: Entity[]
  minScore: number
  parties?: string[]
  keep?: string[]
  /** Drawn by people, each with what is printed on it */
  boxes: (ShownBox & { label: string })[]
  label: string
  title: string
  /** False: only say where the marks would lie */
  write: boolean
}

export type PdfMark = ShownBox & Sureness & { rule: string }

export type PdfResult = {
  bytes: Uint8Array
  pages: number
  /** One for each box of each place, in the order of pages */
  marks: PdfMark[]
  /** Pages that became pictures, counted from 1 */
  pictures: number[]
  /** Operators of switched-off layers that were left out */
  hidden: number
  /** True where the title named something that was taken out, and had to lose it */
  titleTold: boolean
  bookmarks: Bookmark[]
  verification: PdfVerification
}
/** `left` names what is still there by rule and page, never by its words. */
export type PdfVerification = { passed: boolean; left: { rule: string; page: number | null }[] }

export type PdfFault = { problem: 'password' | 'damaged' | 'fault' | 'lost-mark' }
