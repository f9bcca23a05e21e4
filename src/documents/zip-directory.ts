import { inflateRawSync } from 'node:zlib'

export type ZipEntry = {
  name: string
  /** Bytes, as the directory declares them. */
  compressedSize: number
  size: number
  method: number
  encrypted: boolean
  offset: number
}

const endSignature = 0x06054b50
const entrySignature = 0x02014b50
const localSignature = 0x04034b50
const mostEntries = 100_000

/**
 * Reads the central directory of a zip (APPNOTE 6.3.10 §4.3) without inflating anything. Null where there is none
 * or it runs outside the file.
 */
export function readZipDirectory(bytes: Uint8Array): ZipEntry[] | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = findEnd(view)
  if (end === -1) return null
  let count = view.getUint16(end + 10, true)
  let offset = view.getUint32(end + 16, true)
  const zip64 = end - 20
  if (offset === 0xffffffff && zip64 >= 0 && view.getUint32(zip64, true) === 0x07064b50) {
    const record = Number(view.getBigUint64(zip64 + 8, true))
    if (record + 56 > bytes.length || view.getUint32(record, true) !== 0x06064b50) return null
    count = Number(view.getBigUint64(record + 32, true))
    offset = Number(view.getBigUint64(record + 48, true))
  }
  const entries: ZipEntry[] = []
  for (let at = offset; entries.length < Math.min(count, mostEntries);) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== entrySignature) return null
    const nameLength = view.getUint16(at + 28, true)
    const extraLength = view.getUint16(at + 30, true)
    const next = at + 46 + nameLength + extraLength + view.getUint16(at + 32, true)
    if (next > bytes.length) return null
    const entry: ZipEntry = {
      name: new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength)),
      compressedSize: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      method: view.getUint16(at + 10, true),
      encrypted: (view.getUint16(at + 8, true) & 1) === 1,
      offset: view.getUint32(at + 42, true),
    }
    readZip64Sizes(view, at + 46 + nameLength, extraLength, entry)
    entries.push(entry)
    at = next
  }
  return entries
}

/**
 * The bytes of one entry, never more than `maxBytes` whatever the directory claims. Null where the entry is
 * encrypted, damaged, larger than allowed or packed by a method other than store and deflate.
 */
export function readZipEntry(bytes: Uint8Array, entry: ZipEntry, maxBytes: number): Uint8Array | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (entry.encrypted || entry.size > maxBytes || entry.offset + 30 > bytes.length) return null
  if (view.getUint32(entry.offset, true) !== localSignature) return null
  const start =
    entry.offset + 30 + view.getUint16(entry.offset + 26, true) + view.getUint16(entry.offset + 28, true)
  const packed = bytes.subarray(start, start + entry.compressedSize)
  if (packed.length !== entry.compressedSize) return null
  if (entry.method === 0) return packed.length <= maxBytes ? packed : null
  if (entry.method !== 8) return null
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, maxBytes) })
  } catch {
    return null
  }
}

const megabyte = 1024 * 1024

/**
 * True where unpacking would fill memory or disk: more than 1 GB in all, a hundredfold growth past 100 MB, too many
 * entries, or entries that share bytes (the overlapping-file construction).
 */
export function isArchiveBomb(entries: ZipEntry[], fileSize: number): boolean {
  const unpacked = entries.reduce((sum, entry) => sum + entry.size, 0)
  const packed = entries.reduce((sum, entry) => sum + entry.compressedSize, 0)
  return (
    entries.length >= mostEntries ||
    unpacked > 1024 * megabyte ||
    (unpacked > 100 * megabyte && unpacked > packed * 100) ||
    packed > fileSize
  )
}

function findEnd(view: DataView): number {
  const lowest = Math.max(0, view.byteLength - 22 - 0xffff)
  for (let at = view.byteLength - 22; at >= lowest; at--)
    if (view.getUint32(at, true) === endSignature) return at
  return -1
}

// Sizes of 0xFFFFFFFF stand for 64-bit numbers in extra field 1, present only for those that overflow (§4.5.3).
function readZip64Sizes(view: DataView, start: number, length: number, entry: ZipEntry): void {
  for (let at = start; at + 4 <= start + length; at += 4 + view.getUint16(at + 2, true)) {
    if (view.getUint16(at, true) !== 1) continue
    let field = at + 4
    const stop = Math.min(start + length, field + view.getUint16(at + 2, true))
    const next = (): number | null => {
      if (field + 8 > stop) return null
      field += 8
      return Number(view.getBigUint64(field - 8, true))
    }
    if (entry.size === 0xffffffff) entry.size = next() ?? entry.size
    if (entry.compressedSize === 0xffffffff) entry.compressedSize = next() ?? entry.compressedSize
    if (entry.offset === 0xffffffff) entry.offset = next() ?? entry.offset
    return
  }
}
