import type { Socket } from 'node:net'

/**
 * What the embedded database must offer: run raw PostgreSQL wire messages and hand back the raw answer.
 * `PGlite.execProtocolRawStream` has this shape.
 */
export type WireBackend = {
  run(messages: Uint8Array, onAnswer: (bytes: Uint8Array) => void): Promise<void>
}

type Unit = { connection: Connection; bytes: Buffer }
type Connection = { socket: Socket; pending: Buffer; ready: Buffer[]; started: boolean; closed: boolean }

const code = (letter: string): number => letter.charCodeAt(0)
const sslRequest = 80877103
const gssRequest = 80877104
const cancelRequest = 80877102
// A unit is everything up to one of these: only then does the backend answer.
const unitEnds = new Set([code('Q'), code('S'), code('F'), code('H'), code('c'), code('f'), code('d')])

/**
 * Shares one backend session among many client connections without ever mixing their messages.
 *
 * The embedded database is a single PostgreSQL session, with one unnamed statement and one unnamed portal.
 * A parameterised query arrives as five messages (Parse, Bind, Describe, Execute, Sync); if another client's
 * Parse slips between them the wrong statement runs. So messages are forwarded in whole units, and a client
 * that has begun a transaction keeps the session until its ReadyForQuery says idle.
 * (docs/adr/0003-one-session-shared-safely.md has the measurement.)
 */
export function shareSession(backend: WireBackend, onConnections: (count: number) => void) {
  const queue: Unit[] = []
  const connections = new Set<Connection>()
  let owner: Connection | null = null
  let running = false

  function accept(socket: Socket): void {
    const connection: Connection = {
      socket,
      pending: Buffer.alloc(0),
      ready: [],
      started: false,
      closed: false,
    }
    connections.add(connection)
    onConnections(connections.size)
    socket.setNoDelay(true)
    socket.on('data', (data) => {
      connection.pending = Buffer.concat([connection.pending, Buffer.from(data)])
      takeMessages(connection)
      void drain()
    })
    socket.on('error', () => socket.destroy())
    socket.on('close', () => {
      connection.closed = true
      connections.delete(connection)
      void drain()
      onConnections(connections.size)
    })
  }

  function takeMessages(connection: Connection): void {
    for (;;) {
      const { pending } = connection
      const header = connection.started ? 5 : 4
      if (pending.length < header) return
      const length = connection.started ? 1 + pending.readInt32BE(1) : pending.readInt32BE(0)
      if (length < header || length > 0x3fffffff) {
        connection.socket.destroy()
        return
      }
      if (pending.length < length) return
      const message = pending.subarray(0, length)
      connection.pending = pending.subarray(length)
      if (!connection.started) takeStartup(connection, message)
      else if (message[0] === code('X')) connection.socket.end()
      else {
        connection.ready.push(message)
        if (unitEnds.has(message[0] ?? 0)) {
          queue.push({ connection, bytes: Buffer.concat(connection.ready) })
          connection.ready = []
        }
      }
    }
  }

  function takeStartup(connection: Connection, message: Buffer): void {
    const kind = message.length >= 8 ? message.readInt32BE(4) : 0
    if (kind === sslRequest || kind === gssRequest) connection.socket.write('N')
    else if (kind === cancelRequest) connection.socket.end()
    else {
      connection.started = true
      queue.push({ connection, bytes: message })
    }
  }

  async function drain(): Promise<void> {
    if (running) return
    running = true
    try {
      for (;;) {
        if (owner?.closed) {
          await forward('ROLLBACK', null)
          owner = null
        }
        const index: number = owner === null ? 0 : queue.findIndex((unit) => unit.connection === owner)
        const unit = index < 0 ? undefined : queue.splice(index, 1)[0]
        if (unit === undefined) return
        if (unit.connection.closed) continue
        owner = unit.connection
        try {
          const status = await forward(unit.bytes, unit.connection)
          if (status === 'I') owner = null
        } catch (error) {
          unit.connection.socket.destroy(error instanceof Error ? error : new Error(String(error)))
          unit.connection.closed = true
        }
      }
    } finally {
      running = false
    }
  }

  /** Sends one unit and returns the transaction status of the last ReadyForQuery in the answer, if any. */
  async function forward(unit: Buffer | string, to: Connection | null): Promise<string | null> {
    const bytes = typeof unit === 'string' ? simpleQuery(unit) : unit
    const frames = new StatusReader()
    await backend.run(bytes, (answer) => {
      frames.read(answer)
      if (to && !to.closed) to.socket.write(Buffer.from(answer))
    })
    return frames.status
  }

  return { accept, connectionCount: () => connections.size }
}

function simpleQuery(sql: string): Buffer {
  const text = Buffer.from(`${sql}\0`)
  const message = Buffer.alloc(5)
  message.write('Q')
  message.writeInt32BE(4 + text.length, 1)
  return Buffer.concat([message, text])
}

/** Follows the frames of an answer that comes in arbitrary pieces, and remembers the last ReadyForQuery. */
class StatusReader {
  status: string | null = null
  private header = Buffer.alloc(0)
  private skip = 0

  read(bytes: Uint8Array): void {
    let at = 0
    while (at < bytes.length) {
      if (this.skip > 0) {
        const step = Math.min(this.skip, bytes.length - at)
        if (this.header[0] === code('Z')) this.status = String.fromCharCode(bytes[at] ?? 0)
        this.skip -= step
        at += step
        if (this.skip === 0) this.header = Buffer.alloc(0)
        continue
      }
      const missing = 5 - this.header.length
      this.header = Buffer.concat([this.header, bytes.subarray(at, at + missing)])
      at += missing
      if (this.header.length === 5) {
        this.skip = this.header.readInt32BE(1) - 4
        if (this.skip === 0) this.header = Buffer.alloc(0)
      }
    }
  }
}
