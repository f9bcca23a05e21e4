import { Readable } from 'node:stream'
import { createInflateRaw } from 'node:zlib'
import { readZipDirectory, type ZipEntry } from '../../documents/index.ts'
import { readWhole, type ByteSource } from './byte-source.ts'

export type OpenZip = { entries: ZipEntry[]; entry(entry: ZipEntry): ByteSource }

const megabyte = 1024 * 1024
const mostPacked = 1024 * megabyte

/** Thrown where a compressed file cannot be read to its end, or would grow past all measure. */
export class CompressionError extends Error {}

/** Opens a zip without unpacking it. Only the packed bytes are held; entries are inflated as they are read. */
export async function openZip(source: ByteSource): Promise<OpenZip> {
  const bytes = await readWhole(source, mostPacked)
  if (bytes === null)
    throw new CompressionError('The zip is larger than 1 GB. Send the file inside it as it is.')
  const entries = readZipDirectory(bytes)
  if (entries === null) throw new CompressionError('The zip is damaged: its list of files cannot be read.')
  return { entries, entry: (entry) => entrySource(bytes, entry) }
}

/** True where an entry would grow a two-hundredfold past 100 MB: no table compresses so well. */
function isBomb(entry: ZipEntry): boolean {
  return entry.size > 100 * megabyte && entry.size > entry.compressedSize * 200
}

function entrySource(bytes: Uint8Array, entry: ZipEntry): ByteSource {
  const name = entry.name.split(/[/\\]/).at(-1) ?? entry.name
  return { name, size: entry.size, chunks: () => inflate(bytes, entry, name) }
}

async function* inflate(bytes: Uint8Array, entry: ZipEntry, name: string): AsyncGenerator<Uint8Array> {
  if (entry.encrypted) throw new CompressionError(`${name} is protected by a password. Send it without one.`)
  if (isBomb(entry))
    throw new CompressionError(`${name} would unpack to far more than a table holds, and was not opened.`)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const { offset, compressedSize, method } = entry
  if (offset + 30 > bytes.length || view.getUint32(offset, true) !== 0x04034b50)
    throw new CompressionError(`${name} is damaged inside the zip.`)
  const start = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true)
  const packed = bytes.subarray(start, start + compressedSize)
  if (method === 0) {
    for (let at = 0; at < packed.length; at += 262_144) yield packed.subarray(at, at + 262_144)
    return
  }
  if (method !== 8)
    throw new CompressionError(
      `${name} is compressed in a way that cannot be read. Zip it again with your computer's own tool.`,
    )
  const unpacked = Readable.from(slices(packed), { objectMode: false }).pipe(
    createInflateRaw({ chunkSize: 262_144 }),
  )
  let total = 0
  try {
    for await (const chunk of unpacked) {
      const piece = chunk as Uint8Array
      total += piece.length
      // What the list of files declares is what was checked; more is a trick.
      if (total > entry.size)
        throw new CompressionError(`${name} unpacks to more than the zip says, and was not read.`)
      yield piece
    }
  } catch (error) {
    if (error instanceof CompressionError) throw error
    throw new CompressionError(`${name} is damaged inside the zip.`)
  }
}

function* slices(bytes: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 262_144) yield bytes.subarray(at, at + 262_144)
}
