import { earlierReleases, type CombinationLeak } from '../../../../../redaction/index.ts'
import { writePageRanges } from '../flags/page-ranges.ts'
import type { FullWorkspace, RedactServices } from '../workspace.ts'

export type LeakView = Pick<CombinationLeak, 'name' | 'caseReference' | 'whole'> & {
  opened: string
  closed: string
}

/** Earlier answers with which what the requester would get now could be put together. */
export async function findLeaks(
  { services }: RedactServices,
  { record, staff }: FullWorkspace,
): Promise<LeakView[]> {
  const leaks = await earlierReleases(services, staff, record.documentId, 'requester')
  return (leaks.ok ? leaks.value : []).map(({ name, caseReference, whole, opened, closed }) => ({
    name,
    caseReference,
    whole,
    opened: writePageRanges(opened),
    closed: writePageRanges(closed),
  }))
}
