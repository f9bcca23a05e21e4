import type { FastifyRequest } from 'fastify'
import { listDuties, takeUpDuties, type StaffDutyItem } from '../../../../catalogue/index.ts'
import { staffActor } from '../../../../identity/index.ts'
import { today } from '../../../../kernel/clock.ts'
import {
  readState,
  sendCsv,
  sendJson,
  sendRefusal,
  twinLink,
  withQuery,
  type App,
  type Column,
} from '../../../kit/index.ts'
import { done, show } from '../../answer.ts'
import { requireStaff } from '../../session.ts'
import type { StaffServices } from '../../staff-services.ts'
import { dataFrame } from '../data-frame.ts'
import { farOff } from './dataset-due.ts'
import { addDutyForms } from './duty-forms.ts'
import { dutyGroups, dutyTag, isLate, type DutyGroup } from './duty-words.ts'

const columns: readonly Column<StaffDutyItem>[] = [
  { name: 'key', value: (row) => row.key },
  { name: 'title', value: (row) => row.title },
  { name: 'basis', value: (row) => row.basis },
  { name: 'force', value: (row) => row.force },
  { name: 'frequency', value: (row) => row.frequency },
  { name: 'applies', value: (row) => row.applies },
  { name: 'state', value: (row) => row.status?.state ?? 'does-not-apply' },
  { name: 'periodFrom', value: (row) => row.status?.periodFrom },
  { name: 'periodTo', value: (row) => row.status?.periodTo },
  { name: 'dueOn', value: (row) => row.status?.dueOn },
  { name: 'dataset', value: (row) => row.dataset?.slug },
  { name: 'publishedOn', value: (row) => row.publishedOn },
  { name: 'owner', value: (row) => row.owner },
  { name: 'note', value: (row) => row.note },
]

/** What this authority must publish, what is late first; each duty with whose it is and what meets it. */
export function addDuePages(app: App, services: StaffServices): void {
  const read = async (request: FastifyRequest) => {
    const staff = requireStaff(request, 'manage-duties')
    const state = readState(request)
    const all = await listDuties(
      services.database.reader,
      services.authority(staff.authorityId),
      today(services.clock),
    )
    const group = dutyGroups.find(({ name }) => name === state.query['show']) ?? dutyGroups[0]
    return { staff, state, all, group, items: all.filter(group.holds) }
  }

  app.get('/staff/data/due', { config: { private: true } }, async (request, reply) => {
    const { staff, state, all, group, items } = await read(request)
    const day = today(services.clock)
    return show(reply, 'data/due/page.njk', {
      ...(await dataFrame(services, staff, 'due')),
      title: 'What is due',
      groups: dutyGroups.map(({ name, text, holds }: DutyGroup) => ({
        text,
        count: all.filter(holds).length,
        href: withQuery(state, { show: name === 'applies' ? null : name }),
        current: name === group.name,
      })),
      fresh: all.filter(({ rule, version }) => rule !== null && version === 0).length,
      rows: items.map((item) => ({
        ...item,
        href: `/staff/data/due/${item.key}`,
        tag: dutyTag(item),
        due:
          item.status?.dueOn == null || item.status.state === 'met' ? null : farOff(item.status.dueOn, day),
        late: isLate(item),
      })),
      twins: { csv: twinLink(state, 'csv'), json: twinLink(state, 'json') },
    })
  })
  app.get('/staff/data/due.csv', { config: { private: true, rate: 'exports' } }, async (request, reply) =>
    sendCsv(reply, 'duties', columns, (await read(request)).items),
  )
  app.get('/staff/data/due.json', { config: { private: true, rate: 'exports' } }, async (request, reply) => {
    const { items } = await read(request)
    return sendJson(reply, columns, items, { count: items.length })
  })

  app.post('/staff/data/due/take-up', { config: { private: true } }, async (request, reply) => {
    const staff = requireStaff(request, 'manage-duties')
    const authority = services.authority(staff.authorityId)
    const outcome = await takeUpDuties(services, staffActor(staff), authority)
    return outcome.ok ? done(reply, '/staff/data/due', 'duties-taken') : sendRefusal(reply, outcome)
  })
  addDutyForms(app, services)
}
