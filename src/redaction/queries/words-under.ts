import type { Staff } from '../../identity/index.ts'
import { refusalOf, success, type Outcome } from '../../kernel/outcome.ts'
import { findDocument } from '../find-document.ts'
import { foldLetters } from '../fold-letters.ts'
import type { Mark, MarkPlace } from '../mark.ts'
import { askPages, type Shelved } from '../pages/ask-pages.ts'
import { recordLook } from '../pages/record-look.ts'
import { wordsIn } from '../pages/words-in-box.ts'
import type { PageWord, RedactionServices } from '../redaction.ts'
import { placeKey } from '../store.ts'

/** Reading every page of a long document takes seconds: what was read in the last documents is kept, in memory alone. */
const known = new Map<string, Map<string, string>>()
const mostKnown = 20

/** The words under marks, by their ids; a mark under which nothing can be read is not among them. */
export async function wordsUnder(
  services: RedactionServices,
  staff: Staff,
  documentId: string,
  marks: readonly Pick<Mark, 'id' | 'place'>[],
): Promise<Outcome<Map<string, string>>> {
  const found = await findDocument(services.database.reader, staff, documentId, 'read-cases')
  if (!found.ok) return found
  try {
    await recordLook(services, staff, found.value)
    const texts = keptTexts(found.value.sha256)
    const places = marks.map(({ place }) => place).filter((place) => !texts.has(placeKey(place)))
    if (places.length > 0) await readTexts(services, found.value, places, texts)
    return success(new Map(marks.flatMap(({ id, place }) => pairOf(id, texts.get(placeKey(place))))))
  } catch (error) {
    return refusalOf(error)
  }
}

const pairOf = (id: string, text: string | undefined): [string, string][] =>
  text === undefined ? [] : [[id, text]]

async function readTexts(
  services: RedactionServices,
  document: Shelved,
  places: readonly MarkPlace[],
  texts: Map<string, string>,
): Promise<void> {
  const scanned = await scannedWords(services, document.sha256, places)
  const rest: MarkPlace[] = []
  for (const place of places) {
    const words = place.kind === 'box' ? scanned.get(place.page) : undefined
    if (words === undefined || place.kind !== 'box') rest.push(place)
    else texts.set(placeKey(place), wordsIn(words, place))
  }
  if (rest.length === 0) return
  const read = await askPages(services.files, document, { ask: 'under', places: rest })
  // Nothing, now: a scan may be read later.
  for (const [index, place] of rest.entries()) if (read[index]) texts.set(placeKey(place), read[index])
}

async function scannedWords(
  { database }: RedactionServices,
  sha256: string,
  places: readonly MarkPlace[],
): Promise<Map<number, PageWord[]>> {
  const pages = [...new Set(places.flatMap((place) => (place.kind === 'box' ? [place.page] : [])))]
  if (pages.length === 0) return new Map()
  const rows = await database.reader
    .selectFrom('scanned_page')
    .select(['page', 'words'])
    .where('sha256', '=', sha256)
    .where('page', 'in', pages)
    .execute()
  return new Map(rows.map(({ page, words }) => [page, words as PageWord[]]))
}

function keptTexts(sha256: string): Map<string, string> {
  const texts = known.get(sha256) ?? new Map<string, string>()
  known.delete(sha256)
  known.set(sha256, texts)
  const [oldest] = known.keys()
  if (known.size > mostKnown && oldest !== undefined) known.delete(oldest)
  return texts
}

/** Two marks of the same key were found for the same, and hide the same words, however they are written. */
export function valueKey({ rule }: Pick<Mark, 'rule'>, words: string | undefined): string | null {
  const { letters } = foldLetters(words ?? '')
  return rule === null || letters === '' ? null : `${rule} ${letters}`
}
