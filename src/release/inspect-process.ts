import type { ReadScan, Scan } from '../documents/index.ts'
import { inspectBytes, type BytesToInspect, type InspectedBytes } from './inspect-bytes.ts'

// Runs in a process of its own, which may read its own code and nothing else: a file made to break its reader breaks
// nothing else. Text recognition needs a further process, so it is asked of the one that started this.

export type FromInspection = InspectedBytes | 'fault'
export type AskScan = { ask: 'scan'; number: number; picture: Uint8Array; page: number }
export type SaidScan = { said: 'scan'; number: number; scan: Scan | null }

const waiting = new Map<number, (scan: Scan | null) => void>()
let asked = 0

const readScan: ReadScan = async (picture, { page = 1 }) => {
  const number = (asked += 1)
  const { promise, resolve } = Promise.withResolvers<Scan | null>()
  waiting.set(number, resolve)
  process.send?.({ ask: 'scan', number, picture, page } satisfies AskScan)
  const scan = await promise
  if (scan === null) throw new Error('The picture could not be read')
  return scan
}

process.on('message', (message: BytesToInspect | SaidScan) => {
  if ('said' in message) {
    waiting.get(message.number)?.(message.scan)
    waiting.delete(message.number)
    return
  }
  void inspectBytes(message, readScan).then(
    (found) => process.send?.(found),
    () => process.send?.('fault' satisfies FromInspection),
  )
})
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'))
