import type { Staff } from '../identity/index.ts'
import {
  combinationLeaks,
  copyFacts,
  mostPieces,
  pagesInWords,
  showDocument,
  surroundings,
  type CombinationLeak,
  type MarkPlace,
} from '../redaction/index.ts'
import type { ReleaseRequest, ReleaseSource } from '../release/index.ts'
import type { CaseServices } from './case.ts'

/**
 * What a redacted copy was made from and what it hides, for the gate; null of what is no copy. The gate reads pages
 * and pictures itself; which words lie in a cell or a paragraph, it is told here.
 */
export async function sourceOfCopy(
  services: CaseServices,
  staff: Staff,
  documentId: string,
): Promise<ReleaseSource | null> {
  const row = await services.database.reader
    .selectFrom('document as copy')
    .innerJoin('document as source', 'source.id', 'copy.redacted_from')
    .select(['copy.redaction', 'source.id as source_id', 'source.sha256', 'source.name'])
    .where('copy.id', '=', documentId)
    .executeTakeFirst()
  if (row === undefined) return null
  const { places = [], schedule = [] } = copyFacts(row.redaction) ?? {}
  const labels = [...new Set(schedule.map(({ label }) => label))]
  const source = { bytes: await services.files.read(row.sha256), name: row.name, places, labels }
  if (places.every(({ kind }) => kind === 'box')) return source
  const pieces = await piecesOf(services, staff, row.source_id)
  return pieces === null ? source : { ...source, ...splitWords(pieces, places) }
}

/**
 * What the gate cannot know of a file that is sent: that the same source went out before, in any request, with other
 * parts hidden, so that who holds both reads in each what the other hides.
 */
export async function notesOnDocument(
  services: CaseServices,
  authorityId: string,
  documentId: string,
): Promise<NonNullable<ReleaseRequest['notes']>> {
  const document = await services.database.reader
    .selectFrom('document as d')
    .leftJoin('document as source', 'source.id', 'd.redacted_from')
    .select(['d.sha256', 'd.redaction', 'source.sha256 as source_sha256'])
    .where('d.id', '=', documentId)
    .executeTakeFirst()
  if (document === undefined) return []
  const { places = [] } = copyFacts(document.redaction) ?? {}
  const leaks = await combinationLeaks(services, {
    authorityId,
    sourceSha256: document.source_sha256 ?? document.sha256,
    places,
    exceptCaseDocumentId: documentId,
  })
  return leaks.map((leak) => ({ where: pagesInWords(leak.pages), detail: leakInWords(leak) }))
}

function leakInWords({ caseReference, whole, opened, closed }: CombinationLeak): string {
  const before = whole ? 'whole' : 'with other parts hidden'
  const shows = opened.length === 0 ? '' : ` This shows what that hid on ${pagesInWords(opened)}.`
  const hides = closed.length === 0 ? '' : ` That showed what this hides on ${pagesInWords(closed)}.`
  return `The same document was sent before, ${before}, with ${caseReference}.${shows}${hides}`
}

type Piece = { place: MarkPlace; text: string }

async function piecesOf(services: CaseServices, staff: Staff, documentId: string): Promise<Piece[] | null> {
  const pieces: Piece[] = []
  for (let from = 0, total = 1; from < total; from += mostPieces) {
    const shown = await showDocument(services, staff, documentId, { from })
    if (!shown.ok || shown.value.kind !== 'pieces') return null
    pieces.push(...shown.value.pieces)
    total = shown.value.total
  }
  return pieces
}

/** The words that are marked, a mark each, and all the others. */
function splitWords(
  pieces: readonly Piece[],
  places: readonly MarkPlace[],
): Pick<ReleaseSource, 'words' | 'rest'> {
  const byPiece = new Map(
    pieces.map((piece) => [surroundings(piece.place), { text: piece.text, left: piece.text }]),
  )
  const words = places.flatMap((place) => {
    const piece = place.kind === 'box' ? undefined : byPiece.get(surroundings(place))
    if (piece === undefined || place.kind === 'box') return []
    const start = place.start ?? 0
    const end = place.end ?? piece.text.length
    piece.left = piece.left.slice(0, start) + ' '.repeat(Math.max(0, end - start)) + piece.left.slice(end)
    return [piece.text.slice(start, end)]
  })
  return { words, rest: [...byPiece.values()].map(({ left }) => left).join('\n') }
}
