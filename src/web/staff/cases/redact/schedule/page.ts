import { ProblemError } from '../../../../../kernel/outcome.ts'
import {
  readSchedule,
  showDocument,
  type Layer,
  type RedactedCopy,
  type Schedule,
  type ScheduleLine,
} from '../../../../../redaction/index.ts'
import { readState, sendCsv, sendJson, twinLink, type App, type Column } from '../../../../kit/index.ts'
import { show } from '../../../answer.ts'
import type { StaffServices } from '../../../staff-services.ts'
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
    const { record, base, staff } = workspace
    const state = readState(request)
    const { lines, layer, copy } = await scheduleOf(services, workspace, request.query)
    const whole = await showDocument(services, staff, record.documentId)
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
      copy,
      copies: record.copies.map(({ documentId, createdAt, layer: reader }) => ({
        href: `${base}/schedule?copy=${documentId}`,
        madeFor: madeFor[reader],
        createdAt,
        current: documentId === copy?.documentId,
      })),
      total: lines.reduce((sum, { marks }) => sum + marks, 0),
      twins: { csv: twinLink(state, 'csv'), json: twinLink(state, 'json') },
    })
  })
  app.get(`${redactAddress}/schedule.csv`, { config }, async (request, reply) => {
    const { lines, copy } = await scheduleOf(services, await loadQuickly(services, request), request.query)
    return sendCsv(reply, 'schedule-of-redactions', [...columns, ...copyColumns(copy)], lines)
  })
  app.get(`${redactAddress}/schedule.json`, { config }, async (request, reply) => {
    const workspace = await loadQuickly(services, request)
    const { lines, layer, copy } = await scheduleOf(services, workspace, request.query)
    const made =
      copy === null
        ? null
        : { documentId: copy.documentId, createdAt: copy.createdAt.toString(), createdBy: copy.createdBy }
    return sendJson(reply, columns, lines, { layer, copy: made })
  })
}

/** A file goes its own way: each line of a copy's says when the copy was made, and by whom. */
const copyColumns = (copy: RedactedCopy | null): Column<ScheduleLine>[] =>
  copy === null
    ? []
    : [
        { name: 'copy_made', value: () => copy.createdAt.toString() },
        { name: 'copy_made_by', value: () => copy.createdBy },
      ]

/** Of a copy, as it was kept with it; else as the marks stand now, for a reader. Whole pages count as one mark each. */
async function scheduleOf(services: StaffServices, { record }: Workspace, query: unknown): Promise<Schedule> {
  const { layer, copy } = query as { layer?: unknown; copy?: unknown }
  const read = await readSchedule(
    services.database.reader,
    record,
    typeof copy === 'string' ? { copyId: copy } : isLayer(layer) ? { layer } : {},
  )
  if (!read.ok) throw new ProblemError(read.problem, read.detail ?? 'The schedule could not be read.')
  return read.value
}

function isLayer(text: unknown): text is Layer {
  return typeof text === 'string' && Object.hasOwn(madeFor, text)
}
