import {
  casesWithWarnings,
  tasksFor,
  worklist,
  type WorklistFilters,
  type WorklistTab,
} from '../../../cases/index.ts'
import { answersToPublish } from '../../../disclosure/index.ts'
import { can, type Staff } from '../../../identity/index.ts'
import { today } from '../../../kernel/clock.ts'
import { regimes } from '../../../law/index.ts'
import type { App } from '../../kit/index.ts'
import { show } from '../answer.ts'
import { casePath } from '../cases/case-page.ts'
import { dataWork } from '../data/data-frame.ts'
import { requireStaff } from '../session.ts'
import type { StaffServices } from '../staff-services.ts'
import { taskTag } from '../task-words.ts'
import { dueNote, statusTag } from '../words.ts'

const shown = 10

/** What each role has to do next, in one place: cases, approvals, tasks, answers to publish. */
export function addMyWorkPage(app: App, services: StaffServices): void {
  app.get('/staff', { config: { private: true } }, async (request, reply) => {
    const staff = requireStaff(request)
    const { reader } = services.database
    const lists: CaseList[] = []
    if (can(staff, 'approve-letter'))
      lists.push(
        await caseList(
          services,
          staff,
          'approval',
          'Waiting for your approval',
          'Nothing waits for approval.',
        ),
      )
    if (can(staff, 'work-case')) {
      lists.push(await caseList(services, staff, 'to-do', 'Your requests', 'No open request is yours.'))
      lists.push(
        await caseList(
          services,
          staff,
          'unassigned',
          'Without an officer',
          'Every open request has an officer.',
        ),
      )
    }
    const day = today(services.clock)
    const tasks = can(staff, 'complete-task') ? await tasksFor(reader, staff, { open: true }) : null
    const toPublish = can(staff, 'publish-disclosure')
      ? await answersToPublish(reader, staff.authorityId, { limit: shown })
      : null
    const data = await dataWork(services, staff)
    const warned = can(staff, 'work-case') ? await casesWithWarnings(reader, staff) : []
    return show(reply, 'my-work/page.njk', {
      title: 'My work',
      lists,
      warned: warned.map((each) => ({ ...each, href: `${casePath(each.reference)}/documents` })),
      tasks: tasks?.map((task) => ({ ...task, tag: taskTag(task, day) })) ?? null,
      toPublish:
        toPublish?.map((answer) => ({ ...answer, href: `${casePath(answer.reference)}/publish` })) ?? null,
      data,
      nothing: data.length === 0 && lists.length === 0 && tasks === null && toPublish === null,
      canOpen: can(staff, 'open-case'),
      canAudit: can(staff, 'read-audit'),
      canSettle: can(staff, 'manage-authority'),
      canReport: can(staff, 'read-reports'),
    })
  })
}

type CaseList = { heading: string; empty: string; all: string | null; total: number; rows: unknown[] }

async function caseList(
  services: StaffServices,
  staff: Staff,
  tab: WorklistTab,
  heading: string,
  empty: string,
): Promise<CaseList> {
  const day = today(services.clock)
  const calendars = services.calendars()
  const filters: WorklistFilters = { tab, sort: 'due', direction: 'asc', page: 1, pageSize: shown }
  const found = await worklist(services.database.reader, staff, filters, day, calendars)
  const now = { today: day, calendars, nation: services.authority(staff.authorityId).nation }
  return {
    heading,
    empty,
    total: found.total,
    all: found.total > found.rows.length ? `/staff/cases?tab=${tab}` : null,
    rows: found.rows.map((row) => ({
      reference: row.reference,
      title: row.title,
      href: tab === 'approval' ? `${casePath(row.reference)}/approve` : casePath(row.reference),
      law: regimes[row.regime].shortTitle,
      dueOn: row.dueOn,
      due: dueNote(row, row.dueOn, now),
      withWhom: row.withWhom,
      tag: statusTag(row),
    })),
  }
}
