import type { Readable } from 'node:stream'
import type { FastifyRequest } from 'fastify'
import { ProblemError } from '../../kernel/outcome.ts'

/** A file as it arrives. The name is what the sender's computer says; the type is only a claim. */
export type IncomingFile = { field: string; name: string; claimedType: string; content: Readable }

/**
 * Reads a multipart form of a route with `config: { upload: true }`: text fields into an object for `readForm`, each
 * file through `take` as a stream, in order. The form must hold its `_csrf` field before its first file.
 * Throws `forged-form`, and `too-large` once a file passes the limit: what `take` wrote must then be thrown away.
 * `largest`, in bytes, takes the place of the site's limit on one file.
 */
export async function readUploadForm<Kept>(
  request: FastifyRequest,
  take: (file: IncomingFile) => Promise<Kept>,
  rules: { largest?: number } = {},
): Promise<{ fields: Record<string, string | string[]>; files: Kept[] }> {
  const fields: Record<string, string | string[]> = Object.create(null) as Record<string, string | string[]>
  const files: Kept[] = []
  let checked = false
  const check = () => {
    if (!checked) request.checkFormToken(fields['_csrf'])
    checked = true
  }
  if (!request.isMultipart())
    throw new ProblemError('unsupported-type', 'Send this form as multipart/form-data.')
  const { largest } = rules
  for await (const part of request.parts(largest === undefined ? {} : { limits: { fileSize: largest } })) {
    if (part.type === 'field') {
      const value = typeof part.value === 'string' ? part.value : ''
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
    const kept = await take({
      field: part.fieldname,
      name: part.filename,
      claimedType: part.mimetype,
      content: part.file,
    })
    files.push(kept)
    if (part.file.truncated)
      throw new ProblemError('too-large', 'The selected file is larger than this service takes.')
    part.file.resume()
  }
  check()
  return { fields, files }
}
