// The process that importTable starts: one job at a time, until its parent goes away.
import { BuildFault, isFull } from './build-fault.ts'
import { buildTable } from './build-table.ts'
import type { FromBuild, ToBuild } from './build-messages.ts'
import type { ImportStage } from './job.ts'

const progressEvery = 100
let lastStage: ImportStage | null = null
let lastAt = 0

function send(message: FromBuild): void {
  process.send?.(message)
}

process.on('message', (message: ToBuild) => {
  lastStage = null
  void buildTable(message.job, (stage, done, total) => {
    const now = performance.now()
    if (stage === lastStage && done !== total && now - lastAt < progressEvery) return
    lastStage = stage
    lastAt = now
    send({ kind: 'progress', stage, done, total })
  }).then(
    (result) => send({ kind: 'result', result }),
    (error: unknown) => {
      const isError = error instanceof Error
      const code = isError && 'code' in error && typeof error.code === 'string' ? error.code : null
      send({ kind: 'failed', code, message: isError ? wordsOf(error) : 'unknown' })
    },
  )
})
/** The engine's own words repeat the cell they are about: only what kind of fault it was is kept. */
function wordsOf(error: Error): string {
  if (error instanceof BuildFault) return error.message
  if (isFull(error.message)) return 'No space left on device'
  return `${error.name} (${error.message.split(':', 1)[0]?.slice(0, 60) ?? ''})`
}

process.on('disconnect', () => process.exit(0))
