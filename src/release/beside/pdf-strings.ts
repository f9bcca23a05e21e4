const mostLetters = 20_000
/** File numbers, signatures and colour tables are strings of bytes. */
const noWords =
  /\/(?:ID|Contents|ByteRange|Cert|O|U|OE|UE|Perms|CheckSum|Lookup)\s*(?:\[[^\]]*\]|<[0-9A-Fa-f\s]*>)/g

/**
 * Strings in an object of a PDF (ISO 32000-2 §7.9.2): alternative and actual text, names of places, labels of pages,
 * addresses of links, private data. What is in a content stream is not among them.
 */
export function readStrings(object: string): string[] {
  if (!object.includes('(') && !/<[0-9A-Fa-f]{4}/.test(object)) return []
  const text = object.replaceAll(noWords, ' ')
  const found = [
    ...[...text.matchAll(/\(((?:\\.|[^\\()]){2,20000})\)/gs)].map(([, literal = '']) =>
      decode(Buffer.from(unescape(literal), 'latin1')),
    ),
    ...[...text.matchAll(/<((?:[0-9A-Fa-f]{2}\s*){3,})>/g)].map(([, hex = '']) =>
      decode(Buffer.from(hex.replaceAll(/\s/g, ''), 'hex')),
    ),
  ]
  return found.filter(
    (each) =>
      each.length <= mostLetters && /\p{L}{2}|\d{4}/u.test(each) && !/\p{Cc}(?<![\t\n\r])/u.test(each),
  )
}

function decode(bytes: Buffer): string {
  if (bytes[0] === 0xfe && bytes[1] === 0xff)
    return bytes
      .subarray(2, bytes.length & ~1)
      .swap16()
      .toString('utf16le')
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return bytes.subarray(2).toString('utf16le')
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return bytes.subarray(3).toString('utf8')
  return bytes.toString('latin1')
}

const escapes: Record<string, string> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' }
const unescape = (text: string): string =>
  text.replaceAll(/\\(?:([0-7]{1,3})|(\r\n|[\s\S]))/g, (_, octal: string | undefined, other: string) =>
    octal !== undefined
      ? String.fromCharCode(Number.parseInt(octal, 8) & 255)
      : /^[\r\n]/.test(other)
        ? ''
        : (escapes[other] ?? other),
  )
