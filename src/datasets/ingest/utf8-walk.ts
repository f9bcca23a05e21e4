/** What a walk over bytes found: complete characters of two bytes or more, and bytes that belong to none. */
export type Utf8Walk = { characters: number; bad: number[]; unfinished: number }

/**
 * Walks `bytes` as strict UTF-8 (Unicode 17, table 3-7). `unfinished` is how many bytes at the end may be the start
 * of a character that the next chunk completes. No more than `mostBad` offsets are kept.
 */
export function walkUtf8(bytes: Uint8Array, mostBad = Infinity): Utf8Walk {
  const bad: number[] = []
  let characters = 0
  let at = 0
  while (at < bytes.length) {
    const first = bytes[at] ?? 0
    if (first < 0x80) {
      at += 1
      continue
    }
    const length = lengthOf(first)
    const valid = length === 0 ? 0 : countValid(bytes, at, first, length)
    if (length > 0 && valid === length) {
      characters += 1
      at += length
    } else if (length > 0 && at + valid === bytes.length) {
      return { characters, bad, unfinished: valid }
    } else {
      if (bad.length < mostBad) bad.push(at)
      at += 1
    }
  }
  return { characters, bad, unfinished: 0 }
}

/** How many bytes at the end may be the start of a character that the next chunk completes. */
export function unfinishedBytes(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0
    if (byte >= 0x80 && byte <= 0xbf) continue
    return lengthOf(byte) > back ? back : 0
  }
  return 0
}

function lengthOf(first: number): number {
  if (first >= 0xc2 && first <= 0xdf) return 2
  if (first >= 0xe0 && first <= 0xef) return 3
  return first >= 0xf0 && first <= 0xf4 ? 4 : 0
}

/** How many of the character's bytes are there and allowed. */
function countValid(bytes: Uint8Array, at: number, first: number, length: number): number {
  let valid = 1
  while (valid < length && at + valid < bytes.length) {
    const byte = bytes[at + valid] ?? 0
    let low = 0x80
    let high = 0xbf
    if (valid === 1) {
      // Overlong forms, surrogates and what lies beyond U+10FFFF.
      if (first === 0xe0) low = 0xa0
      if (first === 0xed) high = 0x9f
      if (first === 0xf0) low = 0x90
      if (first === 0xf4) high = 0x8f
    }
    if (byte < low || byte > high) break
    valid += 1
  }
  return valid
}
