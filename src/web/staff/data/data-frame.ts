import { can, type Permission, type Staff } from '../../../identity/index.ts'
import type { Link, PageView } from '../../kit/index.ts'
import type { StaffServices } from '../staff-services.ts'
import { countWork } from './count-work.ts'

export type DataTab = 'datasets' | 'imports' | 'waiting' | 'due' | 'reports' | 'news'

/** Whoever has any of these finds the room; each page then asks for its own. */
export const dataPermissions: Permission[] = [
  'manage-datasets',
  'approve-dataset',
  'withdraw-dataset',
  'answer-feedback',
  'manage-duties',
]

const tabs: { tab: DataTab; text: string; href: string; needs: Permission[] }[] = [
  { tab: 'datasets', text: 'Datasets', href: '/staff/data', needs: dataPermissions },
  { tab: 'imports', text: 'Files coming in', href: '/staff/data/imports', needs: ['manage-datasets'] },
  {
    tab: 'waiting',
    text: 'Waiting for a second person',
    href: '/staff/data/waiting',
    needs: ['approve-dataset'],
  },
  { tab: 'due', text: 'What is due', href: '/staff/data/due', needs: ['manage-duties'] },
  {
    tab: 'reports',
    text: 'Reports from the public',
    href: '/staff/data/reports',
    needs: ['answer-feedback'],
  },
  { tab: 'news', text: 'News', href: '/staff/data/news', needs: ['manage-datasets'] },
]

/** What stands above every page on data: the rooms a person may enter, with what waits in each. */
export async function dataFrame(
  services: StaffServices,
  staff: Staff,
  tab: DataTab,
  trail: Link[] = [],
): Promise<PageView> {
  const counts = await countWork(services, staff)
  const here = tabs.find((item) => item.tab === tab)
  return {
    dataTabs: tabs
      .filter(({ needs }) => needs.some((permission) => can(staff, permission)))
      .map((item) => ({
        text: item.text,
        href: item.href,
        count: counts[item.tab],
        current: item.tab === tab,
      })),
    breadcrumbs: [
      { text: 'Data', href: '/staff/data' },
      ...(here === undefined || tab === 'datasets'
        ? []
        : [trail.length === 0 ? { text: here.text } : { text: here.text, href: here.href }]),
      ...trail.map(({ text, href }, index) => (index === trail.length - 1 ? { text } : { text, href })),
    ],
  }
}

const workWords: Partial<Record<DataTab, string>> = {
  imports: 'Files that wait for you',
  waiting: 'Versions that wait for a second person',
  due: 'Duties late or missing',
  reports: 'Reports to answer',
}

/** What waits in each room that a person may enter, for their own page. */
export async function dataWork(services: StaffServices, staff: Staff) {
  const counts = await countWork(services, staff)
  return tabs.flatMap(({ tab, href }) => {
    const [count, text] = [counts[tab], workWords[tab]]
    return count === undefined || text === undefined ? [] : [{ text, href, count }]
  })
}
