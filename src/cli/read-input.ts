import { readFile } from 'node:fs/promises'
import { ProblemError } from '../kernel/outcome.ts'

/** The bytes of a file, or of standard input for `-`. */
export async function readInput(file: string): Promise<Uint8Array> {
  if (file === '-') {
    const chunks: Buffer[] = []
    for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk as Uint8Array))
    return Buffer.concat(chunks)
  }
  try {
    return await readFile(file)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason'
    if (code === 'ENOENT') throw new ProblemError('not-found', `There is no file ${file}.`)
    throw new ProblemError(
      'usage',
      `${file} cannot be read (${code === 'EISDIR' ? 'it is a directory' : code}).`,
    )
  }
}
