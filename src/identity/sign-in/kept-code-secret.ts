import type { Selectable } from 'kysely'
import type { StaffTable, Writer } from '../../db/index.ts'
import { refuse, success, type Outcome } from '../../kernel/outcome.ts'
import type { Services } from '../services.ts'
import { acceptedStep } from './codes.ts'
import { isSealed } from './secret-box.ts'

type Holder = Pick<Selectable<StaffTable>, 'id' | 'totp_secret' | 'totp_pending' | 'totp_last_step'>

/** The secret of a row as an authenticator has it. Refuses `key-changed` where it was sealed with another key. */
export function openCodeSecret({ secrets }: Services, id: string, kept: string): Outcome<string> {
  const secret = isSealed(kept) ? secrets.open(kept, id) : kept
  return secret === null ? refuse('key-changed') : success(secret)
}

/**
 * Checks a code against somebody’s second factor and uses it up: null where it is wrong or was used. A secret from
 * before secrets were sealed is sealed now.
 */
export async function useCode(
  services: Services,
  tx: Writer,
  row: Holder & { totp_secret: string },
  code: string,
  at: Temporal.Instant,
): Promise<Outcome<number | null>> {
  const opened = openCodeSecret(services, row.id, row.totp_secret)
  if (!opened.ok) return opened
  const step = acceptedStep(opened.value, code, at, row.totp_last_step)
  if (step === null) return success(null)
  const kept = isSealed(row.totp_secret) ? row.totp_secret : services.secrets.seal(opened.value, row.id)
  await tx
    .updateTable('staff')
    .set({ totp_last_step: step, totp_secret: kept })
    .where('id', '=', row.id)
    .execute()
  return success(step)
}
