import { refuseFields, success, type Outcome } from '../../../../../kernel/outcome.ts'
import { addMarks, layers, markWords, showPage } from '../../../../../redaction/index.ts'
import { plural, readForm, sendRefusal, type App, type FormReader } from '../../../../kit/index.ts'
import { requireStaff } from '../../../session.ts'
import { answerChange } from '../answer-change.ts'
import { addedMarks, type Change } from '../changes.ts'
import { loadQuickly, pageOf, redactAddress, type RedactServices, type Workspace } from '../workspace.ts'
import { boxesOfLines } from './page-view.ts'

/** Words of a page: whole lines, or from one word to another. */
export function addWordsForm(app: App, context: RedactServices): void {
  app.post(`${redactAddress}/pages/:n/words`, { config: { private: true } }, async (request, reply) => {
    requireStaff(request, 'redact')
    const workspace = await loadQuickly(context.services, request)
    const shown = await showPage(
      context.services,
      workspace.staff,
      workspace.record.documentId,
      pageOf(workspace),
    )
    if (!shown.ok) return sendRefusal(reply, shown)
    const form = readForm(request.body)
    const lines = [...new Set(shown.value.words.map(({ line }) => line))]
    const ticked = form.choices('lines', lines.map(String)).map(Number)
    const boxes = boxesOfLines(shown.value.words, new Set(ticked))
    const work = boxes.length > 0 ? markLines : markRun
    return answerChange(context, request, reply, workspace, await work(context, workspace, form, boxes), form)
  })
}

type Box = ReturnType<typeof boxesOfLines>[number]

async function markLines(
  { services }: RedactServices,
  workspace: Workspace,
  form: FormReader,
  boxes: readonly Box[],
): Promise<Outcome<Change>> {
  const { staff, record } = workspace
  const page = pageOf(workspace)
  const { before, reason, layer } = readShared(form, record.version)
  if (!form.ok) return refuseFields(form.state().errors)
  const done = await addMarks(services, staff, {
    documentId: record.documentId,
    version: before,
    marks: boxes.map((box) => ({ place: { kind: 'box', page, ...box }, reason, layer })),
  })
  if (!done.ok) return done
  const said = `Marked ${plural(boxes.length, 'line')} on page ${page}`
  return success(addedMarks(record, before, done.value, said))
}

async function markRun(
  { services }: RedactServices,
  workspace: Workspace,
  form: FormReader,
): Promise<Outcome<Change>> {
  const { staff, record } = workspace
  const page = pageOf(workspace)
  const from = form.wholeNumber('fromWord', { label: 'The first word', least: 0 })
  const to = form.wholeNumber('toWord', { label: 'The last word', least: 0 }) ?? from
  const { before, reason, layer } = readShared(form, record.version)
  if (from === null || to === null)
    return refuseFields([{ field: 'lines', message: 'Tick at least one line, or select a word' }])
  if (!form.ok) return refuseFields(form.state().errors)
  const [first, last] = from <= to ? [from, to] : [to, from]
  const done = await markWords(services, staff, {
    documentId: record.documentId,
    version: before,
    page,
    from: first,
    to: last,
    reason,
    layer,
  })
  if (!done.ok) return done
  const said = `Marked ${plural(last - first + 1, 'word')} on page ${page}`
  return success(addedMarks(record, before, done.value, said))
}

function readShared(form: FormReader, version: number) {
  return {
    before: form.wholeNumber('version', { label: 'The version' }) ?? version,
    reason: form.text('wordsReason', { required: 'Select a reason' }),
    layer: form.choice('wordsLayer', layers) ?? ('requester' as const),
  }
}
