import { can, type Staff } from '../../identity/index.ts'
import { refusalOf, refuse, success, type Outcome } from '../../kernel/outcome.ts'
import { noDocument } from '../find-document.ts'
import type { Layer } from '../mark.ts'
import { combinationLeaks, type CombinationLeak } from './combination-leaks.ts'
import { findRedaction } from './redaction.ts'
import type { RedactionServices } from '../redaction.ts'
import { marksToApply } from '../commands/burn-copy.ts'

/** Earlier answers with which a copy for this reader, as the marks stand now, could be put together. */
export async function earlierReleases(
  services: RedactionServices,
  staff: Staff,
  documentId: string,
  layer: Layer,
): Promise<Outcome<CombinationLeak[]>> {
  if (!can(staff, 'read-cases')) return refuse('not-permitted')
  const record = await findRedaction(services.database.reader, staff.authorityId, documentId)
  if (record === null) return noDocument()
  try {
    const marks = await marksToApply(services, record, layer)
    const { authorityId } = staff
    const places = marks.map(({ place }) => place)
    return success(await combinationLeaks(services, { authorityId, sourceSha256: record.sha256, places }))
  } catch (error) {
    return refusalOf(error)
  }
}
