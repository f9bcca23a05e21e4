import {
  combinationLeaks,
  hidesFrom,
  showPage,
  type CombinationLeak,
  type MarkPlace,
} from '../../../../../redaction/index.ts'
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
  const gone = record.pages.filter(({ flag }) => flag !== 'full' && flag !== 'partial')
  const [first] = gone
  // Pages of one document are of one size, near enough to say which of them were shown before.
  const size = first === undefined ? null : await showPage(services, staff, record.documentId, first.page)
  const whole: MarkPlace[] =
    size?.ok === true
      ? gone.map(({ page }) => ({
          kind: 'box',
          page,
          left: 0,
          top: 0,
          width: size.value.width,
          height: size.value.height,
        }))
      : []
  const marks = record.marks.filter((mark) => hidesFrom(mark, 'requester')).map(({ place }) => place)
  const leaks = await combinationLeaks(services, {
    authorityId: staff.authorityId,
    sourceSha256: record.sha256,
    places: [...marks, ...whole],
  })
  return leaks.map(({ name, caseReference, whole: sentWhole, opened, closed }) => ({
    name,
    caseReference,
    whole: sentWhole,
    opened: writePageRanges(opened),
    closed: writePageRanges(closed),
  }))
}
