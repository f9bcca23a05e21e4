import { sql } from 'kysely'
import type { FileType } from '../../documents/index.ts'
import { ProblemError } from '../../kernel/outcome.ts'
import { imageTypes } from '../formats/image.ts'
import type { RedactionServices } from '../redaction.ts'
import { askPages, type Shelved } from './ask-pages.ts'
import { readGently } from './scanned-words.ts'

/** Of a longer document the pages that somebody turns to are read, as they are turned to. */
const mostPages = 100
/** What came in before is old work: nobody is about to open it for the first time. */
const lookBack = Temporal.Duration.from({ hours: 14 * 24 })
/** A document in hand longer than this without a page being read was dropped by a process that died, or is tried again. */
const longestInHand = Temporal.Duration.from({ minutes: 15 })
const mostAttempts = 3
const withPages: readonly FileType[] = ['pdf', ...imageTypes]

type ScansRead = {
  /** Documents of which all scanned pages have been read, or that have none */
  read: number
  failed: number
}

/**
 * Reads the scanned pages of documents that came in and were looked into, oldest first, one page at a time and after
 * everything that a person waits for, so that whoever opens one finds its words. What was read stays, so a document that
 * was put down goes on where it stopped. A fault costs the document one of three attempts, a quarter of an hour apart.
 */
export async function readArrivedScans(
  services: RedactionServices,
  { signal, onFault }: { signal: AbortSignal; onFault: (error: unknown) => void },
): Promise<ScansRead> {
  const done: ScansRead = { read: 0, failed: 0 }
  while (!signal.aborted) {
    const document = await take(services)
    if (document === undefined) break
    try {
      await readDocument(services, document, signal)
      if (signal.aborted) {
        await giveBack(services, document)
        break
      }
      await end(services, document)
      done.read += 1
    } catch (error) {
      // The next comes all the same.
      done.failed += 1
      onFault(error)
    }
  }
  return done
}

async function readDocument(
  services: RedactionServices,
  document: Shelved,
  signal: AbortSignal,
): Promise<void> {
  try {
    const outline = await askPages(services.files, document, { ask: 'outline' })
    if (outline.kind !== 'pages' || outline.pages.length > mostPages) return
    for (const page of await askPages(services.files, document, { ask: 'scanned' })) {
      await readGently(services, document, page, signal)
      if (signal.aborted) return
      await stillInHand(services, document)
    }
  } catch (error) {
    // Locked away, damaged, locked with a password: nobody will see a page of it.
    if (!(error instanceof ProblemError)) throw error
  }
}

async function take({ database, clock }: RedactionServices): Promise<Shelved | undefined> {
  const now = clock.now()
  const dropped = now.subtract(longestInHand).toString()
  const { rows } = await database.write((tx) =>
    sql<{ sha256: string; file_type: string }>`with next as (
        select document.sha256, document.file_type
        from document left join scan_reading on scan_reading.sha256 = document.sha256
        where document.created_at > ${now.subtract(lookBack).toString()}::timestamptz
          and document.file_type in (${sql.join(withPages)})
          and document.origin not in ('letter', 'redacted')
          and document.arrival->>'lookedAt' is not null and document.arrival->>'virus' <> 'found'
          and (scan_reading.sha256 is null or (scan_reading.ended_at is null
            and scan_reading.attempts < ${mostAttempts}
            and (scan_reading.taken_at is null or scan_reading.taken_at < ${dropped}::timestamptz)))
        order by coalesce(scan_reading.attempts, 0), document.created_at, document.id
        limit 1
      ), taken as (
        insert into scan_reading (sha256, attempts, taken_at)
        select sha256, 1, ${now.toString()}::timestamptz from next
        on conflict (sha256) do update
          set attempts = scan_reading.attempts + 1, taken_at = excluded.taken_at
          where scan_reading.ended_at is null
            and (scan_reading.taken_at is null or scan_reading.taken_at < ${dropped}::timestamptz)
        returning sha256
      )
      select next.sha256, next.file_type from next join taken on taken.sha256 = next.sha256`.execute(tx),
  )
  const [row] = rows
  return row === undefined ? undefined : { sha256: row.sha256, fileType: row.file_type as FileType }
}

const change = (
  { database }: RedactionServices,
  { sha256 }: Shelved,
  set: { attempts?: number; taken_at?: Temporal.Instant | null; ended_at?: Temporal.Instant },
): Promise<unknown> =>
  database.write((tx) =>
    tx.updateTable('scan_reading').set(set).where('sha256', '=', sha256).executeTakeFirst(),
  )

const stillInHand = (services: RedactionServices, document: Shelved): Promise<unknown> =>
  change(services, document, { taken_at: services.clock.now() })

const end = (services: RedactionServices, document: Shelved): Promise<unknown> =>
  change(services, document, { taken_at: null, ended_at: services.clock.now() })

/** It was no fault of the document. */
const giveBack = (services: RedactionServices, document: Shelved): Promise<unknown> =>
  change(services, document, { taken_at: null, attempts: 0 })
