import { sql } from 'kysely'
import { recordAudit, systemActor } from '../../audit/index.ts'
import { json, type Writer } from '../../db/index.ts'
import { ScannerUnreachable } from '../../documents/index.ts'
import { ProblemError } from '../../kernel/outcome.ts'
import { inspectApart } from '../../release/index.ts'
import { isOrdinary, type ArrivalFinding, type KeptArrival } from '../arrival.ts'
import type { CaseServices } from '../case.ts'

/** A file that failed so often is one that cannot be looked into. */
const mostAttempts = 3
/** Files in hand at once: one long scan must not keep the others waiting. */
const lanes = 2
/** Findings, and notes, that are kept of one file. */
const mostKept = 200
/** A file in hand longer than this was dropped by a process that died; none takes so long. */
const longestInHand = Temporal.Duration.from({ minutes: 15 })

export type ArrivalsLooked = {
  looked: number
  failed: number
  /** True where the virus scanner could not be asked, so that files go on waiting */
  waiting: boolean
}

export type LookOptions = { limit?: number; signal?: AbortSignal; onFault?: (error: unknown) => void }

type Taken = {
  id: string
  authority_id: string
  case_id: string | null
  name: string
  sha256: string
  arrival_attempts: number
}

/**
 * Looks into files that came in and that nobody has looked into, oldest first: for viruses where a scanner is set up,
 * then for what is hidden, in a process that may die. A file is taken by marking it, so several workers never do the
 * same one, and no transaction is open while it is read. A fault costs the file one of three attempts; a scanner that
 * cannot be asked costs nothing and the file waits.
 */
export async function lookIntoArrivals(
  services: CaseServices,
  { limit = 20, signal, onFault }: LookOptions = {},
): Promise<ArrivalsLooked> {
  const done: ArrivalsLooked = { looked: 0, failed: 0, waiting: false }
  let left = limit
  const work = async (): Promise<void> => {
    while (left > 0 && !done.waiting && done.failed === 0 && signal?.aborted !== true) {
      left -= 1
      const document = await take(services)
      if (document === undefined) return
      try {
        await keep(services, document, await lookInto(services, document))
        done.looked += 1
      } catch (error) {
        const unreachable = error instanceof ScannerUnreachable
        if (unreachable) done.waiting = true
        else {
          done.failed += 1
          onFault?.(error)
        }
        await giveBack(services, document, unreachable)
      }
    }
  }
  await Promise.all(Array.from({ length: lanes }, work))
  return done
}

/**
 * Puts back what a process that died had in hand, and, where a virus scanner is set up, what came in before it was.
 * For the start of a worker and now and then.
 */
export async function requeueArrivals(services: CaseServices, unscanned: boolean): Promise<void> {
  const before = services.clock.now().subtract(longestInHand).toString()
  await services.database.write(async (tx) => {
    await sql`update document set arrival = null
      where arrival->>'taken' is not null and (arrival->>'taken')::timestamptz < ${before}::timestamptz`.execute(
      tx,
    )
    if (unscanned && services.virusScanner !== null)
      await sql`update document set arrival = null, arrival_attempts = 0
        where arrival->>'virus' = 'not-scanned' and arrival->>'engine' is null`.execute(tx)
  })
}

/** Files that wait to be looked into, in the whole installation. */
export async function countWaitingArrivals({ database }: Pick<CaseServices, 'database'>): Promise<number> {
  const { rows } = await sql<{ waiting: number }>`select count(*)::int as waiting from document
    where arrival is null`.execute(database.reader)
  return rows[0]?.waiting ?? 0
}

function take({ database, clock }: CaseServices): Promise<Taken | undefined> {
  const taken = JSON.stringify({ taken: clock.now().toString() })
  return database.write(async (tx) => {
    const { rows } = await sql<Taken>`update document
      set arrival = ${taken}::jsonb, arrival_attempts = arrival_attempts + 1
      where id = (select id from document where arrival is null order by created_at, id limit 1 for update skip locked)
      returning id, authority_id, case_id, name, sha256, arrival_attempts`.execute(tx)
    return rows[0]
  })
}

