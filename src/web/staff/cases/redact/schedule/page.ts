import { scheduleFor, showDocument, type Layer, type ScheduleLine } from '../../../../../redaction/index.ts'
import { readState, sendCsv, sendJson, twinLink, type App, type Column } from '../../../../kit/index.ts'
import { show } from '../../../answer.ts'
import { copyLayers, madeFor } from '../words.ts'
import {
  loadQuickly,
  loadWorkspace,
  redactAddress,
  redactFrame,
  type RedactServices,
  type Workspace,
} from '../workspace.ts'

const columns: Column<ScheduleLine>[] = [
  { name: 'number', value: ({ number }) => number },
  { name: 'place', value: ({ place }) => place },
  { name: 'reason', value: ({ label }) => label },
  { name: 'law', value: ({ law }) => law },
  { name: 'title', value: ({ title }) => title },
  { name: 'marks', value: ({ marks }) => marks },
]

/** More than anybody reads on a page; the files hold them all. */
const mostLines = 1000

/** The index of what is withheld: where, how much and under which provision. */
export function addSchedulePages(app: App, context: RedactServices): void {
  const { services } = context
  const config = { private: true }

  app.get(`${redactAddress}/schedule`, { config }, async (request, reply) => {
    const workspace = await loadWorkspace(services, request)
    const state = readState(request)
    const { lines, layer } = linesOf(workspace, request.query)
    const whole = await showDocument(services, workspace.staff, workspace.record.documentId)
    return show(reply, 'cases/redact/schedule/page.njk', {
      ...redactFrame(
        context,
        workspace,
        'schedule',
        'Schedule of redactions',
        whole.ok ? whole.value.kind : 'pages',
      ),
      from: 'list',
      lines: lines.slice(0, mostLines),
      left: Math.max(0, lines.length - mostLines),
      madeFor: madeFor[layer],
      layer,
      layers: copyLayers(),
      total: lines.reduce((sum, { marks }) => sum + marks, 0),
      twins: { csv: twinLink(state, 'csv'), json: twinLink(state, 'json') },
    })
  })
  app.get(`${redactAddress}/schedule.csv`, { config }, async (request, reply) => {
    const { lines } = linesOf(await loadQuickly(services, request), request.query)
    return sendCsv(reply, 'schedule-of-redactions', columns, lines)
  })
  app.get(`${redactAddress}/schedule.json`, { config }, async (request, reply) => {
    const { lines, layer } = linesOf(await loadQuickly(services, request), request.query)
    return sendJson(reply, columns, lines, { layer })
  })
}

/** As it stands now, for a reader; whole pages count as one mark each. */
function linesOf({ record }: Workspace, query: unknown): { lines: ScheduleLine[]; layer: Layer } {
  const { layer: wanted, copy: copyId } = query as { layer?: unknown; copy?: unknown }
  const copy = record.copies.find(({ documentId }) => documentId === copyId)
  const layer = isLayer(wanted) ? wanted : (copy?.layer ?? 'requester')
  return { layer, lines: scheduleFor(record, layer) }
}

function isLayer(text: unknown): text is Layer {
  return typeof text === 'string' && Object.hasOwn(madeFor, text)
}
