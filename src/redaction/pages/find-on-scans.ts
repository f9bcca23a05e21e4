import { lastUpTo } from '../last-up-to.ts'
import { findSpans, sureness, type Wanted } from '../find-spans.ts'
import type { PageView, RedactionServices } from '../redaction.ts'
import type { MadeMark } from '../redact-story.ts'
import { askPages, type Shelved } from './ask-pages.ts'
import { lineBoxes } from './read-words.ts'
import { readScannedPage } from './scanned-words.ts'

/** Reading pictures takes seconds a page: what is not read in this time is said, and read at the next search. Milliseconds. */
const readingTime = 60_000

export type ScanSearch = {
  marks: MadeMark[]
  /** Scanned pages whose words could not be read, or not in the time */
  unread: number[]
}

/** Finds on the pages that are pictures of text, by the words that were read in them. */
export async function findOnScans(
  services: RedactionServices,
  document: Shelved,
  searches: readonly Wanted[],
  reason: string,
): Promise<ScanSearch> {
  const pages = await askPages(services.files, document, { ask: 'scanned' })
  const signal = AbortSignal.timeout(readingTime)
  const found: ScanSearch = { marks: [], unread: [] }
  for (const page of pages) {
    const view = await readScannedPage(services, document, page, signal)
    if (view === null) found.unread.push(page)
    else
      for (const wanted of searches)
        for (const mark of findInWords(view, wanted)) found.marks.push({ ...mark, reason })
  }
  return found
}

/** Boxes over whole words, a little larger than the ink: a recogniser’s boxes are tight. */
function findInWords(view: PageView, wanted: Wanted): Omit<MadeMark, 'reason'>[] {
  const { page, words, width, height } = view
  let text = ''
  const starts: number[] = []
  words.forEach((word, index) => {
    if (index > 0) text += word.line === words[index - 1]?.line ? ' ' : '\n'
    starts.push(text.length)
    text += word.text
  })
  return findSpans(text, wanted).flatMap((span) => {
    const from = lastUpTo(starts, span.start)
    const to = lastUpTo(starts, span.end - 1)
    return lineBoxes(words, from, to).map((box) => {
      const room = box.height * 0.15
      const left = Math.max(0, box.left - room)
      const top = Math.max(0, box.top - room)
      const place = {
        kind: 'box' as const,
        page,
        left,
        top,
        width: Math.min(width, box.left + box.width + room) - left,
        height: Math.min(height, box.top + box.height + room) - top,
      }
      return { place, rule: span.rule, ...sureness(span) }
    })
  })
}
