import type { Reader } from '../../db/index.ts'
import { refuse, success, type Outcome } from '../../kernel/outcome.ts'
import type { Layer } from '../mark.ts'
import type { RedactedCopy, RedactionRecord } from '../redaction.ts'
import { scheduleFor, type ScheduleLine } from '../schedule.ts'
import { keptCopy } from './kept-copy.ts'

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
  const kept = await keptCopy(reader, record, copyId)
  if (kept === null) return refuse('not-found', 'There is no such copy of this document.')
  const { copy, facts } = kept
  if (layer !== undefined && layer !== copy.layer)
    return refuse('invalid-input', `That copy was made for another reader (${copy.layer}): leave one out.`)
  return success({ layer: copy.layer, copy, lines: facts.schedule })
}
