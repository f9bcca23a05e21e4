import {
  keptCopy,
  showDocument,
  showPage,
  mostPieces,
  type CopyFacts,
  type PageBox,
  type PageView,
  type RedactedCopy,
  type RedactionRecord,
  type Shown,
} from '../../../../../redaction/index.ts'
import { ProblemError } from '../../../../../kernel/outcome.ts'
import type { App } from '../../../../kit/index.ts'
import { show } from '../../../answer.ts'
import { flagLabel } from '../pages/page-view.ts'
import { pictureAddress } from '../pages/picture.ts'
import { toStretches, pieceKey } from '../text/pieces.ts'
import { pairPieces } from './pair-pieces.ts'
import { madeFor } from '../words.ts'
import {
  loadWorkspace,
  pageOf,
  redactAddress,
  redactFrame,
  type FullWorkspace,
  type RedactServices,
} from '../workspace.ts'

const piecesAtOnce = 40

type Kept = { copy: RedactedCopy; facts: CopyFacts }

/** The document and a copy of it side by side: what an officer looks at before the copy goes. */
export function addComparePage(app: App, context: RedactServices): void {
  app.get(`${redactAddress}/compare/:n`, { config: { private: true } }, async (request, reply) => {
    const workspace = await loadWorkspace(context.services, request)
    const { record, base, staff } = workspace
    const { copy: wanted } = request.query as { copy?: unknown }
    const asked = record.copies.find(({ documentId }) => documentId === wanted) ?? record.copies[0]
    const kept = await keptCopy(context.services.database.reader, record, asked?.documentId)
    if (kept === null) throw new ProblemError('not-found', 'No copy of this document was made yet.')
    const { copy } = kept
    const number = pageOf(workspace)
    const whole = await showDocument(context.services, staff, record.documentId)
    if (!whole.ok) throw new ProblemError(whole.problem, whole.detail ?? 'The document could not be read.')
    const view =
      whole.value.kind === 'pages'
        ? await comparePages(context, workspace, kept, number, whole.value.pages)
        : await comparePieces(context, workspace, kept, number, whole.value)
    const address = (page: number) => `${base}/compare/${page}?copy=${copy.documentId}`
    return show(reply, 'cases/redact/compare/page.njk', {
      ...redactFrame(context, workspace, 'compare', 'Compare', whole.value.kind),
      from: 'list',
      copy: { ...copy, madeFor: madeFor[copy.layer] },
      copies: record.copies.map((each) => ({
        text: `${madeFor[each.layer]}, ${each.createdAt.toZonedDateTimeISO('Europe/London').toPlainDate().toString()}`,
        value: each.documentId,
      })),
      number,
      previous: number > 1 ? address(number - 1) : null,
      next: number < view.last ? address(number + 1) : null,
      ...view,
    })
  })
}

async function comparePages(
  { services }: RedactServices,
  { record, base, staff }: FullWorkspace,
  { copy, facts }: Kept,
  page: number,
  pages: number,
) {
  const [source, output] = await Promise.all([
    showPage(services, staff, record.documentId, page),
    showPage(services, staff, copy.documentId, page),
  ])
  if (!source.ok) throw new ProblemError(source.problem, source.detail ?? 'The page could not be read.')
  const flag = record.pages.find((each) => each.page === page)
  // As the copy was made: marks may have changed since, and not all hide from its reader.
  const boxes = facts.places.filter((place) => place.kind === 'box').filter((box) => box.page === page)
  const copyBase = base.replace(record.documentId, copy.documentId)
  return {
    last: pages,
    pages,
    flag: flag === undefined ? null : flagLabel(flag),
    pictures: [
      {
        title: 'The document',
        picture: pictureAddress(base, page, 720),
        view: source.value,
        words: source.value.words.length,
      },
      ...(output.ok
        ? [
            {
              title: 'The copy',
              picture: pictureAddress(copyBase, page, 720),
              view: output.value,
              words: output.value.words.length,
            },
          ]
        : []),
    ],
    // Words read in a picture are no measure of what is gone.
    isPicture: output.ok && output.value.scanned && !source.value.scanned,
    gone:
      output.ok && output.value.scanned === source.value.scanned
        ? countGone(source.value, output.value, boxes)
        : null,
    marks: boxes.length,
  }
}

type Gone = { under: number; beside: number }

/** Words of the document that do not stand in the same place of the copy: under its marks, and beside them. */
function countGone(source: PageView, output: PageView, boxes: readonly PageBox[]): Gone {
  const gone: Gone = { under: 0, beside: 0 }
  for (const word of source.words) {
    const letters = lettersOf(word.text)
    const stays = output.words.some(
      (other) =>
        other.top < word.top + word.height &&
        other.top + other.height > word.top &&
        other.left < word.left + word.width &&
        other.left + other.width > word.left &&
        lettersOf(other.text).includes(letters),
    )
    if (stays) continue
    if (boxes.some((box) => overlaps(word, box))) gone.under += 1
    else gone.beside += 1
  }
  return gone
}

const lettersOf = (text: string): string => text.replaceAll(/[^\p{L}\p{N}]+/gu, '')

function overlaps(one: PageBox, other: PageBox): boolean {
  return (
    one.left < other.left + other.width &&
    other.left < one.left + one.width &&
    one.top < other.top + other.height &&
    other.top < one.top + one.height
  )
}

async function comparePieces(
  { services }: RedactServices,
  { record, staff }: FullWorkspace,
  { copy, facts }: Kept,
  number: number,
  first: Extract<Shown, { kind: 'pieces' }>,
) {
  const perPortion = Math.ceil(mostPieces / piecesAtOnce)
  const portion = Math.floor((number - 1) / perPortion)
  const from = portion * mostPieces
  const [source, output] = await Promise.all([
    portion === 0 ? first : readPieces(services, staff, record.documentId, from),
    readPieces(services, staff, copy.documentId, from),
  ])
  const hidden = Map.groupBy(asMarks(facts, record), ({ place }) => pieceKey(place))
  const pairs = pairPieces(source?.pieces ?? [], output?.pieces ?? [], (piece) =>
    toStretches(piece, hidden.get(pieceKey(piece.place)) ?? []),
  )
  const start = ((number - 1) % perPortion) * piecesAtOnce
  const last = Math.max(1, Math.ceil((source?.pieces.length ?? 0) / piecesAtOnce) + portion * perPortion)
  return {
    last: portion * mostPieces + mostPieces < first.total ? last + 1 : last,
    rows: pairs.slice(start, start + piecesAtOnce),
  }
}

/** What the copy hides, each place with the label of the mark that is there; of one that is gone since, only that it was hidden. */
function asMarks(
  { places }: CopyFacts,
  { marks }: Pick<RedactionRecord, 'marks'>,
): Parameters<typeof toStretches>[1] {
  const reasons = new Map(marks.map(({ place, reason }) => [JSON.stringify(place), reason]))
  return places.map((place, index) => {
    const key = JSON.stringify(place)
    return { id: String(index), place, state: 'accepted', reason: reasons.get(key) ?? 'hidden' }
  })
}

async function readPieces(
  services: RedactServices['services'],
  staff: FullWorkspace['staff'],
  documentId: string,
  from: number,
): Promise<Extract<Shown, { kind: 'pieces' }> | null> {
  const shown = await showDocument(services, staff, documentId, { from })
  return shown.ok && shown.value.kind === 'pieces' ? shown.value : null
}
