import type { FastifyRequest } from 'fastify'
import {
  datasetKinds,
  listDatasets,
  type DatasetFilters,
  type ListedDataset,
} from '../../../../datasets/index.ts'
import { can } from '../../../../identity/index.ts'
import { today } from '../../../../kernel/clock.ts'
import {
  cleanText,
  filterChips,
  pageLinks,
  readState,
  sendCsv,
  toJsonRows,
  twinLink,
  withQuery,
  type App,
  type Column,
  type PageState,
} from '../../../kit/index.ts'
import { show } from '../../answer.ts'
import { requireStaff } from '../../session.ts'
import type { StaffServices } from '../../staff-services.ts'
import { dataFrame, dataPermissions } from '../data-frame.ts'
import { datasetStates, datasetTags, kindNames } from '../data-words.ts'
import { dueOf, type DatasetDue } from '../due/dataset-due.ts'
import { themeItems } from '../forms/choices.ts'

const pageSize = 25
const mostInFile = 5000
const stateNames = Object.fromEntries(datasetStates.map((state) => [state, datasetTags[state].text]))

const columns: readonly Column<ListedDataset & { due: DatasetDue }>[] = [
  { name: 'slug', value: (row) => row.slug },
  { name: 'title', value: (row) => row.title },
  { name: 'kind', value: (row) => row.kind },
  { name: 'state', value: (row) => row.state },
  { name: 'latestVersion', value: (row) => row.latestVersion },
  { name: 'rows', value: (row) => row.latest?.rows },
  { name: 'changedAt', value: (row) => row.changedAt },
  { name: 'frequency', value: (row) => row.frequency },
  { name: 'nextDueOn', value: (row) => row.due.on },
  { name: 'onTime', value: (row) => row.due.onTime },
]

/** Every dataset of the authority, drafts and withdrawn ones included, with when each is due again. */
export function addDataListPage(app: App, services: StaffServices): void {
  const withDue = (items: ListedDataset[]) => {
    const day = today(services.clock)
    return items.map((item) => ({ ...item, due: dueOf(item, day) }))
  }

  app.get('/staff/data', { config: { private: true } }, async (request, reply) => {
    const { staff, state, filters } = asked(request)
    const found = await listDatasets(services.database.reader, staff.authorityId, { ...filters, pageSize })
    const links = pageLinks(state, found)
    if (found.page > links.pages) return reply.redirect(withQuery(state, { page: null }), 302)
    const sort = filters.sort === 'title' ? 'title' : '-changed'
    return show(reply, 'data/list/page.njk', {
      ...(await dataFrame(services, staff, 'datasets')),
      breadcrumbs: null,
      title: 'Data',
      pageNumber: found.page,
      columns: [
        { text: 'Dataset', sort: titleSort(state, sort) },
        { text: 'State' },
        { text: 'Version', numeric: true },
        { text: 'Rows', numeric: true },
        { text: 'Last changed', sort: changedSort(state, sort) },
        { text: 'Next due' },
      ],
      rows: withDue(found.items).map((row) => ({
        ...row,
        href: `/staff/data/datasets/${row.slug}`,
        tag: datasetTags[row.state],
        kindName: row.kind === 'table' ? null : kindNames[row.kind],
      })),
      links,
      total: found.total,
      q: filters.q ?? '',
      chosen: { theme: filters.theme ?? '', kind: filters.kind ?? '', state: one(state, 'state') },
      themes: [{ value: '', text: 'Any theme' }, ...themeItems()],
      kinds: [
        { value: '', text: 'Any kind' },
        ...datasetKinds.map((kind) => ({ value: kind, text: kindNames[kind] })),
      ],
      states: [
        { value: '', text: 'Any state' },
        ...datasetStates.map((value) => ({ value, text: datasetTags[value].text })),
      ],
      chips: filterChips(state, {
        q: { category: 'Words' },
        state: { category: 'State', values: stateNames },
        theme: {
          category: 'Theme',
          values: Object.fromEntries(themeItems().map((i) => [i.value, i.text])),
        },
        kind: { category: 'Kind', values: kindNames },
      }),
      twins: { csv: twinLink(state, 'csv'), json: twinLink(state, 'json') },
      canPublish: can(staff, 'manage-datasets'),
    })
  })

  const all = async (request: FastifyRequest) => {
    const { staff, filters } = asked(request)
    const { reader } = services.database
    const found = await listDatasets(reader, staff.authorityId, { ...filters, page: 1, pageSize: mostInFile })
    return withDue(found.items)
  }
  app.get('/staff/data.csv', { config: { private: true, rate: 'exports' } }, async (request, reply) =>
    sendCsv(reply, 'datasets', columns, await all(request)),
  )
  app.get('/staff/data.json', { config: { private: true, rate: 'exports' } }, async (request, reply) => {
    const rows = await all(request)
    const body = JSON.stringify({ count: rows.length, items: toJsonRows(columns, rows) })
    return reply.type('application/json; charset=utf-8').send(body)
  })
}

function asked(request: FastifyRequest) {
  const staff = requireStaff(request, ...dataPermissions)
  const state = readState(request)
  const chosen = datasetStates.find((name) => name === one(state, 'state'))
  const page = /^\d{1,6}$/.test(one(state, 'page')) ? Math.max(1, Number(one(state, 'page'))) : 1
  const q = cleanText(one(state, 'q')).slice(0, 300)
  const theme = themeItems().find(({ value }) => value === one(state, 'theme'))?.value
  const kind = datasetKinds.find((name) => name === one(state, 'kind'))
  const filters: DatasetFilters = {
    states: chosen === undefined ? datasetStates : [chosen],
    page,
    sort: one(state, 'sort') === 'title' ? 'title' : 'changed',
    ...(q === '' ? {} : { q }),
    ...(theme === undefined ? {} : { theme }),
    ...(kind === undefined ? {} : { kind }),
  }
  return { staff, state, filters }
}

function one(state: PageState, name: string): string {
  return [state.query[name] ?? ''].flat()[0] ?? ''
}

/** Titles sort from A and changes from the newest: neither turns round, so each link is only to its own order. */
function titleSort(state: PageState, sort: string) {
  const order = sort === 'title' ? ('ascending' as const) : ('none' as const)
  return { href: withQuery(state, { sort: 'title', page: null }), order }
}
function changedSort(state: PageState, sort: string) {
  const order = sort === 'title' ? ('none' as const) : ('descending' as const)
  return { href: withQuery(state, { sort: null, page: null }), order }
}
