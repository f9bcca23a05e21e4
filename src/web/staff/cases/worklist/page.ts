import type { FastifyRequest } from 'fastify'
import { streamWorklist, worklist, worklistTabs, type WorklistRow } from '../../../../cases/index.ts'
import { can, listStaff } from '../../../../identity/index.ts'
import { today } from '../../../../kernel/clock.ts'
import { regimes } from '../../../../law/index.ts'
import {
  filterChips,
  pageLinks,
  readState,
  sendCsv,
  sortLink,
  toJsonRows,
  twinLink,
  withQuery,
  type App,
  type Column,
} from '../../../kit/index.ts'
import { show } from '../../answer.ts'
import { requireStaff } from '../../session.ts'
import type { StaffServices } from '../../staff-services.ts'
import { dueNote, outcomeWords, statusTag } from '../../words.ts'
import { casePath } from '../case-page.ts'
import { readWorklist, regimeItems, tabNames } from './filters.ts'

const columns: readonly Column<WorklistRow>[] = [
  { name: 'reference', value: (row) => row.reference },
  { name: 'title', value: (row) => row.title },
  { name: 'regime', value: (row) => row.regime },
  { name: 'channel', value: (row) => row.channel },
  { name: 'stage', value: (row) => row.stage },
  { name: 'clock', value: (row) => row.clockState },
  { name: 'receivedOn', value: (row) => row.receivedOn },
  { name: 'draftDueOn', value: (row) => row.draftDueOn },
  { name: 'dueOn', value: (row) => row.dueOn },
  { name: 'answeredOn', value: (row) => row.answeredOn },
  { name: 'outcome', value: (row) => row.outcome },
  { name: 'officer', value: (row) => row.officer?.name },
  { name: 'withWhom', value: (row) => row.withWhom },
  { name: 'topic', value: (row) => row.topic },
  { name: 'riskFlags', value: (row) => row.riskFlags.join(' ') },
  { name: 'parts', value: (row) => row.partsCount },
  { name: 'openTasks', value: (row) => row.openTasks },
]

export function addWorklistPages(app: App, services: StaffServices): void {
  app.get('/staff/cases', { config: { private: true } }, async (request, reply) => {
    const { staff, filters, state } = asked(request)
    const day = today(services.clock)
    const { reader } = services.database
    const [found, people] = await Promise.all([
      worklist(reader, staff, filters, day, services.calendars()),
      listStaff(reader, staff.authorityId),
    ])
    const pages = pageLinks(state, {
      items: [],
      total: found.total,
      page: found.page,
      pageSize: found.pageSize,
    })
    if (found.page > 1 && found.page > pages.pages)
      return reply.redirect(withQuery(state, { page: null }), 302)
    const officers = people.filter((person) => can(person, 'work-case'))
    const { nation } = services.authority(staff.authorityId)
    const now = { today: day, calendars: services.calendars(), nation }
    const head = (text: string, column: string) => ({ text, sort: sortLink(state, column, filters.sortName) })
    return show(reply, 'cases/worklist/page.njk', {
      title: `${tabNames[filters.tab]} – requests`,
      pageNumber: filters.page,
      tabs: worklistTabs.map((tab) => ({
        text: tabNames[tab],
        href: withQuery({ path: state.path, query: {} }, { tab }),
        count: found.counts[tab].n,
        capped: found.counts[tab].capped,
        current: tab === filters.tab,
      })),
      tabName: tabNames[filters.tab],
      columns: [
        head('Reference', 'reference'),
        { text: 'Subject' },
        { text: 'Law' },
        head('Received', 'received'),
        head(filters.tab === 'closed' ? 'Was due' : 'Due', 'due'),
        { text: 'With' },
        { text: 'Status' },
      ],
      rows: found.rows.map((row) => ({
        ...row,
        href: casePath(row.reference),
        law: regimes[row.regime].shortTitle,
        due: dueNote(row, row.dueOn, now),
        tag: statusTag(row),
        outcomeText: row.outcome === null ? null : outcomeWords[row.outcome],
      })),
      links: pages,
      capped: found.totalIsCapped,
      filters,
      regimes: [{ value: '', text: 'Any law' }, ...regimeItems],
      officers: [
        { value: '', text: 'Anybody' },
        ...officers.map(({ id, name }) => ({ value: id, text: name })),
      ],
      chips: filterChips(state, {
        q: { category: 'Words' },
        regime: {
          category: 'Law',
          values: Object.fromEntries(regimeItems.map(({ value, text }) => [value, text])),
        },
        officer: {
          category: 'Officer',
          values: Object.fromEntries(officers.map(({ id, name }) => [id, name])),
        },
        topic: { category: 'Topic' },
      }),
      clear: withQuery({ path: state.path, query: {} }, { tab: filters.tab }),
      twins: { csv: twinLink(state, 'csv'), json: twinLink(state, 'json') },
      canOpen: can(staff, 'open-case'),
    })
  })

  app.get('/staff/cases.csv', { config: { private: true, rate: 'exports' } }, (request, reply) => {
    const { staff, filters } = asked(request)
    const rows = streamWorklist(
      services.database.reader,
      staff,
      filters,
      today(services.clock),
      services.calendars(),
    )
    return sendCsv(reply, `requests-${filters.tab}`, columns, rows)
  })

  app.get('/staff/cases.json', { config: { private: true, rate: 'exports' } }, async (request, reply) => {
    const { staff, filters } = asked(request)
    const rows: WorklistRow[] = []
    const day = today(services.clock)
    for await (const row of streamWorklist(
      services.database.reader,
      staff,
      filters,
      day,
      services.calendars(),
    ))
      rows.push(row)
    const body = { tab: filters.tab, count: rows.length, items: toJsonRows(columns, rows) }
    return reply.type('application/json; charset=utf-8').send(JSON.stringify(body))
  })
}

function asked(request: FastifyRequest) {
  const staff = requireStaff(request, 'read-cases')
  const state = readState(request)
  // An officer begins with their own; somebody who assigns or approves would find that tab always empty.
  const usual = can(staff, 'work-case') ? 'to-do' : can(staff, 'approve-letter') ? 'approval' : 'open'
  return { staff, state, filters: readWorklist(state, usual) }
}
