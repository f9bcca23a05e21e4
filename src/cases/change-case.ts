import type { Actor } from '../audit/index.ts'
import { writeOutcome, type Writer } from '../db/index.ts'
import { staffActor, type Authority, type Staff } from '../identity/index.ts'
import { legalDay } from '../kernel/clock.ts'
import type { Outcome } from '../kernel/outcome.ts'
import { success } from '../kernel/outcome.ts'
import type { CaseServices } from './case.ts'
import {
  auditCase,
  lockForChange,
  updateCase,
  type Asking,
  type CaseChanges,
  type LockedCase,
} from './store.ts'
import type { Action, CaseFacts } from './transitions.ts'

/** What the work of one change is given: everything fresh, inside the transaction. */
export type Change = {
  tx: Writer
  row: LockedCase
  facts: CaseFacts
  authority: Authority
  actor: Actor
  now: Temporal.Instant
  today: Temporal.PlainDate
  /** What must stay on record although the change is refused and undone: done in a transaction of its own. */
  afterRefusal: (work: (tx: Writer) => Promise<void>) => void
}

/** What it gives back: its result, what else changes on the row, and the facts for the audit record. */
export type Changed<T> = {
  value: T
  set?: CaseChanges
  details?: Record<string, unknown>
}

export type Versioned = { caseId: string; version?: number }

/**
 * One change to one case, start to end: lock, decide on the fresh row whether it is allowed, do the work, move the
 * version on, append to the audit trail; all of it or none. Every command on a case is this with its own work.
 */
export async function changeCase<T>(
  services: CaseServices,
  asking: Asking,
  { caseId, version }: Versioned,
  action: Action,
  work: (change: Change) => Promise<Outcome<Changed<T>>>,
): Promise<Outcome<T>> {
  const now = services.clock.now()
  const kept: ((tx: Writer) => Promise<void>)[] = []
  const outcome = await writeOutcome(services.database, async (tx): Promise<Outcome<T>> => {
    const locked = await lockForChange(tx, {
      caseId,
      action,
      asking,
      ...(version === undefined ? {} : { version }),
    })
    if (!locked.ok) return locked
    const { row, facts } = locked.value
    const actor = actorOf(asking, row)
    const authority = services.authority(row.authority_id)
    const afterRefusal = (later: (tx: Writer) => Promise<void>): void => void kept.push(later)
    const done = await work({ tx, row, facts, authority, actor, now, today: legalDay(now), afterRefusal })
    if (!done.ok) return done
    await updateCase(tx, row, done.value.set)
    await auditCase(tx, row, now, actor, action, done.value.details)
    return success(done.value.value)
  })
  if (!outcome.ok) for (const later of kept) await services.database.write(later)
  return outcome
}

function actorOf(asking: Asking, row: LockedCase): Actor {
  if (asking.by === 'staff') return staffActor(asking.staff)
  return asking.by === 'requester'
    ? { kind: 'requester', id: row.requester_id }
    : { kind: 'system', id: null }
}

export const byStaff = (staff: Staff): Asking => ({ by: 'staff', staff })
export const byRequester: Asking = { by: 'requester' }
export const bySystem: Asking = { by: 'system' }
