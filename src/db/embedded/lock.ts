import { createHash } from 'node:crypto'
import { realpathSync, rmSync } from 'node:fs'
import { connect, createServer, type Server } from 'node:net'
import { join } from 'node:path'

export type Lock = { release(): void }

/**
 * Takes a named lock on a directory, or returns null where a living process has it.
 *
 * The lock is a listening socket, so the operating system lets go of it when its process dies, however it
 * dies: there is no stale lock file to reason about. Linux has nameless sockets for this; elsewhere the
 * socket is a file in the directory, and one that nobody answers is taken over. It works within one machine:
 * two machines must not share one data directory.
 */
export async function takeLock(directory: string, name: string): Promise<Lock | null> {
  const digest = createHash('sha256').update(realpathSync(directory)).digest('hex').slice(0, 32)
  const linux = process.platform === 'linux'
  const address = linux ? `\0muniment-${digest}-${name}` : join(directory, `${name}.lock`)
  const server = await listen(address)
  if (server) return lockOf(server)
  if (linux || (await answers(address))) return null
  rmSync(address, { force: true })
  const second = await listen(address)
  return second ? lockOf(second) : null
}

function lockOf(server: Server): Lock {
  server.unref()
  return { release: () => void server.close() }
}

function listen(address: string): Promise<Server | null> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy())
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(null)
      else reject(error)
    })
    server.listen(address, () => resolve(server))
  })
}

function answers(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(address)
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}