async function lookInto(services: CaseServices, document: Taken): Promise<KeptArrival> {
  const lookedAt = services.clock.now().toString()
  const nothing = { lookedAt, findings: [], notes: [] }
  let bytes: Uint8Array
  try {
    bytes = await services.files.read(document.sha256)
  } catch (error) {
    // The same bytes came before and were locked away then.
    if (error instanceof ProblemError && error.problem === 'quarantined')
      return { ...nothing, clean: false, virus: 'found', virusName: 'as found in the same file before' }
    throw error
  }
  const scanned = await services.virusScanner?.scan(bytes)
  // Two people said that it is a false alarm, of exactly these bytes.
  const falseAlarm = scanned?.virus === 'found' && (await isFalseAlarm(services, document))
  if (scanned?.virus === 'found' && !falseAlarm) return { ...nothing, clean: false, ...scanned }
  const verdict = falseAlarm
    ? { virus: 'none' as const, engine: `${scanned.engine}; two people let it go` }
    : scanned
  const { findings, notes } = await inspectApart(bytes, document.name)
  const told = findings.filter((finding) => !isOrdinary(finding))
  const unscanned =
    verdict?.virus === 'not-scanned' ? [{ kind: 'unreadable', where: 'the file', detail: verdict.why }] : []
  return {
    lookedAt,
    clean: told.length + unscanned.length === 0,
    findings: shorten([...unscanned, ...told]),
    notes: shorten([...findings.filter(isOrdinary), ...notes]),
    virus: verdict?.virus ?? 'not-scanned',
    ...(verdict === undefined ? {} : { engine: verdict.engine }),
  }
}

async function isFalseAlarm({ database }: CaseServices, { authority_id, sha256 }: Taken): Promise<boolean> {
  const row = await database.reader
    .selectFrom('quarantine_release')
    .select('id')
    .where('authority_id', '=', authority_id)
    .where('sha256', '=', sha256)
    .where('released', '=', true)
    .where('decided_by', 'is not', null)
    .executeTakeFirst()
  return row !== undefined
}

/** An archive of thousands of files has as many findings, and nobody reads them. */
function shorten(findings: ArrivalFinding[]): ArrivalFinding[] {
  const rest = findings.length - mostKept
  const [last] = findings.slice(mostKept)
  if (last === undefined) return findings
  return [
    ...findings.slice(0, mostKept),
    { kind: last.kind, where: 'elsewhere', detail: `And ${rest} more.` },
  ]
}

async function keep(services: CaseServices, document: Taken, arrival: KeptArrival): Promise<void> {
  const { virus, engine } = arrival
  if (virus === 'found') await services.files.quarantine(document.sha256)
  await services.database.write(async (tx) => {
    await tx
      .updateTable('document')
      .set({ arrival: json(arrival) })
      .where('id', '=', document.id)
      .execute()
    const now = services.clock.now()
    await auditLook(tx, now, document, {
      sha256: document.sha256,
      kinds: countKinds(arrival),
      virus,
      ...(engine === undefined ? {} : { engine }),
    })
    if (virus === 'found') await tellOthers(tx, now, document, arrival)
  })
}

type Looked = Pick<Taken, 'id' | 'authority_id' | 'case_id'>

/** The same bytes elsewhere, found clean with older signatures, are now locked away too and go out nowhere. */
async function tellOthers(
  tx: Writer,
  now: Temporal.Instant,
  { id, sha256 }: Taken,
  { virus, virusName }: KeptArrival,
): Promise<void> {
  const found = JSON.stringify({ clean: false, virus, ...(virusName === undefined ? {} : { virusName }) })
  const { rows } = await sql<Looked>`update document set arrival = arrival || ${found}::jsonb
    where sha256 = ${sha256} and id <> ${id} and arrival->>'lookedAt' is not null and arrival->>'virus' <> 'found'
    returning id, authority_id, case_id`.execute(tx)
  await tx
    .updateTable('document')
    .set({ release_state: 'withheld' })
    .where('sha256', '=', sha256)
    .where('release_state', '=', 'for-release')
    .execute()
  for (const other of rows) await auditLook(tx, now, other, { sha256, virus })
}

function auditLook(
  tx: Writer,
  now: Temporal.Instant,
  { id, authority_id, case_id }: Looked,
  details: Record<string, unknown>,
): Promise<void> {
  return recordAudit(tx, authority_id, now, [
    {
      actor: systemActor,
      action: 'look-into-document',
      subject: { kind: 'document', id },
      ...(case_id === null ? {} : { caseId: case_id }),
      details,
    },
  ])
}

const countKinds = ({ findings }: KeptArrival): Record<string, number> => {
  const counts: Record<string, number> = {}
  for (const { kind } of findings) counts[kind] = (counts[kind] ?? 0) + 1
  return counts
}

/** Back into the queue; after the last attempt the file is one that cannot be looked into. */
async function giveBack(services: CaseServices, document: Taken, forNothing: boolean): Promise<void> {
  if (forNothing || document.arrival_attempts < mostAttempts) {
    await services.database.write((tx) =>
      tx
        .updateTable('document')
        .set({ arrival: null, arrival_attempts: document.arrival_attempts - (forNothing ? 1 : 0) })
        .where('id', '=', document.id)
        .execute(),
    )
    return
  }
  const detail = `It could not be looked into in ${mostAttempts} attempts.`
  await keep(services, document, {
    lookedAt: services.clock.now().toString(),
    clean: false,
    findings: [{ kind: 'unreadable', where: 'the file', detail }],
    notes: [],
    virus: 'not-scanned',
  })
}
