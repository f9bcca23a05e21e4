import { spawn } from 'node:child_process'
import { enableCompileCache } from 'node:module'
import { constants, setPriority } from 'node:os'
import { join } from 'node:path'

// What Node makes of each source file is kept, for this process and those it starts: the next start takes half the time.
// Where this may not be written, nothing is lost but that.
process.env['NODE_COMPILE_CACHE'] ??= join(import.meta.dirname, '../node_modules/.cache/muniment')
enableCompileCache(process.env['NODE_COMPILE_CACHE'])

const soon = 30_000

/**
 * For a server, which may be killed and then keeps nothing at its end. To keep it here would hold every request up for
 * seconds: a process that gives way to all others reads the same sources, and keeps what became of them at its end.
 */
export function keepCompiled(signal: AbortSignal): void {
  const begin = (): void => {
    const child = spawn(process.execPath, [join(import.meta.dirname, 'compile-sources.ts')], {
      stdio: 'ignore',
      signal,
    })
    child.unref()
    // Nothing is lost but time at the next start.
    child.on('error', () => {})
    try {
      if (child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_LOW)
    } catch {
      // It has ended already, or this system has no priorities.
    }
  }
  const waiting = setTimeout(begin, soon).unref()
  signal.addEventListener('abort', () => clearTimeout(waiting), { once: true })
}
