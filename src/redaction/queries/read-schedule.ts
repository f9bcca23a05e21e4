import type { Reader } from '../../db/index.ts'
import { refuse, success, type Outcome } from '../../kernel/outcome.ts'
import type { Layer } from '../mark.ts'
import type { RedactedCopy, RedactionRecord } from '../redaction.ts'
import { scheduleFor, type ScheduleLine } from '../schedule.ts'
import { copyFacts } from './redaction.ts'

export type Schedule = {
  layer: Layer
  /** The copy that it was kept with; null of the marks as they stand now */
  copy: RedactedCopy | null
  lines: ScheduleLine[]
}

/**
 * The schedule that was kept with a copy when it was made; without a copy, that of the marks as they stand now, for the
 * requester unless another reader is named.
 */
export async function readSchedule(
  reader: Reader,
  record: RedactionRecord,
  { copyId, layer }: { copyId?: string; layer?: Layer },
): Promise<Outcome<Schedule>> {
  if (copyId === undefined) {
    const wanted = layer ?? 'requester'
    return success({ layer: wanted, copy: null, lines: scheduleFor(record, wanted) })
  }
  const copy = record.copies.find(({ documentId }) => documentId === copyId)
  if (copy === undefined) return refuse('not-found', 'There is no such copy of this document.')
  if (layer !== undefined && layer !== copy.layer)
    return refuse('invalid-input', `That copy was made for another reader (${copy.layer}): leave one out.`)
  const { redaction } = await reader
    .selectFrom('document')
    .select('redaction')
    .where('id', '=', copy.documentId)
    .executeTakeFirstOrThrow()
  return success({ layer: copy.layer, copy, lines: copyFacts(redaction)?.schedule ?? [] })
}
