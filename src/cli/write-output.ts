import { randomUUID } from 'node:crypto'
import { createWriteStream, type Stats } from 'node:fs'
import { rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { ProblemError } from '../kernel/outcome.ts'

/** Refuses a folder, a file in a folder that there is not, and what would write over one of `sources`. */
export async function checkOutput(option: string, path: string, sources: readonly string[]): Promise<void> {
  const there = await factsOf(path)
  if (there?.isDirectory() === true)
    throw new ProblemError('usage', `${option}: ${path} is a folder. Name a file in it.`)
  if ((await factsOf(dirname(path)))?.isDirectory() !== true)
    throw new ProblemError('usage', `${option}: there is no folder ${dirname(path)}.`)
  for (const source of sources) {
    const facts = source === '-' ? null : await factsOf(source)
    const same = facts !== null && there !== null && facts.ino === there.ino && facts.dev === there.dev
    if (same || source === path)
      throw new ProblemError('usage', `${option}: ${path} would be written over ${source}. Name another.`)
  }
}

async function factsOf(path: string): Promise<Stats | null> {
  return stat(path).catch(() => null)
}

/** Nothing half written stands where somebody could pick it up. A pipe or a device is written to as it is. */
export async function writeWhole(path: string, content: Uint8Array | Readable): Promise<void> {
  const there = await factsOf(path)
  const beside = there === null || there.isFile() ? `${path}.${randomUUID()}.part` : path
  try {
    if (content instanceof Uint8Array) await writeFile(beside, content)
    else await pipeline(content, createWriteStream(beside))
    if (beside !== path) await rename(beside, path)
  } catch (error) {
    if (beside !== path) await rm(beside, { force: true })
    const code = error instanceof Error && 'code' in error ? String(error.code) : null
    // What went wrong in making the content is not about the file.
    if (code === null || !/^E[A-Z]+$/.test(code)) throw error
    throw new ProblemError('usage', `${path} cannot be written (${code}).`)
  }
}
