import type { Staff } from '../../identity/index.ts'
import { refusalOf, refuse, success, type Outcome } from '../../kernel/outcome.ts'
import { checkMarks, type CheckedMark } from '../check-marks.ts'
import { findDocument } from '../find-document.ts'
import type { Layer } from '../mark.ts'
import { lineBoxes } from '../pages/read-words.ts'
import { showPage } from '../pages/show-page.ts'
import type { NewMark, RedactionServices } from '../redaction.ts'
import {
  changeRedaction,
  insertMarks,
  keptMarks,
  meaningOf,
  type MarkRow,
  type RedactionChange,
  type RedactionChanged,
  type Versioned,
} from '../store.ts'

export type MarksAdded = { version: number; ids: string[] }

/** Marks that a person set, in one change. What the same form sends twice is there once: the answer names the first. */
export async function addMarks(
  services: RedactionServices,
  staff: Staff,
  input: Versioned & { marks: readonly NewMark[] },
): Promise<Outcome<MarksAdded>> {
  const found = await findDocument(services.database.reader, staff, input.documentId)
  if (!found.ok) return found
  const checked = await checkMarks(services.files, found.value, input.marks).catch(refusalOf)
  if (!checked.ok) return checked
  if (checked.value.length === 0) return refuse('invalid-input', 'There is nothing to mark.')
  return changeRedaction(services, staff, input, (change) => addOnce(change, checked.value))
}

async function addOnce(
  change: RedactionChange,
  marks: readonly CheckedMark[],
): Promise<Outcome<RedactionChanged<{ ids: string[] }>>> {
  const kept = await keptMarks(change.tx, change.documentId)
  const known = new Map<string, string | null>(
    kept.filter(({ rule }) => rule === null).map((mark) => [meaningOf(mark), mark.id]),
  )
  const added: MarkRow[] = []
  for (const mark of marks) {
    if (known.has(meaningOf(mark))) continue
    known.set(meaningOf(mark), null)
    added.push({ ...mark, rule: null, why: null, score: null })
  }
  const inserted = await insertMarks(change, added, kept.length)
  if (!inserted.ok) return inserted
  added.forEach((mark, index) => known.set(meaningOf(mark), inserted.value[index] ?? null))
  return success({
    value: { ids: [...new Set(marks.flatMap((mark) => known.get(meaningOf(mark)) ?? []))] },
    action: 'add-redaction-marks',
    details:
      added.length === 0
        ? null
        : {
            marks: added.length,
            ids: inserted.value.slice(0, 100),
            reasons: [...new Set(added.map(({ reason }) => reason))],
            layers: [...new Set(added.map(({ layer }) => layer))],
          },
  })
}

/** Marks the words of a page from one number of `PageView.words` to another, both included: one box a line. */
export async function markWords(
  services: RedactionServices,
  staff: Staff,
  input: Versioned & { page: number; from: number; to: number; reason: string; layer?: Layer },
): Promise<Outcome<MarksAdded>> {
  const { documentId, page, from, to, reason, layer } = input
  const shown = await showPage(services, staff, documentId, page)
  if (!shown.ok) return shown
  const count = shown.value.words.length
  if (!Number.isInteger(from) || !Number.isInteger(to) || from < 0 || to < from || to >= count)
    return refuse(
      'invalid-input',
      `Page ${page} has the words 0 to ${count - 1}; ${from} to ${to} are not all among them.`,
    )
  const { width, height } = shown.value
  const marks = lineBoxes(shown.value.words, from, to).flatMap((box): NewMark[] => {
    // Words that were painted over the edge are marked as far as the page goes, and whole words are removed.
    const left = Math.max(0, box.left - 1)
    const top = Math.max(0, box.top)
    const wide = Math.min(width, box.left + box.width + 1) - left
    const high = Math.min(height, box.top + box.height) - top
    if (wide <= 0 || high <= 0) return []
    const place = { kind: 'box' as const, page, left, top, width: wide, height: high }
    return [layer === undefined ? { place, reason } : { place, reason, layer }]
  })
  const { version } = input
  return addMarks(services, staff, { documentId, marks, ...(version === undefined ? {} : { version }) })
}
