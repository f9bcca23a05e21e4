import { inflateRawSync, inflateSync } from 'node:zlib'

const mostOfOne = 128 * 1024 * 1024
const mostFilters = 6

/**
 * What a stream holds once its filters are undone (ISO 32000-2 §7.4), by the names in its dictionary; null for pictures,
 * for filters it does not say, and for what is damaged. `dictionary` is the text before `stream`.
 */
export function unpackFilters(dictionary: string, data: Buffer): Buffer | null {
  const given = /\/Filter\s*(\[[^\]]*\]|\/\w+)/.exec(dictionary)?.[1] ?? ''
  const filters = given.match(/\w+/g) ?? []
  if (filters.length > mostFilters) return null
  let content = data
  for (const filter of filters) {
    const undone = filterNamed[filter]?.(content) ?? null
    if (undone === null) return null
    content = undone
  }
  return content
}

const filterNamed: Record<string, (data: Buffer) => Buffer | null> = {
  FlateDecode: inflate,
  Fl: inflate,
  ASCIIHexDecode: readHex,
  AHx: readHex,
  ASCII85Decode: readAscii85,
  A85: readAscii85,
  LZWDecode: readLzw,
  LZW: readLzw,
  RunLengthDecode: readRuns,
  RL: readRuns,
}

/** Takes what can be had of a stream that is cut short. */
export function inflate(data: Buffer): Buffer | null {
  const options = { maxOutputLength: mostOfOne, finishFlush: 2 }
  try {
    return inflateSync(data, options)
  } catch {
    try {
      return inflateRawSync(data, options)
    } catch {
      return null
    }
  }
}

function readHex(data: Buffer): Buffer {
  const digits = (data.toString('latin1').split('>', 1)[0] ?? '').replaceAll(/[^0-9A-Fa-f]/g, '')
  return Buffer.from(digits.length % 2 === 0 ? digits : `${digits}0`, 'hex')
}

function readAscii85(data: Buffer): Buffer {
  const out = Buffer.alloc(data.length * 4 + 4)
  let length = 0
  let group: number[] = []
  const flush = (): void => {
    if (group.length < 2) return
    const bytes = group.length - 1
    while (group.length < 5) group.push(84)
    const value = group.reduce((sum, digit) => sum * 85 + digit, 0) % 2 ** 32
    for (let index = 0; index < bytes; index += 1)
      out[length++] = Math.floor(value / 256 ** (3 - index)) & 255
    group = []
  }
  for (const byte of data) {
    if (byte === 0x7e) break
    if (byte === 0x7a && group.length === 0) length += 4
    else if (byte >= 0x21 && byte <= 0x75) group.push(byte - 0x21)
    if (group.length === 5) flush()
  }
  flush()
  return out.subarray(0, length)
}

/** Codes of 9 to 12 bits, highest bit first; 256 begins again, 257 ends (§7.4.4). Codes grow early, as usual. */
function readLzw(data: Buffer): Buffer {
  const pieces: Buffer[] = []
  let total = 0
  let table: Buffer[] = []
  const begin = (): void => {
    table = Array.from({ length: 258 }, (_, byte) => (byte < 256 ? Buffer.from([byte]) : Buffer.alloc(0)))
  }
  begin()
  let width = 9
  let held = 0
  let bits = 0
  let before: Buffer | null = null
  for (const byte of data) {
    held = ((held << 8) | byte) & 0xffffff
    bits += 8
    if (bits < width) continue
    bits -= width
    const code = (held >> bits) & ((1 << width) - 1)
    if (code === 257 || total > mostOfOne) break
    if (code === 256) {
      begin()
      width = 9
      before = null
      continue
    }
    const known = table[code]
    const piece: Buffer | null =
      known ?? (before === null ? null : Buffer.concat([before, before.subarray(0, 1)]))
    if (piece === null) break
    pieces.push(piece)
    total += piece.length
    if (before !== null && table.length < 4096) table.push(Buffer.concat([before, piece.subarray(0, 1)]))
    before = piece
    width = table.length >= 2047 ? 12 : table.length >= 1023 ? 11 : table.length >= 511 ? 10 : 9
  }
  return Buffer.concat(pieces)
}

function readRuns(data: Buffer): Buffer {
  const pieces: Buffer[] = []
  let total = 0
  for (let at = 0; at < data.length && total < mostOfOne;) {
    const length = data[at] ?? 128
    if (length === 128) break
    const piece =
      length < 128 ? data.subarray(at + 1, at + 2 + length) : Buffer.alloc(257 - length, data[at + 1] ?? 0)
    pieces.push(piece)
    total += piece.length
    at += length < 128 ? length + 2 : 2
  }
  return Buffer.concat(pieces)
}
