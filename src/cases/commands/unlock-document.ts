import { sql } from 'kysely'
import { recordAudit } from '../../audit/index.ts'
import { ScannerUnreachable, type VirusVerdict } from '../../documents/index.ts'
import { can, staffActor, type Staff } from '../../identity/index.ts'
import { newId } from '../../kernel/ids.ts'
import { refuse, refuseFields, success, type Outcome } from '../../kernel/outcome.ts'
import type { CaseServices } from '../case.ts'

export type UnlockInput = { documentId: string; reason: string }
/** `asked`: a second person has to agree. `released`: it is looked into again before it opens. */
export type Unlocked = { state: 'asked' | 'released' }

const shortest = 10
const longest = 2000

/**
 * Lets a file that was locked away as holding a virus be read again. The scanner is asked once more: where it now finds
 * nothing, one person’s word is enough; else a second person must say so as well, each with a reason, and both are
 * audited. The same file elsewhere in the authority is let go with it; another authority decides for itself.
 */
export async function unlockDocument(
  services: CaseServices,
  staff: Staff,
  { documentId, reason: given }: UnlockInput,
): Promise<Outcome<Unlocked>> {
  if (!can(staff, 'unlock-file')) return refuse('not-permitted')
  const reason = given.trim()
  if (reason.length < shortest || reason.length > longest)
    return refuseFields([
      { field: 'reason', message: 'Say why it is a false alarm, in 10 to 2,000 characters' },
    ])
  const { database, files, clock } = services
  const document = await database.reader
    .selectFrom('document')
    .select(['id', 'case_id', 'sha256', 'arrival'])
    .where('id', '=', documentId)
    .where('authority_id', '=', staff.authorityId)
    .executeTakeFirst()
  if (document === undefined) return refuse('not-found')
  const { sha256 } = document
  const bytes = await files.readQuarantined(sha256)
  const locked = (document.arrival as { virus?: string } | null)?.virus === 'found'
  if (!locked) return refuse('not-now', 'It is not locked away.')
  // Where another authority let the same bytes go they are no longer there, and are scanned where they are.
  const verdict = await scanAgain(services, bytes ?? (await files.read(sha256)))
  const now = clock.now()
  const outcome = await database.write(async (tx): Promise<Outcome<Unlocked>> => {
    await sql`select id from document where id = ${documentId} for update`.execute(tx)
    const before = await tx
      .selectFrom('quarantine_release')
      .select(['id', 'asked_by'])
      .where('authority_id', '=', staff.authorityId)
      .where('sha256', '=', sha256)
      .where('released', '=', false)
      .executeTakeFirst()
    if (verdict !== 'none' && before?.asked_by === staff.id)
      return refuse('own-work', 'You asked for it already. Somebody else must agree.')
    const released = verdict === 'none' || before !== undefined
    if (before === undefined)
      await tx
        .insertInto('quarantine_release')
        .values({
          id: newId(),
          authority_id: staff.authorityId,
          document_id: documentId,
          sha256,
          asked_by: staff.id,
          asked_at: now,
          reason,
          verdict,
          decided_by: null,
          decided_at: null,
          decided_reason: null,
          released,
        })
        .execute()
    else
      await tx
        .updateTable('quarantine_release')
        .set({
          decided_by: before.asked_by === staff.id ? null : staff.id,
          decided_at: now,
          decided_reason: reason,
          verdict,
          released: true,
        })
        .where('id', '=', before.id)
        .execute()
    await recordAudit(tx, staff.authorityId, now, [
      {
        actor: staffActor(staff),
        action: released ? 'unlock-document' : 'ask-unlock-document',
        subject: { kind: 'document', id: documentId },
        ...(document.case_id === null ? {} : { caseId: document.case_id }),
        details: { sha256, verdict },
      },
    ])
    if (!released) return success({ state: 'asked' })
    await files.unlock(sha256)
    await tx
      .updateTable('document')
      .set({ arrival: null, arrival_attempts: 0 })
      .where('authority_id', '=', staff.authorityId)
      .where('sha256', '=', sha256)
      .where(sql<boolean>`arrival->>'virus' = 'found'`)
      .execute()
    return success({ state: 'released' })
  })
  return outcome
}

/** A scanner that is not set up, or not there, has not said that there is nothing in it. */
async function scanAgain({ virusScanner }: CaseServices, bytes: Uint8Array): Promise<VirusVerdict['virus']> {
  try {
    return (await virusScanner?.scan(bytes))?.virus ?? 'not-scanned'
  } catch (error) {
    if (error instanceof ScannerUnreachable) return 'not-scanned'
    throw error
  }
}
