import type { Staff } from '../../identity/index.ts'
import { refusalOf, refuse, success, type Outcome } from '../../kernel/outcome.ts'
import { findDocument } from '../find-document.ts'
import type { PageView, RedactionServices, Shown } from '../redaction.ts'
import { askPages, type Shelved } from './ask-pages.ts'
import { noPages, noSuchPage } from './page-job.ts'
import { recordLook } from './record-look.ts'
import { wordsOfPage } from './scanned-words.ts'

/** As many pieces of a text as one answer holds */
export const mostPieces = 2_000
/** Pixels */
export const pictureWidths = { least: 50, most: 3000 } as const

/**
 * What a document is shown as. A text comes in portions of 2,000 pieces from piece `from` (counted from 0); `total` says
 * how many there are.
 */
export async function showDocument(
  services: RedactionServices,
  staff: Staff,
  documentId: string,
  { from = 0 }: { from?: number } = {},
): Promise<Outcome<Shown>> {
  return withDocument<Shown>(services, staff, documentId, async (document) => {
    const outline = await askPages(services.files, document, { ask: 'outline' })
    if (outline.kind === 'pages') return success({ kind: 'pages', pages: outline.pages.length })
    if (!Number.isInteger(from) || from < 0) return refuse('invalid-input', 'Pieces are counted from 0.')
    const pieces = await askPages(services.files, document, { ask: 'pieces', from, most: mostPieces })
    return success({ kind: 'pieces', pieces, total: outline.pieces })
  })
}

/**
 * A page with its words. Those of a scanned page are read by machine, which takes seconds the first time; with `wait` it
 * comes after so many milliseconds without them.
 */
export async function showPage(
  services: RedactionServices,
  staff: Staff,
  documentId: string,
  page: number,
  { wait }: { wait?: number } = {},
): Promise<Outcome<PageView>> {
  return withDocument(services, staff, documentId, async (document) => {
    const counted = await checkPage(services, document, page)
    return counted.ok ? success(await wordsOfPage(services, document, page, wait)) : counted
  })
}

/** The page as people see it, `width` pixels wide (50 to 3,000; less where the page would be too many pixels). */
export async function pictureOfPage(
  services: RedactionServices,
  staff: Staff,
  documentId: string,
  page: number,
  { width }: { width: number },
): Promise<Outcome<{ png: Uint8Array; width: number; height: number }>> {
  const { least, most } = pictureWidths
  if (!Number.isInteger(width) || width < least || width > most)
    return refuse('invalid-input', `Pictures of pages are ${least} to ${most} pixels wide.`)
  return withDocument(services, staff, documentId, async (document) => {
    const counted = await checkPage(services, document, page)
    if (!counted.ok) return counted
    return success(await askPages(services.files, document, { ask: 'picture', page, width }))
  })
}

async function checkPage(
  { files }: RedactionServices,
  document: Shelved,
  page: number,
): Promise<Outcome<number>> {
  const outline = await askPages(files, document, { ask: 'outline' })
  if (outline.kind !== 'pages') return refuse('invalid-input', noPages)
  const { length } = outline.pages
  return Number.isInteger(page) && page >= 1 && page <= length
    ? success(length)
    : refuse('not-found', noSuchPage(page, length))
}

async function withDocument<T>(
  services: RedactionServices,
  staff: Staff,
  documentId: string,
  show: (document: Shelved) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  const found = await findDocument(services.database.reader, staff, documentId, 'read-cases')
  if (!found.ok) return found
  try {
    await recordLook(services, staff, found.value)
    return await show(found.value)
  } catch (error) {
    return refusalOf(error)
  }
}
