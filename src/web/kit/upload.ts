import { Readable } from 'node:stream'
import type { FastifyRequest } from 'fastify'
import { ProblemError } from '../../kernel/outcome.ts'
import { fileSize } from './filters.ts'

/** Files of the largest size that one form may hold together. */
const filesWorth = 4

declare module 'fastify' {
  interface FastifyInstance {
    /** Bytes of the largest file that the site takes where a route says no other. */
    largestUpload: number
  }
}

/** A file as it arrives. The name is what the sender's computer says; the type is only a claim. */
export type IncomingFile = { field: string; name: string; claimedType: string; content: Readable }

/**
 * Reads a multipart form of a route with `config: { upload: true }`: text fields into an object for `readForm`, each
 * file through `take` as a stream, in order. The form must hold its `_csrf` field before its first file.
 * Throws `forged-form`, and `too-large` once a file passes the limit: what `take` wrote must then be thrown away.
 * `largest`, in bytes, takes the place of the site's limit on one file. All of a form together may be four times what
 * one file may, because most readers gather it in memory.
 */
export async function readUploadForm<Kept>(
  request: FastifyRequest,
  take: (file: IncomingFile) => Promise<Kept>,
  rules: { largest?: number } = {},
): Promise<ReadForm<Kept>> {
  try {
    return await readParts(request, take, rules)
  } catch (error) {
    // A browser shows the answer only when it has sent everything: what is still coming is let run off.
    request.raw.unpipe()
    request.raw.resume()
    throw error
  }
}

type ReadForm<Kept> = { fields: Record<string, string | string[]>; files: Kept[] }

async function readParts<Kept>(
  request: FastifyRequest,
  take: (file: IncomingFile) => Promise<Kept>,
  { largest }: { largest?: number },
): Promise<ReadForm<Kept>> {
  const fields: Record<string, string | string[]> = Object.create(null) as Record<string, string | string[]>
  const files: Kept[] = []
  let checked = false
  const check = () => {
    if (!checked) request.checkFormToken(fields['_csrf'])
    checked = true
  }
  if (!request.isMultipart())
    throw new ProblemError('unsupported-type', 'Send this form as multipart/form-data.')
  const most = filesWorth * (largest ?? request.server.largestUpload)
  let total = 0
  const add = (bytes: number): void => {
    total += bytes
    if (total > most)
      throw new ProblemError('too-large', 'The selected files are together larger than this service takes.')
  }
  for await (const part of request.parts(largest === undefined ? {} : { limits: { fileSize: largest } })) {
    if (part.type === 'field') {
      const value = typeof part.value === 'string' ? part.value : ''
      add(value.length)
      const before = fields[part.fieldname]
      fields[part.fieldname] = before === undefined ? value : [before, value].flat()
      continue
    }
    check()
    // A browser sends one nameless, empty part for each file box left empty.
    if (part.filename === '' || part.filename === undefined) {
      part.file.resume()
      continue
    }
    const content = Readable.from(counted(part.file, add), { objectMode: false })
    // Whoever only lets it run off does not listen, and an error nobody listens to ends the server.
    content.on('error', () => undefined)
    const kept = await take({
      field: part.fieldname,
      // A browser writes a quotation mark in a name as %22, and a browser only (HTML, multipart/form-data).
      name: part.filename.replaceAll('%22', '"'),
      claimedType: part.mimetype,
      content,
    })
    add(0)
    files.push(kept)
    if (part.file.truncated)
      throw new ProblemError(
        'too-large',
        `The selected file is larger than ${fileSize(largest ?? request.server.largestUpload)}, the most this service takes.`,
      )
    part.file.resume()
  }
  check()
  return { fields, files }
}

async function* counted(content: Readable, add: (bytes: number) => void): AsyncGenerator<Uint8Array> {
  for await (const chunk of content as AsyncIterable<Uint8Array>) {
    add(chunk.length)
    yield chunk
  }
}
