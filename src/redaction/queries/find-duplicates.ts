import type { Staff } from '../../identity/index.ts'
import { isId } from '../../kernel/ids.ts'
import { ProblemError, refuse, success, type Outcome } from '../../kernel/outcome.ts'
import type { FileType } from '../../documents/index.ts'
import { askPages, type Shelved } from '../pages/ask-pages.ts'
import { looksSame } from '../pages/look-of.ts'
import type { PageLook } from '../pages/page-job.ts'
import { keptWords } from '../pages/scanned-words.ts'
import type { PageWord, RedactionServices } from '../redaction.ts'
import { mayRedact } from '../store.ts'

export type DuplicatePage = {
  documentId: string
  page: number
  /** The first of its kind: of the document that came first, then by page */
  of: { documentId: string; page: number }
  because: 'same-words' | 'same-look'
}
export type Duplicates = {
  pages: DuplicatePage[]
  /** Documents that were not looked at: they cannot be read, or are more than one search takes */
  left: string[]
}

const mostDocuments = 300
const mostPages = 5_000
const mostPagesOfOne = 2_000
/** Pages without words, which are compared with each other one by one */
const mostLooks = 1_500
/** Milliseconds */
const mostTime = 120_000
/** The share of words that two readings of one sheet have in common at least; forms filled in by two people have fewer */
const commonWords = 0.9

/** Looks are small and take a while: those of the last documents are kept. */
const known = new Map<string, PageLook[]>()
const mostKnown = 300

/**
 * Pages of a case’s documents that say the same as an earlier one, or, where they have no words, look the same. For a
 * person to decide: nothing is flagged.
 */
export async function findDuplicatePages(
  services: RedactionServices,
  staff: Staff,
  caseId: string,
): Promise<Outcome<Duplicates>> {
  const refused = mayRedact(staff)
  if (refused !== null) return refused
  const { reader } = services.database
  const owner = isId(caseId)
    ? await reader
        .selectFrom('cases')
        .select('id')
        .where('id', '=', caseId)
        .where('authority_id', '=', staff.authorityId)
        .executeTakeFirst()
    : undefined
  if (owner === undefined) return refuse('not-found')
  const documents = await reader
    .selectFrom('document')
    .select(['id', 'sha256', 'file_type'])
    .where('case_id', '=', caseId)
    .where('origin', 'not in', ['redacted', 'letter'])
    .orderBy('created_at')
    .orderBy('id')
    .execute()
  const found: Duplicates = { pages: [], left: documents.slice(mostDocuments).map(({ id }) => id) }
  const firsts = new FirstPages((sha256, page) => keptWords(services, sha256, page))
  const end = performance.now() + mostTime
  let room = mostPages
  for (const { id, sha256, file_type } of documents.slice(0, mostDocuments)) {
    const most = Math.min(room, mostPagesOfOne)
    const looks =
      most > 0 && performance.now() < end
        ? await looksOf(services, { sha256, fileType: file_type as FileType }, most)
        : null
    if (looks === null) {
      found.left.push(id)
      continue
    }
    room -= looks.length
    for (const look of looks.slice(0, most)) {
      const duplicate = await firsts.take({ id, sha256 }, look)
      if (duplicate !== null) found.pages.push(duplicate)
    }
  }
  return success(found)
}

async function looksOf(
  services: RedactionServices,
  document: Shelved,
  most: number,
): Promise<PageLook[] | null> {
  const kept = known.get(document.sha256)
  if (kept !== undefined) return kept
  try {
    const looks = await askPages(services.files, document, { ask: 'looks', most })
    if (most === mostPagesOfOne) {
      const [oldest] = known.keys()
      if (known.size >= mostKnown && oldest !== undefined) known.delete(oldest)
      known.set(document.sha256, looks)
    }
    return looks
  } catch (error) {
    if (error instanceof ProblemError) return null
    throw error
  }
}

type Source = { id: string; sha256: string }

class FirstPages {
  readonly #words = new Map<string, DuplicatePage['of']>()
  readonly #looks: { look: Uint8Array; sha256: string; of: DuplicatePage['of'] }[] = []
  readonly #readOf: (sha256: string, page: number) => Promise<PageWord[] | null>

  constructor(readOf: (sha256: string, page: number) => Promise<PageWord[] | null>) {
    this.#readOf = readOf
  }

  /** Null where the page is the first of its kind, and where it is empty. */
  async take({ id, sha256 }: Source, { page, words, look }: PageLook): Promise<DuplicatePage | null> {
    if (words !== null) {
      const of = this.#words.get(words)
      if (of !== undefined) return { documentId: id, page, of, because: 'same-words' }
      this.#words.set(words, { documentId: id, page })
      return null
    }
    if (look === null) return null
    const fields = Buffer.from(look, 'base64')
    for (const other of this.#looks)
      if (looksSame(other.look, fields) && (await this.#readAlike(other, { sha256, page })))
        return { documentId: id, page, of: other.of, because: 'same-look' }
    if (this.#looks.length < mostLooks)
      this.#looks.push({ look: fields, sha256, of: { documentId: id, page } })
    return null
  }

  /** Two names of one length look alike on a form: where words were read in both pictures, they must agree. */
  async #readAlike(
    a: { sha256: string; of: { page: number } },
    b: { sha256: string; page: number },
  ): Promise<boolean> {
    if (a.sha256 === b.sha256 && a.of.page === b.page) return true
    const first = await this.#readOf(a.sha256, a.of.page)
    const second = first === null ? null : await this.#readOf(b.sha256, b.page)
    return first === null || second === null || shareOfCommon(first, second) >= commonWords
  }
}

function shareOfCommon(a: readonly PageWord[], b: readonly PageWord[]): number {
  const left = new Map<string, number>()
  for (const { text } of a) left.set(text, (left.get(text) ?? 0) + 1)
  let common = 0
  for (const { text } of b) {
    const count = left.get(text) ?? 0
    if (count === 0) continue
    left.set(text, count - 1)
    common += 1
  }
  return a.length + b.length === 0 ? 1 : (2 * common) / (a.length + b.length)
}
