import type { FastifyRequest } from 'fastify'
import { Readable } from 'node:stream'
import { keepDatasetFile, type ReceivedFile } from '../datasets/index.ts'
import { ProblemError } from '../kernel/outcome.ts'
import { valueOf } from './access.ts'
import type { ApiServices } from './api-services.ts'
import { fileNameOf } from './read-upload.ts'

type SentDatasetFile = { file: ReceivedFile['file']; fields: Record<string, string> }

/** The one file of a request, put into the store as it arrives, and the fields of a form around it. */
export async function readDatasetFile(
  services: ApiServices,
  request: FastifyRequest,
): Promise<SentDatasetFile> {
  if (!request.isMultipart()) {
    const content: unknown = request.body
    const name = fileNameOf(request)
    if (name === '' || !(content instanceof Readable)) throw missing(name === '' ? 'X-File-Name' : 'file')
    return { file: valueOf(await keepDatasetFile(services, name, content)), fields: {} }
  }
  const fields: Record<string, string> = {}
  let file: ReceivedFile['file'] | null = null
  // The store counts the bytes: the form's own limit is for smaller things.
  for await (const part of request.parts({ limits: { fileSize: Number.MAX_SAFE_INTEGER, files: 1 } })) {
    if (part.type === 'field') {
      if (typeof part.value === 'string') fields[part.fieldname] = part.value
      continue
    }
    file = valueOf(await keepDatasetFile(services, part.filename, part.file))
  }
  if (file === null) throw missing('file')
  return { file, fields }
}

function missing(field: string): ProblemError {
  const message = field === 'file' ? 'Send one file' : 'The name of the file is needed'
  return new ProblemError('invalid-input', `${message}.`, [{ field, message }])
}
