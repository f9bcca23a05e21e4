const noSector = 0xfffffffa
const mostEntries = 50_000
const mostBytes = 400 * 1024 * 1024
/** Bytes of a sector of the small stream, in which streams below the header’s limit lie. */
export const smallSector = 64

export type CompoundRecord = {
  name: string
  /** 0 for a place that is free, 1 a storage, 2 a stream, 5 the root */
  type: number
  left: number
  right: number
  child: number
  start: number
  size: number
}

/** How a compound file is laid out: which sector follows which, for whole and for small sectors, and its directory. */
export type CompoundLayout = {
  file: Uint8Array
  /** Bytes of a sector */
  size: number
  sectors: number
  sectorAt: (sector: number) => number
  chain: (start: number) => number[]
  smallChain: (start: number) => number[]
  /** A stream of whole sectors; null where its chain ends early */
  join: (start: number, length: number) => Uint8Array | null
  /** Streams shorter than this lie in the small stream */
  cutOff: number
  records: readonly CompoundRecord[]
  /** Sectors of the tables, of the directory, and of the small stream’s table */
  tables: readonly number[]
  directory: readonly number[]
}

/** Null where the header or the tables cannot be followed ([MS-CFB]). Every chain is followed once, so that a loop ends. */
export function openCompound(file: Uint8Array): CompoundLayout | null {
  if (file.length < 1536 || file[0] !== 0xd0 || file[1] !== 0xcf || file[2] !== 0x11 || file[3] !== 0xe0)
    return null
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength)
  const shift = view.getUint16(30, true)
  if (shift !== 9 && shift !== 12) return null
  const size = 1 << shift
  const sectors = Math.ceil(file.length / size)
  const sectorAt = (sector: number): number => (sector + 1) * size
  const { fat, tables } = readFat(view, size, sectors)
  const follow = (start: number, table: (sector: number) => number, most: number): number[] => {
    const found: number[] = []
    const seen = new Set<number>()
    for (let at = start; at < noSector && !seen.has(at) && found.length < most; at = table(at)) {
      seen.add(at)
      found.push(at)
    }
    return found
  }
  const next = (sector: number): number => fat[sector] ?? 0xffffffff
  const chain = (start: number): number[] => follow(start, next, sectors)
  const smallTable = chain(view.getUint32(60, true))
  const smallNext = (sector: number): number => {
    const at = smallTable[Math.floor(sector / (size / 4))]
    const place = at === undefined ? -1 : sectorAt(at) + (sector % (size / 4)) * 4
    return place < 0 || place + 4 > file.length ? 0xffffffff : view.getUint32(place, true)
  }
  const directory = follow(view.getUint32(48, true), next, mostEntries)
  const records: CompoundRecord[] = []
  for (const sector of directory)
    for (let at = sectorAt(sector); at + 128 <= Math.min(file.length, sectorAt(sector) + size); at += 128) {
      const length = Math.min(64, view.getUint16(at + 64, true))
      records.push({
        name: new TextDecoder('utf-16le').decode(file.subarray(at, at + Math.max(0, length - 2))),
        type: view.getUint8(at + 66),
        left: view.getUint32(at + 68, true),
        right: view.getUint32(at + 72, true),
        child: view.getUint32(at + 76, true),
        start: view.getUint32(at + 116, true),
        size: view.getUint32(at + 120, true),
      })
    }
  if (records[0]?.type !== 5) return null
  return {
    file,
    size,
    sectors,
    sectorAt,
    chain,
    smallChain: (start) => follow(start, smallNext, sectors * (size / smallSector)),
    join(start, length) {
      if (length > Math.min(mostBytes, file.length)) return null
      const out = new Uint8Array(length)
      let at = 0
      for (const sector of chain(start)) {
        const piece = file.subarray(sectorAt(sector), sectorAt(sector) + Math.min(size, length - at))
        out.set(piece, at)
        at += piece.length
        if (at >= length) break
      }
      return at === length ? out : null
    },
    cutOff: view.getUint32(56, true),
    records,
    tables: [...tables, ...smallTable],
    directory,
  }
}

/** The table that says which sector follows which: 109 of its sectors are listed in the header, the rest in a chain. */
function readFat(view: DataView, size: number, sectors: number): { fat: Uint32Array; tables: number[] } {
  const fat = new Uint32Array(sectors).fill(0xffffffff)
  const places: number[] = []
  for (let index = 0; index < 109; index += 1) places.push(view.getUint32(76 + index * 4, true))
  const seen = new Set<number>()
  for (let at = view.getUint32(68, true); at < noSector && !seen.has(at) && seen.size < sectors;) {
    seen.add(at)
    const base = (at + 1) * size
    if (base + size > view.byteLength) break
    for (let index = 0; index < size / 4 - 1; index += 1) places.push(view.getUint32(base + index * 4, true))
    at = view.getUint32(base + size - 4, true)
  }
  places.forEach((sector, index) => {
    const base = (sector + 1) * size
    if (sector >= noSector || base + size > view.byteLength) return
    for (let each = 0; each < size / 4; each += 1) {
      const number = index * (size / 4) + each
      if (number < sectors) fat[number] = view.getUint32(base + each * 4, true)
    }
  })
  return { fat, tables: [...places.filter((sector) => sector < noSector), ...seen] }
}
