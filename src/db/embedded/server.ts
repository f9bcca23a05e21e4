// The embedded database's own process: one PGlite, one data directory, one lock, many clients.
// Started by start.ts with the data directory and the socket path; ends when its last client has gone.
import { PGlite } from '@electric-sql/pglite'
import { mkdirSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { takeLock } from './lock.ts'
import { shareSession } from './wire.ts'

const idleMilliseconds = 400
const firstClientMilliseconds = 30_000

async function main(dataDirectory: string, socketPath: string): Promise<void> {
  const lock = await takeLock(dataDirectory, 'database')
  if (lock === null) return
  const clusterDirectory = join(dataDirectory, 'database')
  mkdirSync(clusterDirectory, { recursive: true, mode: 0o700 })
  const database = await PGlite.create({ dataDir: clusterDirectory })

  let timer = setTimeout(() => void stop(), firstClientMilliseconds)
  const session = shareSession(
    {
      run: async (messages, onAnswer) => {
        await database.runExclusive(() => database.execProtocolRawStream(messages, { onRawData: onAnswer }))
      },
    },
    (count) => {
      clearTimeout(timer)
      if (count === 0) timer = setTimeout(() => void stop(), idleMilliseconds)
    },
  )
  const server = createServer(session.accept)
  rmSync(socketPath, { force: true })
  server.listen(socketPath)

  let stopping = false
  async function stop(): Promise<void> {
    if (stopping || session.connectionCount() > 0) return
    stopping = true
    rmSync(socketPath, { force: true })
    server.close()
    await database.close()
    lock?.release()
    process.exit(0)
  }
  // Its clients decide when it ends: a signal meant for them must not take the database away first.
  process.on('SIGINT', () => void stop())
  process.on('SIGTERM', () => void stop())
}

const [dataDirectory, socketPath] = process.argv.slice(2)
if (dataDirectory === undefined || socketPath === undefined) {
  process.stderr.write('usage: server.ts DATA-DIRECTORY SOCKET\n')
  process.exitCode = 2
} else {
  main(dataDirectory, socketPath).catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    process.exit(1)
  })
}
