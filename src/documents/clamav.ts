import { connect, type Socket } from 'node:net'
import { readSocketAddress } from '../kernel/socket-address.ts'

/** What a virus scanner says of one file. `not-scanned`: it would not take the file, and `why` says so in a sentence. */
export type VirusVerdict =
  | { virus: 'none'; engine: string }
  | { virus: 'found'; virusName: string; engine: string }
  | { virus: 'not-scanned'; why: string; engine: string }

export type VirusScanner = {
  /** Throws `ScannerUnreachable`, which is no verdict: the file waits and is tried again. */
  scan(content: Uint8Array | AsyncIterable<Uint8Array>): Promise<VirusVerdict>
  /** Asks whether it is there; the answer is kept for `isReachable`. Never throws. */
  ping(): Promise<boolean>
  /** As it was when last asked; null before that. */
  isReachable(): boolean | null
}

export class ScannerUnreachable extends Error {
  constructor(because: string) {
    super(`The virus scanner cannot be asked: ${because}.`)
    this.name = 'ScannerUnreachable'
  }
}

const pieceBytes = 64 * 1024
const mostReplyBytes = 4096

type Content = Uint8Array | AsyncIterable<Uint8Array>

export type ClamavOptions = {
  /** Milliseconds without anything going either way; a large archive may take the scanner half a minute. */
  patience?: number
}

/**
 * ClamAV's daemon over TCP or a Unix socket, by its INSTREAM command (man clamd(8)). Our own, small: the npm package
 * `clamscan` never settles when the connection is closed without an answer and takes no account of a slow reader,
 * and most of it runs programs that this installation does not need.
 */
export function clamavScanner(address: string, { patience = 60_000 }: ClamavOptions = {}): VirusScanner {
  const place = readSocketAddress(address)
  if (place === null) throw new Error('not an address of ClamAV')
  let reachable: boolean | null = null
  let engine = 'ClamAV'

  /** One command and its whole answer, without the closing NUL. */
  const ask = async (command: string, content?: Content): Promise<string> => {
    const socket = connect(place)
    socket.setTimeout(patience)
    const { promise, resolve, reject } = Promise.withResolvers<string>()
    let answer = ''
    socket.on('data', (piece: Buffer) => {
      answer += piece.toString('utf8')
      if (answer.includes('\0') || answer.length > mostReplyBytes) resolve(answer)
    })
    socket.on('timeout', () => reject(new ScannerUnreachable('it does not answer in time')))
    // A refusal (too large) may come with a reset while we still write: what it said first counts.
    socket.on('error', (error: NodeJS.ErrnoException) =>
      answer === '' ? reject(new ScannerUnreachable(error.code ?? 'the connection failed')) : resolve(answer),
    )
    socket.on('close', () =>
      answer === '' ? reject(new ScannerUnreachable('it closed the connection')) : resolve(answer),
    )
    try {
      void send(socket, command, content).catch(() => undefined)
      const whole = await promise
      reachable = true
      return whole.split('\0')[0]?.trim() ?? ''
    } catch (error) {
      reachable = false
      throw error
    } finally {
      socket.destroy()
    }
  }

  return {
    async scan(content) {
      if (engine === 'ClamAV') engine = (await ask('zVERSION\0')).slice(0, 100) || 'ClamAV'
      const answer = await ask('zINSTREAM\0', content)
      if (/^stream: OK$/.test(answer)) return { virus: 'none', engine }
      const found = /^stream: (.{1,200}) FOUND$/.exec(answer)
      if (found?.[1] !== undefined) return { virus: 'found', virusName: found[1], engine }
      if (/size limit exceeded/i.test(answer))
        return { virus: 'not-scanned', why: 'It is larger than the virus scanner takes.', engine }
      if (answer.endsWith(' ERROR'))
        return { virus: 'not-scanned', why: 'The virus scanner could not read it.', engine }
      reachable = false
      throw new ScannerUnreachable('its answer was not understood')
    },
    async ping() {
      try {
        return (await ask('zPING\0')) === 'PONG'
      } catch {
        return false
      }
    },
    isReachable: () => reachable,
  }
}

async function* piecesOf(content: Content): AsyncGenerator<Uint8Array> {
  for await (const chunk of content instanceof Uint8Array ? [content] : content)
    for (let at = 0; at < chunk.length; at += pieceBytes) yield chunk.subarray(at, at + pieceBytes)
}

async function send(socket: Socket, command: string, content: Content | undefined): Promise<void> {
  socket.write(command)
  if (content === undefined) return
  for await (const piece of piecesOf(content)) {
    const length = Buffer.alloc(4)
    length.writeUInt32BE(piece.length)
    socket.write(length)
    if (!socket.write(piece)) await roomToWrite(socket)
    if (socket.destroyed) return
  }
  socket.write(Buffer.alloc(4))
}

function roomToWrite(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    const go = (): void => {
      socket.off('drain', go)
      socket.off('close', go)
      resolve()
    }
    socket.on('drain', go)
    socket.on('close', go)
  })
}
