import { inspectBytes, type BytesToInspect, type InspectedBytes } from './inspect-bytes.ts'

// Runs in a process of its own: a file made to break its reader breaks nothing else.

export type FromInspection = InspectedBytes | 'fault'

process.on('message', (message) => {
  void inspectBytes(message as BytesToInspect).then(
    (found) => process.send?.(found),
    () => process.send?.('fault' satisfies FromInspection),
  )
})
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'))
