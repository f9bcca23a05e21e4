import { countOf } from '../../kernel/count-of.ts'
import { refusalOf, refuse, success, type Outcome } from '../../kernel/outcome.ts'
import { hiddenParts, type HiddenPart } from '../hidden-parts.ts'
import type { Layer, MarkPlace } from '../mark.ts'
import { askPages } from '../pages/ask-pages.ts'
import { keptWords } from '../pages/scanned-words.ts'
import { redactApart } from '../redact-apart.ts'
import type { Redacted } from '../redact-file.ts'
import { leavesAsBox, type PageBox, type RedactionRecord, type RedactionServices } from '../redaction.ts'
import { pagesInWords, scheduleOf, type ScheduleLine } from '../schedule.ts'
import { wordsOnlyIn } from '../words-only-in.ts'

export type BurntCopy = {
  bytes: Uint8Array
  name: string
  made: Redacted
  /** What was applied */
  marks: HiddenPart[]
  schedule: ScheduleLine[]
}

/**
 * The new file for a reader, in memory; nothing is kept. Refused while proposals are undecided, and where reading the
 * new file with another engine still finds what was marked.
 */
export async function burnCopy(
  services: RedactionServices,
  record: RedactionRecord,
  layer: Layer,
): Promise<Outcome<BurntCopy>> {
  const undecided = record.marks.filter(({ state }) => state === 'proposed')
  if (undecided.length > 0) return refuse('not-now', sayUndecided(undecided))
  try {
    const marks = await marksToApply(services, record, layer)
    const { fileType } = record
    const name = await nameWithoutRemoved(services, record, marks)
    const bytes = await services.files.read(record.sha256)
    // Every mark brings its own reason; none is found by searching.
    const made = await redactApart({ bytes, name, fileType }, { marks, layer, reason: 'out-of-scope' })
    if (!made.verification.passed) return refuse('release-stopped', sayLeft(made))
    return success({ bytes: made.bytes, name: made.name, made, marks, schedule: scheduleOf(marks) })
  } catch (error) {
    return refusalOf(error)
  }
}

/** What a copy for this reader hides, each page that is left out by a box as large as it is. */
export async function marksToApply(
  services: RedactionServices,
  record: RedactionRecord,
  layer: Layer,
): Promise<HiddenPart[]> {
  if (!record.pages.some(({ flag }) => leavesAsBox(flag))) return hiddenParts(record, layer)
  const outline = await askPages(services.files, record, { ask: 'outline' })
  return hiddenParts(record, layer, (page) => {
    const size = outline.kind === 'pages' ? outline.pages[page - 1] : undefined
    // Flags are set on pages that there are, and files never change; a page must not slip out for want of a box.
    if (size === undefined) throw new Error(`Page ${page} is to be left out and is not in the document`)
    return size
  })
}

/**
 * The name of a scan may say what was read in its picture and is hidden now, which the redactor cannot know; of other
 * files it takes care itself.
 */
async function nameWithoutRemoved(
  services: RedactionServices,
  { name, sha256 }: RedactionRecord,
  marks: readonly HiddenPart[],
): Promise<string> {
  const boxes = marks.flatMap(({ place }) => (place.kind === 'box' ? [place] : []))
  const removed: string[] = []
  const rest: string[] = []
  for (const page of new Set(boxes.map((box) => box.page)))
    for (const word of (await keptWords(services, sha256, page)) ?? [])
      (boxes.some((box) => box.page === page && touches(box, word)) ? removed : rest).push(word.text)
  const told = wordsOnlyIn(removed, rest.join('\n'))(name.replaceAll(/[_-]+/g, ' ')).length > 0
  return told ? `document${/\.[a-z0-9]{1,5}$/i.exec(name)?.[0] ?? ''}` : name
}

const touches = (a: PageBox, b: PageBox): boolean =>
  a.left < b.left + b.width &&
  b.left < a.left + a.width &&
  a.top < b.top + b.height &&
  b.top < a.top + a.height

function sayUndecided(marks: readonly { place: MarkPlace }[]): string {
  const count = countOf(marks.length, 'proposal is', 'proposals are')
  const pages = pagesInWords(marks.flatMap(({ place }) => (place.kind === 'box' ? [place.page] : [])))
  return `${count} undecided${pages === '' ? '' : `, on ${pages}`}. Accept or reject each before a copy is made.`
}

function sayLeft({ verification }: Redacted): string {
  const pages = pagesInWords(verification.left.flatMap(({ page }) => page ?? []))
  return pages === ''
    ? 'The new file still held what was marked, so it was not kept. Mark more around it, or withhold the document.'
    : `The new file still held what was marked, on ${pages}, so it was not kept. Draw larger boxes there, or withhold the page.`
}
