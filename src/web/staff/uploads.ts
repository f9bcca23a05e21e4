import type { FastifyRequest } from 'fastify'
import type { Upload } from '../../cases/index.ts'
import { fileSize, readUploadForm } from '../kit/index.ts'

export type SentFiles = {
  fields: Record<string, string | string[]>
  uploads: Upload[]
}

/** Reads a form with files. The kit's limit on one file holds, so that what is gathered here fits in memory. */
export async function readFiles(request: FastifyRequest): Promise<SentFiles> {
  const { fields, files } = await readUploadForm(request, async ({ name, claimedType, content }) => {
    const chunks: Uint8Array[] = []
    for await (const chunk of content) chunks.push(chunk as Uint8Array)
    return { name, declaredType: claimedType, bytes: Buffer.concat(chunks) }
  })
  return { fields, uploads: files }
}

export function describeFile(file: { name: string; size: number; fileType: string }): string {
  return `${file.name} (${file.fileType.toUpperCase()}, ${fileSize(file.size)})`
}
