import { pipeline, Readable } from 'node:stream'
import { crc32, createDeflateRaw } from 'node:zlib'

export type ZipPart = { name: string; content: Iterable<Uint8Array> | AsyncIterable<Uint8Array> }

/**
 * A zip as it is made (APPNOTE 6.3.10): sizes follow each part, so nothing is held back. Parts deflate on another thread.
 * Throws where it grows past what 32-bit sizes can say; those who call keep below that.
 */
export async function* writeZip(parts: Iterable<ZipPart>): AsyncGenerator<Uint8Array> {
  let offset = 0
  const directory: Buffer[] = []
  for (const { name, content } of parts) {
    const path = Buffer.from(name)
    const header = Buffer.alloc(30)
    header.writeUInt32LE(0x04034b50, 0)
    writeFacts(header, 4)
    header.writeUInt16LE(path.length, 26)
    yield Buffer.concat([header, path])
    const begun = offset
    const seen = { crc: 0, size: 0, packed: 0 }
    // What goes wrong on the way comes out of the loop below.
    const packed = pipeline(
      Readable.from(watch(content, seen)),
      createDeflateRaw({ level: 5 }),
      () => undefined,
    )
    for await (const chunk of packed) {
      const bytes = chunk as Uint8Array
      seen.packed += bytes.length
      yield bytes
    }
    const sizes = Buffer.alloc(12)
    sizes.writeUInt32LE(seen.crc, 0)
    sizes.writeUInt32LE(seen.packed, 4)
    sizes.writeUInt32LE(seen.size, 8)
    const descriptor = Buffer.alloc(4)
    descriptor.writeUInt32LE(0x08074b50, 0)
    yield Buffer.concat([descriptor, sizes])
    offset += header.length + path.length + seen.packed + 16
    const entry = Buffer.alloc(46)
    entry.writeUInt32LE(0x02014b50, 0)
    entry.writeUInt16LE(20, 4)
    writeFacts(entry, 6)
    sizes.copy(entry, 16)
    entry.writeUInt16LE(path.length, 28)
    entry.writeUInt32LE(begun, 42)
    directory.push(Buffer.concat([entry, path]))
  }
  const listed = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(directory.length, 8)
  end.writeUInt16LE(directory.length, 10)
  end.writeUInt32LE(listed.length, 12)
  end.writeUInt32LE(offset, 16)
  yield Buffer.concat([listed, end])
}

/** A zip of a few texts, whole. The same parts give the same bytes. */
export async function zipOf(parts: Readonly<Record<string, string>>): Promise<Uint8Array> {
  const made = writeZip(Object.entries(parts).map(([name, text]) => ({ name, content: [Buffer.from(text)] })))
  return new Uint8Array(Buffer.concat(await Array.fromAsync(made)))
}

/** Version 2.0, sizes afterwards and names in UTF-8, deflated, 1 January 1980. */
function writeFacts(record: Buffer, at: number): void {
  record.writeUInt16LE(20, at)
  record.writeUInt16LE(0x0808, at + 2)
  record.writeUInt16LE(8, at + 4)
  record.writeUInt16LE(0, at + 6)
  record.writeUInt16LE(0x21, at + 8)
}

async function* watch(
  content: ZipPart['content'],
  seen: { crc: number; size: number },
): AsyncGenerator<Uint8Array> {
  for await (const chunk of content) {
    seen.crc = crc32(chunk, seen.crc)
    seen.size += chunk.length
    yield chunk
  }
}
