import { inspectForRelease, type ReleaseInspection } from './inspect-for-release.ts'

// Runs in a process of its own: a file made to break its reader breaks nothing else.

export type ToInspection = { bytes: Uint8Array; name: string; mustNot: readonly string[] }

process.on('message', (message) => {
  const { bytes, name, mustNot } = message as ToInspection
  void inspectForRelease(bytes, name, mustNot).then((found: ReleaseInspection) => {
    process.send?.(found)
  })
})
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'))
