import type { Staff } from '../../../../identity/index.ts'
import { success, type Outcome } from '../../../../kernel/outcome.ts'
import {
  changeMarks,
  decideMarks,
  flagPages,
  removeMarks,
  restoreMarks,
  type FlaggedPage,
  type Layer,
  type Mark,
  type MarkState,
  type RedactionRecord,
} from '../../../../redaction/index.ts'
import type { Banner } from '../../../kit/index.ts'
import type { StaffServices } from '../../staff-services.ts'

/** What takes a change back. */
export type Step =
  | { kind: 'remove'; ids: string[] }
  | { kind: 'restore'; ids: string[] }
  | { kind: 'decide'; ids: string[]; state: MarkState; reason: string }
  | { kind: 'change'; ids: string[]; reason: string; layer: Layer }
  | { kind: 'flag'; pages: number[]; before: FlaggedPage | null }

/** One change, told in words that hold none of the document. `before` and `after` are versions of the redaction. */
export type Change = { said: string; before: number; after: number; steps: Step[]; undone?: true }

type Kept = Change & { fresh: boolean }

const mostChanges = 50
const mostHands = 500

/**
 * What each person changed last in each document, so that it can be undone and the next page can say it was done. Only
 * in this process’s memory: a restart loses the offer to undo and nothing else, since removed marks stay on record.
 */
export function createChangeMemory() {
  const hands = new Map<string, Kept[]>()
  const keyOf = (staffId: string, { documentId }: { documentId: string }) => `${staffId} ${documentId}`
  const top = (staffId: string, record: RedactionRecord): Kept | null => {
    const newest = hands.get(keyOf(staffId, record))?.at(-1)
    // Somebody else’s later change might rest on it.
    return newest?.after === record.version ? newest : null
  }
  return {
    remember(staffId: string, documentId: string, change: Change, fresh: boolean): void {
      const key = keyOf(staffId, { documentId })
      const changes = hands.get(key) ?? []
      hands.delete(key)
      hands.set(key, [...changes, { ...change, fresh }].slice(-mostChanges))
      const oldest = hands.keys().next()
      if (hands.size > mostHands && !oldest.done) hands.delete(oldest.value)
    },
    /** The change that can be undone now. */
    last(staffId: string, record: RedactionRecord): Change | null {
      const found = top(staffId, record)
      return found === null || found.steps.length === 0 ? null : found
    },
    /** The banner of a change just made: once. */
    banner(staffId: string, record: RedactionRecord): { banner?: Banner } {
      const found = top(staffId, record)
      if (found?.fresh !== true) return {}
      found.fresh = false
      return { banner: { kind: 'success', text: found.said } }
    },
    /** Takes the last change off; the one before it can be undone next. */
    undone(staffId: string, documentId: string, version: number): void {
      const changes = hands.get(keyOf(staffId, { documentId }))
      const gone = changes?.pop()
      const next = changes?.at(-1)
      if (gone !== undefined && next?.after === gone.before) next.after = version
      else changes?.splice(0)
    },
  }
}

export type ChangeMemory = ReturnType<typeof createChangeMemory>

/** Does the steps of an undo, each on the version the one before left. */
export async function takeBack(
  services: StaffServices,
  staff: Staff,
  record: RedactionRecord,
  steps: readonly Step[],
): Promise<Outcome<{ version: number }>> {
  const { documentId } = record
  let { version } = record
  for (const step of steps) {
    const target = { documentId, version }
    const done = await takeStep(services, staff, target, step)
    if (!done.ok) return done
    version = done.value.version
  }
  return success({ version })
}

function takeStep(
  services: StaffServices,
  staff: Staff,
  target: { documentId: string; version: number },
  step: Step,
): Promise<Outcome<{ version: number }>> {
  switch (step.kind) {
    case 'remove':
      return removeMarks(services, staff, { ...target, ids: step.ids })
    case 'restore':
      return restoreMarks(services, staff, { ...target, ids: step.ids })
    case 'decide':
      return decideMarks(services, staff, {
        ...target,
        ids: step.ids,
        state: step.state,
        reason: step.reason,
      })
    case 'change':
      return changeMarks(services, staff, {
        ...target,
        ids: step.ids,
        reason: step.reason,
        layer: step.layer,
      })
    case 'flag':
      return flagPages(services, staff, {
        ...target,
        pages: step.pages,
        flag: step.before?.flag ?? null,
        ...(step.before?.reason ? { reason: step.before.reason } : {}),
        ...(step.before?.duplicateOf ? { duplicateOf: step.before.duplicateOf } : {}),
      })
  }
}

/** Marks just made. A form sent twice makes none the second time: those that were there before stay if it is undone. */
export function addedMarks(
  record: RedactionRecord,
  before: number,
  made: { version: number; ids: readonly string[] },
  said: string,
): Change {
  const known = new Set(record.marks.map(({ id }) => id))
  const ids = made.ids.filter((id) => !known.has(id))
  return { said, before, after: made.version, steps: ids.length === 0 ? [] : [{ kind: 'remove', ids }] }
}

/** Puts each mark back into the state it has now, with the reason it has now. */
export function decideBack(marks: readonly Mark[]): Step[] {
  const groups = Map.groupBy(marks, ({ state, reason }) => `${state} ${reason}`)
  return [...groups.values()].flatMap((group): Step[] => {
    const [first] = group
    return first === undefined
      ? []
      : [{ kind: 'decide', ids: group.map(({ id }) => id), state: first.state, reason: first.reason }]
  })
}

/** Gives each mark back the reason and layer it has now. */
export function changeBack(marks: readonly Mark[]): Step[] {
  const groups = Map.groupBy(marks, ({ reason, layer }) => `${reason} ${layer}`)
  return [...groups.values()].flatMap((group) => {
    const [first] = group
    return first === undefined
      ? []
      : [{ kind: 'change', ids: group.map(({ id }) => id), reason: first.reason, layer: first.layer }]
  })
}

/** Gives each page back the flag it has now. */
export function flagBack(record: RedactionRecord, pages: readonly number[]): Step[] {
  const before = new Map(record.pages.map((each) => [each.page, each]))
  const groups = Map.groupBy(pages, (page) => JSON.stringify({ ...before.get(page), page: 0 }))
  return [...groups.values()].map((group) => ({
    kind: 'flag',
    pages: group,
    before: before.get(group[0] ?? 0) ?? null,
  }))
}
