import { listImports, listWaitingVersions } from '../../../datasets/index.ts'
import { can, type Staff } from '../../../identity/index.ts'
import type { StaffServices } from '../staff-services.ts'

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
  return counts
}
