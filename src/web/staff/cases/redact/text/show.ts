import type { FastifyReply } from 'fastify'
import { mostPieces, showDocument, type Mark } from '../../../../../redaction/index.ts'
import { pageLinks, sendRefusal, type FormState } from '../../../../kit/index.ts'
import { show } from '../../../answer.ts'
import { inReadingOrder, toMarkRow } from '../mark-rows.ts'
import { layerItems } from '../pages/show.ts'
import { firstReason, reasonGroups } from '../words.ts'
import { redactFrame, type FullWorkspace, type RedactServices } from '../workspace.ts'
import { pieceKey, textOf, toStretches, type Piece, type Stretch } from './pieces.ts'

/** So many parts, or rows of a table, stand on one page. */
const atOnce = 30

/** Which portion of a long text, and which page of it; both from 1. Written `2.3`. */
export type Place = { portion: number; page: number }

type Options = { place?: Place; at?: string | null; form?: FormState; status?: number }
type Cell = { key: string; label: string; stretches: Stretch[]; column: number }
type Row = { key: string; label: string; cells: Cell[] }

export function readPlace(text: string): Place {
  const [, portion = '1', page = '1'] = /^([1-9]\d{0,4})\.([1-9]\d{0,4})$/.exec(text) ?? []
  return { portion: Number(portion), page: Number(page) }
}

/** A document without pages: its parts, or the rows of its tables, with what is marked in them. */
export async function showText(
  context: RedactServices,
  reply: FastifyReply,
  workspace: FullWorkspace,
  { place = { portion: 1, page: 1 }, at = null, form, status = 200 }: Options,
): Promise<FastifyReply> {
  const { record, base, staff, page: casePage } = workspace
  const target = record.marks.find(({ id }) => id === at) ?? null
  const portion =
    target?.place.kind === 'text' ? Math.floor(target.place.piece / mostPieces) + 1 : place.portion
  const shown = await showDocument(context.services, staff, record.documentId, {
    from: (portion - 1) * mostPieces,
  })
  if (!shown.ok) return sendRefusal(reply, shown)
  if (shown.value.kind === 'pages') return reply.redirect(`${base}/pages/1`, 302)
  const { pieces, total } = shown.value
  const marks = Map.groupBy(record.marks, (mark) => pieceKey(mark.place))
  const rows = toRows(pieces, marks)
  const holder =
    target === null
      ? -1
      : rows.findIndex(({ cells }) => cells.some(({ key }) => key === pieceKey(target.place)))
  const last = Math.max(1, Math.ceil(rows.length / atOnce))
  const number = holder === -1 ? Math.min(place.page, last) : Math.floor(holder / atOnce) + 1
  const items = rows.slice((number - 1) * atOnce, number * atOnce)
  const columns = [...new Set(items.flatMap(({ cells }) => cells.map(({ column }) => column)))].toSorted(
    (a, b) => a - b,
  )
  const own = inReadingOrder(items.flatMap(({ cells }) => cells.flatMap(({ key }) => marks.get(key) ?? [])))
  const { regime } = casePage.record
  const reason = firstReason(record.marks, staff.name, regime)
  const portions = Math.max(1, Math.ceil(total / mostPieces))
  const state = { path: `${base}/text`, query: portion === 1 ? {} : { portion: String(portion) } }
  return show(
    reply,
    'cases/redact/text/page.njk',
    {
      ...redactFrame(context, workspace, 'text', 'Text of the document', 'pieces'),
      form: {
        errors: form?.errors ?? [],
        values: { reason, layer: 'requester', newReason: '', newLayer: '', ...form?.values },
      },
      from: `text ${portion}.${number}`,
      pageNumber: number,
      portion: String(portion),
      isTable: columns.some((column) => column > 0),
      columns: columns.map((column) => ({ number: column, name: columnName(column) })),
      rows: items.map((row) => ({
        ...row,
        byColumn: columns.map((column) => row.cells.find((cell) => cell.column === column) ?? null),
      })),
      markRows: own.map((mark) => toMarkRow(mark, base, textOf(pieces, mark.place))),
      links: pageLinks(state, { items, total: rows.length, page: number, pageSize: atOnce }),
      portions:
        portions === 1
          ? []
          : Array.from({ length: portions }, (_, index) => ({
              text: `Portion ${index + 1}`,
              href: index === 0 ? `${base}/text` : `${base}/text?portion=${index + 1}`,
              current: index + 1 === portion,
            })),
      reasons: reasonGroups(regime),
      layers: layerItems(),
    },
    status,
  )
}

/** Cells of one row stand together; every other piece is a row of its own. */
function toRows(pieces: readonly Piece[], marks: ReadonlyMap<string, Mark[]>): Row[] {
  const rows: Row[] = []
  for (const piece of pieces) {
    const { place, label } = piece
    const key = pieceKey(place)
    const rowKey = place.kind === 'cell' ? `${place.sheet}.${place.row}` : key
    const cell: Cell = {
      key,
      label,
      stretches: toStretches(piece, marks.get(key) ?? []),
      column: place.kind === 'cell' ? place.column : 0,
    }
    const last = rows.at(-1)
    if (last?.key === rowKey) last.cells.push(cell)
    else
      rows.push({
        key: rowKey,
        label: place.kind === 'cell' ? `Sheet ${place.sheet}, row ${place.row}` : label,
        cells: [cell],
      })
  }
  return rows
}

/** `A`, `Z`, `AA`: as spreadsheets name them. */
function columnName(column: number): string {
  let name = ''
  for (let rest = column; rest > 0; rest = Math.floor((rest - 1) / 26))
    name = String.fromCharCode(65 + ((rest - 1) % 26)) + name
  return name
}
