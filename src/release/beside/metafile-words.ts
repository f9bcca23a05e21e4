/** Words of a drawing in Windows’ own formats; `unread` counts those given as numbers of letter shapes. */
export type MetafileWords = { text: string; unread: number }

type Piece = { y: number; text: string }
type Reading = { pieces: Piece[]; unread: number; depth: number }

const mostRecords = 2_000_000
const mostPieces = 200_000
const glyphNumbers = 0x10
const deepest = 3

export const isEmf = (bytes: Buffer): boolean =>
  bytes.length >= 88 && bytes.readUInt32LE(0) === 1 && bytes.toString('latin1', 40, 44) === ' EMF'
export const isWmf = (bytes: Buffer): boolean =>
  bytes.length >= 26 &&
  (bytes.readUInt32LE(0) === 0x9ac6cdd7 ||
    ((bytes.readUInt16LE(0) === 1 || bytes.readUInt16LE(0) === 2) &&
      bytes.readUInt16LE(2) === 9 &&
      (bytes.readUInt16LE(4) === 0x300 || bytes.readUInt16LE(4) === 0x100)))

/** What an EMF ([MS-EMF], [MS-EMFPLUS]) or WMF ([MS-WMF]) writes, a line for each line; null where it is neither. */
export function readMetafileWords(bytes: Buffer): MetafileWords | null {
  const reading: Reading = { pieces: [], unread: 0, depth: 0 }
  if (isEmf(bytes)) readEmf(bytes, reading)
  else if (isWmf(bytes)) readWmf(bytes, reading)
  else return null
  return { text: joinPieces(reading.pieces), unread: reading.unread }
}

/** Programs write a line whole, word by word, or each letter by itself. */
function joinPieces(pieces: readonly Piece[]): string {
  const single = pieces.filter(({ text }) => text.trim().length <= 2).length > pieces.length * 0.6
  return pieces
    .map(({ y, text }, index) => {
      const before = pieces[index - 1]
      if (before === undefined) return text
      return before.y === y ? `${single ? '' : ' '}${text}` : `\n${text}`
    })
    .join('')
}

const wide = (bytes: Buffer, at: number, letters: number): string =>
  bytes.toString('utf16le', at, Math.min(bytes.length, at + letters * 2)).replaceAll('\0', ' ')
const narrow = (bytes: Buffer, at: number, letters: number): string =>
  new TextDecoder('windows-1252').decode(bytes.subarray(at, at + letters)).replaceAll('\0', ' ')

function say(reading: Reading, y: number, text: string): void {
  if (text !== '' && reading.pieces.length < mostPieces) reading.pieces.push({ y, text })
}

function readEmf(file: Buffer, reading: Reading): void {
  const description = file.readUInt32LE(60)
  if (description > 0) say(reading, -1, wide(file, file.readUInt32LE(64), Math.min(description, 1000)))
  for (let at = 0, count = 0; at + 8 <= file.length && count < mostRecords; count += 1) {
    const size = file.readUInt32LE(at + 4)
    if (size < 8) return
    readEmfRecord(file.readUInt32LE(at), file.subarray(at, at + size), reading)
    at += size
  }
}

function readEmfRecord(type: number, record: Buffer, reading: Reading): void {
  // EMR_EXTTEXTOUTA and W
  if ((type === 83 || type === 84) && record.length >= 60) emrText(record, 36, type === 84, reading)
  // EMR_POLYTEXTOUTA and W
  if ((type === 96 || type === 97) && record.length >= 40)
    for (let index = 0; index < record.readUInt32LE(36) && 80 + index * 40 <= record.length; index += 1)
      emrText(record, 40 + index * 40, type === 97, reading)
  // EMR_SMALLTEXTOUT
  if (type === 108 && record.length >= 36) {
    const options = record.readUInt32LE(20)
    const at = (options & 0x100) === 0 ? 52 : 36
    if ((options & glyphNumbers) !== 0) reading.unread += 1
    else {
      const read = (options & 0x200) === 0 ? wide : narrow
      say(reading, record.readInt32LE(12), read(record, at, record.readUInt32LE(16)))
    }
  }
  if (type === 70 && record.length >= 16) readComment(record.subarray(12), reading)
}

/** EmrText ([MS-EMF] §2.2.5): place, count, where the letters are, how they are given. */
function emrText(record: Buffer, at: number, isWide: boolean, reading: Reading): void {
  const letters = record.readUInt32LE(at + 8)
  const place = record.readUInt32LE(at + 12)
  if ((record.readUInt32LE(at + 16) & glyphNumbers) !== 0) reading.unread += 1
  else if (place < record.length)
    say(reading, record.readInt32LE(at + 4), (isWide ? wide : narrow)(record, place, letters))
}

