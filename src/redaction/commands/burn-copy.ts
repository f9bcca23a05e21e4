import { refuse, success, type Outcome } from '../../kernel/outcome.ts'
import { hidesFrom, type Layer, type Mark, type MarkPlace } from '../mark.ts'
import { askPages } from '../pages/ask-pages.ts'
import { keptWords } from '../pages/scanned-words.ts'
import { redactApart } from '../redact-apart.ts'
import type { Redacted } from '../redact-file.ts'
import type { PageBox, PageFlag, RedactionRecord, RedactionServices } from '../redaction.ts'
import { scheduleOf, type ScheduleLine } from '../schedule.ts'
import { refusalOf } from '../store.ts'
import { wordsOnlyIn } from '../words-only-in.ts'

export type BurntCopy = {
  bytes: Uint8Array
  name: string
  made: Redacted
  /** What was applied: marks that hide from the reader, and a box as large as the page for pages that are left out */
  marks: Pick<Mark, 'place' | 'reason' | 'state' | 'layer'>[]
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

/** Pages with these flags leave as one box each. */
const leftOut: readonly PageFlag[] = ['withheld', 'duplicate', 'out-of-scope']

/** What a copy for this reader hides: its marks, and a box as large as the page for pages that are left out. */
export async function marksToApply(
  services: RedactionServices,
  record: RedactionRecord,
  layer: Layer,
): Promise<BurntCopy['marks']> {
  const hidden = record.marks
    .filter((mark) => hidesFrom(mark, layer))
    .map(({ place, reason, state, layer: least }) => ({ place, reason, state, layer: least }))
  const pages = record.pages.filter(({ flag }) => leftOut.includes(flag))
  if (pages.length === 0) return hidden
  const outline = await askPages(services.files, record, { ask: 'outline' })
  const whole = pages.flatMap(({ page, flag, reason }): BurntCopy['marks'] => {
    const size = outline.kind === 'pages' ? outline.pages[page - 1] : undefined
    if (size === undefined) return []
    const place = { kind: 'box' as const, page, left: 0, top: 0, ...size }
    return [{ place, reason: reason ?? flag, state: 'accepted', layer }]
  })
  const covered = new Set(pages.map(({ page }) => page))
  return [...hidden.filter(({ place }) => place.kind !== 'box' || !covered.has(place.page)), ...whole]
}

/**
 * The name of a scan may say what was read in its picture and is hidden now, which the redactor cannot know; of other
 * files it takes care itself.
 */
async function nameWithoutRemoved(
  services: RedactionServices,
  { name, sha256 }: RedactionRecord,
  marks: BurntCopy['marks'],
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

const mostNamed = 20

function sayUndecided(marks: readonly { place: MarkPlace }[]): string {
  const count = marks.length === 1 ? '1 proposal is' : `${marks.length.toLocaleString('en-GB')} proposals are`
  const pages = pageList(marks.flatMap(({ place }) => (place.kind === 'box' ? [place.page] : [])))
  return `${count} undecided${pages === '' ? '' : `, on ${pages}`}. Accept or reject each before a copy is made.`
}

function sayLeft({ verification }: Redacted): string {
  const pages = pageList(verification.left.flatMap(({ page }) => page ?? []))
  return pages === ''
    ? 'The new file still held what was marked, so it was not kept. Mark more around it, or withhold the document.'
    : `The new file still held what was marked, on ${pages}, so it was not kept. Draw larger boxes there, or withhold the page.`
}

/** `page 3`, `pages 1, 3 and 7` */
function pageList(all: readonly number[]): string {
  const pages = [...new Set(all)].toSorted((a, b) => a - b)
  const last = pages.length > mostNamed ? 'others' : pages.at(-1)
  const rest = pages.length > mostNamed ? pages.slice(0, mostNamed) : pages.slice(0, -1)
  if (last === undefined) return ''
  return rest.length === 0 ? `page ${last}` : `pages ${rest.join(', ')} and ${last}`
}
