// The process that importTable starts: one job at a time, until its parent goes away.
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
      send({ kind: 'failed', code, message: isError ? error.message : String(error) })
    },
  )
})
process.on('disconnect', () => process.exit(0))
