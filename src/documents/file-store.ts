import { createHash, randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { access, mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Readable } from 'node:stream'
import { ProblemError } from '../kernel/outcome.ts'

export type StoredFile = { sha256: string; size: number }

/** Files by the SHA-256 of their content (64 lower-case hexadecimal digits): the same bytes are kept once. */
export type FileStore = {
  /**
   * Durable when it resolves. Throws ProblemError `too-large` past the limit (the store's own unless `maxBytes` says
   * another) and `disk-full`, and then keeps nothing.
   */
  put(content: Uint8Array | AsyncIterable<Uint8Array>, options?: { maxBytes?: number }): Promise<StoredFile>
  /**
   * Takes over a finished file on the same file system: it is flushed and renamed, not copied, and has no limit. Nothing
   * else may hold it open for writing. Where the store has the bytes already, the file given is deleted. `known` is what
   * `fingerprintFile` said of it, to read it only once.
   */
  adopt(path: string, known?: StoredFile): Promise<StoredFile>
  /** Throws ProblemError `not-found` where there is no such file. `start` and `end` are bytes, both included. */
  open(sha256: string, range?: { start: number; end: number }): Promise<Readable>
  /** Its path, for what must read it in place. Throws as `open`. The file is never to be written to. */
  locate(sha256: string): Promise<string>
  /** As `open`, whole. Throws where the bytes no longer match their hash. */
  read(sha256: string): Promise<Uint8Array>
  has(sha256: string): Promise<boolean>
  /**
   * Locks a file away: from then on, until `unlock`, `open`, `locate` and `read` throw ProblemError `quarantined`, also where the
   * same bytes come in again. An operator finds it in `quarantine/`.
   */
  quarantine(sha256: string): Promise<void>
  /** A file that was locked away, to be scanned again; null where it was not. */
  readQuarantined(sha256: string): Promise<Uint8Array | null>
  /** Lets a file that was locked away be read again. Nothing happens where it was not. */
  unlock(sha256: string): Promise<void>
  /** Nothing happens where it is already gone. */
  remove(sha256: string): Promise<void>
}

const hashPattern = /^[0-9a-f]{64}$/
const leftoverAge = Temporal.Duration.from({ hours: 24 })

/**
 * A file store in a directory: `ab/cd/<sha256>`. A file is written under `incoming/`, flushed, then renamed into place,
 * so that a name either holds all its bytes or does not exist. `maxBytes` is the largest single file (default 500 MB).
 */
export function directoryStore(directory: string, options: { maxBytes?: number } = {}): FileStore {
  const maxBytes = options.maxBytes ?? 500 * 1024 * 1024
  const incoming = join(directory, 'incoming')
  const placeOf = (sha256: string) => {
    if (!hashPattern.test(sha256))
      throw new ProblemError('not-found', 'That is not the hash of a stored file.')
    return join(directory, sha256.slice(0, 2), sha256.slice(2, 4), sha256)
  }
  const has = async (sha256: string) => isThere(placeOf(sha256))
  const quarantine = join(directory, 'quarantine')
  const isQuarantined = (sha256: string) => isThere(join(quarantine, sha256))
  const absence = async (sha256: string) =>
    (await isQuarantined(sha256))
      ? new ProblemError(
          'quarantined',
          'A virus was found in the file. It is locked away and cannot be opened.',
        )
      : new ProblemError('not-found', 'The stored file does not exist.')
  const locate = async (sha256: string) => {
    if (!(await has(sha256))) throw await absence(sha256)
    return placeOf(sha256)
  }
  const moveIn = async (path: string, place: string) => {
    await mkdir(dirname(place), { recursive: true })
    await rename(path, place)
    // The names on the way to the file must outlive a power cut too, or the record would point at nothing.
    for (const made of [dirname(place), dirname(dirname(place)), directory]) await flushDirectory(made)
  }
  return {
    async put(content, limits = {}) {
      const temporary = join(incoming, randomUUID())
      try {
        await mkdir(incoming, { recursive: true })
        const stored = await writeDurably(temporary, content, limits.maxBytes ?? maxBytes)
        const place = placeOf(stored.sha256)
        if ((await holds(place, stored.size)) || (await isQuarantined(stored.sha256))) return stored
        await moveIn(temporary, place)
        return stored
      } catch (error) {
        throw isFull(error)
          ? new ProblemError('disk-full', 'The disk is full: the file was not kept.')
          : error
      } finally {
        await rm(temporary, { force: true })
      }
    },
    async adopt(path, known) {
      const stored = known ?? (await fingerprintFile(path))
      const place = placeOf(stored.sha256)
      if ((await holds(place, stored.size)) || (await isQuarantined(stored.sha256)))
        await rm(path, { force: true })
      else await moveIn(path, place)
      return stored
    },
    open: async (sha256, range) => createReadStream(await locate(sha256), range),
    locate,
    async read(sha256) {
      const bytes = await readFile(placeOf(sha256)).catch(async (error: unknown) => {
        throw isMissing(error) ? await absence(sha256) : error
      })
      if (createHash('sha256').update(bytes).digest('hex') !== sha256)
        throw new Error(`Stored file ${sha256} is damaged: its bytes no longer match its hash.`)
      return bytes
    },
    has,
    async quarantine(sha256) {
      const place = placeOf(sha256)
      await mkdir(quarantine, { recursive: true, mode: 0o700 })
      await rename(place, join(quarantine, sha256)).catch(async (error: unknown) => {
        if (!isMissing(error) || !(await isQuarantined(sha256))) throw error
      })
      for (const changed of [quarantine, dirname(place)]) await flushDirectory(changed)
    },
    async readQuarantined(sha256) {
      placeOf(sha256)
      return readFile(join(quarantine, sha256)).catch((error: unknown) => {
        if (isMissing(error)) return null
        throw error
      })
    },
    async unlock(sha256) {
      if (await isQuarantined(sha256)) await moveIn(join(quarantine, sha256), placeOf(sha256))
    },
    async remove(sha256) {
      await rm(placeOf(sha256), { force: true })
      await rm(join(quarantine, sha256), { force: true })
    },
  }
}

/**
 * Deletes what a killed process left half written and returns how many. Only day-old leftovers go: another process may
 * be writing a younger one at this moment.
 */
export async function sweepLeftovers(directory: string, now: Temporal.Instant): Promise<number> {
  const incoming = join(directory, 'incoming')
  const names = await readdir(incoming).catch((error: unknown) => {
    if (isMissing(error)) return []
    throw error
  })
  const oldest = now.subtract(leftoverAge).epochMilliseconds
  let swept = 0
  for (const name of names) {
    const facts = await stat(join(incoming, name)).catch(() => null)
    if (facts === null || facts.mtimeMs > oldest) continue
    await rm(join(incoming, name), { force: true })
    swept += 1
  }
  return swept
}

async function writeDurably(
  path: string,
  content: Uint8Array | AsyncIterable<Uint8Array>,
  maxBytes: number,
): Promise<StoredFile> {
  const hash = createHash('sha256')
  let size = 0
  const file = await open(path, 'wx', 0o600)
  try {
    for await (const chunk of content instanceof Uint8Array ? [content] : content) {
      size += chunk.length
      if (size > maxBytes)
        throw new ProblemError(
          'too-large',
          `The file is larger than ${(maxBytes / 1e6).toLocaleString('en-GB', { maximumFractionDigits: 1 })} MB.`,
        )
      hash.update(chunk)
      await file.writeFile(chunk)
    }
    await file.sync()
  } finally {
    await file.close()
  }
  return { sha256: hash.digest('hex'), size }
}

const readAtOnce = 256 * 1024

/** Flushed too, so that the name it is given never points at bytes that a power cut would lose. */
export async function fingerprintFile(path: string): Promise<StoredFile> {
  const hash = createHash('sha256')
  const file = await open(path, 'r+')
  let size = 0
  try {
    await file.sync()
    const buffer = Buffer.allocUnsafe(readAtOnce)
    for (;;) {
      const { bytesRead } = await file.read(buffer, 0, readAtOnce, size)
      if (bytesRead === 0) break
      hash.update(buffer.subarray(0, bytesRead))
      size += bytesRead
    }
  } finally {
    await file.close()
  }
  return { sha256: hash.digest('hex'), size }
}

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  )

async function holds(path: string, size: number): Promise<boolean> {
  const facts = await stat(path).catch(() => null)
  return facts !== null && facts.size === size
}

async function flushDirectory(path: string): Promise<void> {
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}

/** EFBIG: the file system or a limit on the process lets no file grow so far. */
function isFull(error: unknown): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    (error.code === 'ENOSPC' || error.code === 'EDQUOT' || error.code === 'EFBIG')
  )
}
