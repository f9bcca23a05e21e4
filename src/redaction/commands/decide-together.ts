import type { Staff } from '../../identity/index.ts'
import { refuse, success, type Outcome } from '../../kernel/outcome.ts'
import { noDocument } from '../find-document.ts'
import type { Mark, MarkState } from '../mark.ts'
import { findRedaction } from '../queries/redaction.ts'
import { valueKey, wordsUnder } from '../queries/words-under.ts'
import type { RedactionRecord, RedactionServices } from '../redaction.ts'
import { mayRedact, whyNotChanged, type Versioned } from '../store.ts'
import { decideMarks, type MarksChanged } from './change-marks.ts'

/** Which proposals: all of one kind, or all that hide the same words for the same cause as one of them does. */
export type Together = { rule: string } | { alike: string }

/** Accepts or rejects many undecided proposals as one change, each with its own reason or all with the same. */
export async function decideTogether(
  services: RedactionServices,
  staff: Staff,
  input: Versioned & Together & { state: Exclude<MarkState, 'proposed'>; reason?: string },
): Promise<Outcome<MarksChanged>> {
  const refused = mayRedact(staff)
  if (refused !== null) return refused
  const record = await findRedaction(services.database.reader, staff.authorityId, input.documentId)
  if (record === null) return noDocument()
  const stale = whyNotChanged(record, input.version)
  if (stale !== null) return stale
  const chosen = await proposalsTogether(services, staff, record, input)
  if (!chosen.ok) return chosen
  const { documentId, state, reason } = input
  // What was chosen is what stands at this version.
  return decideMarks(services, staff, {
    documentId,
    version: record.version,
    ids: chosen.value.map(({ id }) => id),
    state,
    ...(reason === undefined ? {} : { reason }),
  })
}

/** The undecided proposals that are meant; refused where there are none. */
export async function proposalsTogether(
  services: RedactionServices,
  staff: Staff,
  record: RedactionRecord,
  which: Together,
): Promise<Outcome<Mark[]>> {
  const proposals = record.marks.filter(({ state }) => state === 'proposed')
  if ('rule' in which) {
    const chosen = proposals.filter(({ rule }) => rule === which.rule)
    return chosen.length > 0 ? success(chosen) : nothing()
  }
  const one = proposals.find(({ id }) => id === which.alike)
  if (one === undefined) return nothing()
  // What a person drew was found by nobody: it is like no other.
  if (one.rule === null) return success([one])
  const words = await wordsUnder(services, staff, record.documentId, proposals)
  if (!words.ok) return words
  const key = valueKey(one, words.value.get(one.id))
  return success(
    key === null ? [one] : proposals.filter((each) => valueKey(each, words.value.get(each.id)) === key),
  )
}

const nothing = () => refuse('not-found', 'No such proposal waits for a decision any more.')
