import type { FastifyReply, FastifyRequest } from 'fastify'
import {
  approveVersion,
  findVersionById,
  listWaitingVersions,
  readScreenedRows,
  refuseVersion,
  type WaitingVersion,
} from '../../../../datasets/index.ts'
import type { Staff } from '../../../../identity/index.ts'
import { isId } from '../../../../kernel/ids.ts'
import { ProblemError } from '../../../../kernel/outcome.ts'
import { blankForm, readForm, sendRefusal, type App, type FormState } from '../../../kit/index.ts'
import { showCell } from '../../../public/data/column-format.ts'
import { done, show } from '../../answer.ts'
import { withRefusal } from '../../form-fields.ts'
import { requireStaff } from '../../session.ts'
import type { StaffServices } from '../../staff-services.ts'
import { dataFrame } from '../data-frame.ts'
import { importPath } from '../imports/load-import.ts'
import { differenceWords, findingName, reasonNames, versionTags } from '../data-words.ts'

const mostFindings = 100
const ownWork = 'You brought this file in. Somebody else must look at what was found in it and decide.'

/** What the screening held back, for a second person: let it out or not, and why. */
export function addWaitingPages(app: App, services: StaffServices): void {
  app.get('/staff/data/waiting', { config: { private: true } }, async (request, reply) => {
    const staff = requireStaff(request, 'approve-dataset')
    const waiting = await listWaitingVersions(services.database.reader, staff.authorityId)
    return show(reply, 'data/waiting/list.njk', {
      ...(await dataFrame(services, staff, 'waiting')),
      title: 'Waiting for a second person',
      rows: waiting.map((item) => ({
        ...item,
        href: waitingPath(item),
        own: item.version.createdBy === staff.id,
        seen: item.version.screening.findings.map(({ column, kind }) => `${findingName(kind)} in ${column}`),
      })),
    })
  })

  app.get('/staff/data/waiting/:id', { config: { private: true } }, async (request, reply) => {
    const staff = requireStaff(request, 'approve-dataset')
    return showWaiting(services, reply, staff, await load(services, staff, request), blankForm())
  })

  app.post('/staff/data/waiting/:id', { config: { private: true } }, async (request, reply) => {
    const staff = requireStaff(request, 'approve-dataset')
    const item = await load(services, staff, request)
    const form = readForm(request.body)
    const decision = form.choice('decision', ['approve', 'refuse'], {
      required: 'Select whether it may be published',
    })
    const reason = form.text('reason', {
      required: 'Enter why',
      multiline: true,
      most: 2000,
      label: 'The reason',
    })
    if (decision === null || !form.ok) return showWaiting(services, reply, staff, item, form.state(), 422)
    const act = decision === 'approve' ? approveVersion : refuseVersion
    const outcome = await act(services, staff, { versionId: item.version.id, reason })
    if (outcome.ok)
      return done(
        reply,
        '/staff/data/waiting',
        decision === 'approve' ? 'version-approved' : 'version-refused',
      )
    if (outcome.problem !== 'invalid-input') return sendRefusal(reply, outcome)
    const state = withRefusal(form.state(), outcome, [{ name: 'reason', kind: 'textarea' }])
    return showWaiting(services, reply, staff, item, state, 422)
  })

  app.get('/staff/data/waiting/:id/rows', { config: { private: true } }, async (request, reply) => {
    const staff = requireStaff(request, 'approve-dataset')
    const item = await load(services, staff, request)
    const outcome = await readScreenedRows(services, staff, { versionId: item.version.id })
    if (!outcome.ok) return sendRefusal(reply, outcome)
    const { columns, rows, rowNumbers } = outcome.value
    const seen = new Set(item.version.screening.findings.map(({ column }) => column))
    return show(reply, 'data/waiting/rows.njk', {
      ...(await dataFrame(services, staff, 'waiting', [
        { text: item.dataset.title, href: waitingPath(item) },
        { text: 'The rows', href: '' },
      ])),
      title: 'The rows in question',
      plain: true,
      back: waitingPath(item),
      columns: [{ text: 'Row', numeric: true }, ...columns.map(({ title }) => ({ text: title }))],
      rows: rows.map((cells, index) => ({
        number: rowNumbers[index],
        cells: columns.map((column, place) => ({
          text: showCell(cells[place] ?? null, column).text,
          seen: seen.has(column.name) || seen.has(column.title),
        })),
      })),
    })
  })
}

function waitingPath(item: WaitingVersion): string {
  return `/staff/data/waiting/${item.version.id}`
}

async function load(services: StaffServices, staff: Staff, request: FastifyRequest): Promise<WaitingVersion> {
  const { id } = request.params as { id: string }
  const { reader } = services.database
  const found = isId(id) ? await findVersionById(reader, staff.authorityId, id) : null
  if (found === null) throw new ProblemError('not-found', 'Nothing of that name waits here.')
  return found
}

async function showWaiting(
  services: StaffServices,
  reply: FastifyReply,
  staff: Staff,
  item: WaitingVersion,
  form: FormState,
  status = 200,
) {
  const { version, dataset } = item
  const { findings } = version.screening
  return show(
    reply,
    'data/waiting/page.njk',
    {
      ...(await dataFrame(services, staff, 'waiting', [{ text: dataset.title, href: '' }])),
      title: `${dataset.title}: may it be published?`,
      plain: true,
      form,
      version,
      dataset,
      tag: versionTags[version.state],
      waits: version.state === 'waiting',
      ownWork: version.createdBy === staff.id ? ownWork : null,
      protectPath: item.importId === null ? null : importPath(item.importId, 'protect'),
      who: item.createdByName,
      reason: reasonNames[version.reason],
      differs: version.difference === null ? null : differenceWords(version.difference),
      action: waitingPath(item),
      findings: findings.slice(0, mostFindings).map((finding) => ({
        ...finding,
        name: findingName(finding.kind),
        rows: finding.rows.slice(0, 10).join(', '),
      })),
      moreFindings: Math.max(0, findings.length - mostFindings),
    },
    status,
  )
}
