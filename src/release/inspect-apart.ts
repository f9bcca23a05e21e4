import { join } from 'node:path'
import { ProcessEnded, SpareProcess } from '../kernel/spare-process.ts'
import type { ReleaseInspection } from './inspect-for-release.ts'
import type { ToInspection } from './inspect-process.ts'

const seconds = 60
const inspectors = new SpareProcess(join(import.meta.dirname, 'inspect-process.ts'), {
  execArgv: ['--max-old-space-size=768'],
  idleFor: 20_000,
})

/**
 * `inspectForRelease` in a process of its own, with a limit on time and memory. What that process does not survive was
 * not looked into, so it is a finding `unreadable` and never clean.
 */
export async function inspectApart(
  bytes: Uint8Array,
  name: string,
  mustNot: readonly string[] = [],
): Promise<ReleaseInspection> {
  const message: ToInspection = { bytes, name, mustNot }
  try {
    return await inspectors.run<ReleaseInspection>(message, { time: seconds * 1000 })
  } catch (error) {
    if (!(error instanceof ProcessEnded)) throw error
    const detail =
      error.because === 'slow'
        ? `It took longer than ${seconds} seconds to look into it.`
        : 'Looking into it ended the process that looked: the file may be made to do that.'
    return { clean: false, findings: [{ kind: 'unreadable', where: 'the file', detail }], notes: [] }
  }
}
