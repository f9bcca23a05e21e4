import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { acceptedEncoding, type Encoding } from './accepted-encoding.ts'
import type { FastifyReply, FastifyRequest } from './options.ts'
import { isUnchanged } from './preconditions.ts'

const brotli = promisify(brotliCompress)
const zip = promisify(gzip)

/** An answer as it is made: only one of status 200 is kept. */
export type MadeAnswer = { status: number; type: string; body: string; headers?: Record<string, string> }
type Kept = { made: MadeAnswer; body: Buffer; encoded: Map<Encoding, Promise<Buffer>>; bytes: number }

export type ResponseCache = {
  /**
   * Answers with what `stamp` names: with 304 where the reader holds it, from memory where it was made before, and else
   * by making it. The stamp must change whenever anything shown changes; many who ask at once wait for one making.
   */
  send(
    request: FastifyRequest,
    reply: FastifyReply,
    stamp: string,
    make: () => Promise<MadeAnswer>,
  ): Promise<FastifyReply>
  /** What is held now. */
  held(): { answers: number; bytes: number }
}

/**
 * Public answers kept in memory, those least lately asked for let go first, at most `mostBytes` of them, compressed forms
 * included. Whoever brings a cookie or a token is answered anew: what they see may be theirs alone.
 */
export function createResponseCache(mostBytes = 64 * 1024 * 1024): ResponseCache {
  const kept = new Map<string, Kept>()
  const making = new Map<string, Promise<Kept>>()
  let bytes = 0

  const count = (entry: Kept, stamp: string, more: number) => {
    if (kept.get(stamp) !== entry) return
    entry.bytes += more
    bytes += more
    for (const [oldest, { bytes: freed }] of kept) {
      if (bytes <= mostBytes) break
      kept.delete(oldest)
      bytes -= freed
    }
  }
  const makeOnce = (stamp: string, make: () => Promise<MadeAnswer>): Promise<Kept> => {
    const begun = making.get(stamp)
    if (begun !== undefined) return begun
    const promise = make().then((made) => {
      const body = Buffer.from(made.body)
      const entry: Kept = { made, body, encoded: new Map(), bytes: 0 }
      if (made.status === 200) {
        kept.set(stamp, entry)
        count(entry, stamp, body.length)
      }
      return entry
    })
    making.set(stamp, promise)
    const done = () => making.delete(stamp)
    promise.then(done, done)
    return promise
  }
  const encode = (entry: Kept, stamp: string, encoding: Encoding): Promise<Buffer> => {
    const known = entry.encoded.get(encoding)
    if (known !== undefined) return known
    const encoded =
      encoding === 'br'
        ? brotli(entry.body, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } })
        : zip(entry.body, { level: 6 })
    entry.encoded.set(encoding, encoded)
    void encoded.then((buffer) => count(entry, stamp, buffer.length)).catch(() => undefined)
    return encoded
  }

  return {
    async send(request, reply, stamp, make) {
      const own = request.headers.cookie !== undefined || request.headers.authorization !== undefined
      if (own) {
        const made = await make()
        return reply
          .code(made.status)
          .headers(made.headers ?? {})
          .type(made.type)
          .send(made.body)
      }
      const encoding = acceptedEncoding(request)
      const etag = encoding === null ? `"${stamp}"` : `"${stamp}-${encoding}"`
      if (isUnchanged(request, etag))
        return reply.code(304).header('ETag', etag).header('Vary', 'Accept-Encoding').send()
      let entry = kept.get(stamp)
      if (entry === undefined) entry = await makeOnce(stamp, make)
      else {
        kept.delete(stamp)
        kept.set(stamp, entry)
      }
      const { made } = entry
      reply
        .code(made.status)
        .headers(made.headers ?? {})
        .type(made.type)
        .header('Vary', 'Accept-Encoding')
      if (made.status !== 200) return reply.send(made.body)
      reply.header('ETag', etag)
      if (encoding === null || entry.body.length < 1024) return reply.send(entry.body)
      const body = await encode(entry, stamp, encoding)
      return reply.header('Content-Encoding', encoding).send(body)
    },
    held: () => ({ answers: kept.size, bytes }),
  }
}
