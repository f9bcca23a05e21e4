import type { IncomingFile } from '../kit/index.ts'

/** One uploaded file in memory; the kit's limit on a single file bounds it. */
export async function readWhole(
  file: IncomingFile,
): Promise<{ name: string; declaredType: string; bytes: Uint8Array }> {
  const chunks: Buffer[] = []
  for await (const chunk of file.content) chunks.push(chunk as Buffer)
  return { name: file.name, declaredType: file.claimedType, bytes: Buffer.concat(chunks) }
}
