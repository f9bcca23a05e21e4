import type { Readable } from 'node:stream'
import type { Refusal } from '../../kernel/outcome.ts'
import { acceptedEncoding } from './accepted-encoding.ts'
import type { FastifyReply, FastifyRequest } from './options.ts'
import { isUnchanged } from './preconditions.ts'
import { sendRefusal } from './refusals.ts'
import { attachment, compress, compressible, unchanging } from './send-stored.ts'

/** A file made as it is sent. The stamp names its bytes: the same stamp, the same file. */
export type MadeContent = {
  stamp: string
  mediaType: string
  /** Null for what is read in place and not kept as a file. */
  fileName: string | null
  immutable: boolean
  make(): Promise<{ ok: true; value: Readable } | Refusal>
}

/** Sends a file made on demand, or word that the reader has it already, in which case nothing is made. */
export async function sendMade(
  request: FastifyRequest,
  reply: FastifyReply,
  content: MadeContent,
): Promise<FastifyReply> {
  const encoding = compressible.test(content.mediaType) ? acceptedEncoding(request) : null
  const etag = encoding === null ? `"${content.stamp}"` : `"${content.stamp}-${encoding}"`
  const describe = () => {
    reply
      .header('ETag', etag)
      .header('Vary', 'Accept-Encoding')
      .header('Cache-Control', content.immutable ? unchanging : 'no-cache')
    if (encoding !== null) reply.header('Content-Encoding', encoding)
    if (content.fileName !== null) reply.header('Content-Disposition', attachment(content.fileName))
    return reply.type(content.mediaType)
  }
  if (isUnchanged(request, etag)) return reply.code(304).header('ETag', etag).send()
  if (request.method === 'HEAD') return describe().send()
  const made = await content.make()
  if (!made.ok) return sendRefusal(reply, made)
  return describe().send(encoding === null ? made.value : compress(made.value, encoding))
}