/** Comments hold the drawing again for newer programs, or for older ones, or what a program put there for itself. */
function readComment(data: Buffer, reading: Reading): void {
  const mark = data.toString('latin1', 0, 4)
  if (mark === 'EMF+') readEmfPlus(data.subarray(4), reading)
  else if (mark === 'GDIC' && data.length > 20 && data.readUInt32LE(4) === 0x80000001)
    readInner(data.subarray(20), reading)
  else if (mark !== 'GDIC') for (const run of printableRuns(data)) say(reading, -1, run)
}

function readInner(data: Buffer, reading: Reading): void {
  if (reading.depth >= deepest) return
  reading.depth += 1
  if (isEmf(data)) readEmf(data, reading)
  else if (isWmf(data)) readWmf(data, reading)
  reading.depth -= 1
}

function readEmfPlus(data: Buffer, reading: Reading): void {
  for (let at = 0; at + 12 <= data.length;) {
    const size = data.readUInt32LE(at + 4)
    if (size < 12) return
    const record = data.subarray(at, at + size)
    const type = record.readUInt16LE(0)
    // EmfPlusDrawString and EmfPlusDrawDriverString ([MS-EMFPLUS] §2.3.4.14, §2.3.4.6)
    if (type === 0x401c && record.length >= 40)
      say(reading, Math.round(record.readFloatLE(28)), wide(record, 40, record.readUInt32LE(20)))
    if (type === 0x4036 && record.length >= 28) {
      const letters = record.readUInt32LE(24)
      if ((record.readUInt32LE(16) & 1) === 0) reading.unread += 1
      else {
        const places = 28 + letters * 2
        const y = places + 8 <= record.length ? Math.round(record.readFloatLE(places + 4)) : 0
        say(reading, y, wide(record, 28, letters))
      }
    }
    at += size
  }
}

function readWmf(file: Buffer, reading: Reading): void {
  const start = file.readUInt32LE(0) === 0x9ac6cdd7 ? 22 : 0
  const enhanced: Buffer[] = []
  for (let at = start + 18, count = 0; at + 6 <= file.length && count < mostRecords; count += 1) {
    const size = file.readUInt32LE(at) * 2
    if (size < 6) break
    const record = file.subarray(at, at + size)
    const type = record.readUInt16LE(4)
    // META_TEXTOUT
    if (type === 0x0521 && record.length >= 8) {
      const letters = record.readUInt16LE(6)
      const after = 8 + letters + (letters % 2)
      say(reading, after + 2 <= record.length ? record.readInt16LE(after) : 0, narrow(record, 8, letters))
    }
    // META_EXTTEXTOUT
    if (type === 0x0a32 && record.length >= 14) {
      const options = record.readUInt16LE(12)
      const at8 = (options & 6) === 0 ? 14 : 22
      if ((options & glyphNumbers) !== 0) reading.unread += 1
      else say(reading, record.readInt16LE(6), narrow(record, at8, record.readUInt16LE(10)))
    }
    // META_ESCAPE with a comment: an EMF in pieces ([MS-WMF] §2.3.6.25), or what a program put there for itself
    if (type === 0x0626 && record.length >= 12 && record.readUInt16LE(6) === 15) {
      const data = record.subarray(10)
      if (data.toString('latin1', 0, 4) === 'WMFC' && data.length > 34) enhanced.push(data.subarray(34))
      else for (const run of printableRuns(data)) say(reading, -1, run)
    }
    at += size
  }
  if (enhanced.length > 0) readInner(Buffer.concat(enhanced), reading)
}

/** Runs of letters that may be words, plain and in UTF-16, out of bytes that are something else. */
export function printableRuns(bytes: Buffer, shortest = 8): string[] {
  const plain = bytes.toString('latin1')
  const runs: string[] = []
  const wordy = (text: string): boolean =>
    (text.match(/[\p{L}\d ]/gu) ?? []).length > text.length * 0.8 && /\p{L}{3}/u.test(text)
  for (const [run] of plain.matchAll(/[\x20-\x7e\xc0-\xff]{8,4000}/g)) if (wordy(run)) runs.push(run)
  // A letter of UTF-16 in the Latin script: itself and a zero.
  for (const [run] of plain.matchAll(/(?:[\x20-\x7e\xc0-\xff]\0){8,4000}/g)) {
    const text = run.replaceAll('\0', '')
    if (wordy(text)) runs.push(text)
  }
  return runs.filter((run) => run.trim().length >= shortest)
}
