const printable = /[^\t\n\f\r\u0020-\u007e\u00a0-\uffff]/g

/**
 * Text from bytes of unknown encoding: byte-order mark first, then UTF-16 by its zero bytes, then strict UTF-8,
 * else Windows-1252, in which every byte means something, so nothing is lost.
 */
export function decodeText(bytes: Uint8Array): {
  text: string
  encoding: 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252'
} {
  const [a, b, c] = bytes
  if (a === 0xef && b === 0xbb && c === 0xbf) return decodeAs('utf-8', bytes)
  if (a === 0xff && b === 0xfe) return decodeAs('utf-16le', bytes)
  if (a === 0xfe && b === 0xff) return decodeAs('utf-16be', bytes)
  const wide = guessWide(bytes)
  if (wide !== null) return decodeAs(wide, bytes)
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'utf-8' }
  } catch {
    return decodeAs('windows-1252', bytes)
  }
}

/** True where the bytes read as writing rather than as machine data. Looks at the first 64 KB. */
export function looksLikeText(bytes: Uint8Array): boolean {
  const start = bytes.subarray(0, 65_536)
  const { text, encoding } = decodeText(trimToCharacter(start))
  if (text.length === 0) return false
  if (encoding !== 'utf-16le' && encoding !== 'utf-16be' && start.includes(0)) return false
  return (text.match(printable)?.length ?? 0) / text.length < 0.02
}

function decodeAs<E extends 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252'>(
  encoding: E,
  bytes: Uint8Array,
) {
  return { text: new TextDecoder(encoding).decode(bytes), encoding }
}

// A cut at 64 KB may fall inside a UTF-8 character and would then fail the strict decoder.
function trimToCharacter(bytes: Uint8Array): Uint8Array {
  let end = bytes.length
  for (let back = 0; back < 4 && end > 0 && ((bytes[end - 1] ?? 0) & 0xc0) === 0x80; back++) end -= 1
  return end > 0 && (bytes[end - 1] ?? 0) >= 0xc0 ? bytes.subarray(0, end - 1) : bytes
}

function guessWide(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const length = Math.min(bytes.length & ~1, 4096)
  if (length < 8) return null
  let even = 0
  let odd = 0
  for (let i = 0; i < length; i += 2) {
    if (bytes[i] === 0) even += 1
    if (bytes[i + 1] === 0) odd += 1
  }
  const pairs = length / 2
  if (odd > pairs * 0.6 && even < pairs * 0.05) return 'utf-16le'
  if (even > pairs * 0.6 && odd < pairs * 0.05) return 'utf-16be'
  return null
}
