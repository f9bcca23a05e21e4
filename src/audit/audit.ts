import { json, type Database, type Writer } from '../db/index.ts'
import { newId, sha256 } from '../kernel/ids.ts'

/** Who did it. A requester acts by their tracking link; `system` is a timer or an import. */
export type Actor =
  { kind: 'staff'; id: string } | { kind: 'requester'; id: string | null } | { kind: 'system'; id: null }

export const systemActor: Actor = { kind: 'system', id: null }

export type AuditEntry = {
  actor: Actor
  /** verb-noun, past tense is implied: `open-case`, `approve-letter`, `read-case` */
  action: string
  subject: { kind: string; id: string }
  caseId?: string
  /** Facts of the change: dates, states, codes, hashes. Never names, addresses or request text. */
  details?: Record<string, unknown>
}

const genesis = '0'.repeat(64)

/** The last entry that each open transaction has under way. */
const underWay = new WeakMap<Writer, Promise<void>>()

/**
 * Appends entries to an authority's chain, in the transaction of the change they record. Each record's hash
 * covers its own content and the hash before it, so a later change to any record breaks every link after.
 * The head row is locked until commit: records of one authority are numbered in commit order without gaps. The lock
 * keeps others out, not what goes on at once in the same transaction: that waits here for its turn.
 */
export function recordAudit(
  tx: Writer,
  chain: string,
  at: Temporal.Instant,
  entries: AuditEntry[],
): Promise<void> {
  if (entries.length === 0) return Promise.resolve()
  const before = underWay.get(tx) ?? Promise.resolve()
  const turn = before.catch(() => undefined).then(() => append(tx, chain, at, entries))
  underWay.set(tx, turn)
  return turn
}

async function append(tx: Writer, chain: string, at: Temporal.Instant, entries: AuditEntry[]): Promise<void> {
  const head = (await lockHead(tx, chain)) ?? (await beginChain(tx, chain))
  let { number, hash } = head
  const rows = entries.map((entry) => {
    number += 1
    const row = {
      id: newId(),
      chain,
      number,
      at: at.round('microsecond'),
      actor_kind: entry.actor.kind,
      actor_id: entry.actor.id,
      action: entry.action,
      subject_kind: entry.subject.kind,
      subject_id: entry.subject.id,
      case_id: entry.caseId ?? null,
      details: entry.details ?? {},
      previous_hash: hash,
    }
    hash = hashOf(row)
    return { ...row, details: json(row.details), hash }
  })
  await tx
    .with('moved', (query) =>
      query.updateTable('audit_head').set({ number, hash }).where('chain', '=', chain),
    )
    .insertInto('audit_event')
    .values(rows)
    .execute()
}

type Head = { number: number; hash: string }

function lockHead(tx: Writer, chain: string): Promise<Head | undefined> {
  return tx
    .selectFrom('audit_head')
    .select(['number', 'hash'])
    .where('chain', '=', chain)
    .forUpdate()
    .executeTakeFirst()
}

/** Two that begin one chain at once: the second waits for the first, and then goes on from its head. */
async function beginChain(tx: Writer, chain: string): Promise<Head> {
  await tx
    .insertInto('audit_head')
    .values({ chain, number: 0, hash: genesis })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const head = await lockHead(tx, chain)
  if (head === undefined) throw new Error('an audit chain has no head')
  return head
}

type Hashed = {
  id: string
  chain: string
  number: number
  at: Temporal.Instant
  actor_kind: string
  actor_id: string | null
  action: string
  subject_kind: string
  subject_id: string
  case_id: string | null
  details: unknown
  previous_hash: string
}

function hashOf(row: Hashed): string {
  return sha256(
    canonical([
      row.id,
      row.chain,
      row.number,
      row.at.toString(),
      row.actor_kind,
      row.actor_id,
      row.action,
      row.subject_kind,
      row.subject_id,
      row.case_id,
      row.details,
      row.previous_hash,
    ]),
  )
}

/** JSON with object keys sorted: `jsonb` does not keep their order, and a hash must not depend on it. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (value !== null && typeof value === 'object') {
    const pairs = Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
    return `{${pairs.map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`).join(',')}}`
  }
  return JSON.stringify(value) ?? 'null'
}

export type ChainReport = {
  chain: string
  records: number
  broken: { number: number; reason: string } | null
}

/** Walks every chain from its first record and names the first broken link of each, if there is one. */
export async function verifyAudit(
  database: Database,
  onProgress: (records: number) => void = () => {},
): Promise<ChainReport[]> {
  const heads = await database.reader.selectFrom('audit_head').selectAll().orderBy('chain').execute()
  const orphans = await database.reader
    .selectFrom('audit_event')
    .select('chain')
    .distinct()
    .where('chain', 'not in', heads.length ? heads.map((head) => head.chain) : [''])
    .execute()
  const reports: ChainReport[] = orphans.map(({ chain }) => ({
    chain,
    records: 0,
    broken: { number: 1, reason: 'the chain has records but no head' },
  }))
  let seen = 0
  for (const head of heads) {
    let previous = genesis
    let next = 1
    let broken: ChainReport['broken'] = null
    while (broken === null) {
      const rows = await database.reader
        .selectFrom('audit_event')
        .selectAll()
        .where('chain', '=', head.chain)
        .where('number', '>=', next)
        .orderBy('number')
        .limit(2000)
        .execute()
      if (rows.length === 0) break
      for (const row of rows) {
        if (row.number !== next) broken = { number: next, reason: 'the record is missing' }
        else if (row.previous_hash !== previous)
          broken = { number: next, reason: 'it does not follow the record before it' }
        else if (hashOf(row) !== row.hash) broken = { number: next, reason: 'its content was changed' }
        if (broken) break
        previous = row.hash
        next += 1
      }
      seen += rows.length
      onProgress(seen)
    }
    if (broken === null && (next - 1 !== head.number || previous !== head.hash)) {
      broken = { number: next, reason: 'records are missing from the end' }
    }
    reports.push({ chain: head.chain, records: next - 1, broken })
  }
  return reports
}
