import { fork } from 'node:child_process'
import { join } from 'node:path'
import type { ReleaseInspection } from './inspect-for-release.ts'
import type { ToInspection } from './inspect-process.ts'

const limits = { seconds: 60, megabytes: 768 }

/**
 * `inspectForRelease` in a process of its own, with a limit on time and memory. What that process does not survive was
 * not looked into, so it is a finding `unreadable` and never clean.
 */
export function inspectApart(
  bytes: Uint8Array,
  name: string,
  mustNot: readonly string[] = [],
): Promise<ReleaseInspection> {
  const { promise, resolve } = Promise.withResolvers<ReleaseInspection>()
  const child = fork(join(import.meta.dirname, 'inspect-process.ts'), {
    execArgv: [`--max-old-space-size=${limits.megabytes}`],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  const giveUp = (detail: string): void => {
    const findings = [{ kind: 'unreadable' as const, where: 'the file', detail }]
    resolve({ clean: false, findings, notes: [] })
  }
  const timer = setTimeout(() => {
    giveUp(`It took longer than ${limits.seconds} seconds to look into it.`)
    child.kill('SIGKILL')
  }, limits.seconds * 1000)
  child.once('message', (found) => resolve(found as ReleaseInspection))
  child.once('error', () => giveUp('It could not be looked into.'))
  child.once('exit', () =>
    giveUp('Looking into it ended the process that looked: the file may be made to do that.'),
  )
  const message: ToInspection = { bytes, name, mustNot }
  child.send(message)
  return promise.finally(() => {
    clearTimeout(timer)
    child.kill('SIGKILL')
  })
}
