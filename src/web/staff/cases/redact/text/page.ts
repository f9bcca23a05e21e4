import { refuseFields, success, type Outcome } from '../../../../../kernel/outcome.ts'
import { addMarks, layers, mostPieces, showDocument, type MarkPlace } from '../../../../../redaction/index.ts'
import { plural, readForm, type App, type FormReader } from '../../../../kit/index.ts'
import { requireStaff } from '../../../session.ts'
import { answerChange } from '../answer-change.ts'
import { addedMarks, type Change } from '../changes.ts'
import {
  loadQuickly,
  loadWorkspace,
  redactAddress,
  type RedactServices,
  type Workspace,
} from '../workspace.ts'
import { pieceKey, placesOf } from './pieces.ts'
import { readPlace, showText } from './show.ts'

export function addTextPages(app: App, context: RedactServices): void {
  app.get(`${redactAddress}/text`, { config: { private: true } }, async (request, reply) => {
    const workspace = await loadWorkspace(context.services, request)
    const { portion = '1', page = '1', at } = request.query as Record<string, unknown>
    return showText(context, reply, workspace, {
      place: readPlace(`${String(portion)}.${String(page)}`),
      at: typeof at === 'string' ? at : null,
    })
  })

  app.post(`${redactAddress}/text`, { config: { private: true } }, async (request, reply) => {
    requireStaff(request, 'redact')
    const workspace = await loadQuickly(context.services, request)
    const form = readForm(request.body)
    const outcome = await markPieces(context, workspace, form)
    return answerChange(context, request, reply, workspace, outcome, form)
  })
}

/** Marks the ticked pieces whole, or some words wherever they stand in them. */
async function markPieces(
  { services }: RedactServices,
  { staff, record }: Workspace,
  form: FormReader,
): Promise<Outcome<Change>> {
  const portion = form.wholeNumber('portion', { label: 'The portion', least: 1, most: 100_000 }) ?? 1
  const words = form.text('words', { label: 'The words', most: 2000 })
  const reason = form.text('reason', { required: 'Select a reason' })
  const layer = form.choice('layer', layers) ?? 'requester'
  const version = form.wholeNumber('version', { label: 'The version' }) ?? record.version
  const shown = await showDocument(services, staff, record.documentId, { from: (portion - 1) * mostPieces })
  if (!shown.ok) return shown
  const pieces = shown.value.kind === 'pieces' ? shown.value.pieces : []
  const ticked = new Set(
    form.choices(
      'pieces',
      pieces.map(({ place }) => pieceKey(place)),
      { required: 'Tick what to mark' },
    ),
  )
  if (!form.ok) return refuseFields(form.state().errors)
  const chosen = pieces.filter(({ place }) => ticked.has(pieceKey(place)))
  const places =
    words === '' ? chosen.map(({ place }) => place) : chosen.flatMap((piece) => placesOf(piece, words))
  if (places.length === 0)
    return refuseFields([{ field: 'words', message: 'These words do not stand in what is ticked' }])
  const done = await addMarks(services, staff, {
    documentId: record.documentId,
    version,
    marks: places.map((place: MarkPlace) => ({ place, reason, layer })),
  })
  if (!done.ok) return done
  return success(addedMarks(record, version, done.value, `Marked ${plural(places.length, 'place')}`))
}
