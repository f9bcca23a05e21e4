import { inflateSync } from 'node:zlib'
import { foldLatin } from '../fold-letters.ts'
import type { Needle } from '../find-spans.ts'
import { unescapeLiteral } from './pdf-value.ts'

/** Shorter texts turn up in packed data by chance. */
const shortest = 6
const mostBytes = 64 * 1024 * 1024

/** The rules of texts that a PDF's raw data still spells: as they are, in UTF-16, escaped, in hexadecimal, packed. */
export function scanStreams(bytes: Uint8Array, needles: readonly Needle[]): string[] {
  const wanted = needles.filter(({ letters }) => letters.length >= shortest)
  if (wanted.length === 0) return []
  const found = new Set<string>()
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const look = (content: Buffer): void => {
    if (content.length === 0 || content.length > mostBytes) return
    const spellings = spell(content)
    for (const { rule, letters } of wanted)
      if (!found.has(rule) && spellings.some((text) => text.includes(letters))) found.add(rule)
  }
  let between = 0
  for (let at = file.indexOf('stream\n'); at !== -1; at = file.indexOf('stream\n', at)) {
    const start = at + 7
    const end = file.indexOf('\nendstream', start)
    if (end === -1) break
    look(file.subarray(between, start))
    const packed = file.subarray(start, end)
    // Pictures hold pixels; what is not deflated is looked at as it is.
    look(
      inflate(packed) ??
        (/\/DCTDecode|\/JPXDecode/.test(file.toString('latin1', Math.max(0, at - 400), at))
          ? Buffer.alloc(0)
          : packed),
    )
    between = end
    at = end + 10
  }
  look(file.subarray(between))
  return [...found]
}

function inflate(packed: Buffer): Buffer | null {
  if (packed[0] !== 0x78) return null
  try {
    return inflateSync(packed, { maxOutputLength: mostBytes, finishFlush: 2 })
  } catch {
    return null
  }
}

function spell(content: Buffer): string[] {
  const plain = content.toString('latin1')
  const literals = (plain.match(/\((?:\\[\s\S]|[^\\()])*\)/g) ?? []).map((text) =>
    text.includes('\\') ? unescapeLiteral(text).toString('latin1') : text,
  )
  const hex = (plain.match(/<[0-9A-Fa-f\s]{4,}>/g) ?? []).map((text) => {
    const digits = text.replaceAll(/[<>\s]+/g, '')
    return digits.length % 2 === 0 ? digits : digits.slice(0, -1)
  })
  return [content, Buffer.from(literals.join(''), 'latin1'), Buffer.from(hex.join(''), 'hex')].map(foldLatin)
}
