export type UuencodedFile = { name: string; bytes: Uint8Array }

/**
 * Takes uuencoded files (POSIX uuencode) out of a text and leaves a line in their place. A block that does not decode
 * stays in the text, and is counted, so that nothing is lost.
 */
export function extractUuencoded(text: string): { text: string; files: UuencodedFile[]; damaged: number } {
  if (!/^begin [0-7]{3,4} \S/m.test(text)) return { text, files: [], damaged: 0 }
  const lines = text.split(/\r?\n/)
  const kept: string[] = []
  const files: UuencodedFile[] = []
  let damaged = 0
  for (let i = 0; i < lines.length; i++) {
    const begin = /^begin [0-7]{3,4} (\S.*)$/.exec(lines[i] ?? '')
    const decoded = begin === null ? null : decodeBlock(lines, i + 1)
    if (begin !== null && decoded !== null) {
      const name = begin[1]?.trim() ?? ''
      files.push({ name, bytes: decoded.bytes })
      kept.push(`[Attached file: ${name}]`)
      i = decoded.end
    } else {
      // "begin 100 years ago" is a sentence; only a line of encoded data after it makes it a damaged file.
      if (begin !== null && decodeLine(lines[i + 1] ?? '') !== null) damaged += 1
      kept.push(lines[i] ?? '')
    }
  }
  return { text: kept.join('\n'), files, damaged }
}

function decodeBlock(lines: string[], from: number): { bytes: Uint8Array; end: number } | null {
  const pieces: Uint8Array[] = []
  for (let i = from; i < lines.length; i++) {
    const line = lines[i] ?? ''
    if (line === 'end') return { bytes: Buffer.concat(pieces), end: i }
    if (line === '`' || line.trim() === '') continue
    const piece = decodeLine(line)
    if (piece === null) return null
    pieces.push(piece)
  }
  return null
}

function decodeLine(line: string): Uint8Array | null {
  const length = (line.charCodeAt(0) - 32) & 63
  const needed = Math.ceil(length / 3) * 4
  if (line === '' || length === 0 || !/^[ -`]+$/.test(line) || line.length - 1 > needed + 1) return null
  // Some mailers strip spaces from the ends of lines; a space encodes zero.
  if (line.length - 1 < needed - 3) return null
  const body = line.slice(1).padEnd(needed, ' ')
  const bytes = new Uint8Array((needed / 4) * 3)
  const six = (at: number) => (body.charCodeAt(at) - 32) & 63
  for (let i = 0, out = 0; i < needed; i += 4) {
    const word = (six(i) << 18) | (six(i + 1) << 12) | (six(i + 2) << 6) | six(i + 3)
    bytes[out++] = word >> 16
    bytes[out++] = (word >> 8) & 255
    bytes[out++] = word & 255
  }
  return bytes.subarray(0, length)
}
