import { inflateRawSync, inflateSync } from 'node:zlib'

const mostInflated = 512 * 1024 * 1024

/**
 * The places in a file's raw bytes where a text stands, in any way a PDF or a picture may write it: plain, UTF-16 either
 * way round, hexadecimal, with octal escapes, letter by letter in a `TJ` array; also inside compressed streams. Ignores
 * case, spaces and marks, as a reader would. Returns `bytes 1203`, `stream at 4410` …, at most ten.
 */
export function scanRaw(bytes: Uint8Array, wanted: string): string[] {
  const letters = fold(wanted)
  if (letters.length < 3) return []
  const found: string[] = []
  const look = (content: Buffer, where: string): void => {
    if (found.length < 10 && spellings(content).some((text) => text.includes(letters))) found.push(where)
  }
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  look(file, 'the file’s own bytes')
  for (const { at, content } of streams(file)) look(content, `stream at byte ${at}`)
  return found
}

const fold = (text: string): string =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '')

function spellings(content: Buffer): string[] {
  const plain = content.toString('latin1')
  return [
    fold(content.toString('utf8')),
    fold(content.subarray(0, content.length & ~1).toString('utf16le')),
    fold(content.subarray(1, 1 + ((content.length - 1) & ~1)).toString('utf16le')),
    // Every second byte of UTF-16, whichever way round it is, is zero for Latin letters.
    fold(plain.replaceAll('\0', '')),
    fold([...plain.matchAll(/\(((?:\\.|[^\\()])*)\)/gs)].map(([, text]) => unescape(text ?? '')).join('')),
    fold([...plain.matchAll(/<([0-9A-Fa-f\s]{2,})>/g)].map(([, hex]) => fromHex(hex ?? '')).join('')),
  ]
}

/** The escapes of a literal string (ISO 32000-2 §7.3.4.2). */
function unescape(text: string): string {
  return text
    .replaceAll(/\\([0-7]{1,3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)))
    .replaceAll(/\\(?:\r\n|[\r\n])/g, '')
    .replaceAll(/\\(.)/gs, '$1')
    .replaceAll('\0', '')
}

const fromHex = (hex: string): string =>
  Buffer.from(hex.replaceAll(/\s/g, ''), 'hex').toString('latin1').replaceAll('\0', '')

/** Streams between `stream` and `endstream`, inflated where they are deflated. */
function* streams(file: Buffer): Generator<{ at: number; content: Buffer }> {
  let total = 0
  for (let at = file.indexOf('stream'); at !== -1; at = file.indexOf('stream', at + 6)) {
    if (file.subarray(at - 3, at).toString('latin1') === 'end') continue
    let start = at + 6
    if (file[start] === 0x0d) start += 1
    if (file[start] === 0x0a) start += 1
    const end = file.indexOf('endstream', start)
    const packed = file.subarray(start, end === -1 ? file.length : end)
    const content = inflate(packed)
    if (content !== null) {
      total += content.length
      if (total > mostInflated) return
      yield { at, content }
    }
  }
}

function inflate(packed: Buffer): Buffer | null {
  const options = { maxOutputLength: 128 * 1024 * 1024, finishFlush: 2 }
  try {
    return inflateSync(packed, options)
  } catch {
    try {
      return inflateRawSync(packed, options)
    } catch {
      return null
    }
  }
}
