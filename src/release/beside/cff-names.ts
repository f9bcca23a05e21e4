const standardStrings = 391
const mostGlyphs = 20_000

/** The letter of a standard string of CFF, where it is one of A to Z and a to z (Adobe TN 5176, appendix A). */
export const standardLetter = (id: number): string =>
  id >= 34 && id <= 59
    ? String.fromCharCode(id + 31)
    : id >= 66 && id <= 91
      ? String.fromCharCode(id + 31)
      : ''

/** Names of the glyphs of a Compact Font Format program, in its order, and every other string that it keeps. */
export function readCffNames(font: Buffer): string[] {
  try {
    const names = readIndex(font, font[2] ?? 4)
    const dicts = readIndex(font, names.end)
    const strings = readIndex(font, dicts.end)
    const own = strings.items.map((item) => item.toString('latin1'))
    const dict = readDict(dicts.items[0] ?? Buffer.alloc(0))
    const [charset, shapes] = [dict.get('15')?.[0] ?? 0, dict.get('17')?.[0] ?? 0]
    // A font by numbers (ROS) names no glyphs.
    if (dict.has('12 30') || charset <= 2 || shapes === 0) return own
    const ids = readCharset(font, charset, font.readUInt16BE(shapes))
    const inOrder = ids.map((id) =>
      id < standardStrings ? standardLetter(id) : (own[id - standardStrings] ?? ''),
    )
    return [...inOrder, ...own.filter((name) => !inOrder.includes(name))]
  } catch (error) {
    if (error instanceof RangeError) return []
    throw error
  }
}

function readIndex(font: Buffer, at: number): { items: Buffer[]; end: number } {
  const count = font.readUInt16BE(at)
  if (count === 0) return { items: [], end: at + 2 }
  const width = font.readUInt8(at + 2)
  if (width < 1 || width > 4) throw new RangeError('no index')
  const offset = (index: number): number => font.readUIntBE(at + 3 + index * width, width)
  const data = at + 2 + (count + 1) * width
  const items: Buffer[] = []
  for (let index = 0; index < Math.min(count, mostGlyphs); index += 1)
    items.push(font.subarray(data + offset(index), data + offset(index + 1)))
  return { items, end: data + offset(count) }
}

/** Operators with their numbers; those of two bytes as `12 30`. */
function readDict(dict: Buffer): Map<string, number[]> {
  const found = new Map<string, number[]>()
  let numbers: number[] = []
  for (let at = 0; at < dict.length;) {
    const byte = dict.readUInt8(at)
    if (byte <= 21) {
      const long = byte === 12
      found.set(long ? `12 ${dict[at + 1] ?? 0}` : String(byte), numbers)
      numbers = []
      at += long ? 2 : 1
    } else if (byte === 28) {
      numbers.push(dict.readInt16BE(at + 1))
      at += 3
    } else if (byte === 29) {
      numbers.push(dict.readInt32BE(at + 1))
      at += 5
    } else if (byte === 30) {
      at += 1
      while (at < dict.length && (dict.readUInt8(at) & 15) !== 15 && dict.readUInt8(at) >> 4 !== 15) at += 1
      at += 1
      numbers.push(0)
    } else if (byte <= 246) {
      numbers.push(byte - 139)
      at += 1
    } else {
      const next = dict[at + 1] ?? 0
      numbers.push(byte <= 250 ? (byte - 247) * 256 + next + 108 : -(byte - 251) * 256 - next - 108)
      at += 2
    }
  }
  return found
}

/** Which string names which glyph; the first, `.notdef`, is left out. */
function readCharset(font: Buffer, start: number, glyphs: number): number[] {
  const format = font.readUInt8(start)
  const ids: number[] = []
  let at = start + 1
  while (ids.length < Math.min(glyphs, mostGlyphs) - 1) {
    const first = font.readUInt16BE(at)
    at += 2
    if (format === 0) ids.push(first)
    else {
      const more = format === 1 ? font.readUInt8(at) : font.readUInt16BE(at)
      at += format === 1 ? 1 : 2
      for (let id = first; id <= first + more && ids.length < mostGlyphs; id += 1) ids.push(id)
    }
  }
  return ids
}
