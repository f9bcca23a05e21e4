import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'
import type { AddressInfo } from 'node:net'

export type FakeClamd = {
  address: string
  /** Bytes of every file it was given */
  files: Buffer[]
  behaviour: 'well' | 'silent' | 'drops' | 'garbled' | 'too-large'
  close(): Promise<void>
}

/** The text by which any scanner can be tried, in two parts so that this file does not set one off. */
export const testVirus = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-', 'STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join(
  '',
)

/** A daemon that speaks as clamd does, on this machine alone. `most` is its StreamMaxLength; `path` of its Unix socket. */
export async function fakeClamd({
  most = 10_000_000,
  path,
}: { most?: number; path?: string } = {}): Promise<FakeClamd> {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.on('close', () => sockets.delete(socket))
    let held = Buffer.alloc(0)
    socket.on('data', (piece: Buffer) => {
      held = Buffer.concat([held, piece])
      if (clamd.behaviour === 'silent') return
      if (clamd.behaviour === 'drops') return void socket.destroy()
      if (clamd.behaviour === 'garbled') return void socket.end('what?\0')
      const end = held.indexOf(0)
      if (end === -1) return
      const command = held.subarray(0, end).toString()
      if (command === 'zPING') return void socket.end('PONG\0')
      if (command === 'zVERSION') return void socket.end('ClamAV 1.4.2/27500/Mon May  4 09:00:00 2026\0')
      const file = readPieces(held.subarray(end + 1))
      if (clamd.behaviour === 'too-large' || file.bytes.length > most)
        return void socket.end('INSTREAM size limit exceeded. ERROR\0')
      if (!file.ended) return
      clamd.files.push(file.bytes)
      socket.end(file.bytes.includes(testVirus) ? 'stream: Eicar-Test FOUND\0' : 'stream: OK\0')
    })
  })
  if (path === undefined) server.listen(0, '127.0.0.1')
  else server.listen(path)
  await once(server, 'listening')
  const clamd: FakeClamd = {
    address: path ?? `127.0.0.1:${(server.address() as AddressInfo).port}`,
    files: [],
    behaviour: 'well',
    async close() {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
  return clamd
}

function readPieces(stream: Buffer): { bytes: Buffer; ended: boolean } {
  const pieces: Buffer[] = []
  for (let at = 0; at + 4 <= stream.length;) {
    const length = stream.readUInt32BE(at)
    if (length === 0) return { bytes: Buffer.concat(pieces), ended: true }
    pieces.push(stream.subarray(at + 4, at + 4 + length))
    at += 4 + length
  }
  return { bytes: Buffer.concat(pieces), ended: false }
}
