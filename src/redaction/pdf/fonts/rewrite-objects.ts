import type { PdfObjects } from '../pdf-objects.ts'
import { writeBody, type Body } from '../pdf-writer.ts'

/** Numbers for objects that a file does not have yet. */
export const nextNumber = ({ places }: PdfObjects): number => Math.max(0, ...places.keys()) + 1

/**
 * A file of PdfWriter’s with some objects changed or added, and without those that nothing calls any more; all others
 * stay byte for byte.
 */
export function rewriteObjects(
  bytes: Uint8Array,
  { places }: PdfObjects,
  changed: ReadonlyMap<number, Body>,
): Uint8Array {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = file.lastIndexOf('xref\n', file.lastIndexOf('startxref') - 1)
  const sorted = [...places].toSorted(([, a], [, b]) => a - b)
  const pieces = new Map<number, Buffer>()
  sorted.forEach(([number, at], index) => {
    pieces.set(number, file.subarray(at, sorted[index + 1]?.[1] ?? end))
  })
  for (const [number, body] of changed) pieces.set(number, Buffer.concat(writeBody(number, body, 6)))
  const trailer = file.toString('latin1', file.indexOf('trailer', end), file.lastIndexOf('startxref'))
  const kept = reach(trailer, pieces)
  const size = Math.max(0, ...kept) + 1
  const head = file.subarray(0, sorted[0]?.[1] ?? 0)
  const written: Buffer[] = [head]
  let at = head.length
  const rows = [`0000000000 65535 f \n`]
  for (let number = 1; number < size; number += 1) {
    const piece = kept.has(number) ? pieces.get(number) : undefined
    rows.push(piece === undefined ? '0000000000 65535 f \n' : `${String(at).padStart(10, '0')} 00000 n \n`)
    if (piece === undefined) continue
    written.push(piece)
    at += piece.length
  }
  const table = `xref\n0 ${size}\n${rows.join('')}${trailer.replace(/\/Size \d+/, `/Size ${size}`)}startxref\n${at}\n%%EOF\n`
  return new Uint8Array(Buffer.concat([...written, Buffer.from(table, 'latin1')]))
}

/** Objects that a trailer leads to. */
function reach(trailer: string, pieces: ReadonlyMap<number, Buffer>): Set<number> {
  const kept = new Set<number>()
  const follow = (text: string): void => {
    for (const [, number] of text.matchAll(/(\d+) 0 R\b/g))
      if (pieces.has(Number(number))) kept.add(Number(number))
  }
  follow(trailer)
  for (const number of kept) {
    const piece = pieces.get(number) ?? Buffer.alloc(0)
    const data = piece.indexOf('>>stream\n')
    follow(piece.toString('latin1', 0, data === -1 ? piece.length : data))
  }
  return kept
}
