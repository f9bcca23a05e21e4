import { countWaitingFeedback, listDuties } from '../../../catalogue/index.ts'
import { listImports, listWaitingVersions } from '../../../datasets/index.ts'
import { can, type Staff } from '../../../identity/index.ts'
import { today } from '../../../kernel/clock.ts'
import type { StaffServices } from '../staff-services.ts'
import { isLate } from './due/duty-words.ts'

/** How much waits for somebody in each room; a room that a person may not enter is not counted for them. */
export type WorkCounts = { imports?: number; waiting?: number; due?: number; reports?: number }

export async function countWork(
  services: StaffServices,
  staff: Staff,
): Promise<WorkCounts & Partial<Record<'datasets' | 'news', undefined>>> {
  const { reader } = services.database
  const { authorityId } = staff
  const counts: WorkCounts = {}
  if (can(staff, 'manage-datasets')) {
    const [asked, ready] = await Promise.all(
      (['needs-decision', 'ready'] as const).map((state) =>
        listImports(reader, authorityId, { state, pageSize: 1 }),
      ),
    )
    counts.imports = (asked?.total ?? 0) + (ready?.total ?? 0)
  }
  if (can(staff, 'approve-dataset')) counts.waiting = (await listWaitingVersions(reader, authorityId)).length
  if (can(staff, 'manage-duties')) {
    const duties = await listDuties(reader, services.authority(authorityId), today(services.clock))
    counts.due = duties.filter(isLate).length
  }
  if (can(staff, 'answer-feedback')) counts.reports = await countWaitingFeedback(reader, authorityId)
  return counts
}
