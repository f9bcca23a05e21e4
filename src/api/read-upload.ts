import type { FastifyRequest } from 'fastify'
import type { Upload } from '../cases/index.ts'
import { ProblemError } from '../kernel/outcome.ts'
import type { App } from '../web/kit/index.ts'

const usualLargest = 25_000_000

/** Takes any kind of body as bytes: here a JSON document is a file, not an instruction. */
export function acceptFiles(api: App, largest: number = usualLargest): void {
  api.removeContentTypeParser('application/json')
  api.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: largest }, (_request, content, done) => {
    done(null, content)
  })
}

const bytes = { type: 'string', format: 'binary' }
/** What the description says of a body that is a file. */
export const fileBody = {
  required: true,
  content: {
    'application/octet-stream': { schema: bytes },
    'multipart/form-data': { schema: { type: 'object', properties: { file: bytes }, required: ['file'] } },
  },
}

const mostFiles = 5

export type SentFiles = { fields: Record<string, string>; uploads: Upload[] }

/** The files of a request: a multipart form's, or the body itself under the name in `X-File-Name`. */
export async function readFiles(request: FastifyRequest): Promise<SentFiles> {
  if (request.isMultipart()) return readForm(request)
  const content: unknown = request.body
  if (!Buffer.isBuffer(content)) return { fields: {}, uploads: [] }
  const name = fileNameOf(request)
  if (name === '')
    throw new ProblemError(
      'invalid-input',
      'Send the file’s name in X-File-Name, percent-encoded where it is not plain ASCII.',
      [{ field: 'X-File-Name', message: 'The name of the file is needed' }],
    )
  const declaredType = request.headers['content-type'] ?? 'application/octet-stream'
  return { fields: {}, uploads: [{ name, declaredType, bytes: content }] }
}

async function readForm(request: FastifyRequest): Promise<SentFiles> {
  const fields: Record<string, string> = {}
  const uploads: Upload[] = []
  // Every route takes few files; what comes beyond that is not gathered in memory first.
  for await (const part of request.parts({ limits: { files: mostFiles, fields: 50, fieldSize: 100_000 } })) {
    if (part.type === 'field') {
      if (typeof part.value === 'string') fields[part.fieldname] = part.value
      continue
    }
    const chunks: Buffer[] = []
    for await (const chunk of part.file) chunks.push(chunk as Buffer)
    if (part.file.truncated)
      throw new ProblemError('too-large', 'The file is larger than this service takes.')
    uploads.push({ name: part.filename, declaredType: part.mimetype, bytes: Buffer.concat(chunks) })
  }
  return { fields, uploads }
}

/** The name that `X-File-Name` gives to a body that is a file; empty without one. */
export function fileNameOf(request: FastifyRequest): string {
  const given = request.headers['x-file-name']
  if (typeof given !== 'string') return ''
  try {
    return decodeURIComponent(given).replaceAll('\0', '').toWellFormed().slice(0, 300)
  } catch {
    return given.slice(0, 300)
  }
}
