import type { PDFDocumentProxy } from 'pdfjs-dist'
import { pdfPageText, withPdf } from '../../documents/index.ts'
import { toNeedles } from '../find-spans.ts'
import { leftIn } from '../verify-text.ts'
import type { PageWork } from './redact-document.ts'
import { scanStreams } from './scan-streams.ts'

/** What is still there: by page counted from 0, or null where only the file's raw data shows it. */
export type Leftover = { rule: string; page: number | null }

/**
 * Reads the redacted file with another engine than the one that redacted it (pdf.js), and its raw data with neither.
 * Fails where a marked text is left on its page, or a part of one stands there more often than unmarked.
 */
export async function verifyPdf(
  bytes: Uint8Array,
  works: readonly PageWork[],
  find: readonly string[],
): Promise<Leftover[]> {
  const left: Leftover[] = []
  const everywhere = toNeedles(find)
  await readPages(bytes, works.length, (text, index) => {
    const work = works[index]
    if (work === undefined) return
    // What could not be read could not be checked: the page has to become a picture.
    if (text === null) left.push({ rule: 'page', page: index })
    else for (const rule of leftIn(text, { ...work, everywhere })) left.push({ rule, page: index })
  })
  const marked = new Map<string, { rule: string; text: string }>()
  for (const { removed } of works)
    for (const each of removed) if (each.rule !== 'box') marked.set(each.text, each)
  const needles = [
    ...everywhere,
    ...[...marked.values()].flatMap(({ rule, text }) =>
      toNeedles([text]).map((needle) => ({ ...needle, rule })),
    ),
  ]
  for (const rule of scanStreams(bytes, needles)) left.push({ rule, page: null })
  return left
}

/** Text of each page in turn; null where pdf.js cannot read the page. Throws where it cannot read the document. */
async function readPages(
  bytes: Uint8Array,
  most: number,
  each: (text: string | null, index: number) => void,
): Promise<void> {
  await withPdf(bytes, async (document) => {
    if (document.numPages !== most) throw new Error('Pages are missing')
    for (let index = 0; index < document.numPages; index += 1) each(await readPage(document, index), index)
  })
}

async function readPage(document: PDFDocumentProxy, index: number): Promise<string | null> {
  try {
    const page = await document.getPage(index + 1)
    const text = await pdfPageText(page)
    page.cleanup()
    return text
  } catch {
    return null
  }
}
