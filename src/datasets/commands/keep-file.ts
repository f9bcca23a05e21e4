import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { safeFileName } from '../../documents/index.ts'
import { ProblemError, refuse, success, type Outcome } from '../../kernel/outcome.ts'
import { warmImports } from '../build/import-table.ts'
import type { DatasetServices } from '../dataset.ts'
import type { ReceivedFile } from './receive-import.ts'

/** Where files stand that were taken in and may never be needed: `sweepImports` looks at each after two days. */
export function keptDirectory(workDirectory: string): string {
  return join(workDirectory, 'kept')
}

async function markKept(workDirectory: string, sha256: string): Promise<void> {
  const directory = keptDirectory(workDirectory)
  await mkdir(directory, { recursive: true })
  await writeFile(join(directory, sha256), '')
}

/**
 * Puts a file straight into the store as it comes, for `receiveImport`. Refuses `too-large` past the limit for datasets,
 * `disk-full`, and `invalid-input` where there is nothing in it.
 */
export async function keepDatasetFile(
  { files, largestDataset, tables }: DatasetServices,
  name: string,
  content: Uint8Array | Readable | AsyncIterable<Uint8Array>,
): Promise<Outcome<ReceivedFile['file']>> {
  // What reads the file starts while it is still arriving.
  warmImports()
  try {
    // A stream that is refused half-way stays open: whoever sends it must still hear why.
    const source =
      content instanceof Readable
        ? (content.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>)
        : content
    const { sha256, size } = await files.put(source, { maxBytes: largestDataset })
    if (size === 0) return refuse('invalid-input', 'The file is empty: there is not one byte in it.')
    await markKept(tables.workDirectory, sha256)
    return success({ name: safeFileName(name), sha256, size })
  } catch (error) {
    if (error instanceof ProblemError && (error.problem === 'too-large' || error.problem === 'disk-full'))
      return refuse(error.problem, error.message)
    throw error
  }
}
