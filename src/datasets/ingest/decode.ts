import { isUtf8 } from 'node:buffer'
import { createHash } from 'node:crypto'
import { bufferOf, readHead, type ByteSource } from './byte-source.ts'
import { unfinishedBytes, walkUtf8 } from './utf8-walk.ts'

export type Encoding = 'utf-8' | 'cp1252' | 'utf-16le' | 'utf-16be'

/** How a file's bytes read as text. Offsets count bytes from 0, lines from 1. */
export type Decoding = {
  encoding: Encoding
  byteOrderMark: boolean
  bytes: number
  sha256: string
  /** The first byte that is not UTF-8, where there is one. */
  badByte: { value: number; offset: number; line: number; count: number } | null
  nulBytes: number
  /** UTF-8 with stray single bytes among it: each stray is read as cp1252. */
  mixed: boolean
}

/**
 * Decides the encoding from every byte, never from a sample: real files have had their first telling byte in the
 * last hundredth. Strict UTF-8 first; otherwise cp1252, unless the file is plainly UTF-8 with a few damaged bytes.
 */
export async function examineEncoding(source: ByteSource): Promise<Decoding> {
  const hash = source.sha256 === undefined ? createHash('sha256') : null
  const head = await readHead(source, 4096)
  const mark = markOf(head)
  const wide = mark === 'utf-8' || mark === null ? guessWide(head) : mark
  let bytes = 0
  let nulBytes = 0
  let valid = true
  let carry = new Uint8Array(0)
  for await (const chunk of source.chunks()) {
    hash?.update(chunk)
    bytes += chunk.length
    if (wide !== null) continue
    nulBytes += countByte(chunk, 0)
    if (!valid) continue
    const joined = carry.length === 0 ? chunk : Buffer.concat([carry, chunk])
    const done = joined.length - unfinishedBytes(joined)
    valid = isUtf8(joined.subarray(0, done))
    carry = Uint8Array.from(joined.subarray(done))
  }
  const { badByte, characters } =
    wide !== null || (valid && carry.length === 0)
      ? { badByte: null, characters: 0 }
      : await findBadBytes(source)
  const bad = badByte?.count ?? 0
  const mixed = bad > 0 && (mark === 'utf-8' || characters >= bad * 4)
  return {
    encoding: wide ?? (bad > 0 && !mixed ? 'cp1252' : 'utf-8'),
    byteOrderMark: mark !== null,
    bytes,
    sha256: source.sha256 ?? hash?.digest('hex') ?? '',
    badByte,
    nulBytes,
    mixed,
  }
}

/** Reads what is not UTF-8 throughout once more, to say where and how much. */
async function findBadBytes(
  source: ByteSource,
): Promise<{ badByte: Decoding['badByte']; characters: number }> {
  const found = { characters: 0, bad: 0, bytes: 0, lines: 0 }
  let badByte: Decoding['badByte'] = null
  let carry = new Uint8Array(0)
  for await (const chunk of source.chunks()) {
    const start = found.bytes - carry.length
    found.bytes += chunk.length
    const joined = carry.length === 0 ? chunk : Buffer.concat([carry, chunk])
    const walk = walkUtf8(joined)
    const firstBad = walk.bad[0]
    if (badByte === null && firstBad !== undefined)
      badByte = {
        value: joined[firstBad] ?? 0,
        offset: start + firstBad,
        line: found.lines + countByte(joined.subarray(0, firstBad), 10) + 1,
        count: 0,
      }
    found.characters += walk.characters
    found.bad += walk.bad.length
    const done = joined.length - walk.unfinished
    if (badByte === null) found.lines += countByte(joined.subarray(0, done), 10)
    carry = Uint8Array.from(joined.subarray(done))
  }
  if (carry.length > 0) {
    badByte ??= { value: carry[0] ?? 0, offset: found.bytes - carry.length, line: found.lines + 1, count: 0 }
    found.bad += carry.length
  }
  return {
    badByte: badByte === null ? null : { ...badByte, count: found.bad },
    characters: found.characters,
  }
}

/** The text of a source, without byte-order mark or NUL characters. */
export async function* decodeChunks(source: ByteSource, decoding: Decoding): AsyncGenerator<string> {
  const { encoding, mixed } = decoding
  const decoder = new TextDecoder(encoding === 'cp1252' ? 'windows-1252' : encoding, { ignoreBOM: true })
  let carry = new Uint8Array(0)
  let first = true
  for await (const chunk of source.chunks()) {
    let text: string
    if (mixed) {
      const joined = Buffer.concat([carry, chunk])
      const { bad, unfinished } = walkUtf8(joined)
      carry = Uint8Array.from(joined.subarray(joined.length - unfinished))
      text = decodeMixed(joined.subarray(0, joined.length - unfinished), bad)
    } else text = decoder.decode(chunk, { stream: true })
    if (first && text !== '') {
      first = false
      if (text.startsWith('\uFEFF')) text = text.slice(1)
    }
    yield decoding.nulBytes > 0 ? text.replaceAll('\0', '') : text
  }
  const rest = mixed ? new TextDecoder('windows-1252').decode(carry) : decoder.decode()
  if (rest !== '') yield rest
}

function decodeMixed(bytes: Uint8Array, bad: readonly number[]): string {
  const utf8 = new TextDecoder('utf-8', { ignoreBOM: true })
  const single = new TextDecoder('windows-1252')
  let text = ''
  let from = 0
  for (const at of bad) {
    text += utf8.decode(bytes.subarray(from, at)) + single.decode(bytes.subarray(at, at + 1))
    from = at + 1
  }
  return text + utf8.decode(bytes.subarray(from))
}

function markOf([a, b, c]: Uint8Array): Encoding | null {
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8'
  if (a === 0xff && b === 0xfe) return 'utf-16le'
  return a === 0xfe && b === 0xff ? 'utf-16be' : null
}

/** UTF-16 without its mark: nearly every other byte of Western text is zero. */
function guessWide(bytes: Uint8Array): Encoding | null {
  const length = Math.min(bytes.length & ~1, 4096)
  if (length < 8) return null
  let even = 0
  let odd = 0
  for (let at = 0; at < length; at += 2) {
    if (bytes[at] === 0) even += 1
    if (bytes[at + 1] === 0) odd += 1
  }
  const pairs = length / 2
  if (odd > pairs * 0.6 && even < pairs * 0.05) return 'utf-16le'
  return even > pairs * 0.6 && odd < pairs * 0.05 ? 'utf-16be' : null
}

function countByte(bytes: Uint8Array, byte: number): number {
  const text = bufferOf(bytes)
  let count = 0
  for (let at = text.indexOf(byte); at !== -1; at = text.indexOf(byte, at + 1)) count += 1
  return count
}
