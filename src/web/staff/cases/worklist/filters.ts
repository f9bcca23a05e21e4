import { worklistTabs, type WorklistFilters, type WorklistTab } from '../../../../cases/index.ts'
import { clockRegimes, regimes } from '../../../../law/index.ts'
import type { PageState } from '../../../kit/index.ts'

const sorts = ['due', 'received', 'reference'] as const

export const tabNames: Record<WorklistTab, string> = {
  'to-do': 'To do',
  waiting: 'Waiting for others',
  'due-soon': 'Due soon',
  unassigned: 'Unassigned',
  approval: 'With approvers',
  open: 'All open',
  closed: 'Closed',
}

/** The worklist an address asks for. What it does not understand is left out, so an old link still opens. */
export function readWorklist(
  state: PageState,
  usualTab: WorklistTab,
): WorklistFilters & { sortName: string } {
  const one = (name: string) => [state.query[name] ?? ''].flat()[0] ?? ''
  const tab = worklistTabs.find((name) => name === one('tab')) ?? usualTab
  const sortName = one('sort') || (tab === 'closed' ? '-received' : 'due')
  const sort = sorts.find((name) => name === sortName.replace(/^-/, '')) ?? 'due'
  const regime = clockRegimes.find((name) => name === one('regime'))
  const page = /^\d{1,6}$/.test(one('page')) ? Math.max(1, Number(one('page'))) : 1
  const officerId = /^[0-9a-f-]{36}$/.test(one('officer')) ? one('officer') : ''
  return {
    tab,
    sort,
    sortName,
    direction: sortName.startsWith('-') ? 'desc' : 'asc',
    page,
    ...(one('q') === '' ? {} : { q: one('q').slice(0, 300) }),
    ...(regime === undefined ? {} : { regime }),
    ...(officerId === '' ? {} : { officerId }),
    ...(one('topic') === '' ? {} : { topic: one('topic').slice(0, 100) }),
  }
}

export const regimeItems = clockRegimes.map((value) => ({ value, text: regimes[value].shortTitle }))
