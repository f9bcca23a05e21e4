import { pipeline, type Readable } from 'node:stream'
import { constants, createBrotliCompress, createGzip } from 'node:zlib'
import { acceptedEncoding, type Encoding } from './accepted-encoding.ts'
import type { FastifyReply, FastifyRequest } from './options.ts'
import { httpDate, isUnchanged, requestedRange } from './preconditions.ts'

/** The bytes never change, but a version that is withdrawn must leave other people's caches: within a day, not a year. */
export const unchanging = 'public, max-age=86400, immutable'

/** A file that stands ready: its bytes never change under one hash. */
export type StoredContent = {
  sha256: string
  size: number
  mediaType: string
  fileName: string
  modified: Temporal.Instant
  /** The address always means these bytes; otherwise it is asked about each time. */
  immutable: boolean
  /** `start` and `end` are bytes, both included. */
  open(range?: { start: number; end: number }): Promise<Readable>
}

/** What loses by being compressed again is sent as it is. */
export const compressible = /^(text\/|application\/(json|x-ndjson))/
const smallest = 1024

/**
 * Sends a stored file, or the stretch of it asked for, or word that the reader has it already. The hash is the entity
 * tag; a compressed answer has a tag of its own, so that a download broken off half way is never continued with bytes
 * of another kind.
 */
export async function sendStored(
  request: FastifyRequest,
  reply: FastifyReply,
  content: StoredContent,
): Promise<FastifyReply> {
  const { sha256, size, modified } = content
  const encoding = encodingFor(request, content)
  const etag = encoding === null ? `"${sha256}"` : `"${sha256}-${encoding}"`
  reply
    .type(content.mediaType)
    .header('ETag', etag)
    .header('Last-Modified', httpDate(modified))
    .header('Accept-Ranges', 'bytes')
    .header('Vary', 'Accept-Encoding')
    .header('Cache-Control', content.immutable ? unchanging : 'no-cache')
    .header('Content-Disposition', attachment(content.fileName))
  if (isUnchanged(request, etag, modified)) return reply.code(304).send()
  const range = requestedRange(request, size, etag, modified)
  if (range === 'unsatisfiable')
    return reply
      .code(416)
      .header('Content-Range', `bytes */${size}`)
      .type('text/plain; charset=utf-8')
      .send(`The file has ${size} bytes. Ask for a range within it.\n`)
  if (range !== null) reply.code(206).header('Content-Range', `bytes ${range.start}-${range.end}/${size}`)
  if (encoding === null) reply.header('Content-Length', range === null ? size : range.end - range.start + 1)
  else reply.header('Content-Encoding', encoding)
  if (request.method === 'HEAD') return reply.send()
  const bytes = await content.open(range ?? undefined)
  return reply.send(encoding === null ? bytes : compress(bytes, encoding))
}

/** Never together with a range, whose numbers count the bytes of the file itself. */
function encodingFor(request: FastifyRequest, { mediaType, size }: StoredContent): Encoding | null {
  if (request.headers.range !== undefined || size < smallest || !compressible.test(mediaType)) return null
  return acceptedEncoding(request)
}

/** A stream on its way out in one of the two compressions. Both end together, however either ends. */
export function compress(bytes: Readable, encoding: Encoding): Readable {
  const compressor =
    encoding === 'br'
      ? createBrotliCompress({ params: { [constants.BROTLI_PARAM_QUALITY]: 4 } })
      : createGzip({ level: 6 })
  pipeline(bytes, compressor, () => undefined)
  return compressor
}

/** A download's name, of which only plain characters are let into the header. */
export function attachment(fileName: string): string {
  return `attachment; filename="${fileName.replace(/[^\w.-]+/g, '-')}"`
}
