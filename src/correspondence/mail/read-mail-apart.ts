import { join } from 'node:path'
import { success, type Outcome, type Refusal } from '../../kernel/outcome.ts'
import { lockedFlags, ProcessEnded, SpareProcess } from '../../kernel/spare-process.ts'
import type { InboundMail } from './mail.ts'
import { keepMailWhole } from './read-mail.ts'

type Sent = Omit<InboundMail, 'date'> & { date: string | null }
export type FromMailProcess = { ok: true; value: Sent } | Refusal

const usualTime = 60_000
const readers = new SpareProcess(join(import.meta.dirname, 'mail-process.ts'), {
  execArgv: [...lockedFlags, '--max-old-space-size=768'],
  idleFor: 30_000,
})

/**
 * `readMail` in a process that may die, with a limit on time and memory: what strangers send is never taken apart in the
 * server. A mail that ends its reader is kept whole, with a warning, because it may be a request all the same. `time` in
 * milliseconds.
 */
export async function readMailApart(bytes: Uint8Array, time = usualTime): Promise<Outcome<InboundMail>> {
  try {
    const read = await readers.run<FromMailProcess>(bytes, { time })
    if (!read.ok) return read
    const { date } = read.value
    return success({ ...read.value, date: date === null ? null : Temporal.Instant.from(date) })
  } catch (error) {
    if (!(error instanceof ProcessEnded)) throw error
    return success(await keepMailWhole(bytes))
  }
}
