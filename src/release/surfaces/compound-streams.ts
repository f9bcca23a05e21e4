/** A stream or storage of a compound file; `path` joins names with `/`, the root left out. */
export type CompoundEntry = { path: string; storage: boolean; size: number; bytes: () => Uint8Array | null }

const noSector = 0xfffffffa
const mostEntries = 50_000
const mostBytes = 400 * 1024 * 1024

/**
 * The tree of a compound file ([MS-CFB]): old Office files, Outlook messages, embedded objects. Null where its tables
 * cannot be followed; every chain is followed once, so that a loop ends.
 */
export function readCompound(file: Uint8Array): CompoundEntry[] | null {
  if (file.length < 1536 || file[0] !== 0xd0 || file[1] !== 0xcf || file[2] !== 0x11 || file[3] !== 0xe0)
    return null
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength)
  const shift = view.getUint16(30, true)
  if (shift !== 9 && shift !== 12) return null
  const size = 1 << shift
  const sectors = Math.ceil(file.length / size)
  const sectorAt = (sector: number): number => (sector + 1) * size
  const fat = readFat(view, size, sectors)
  const chain = (start: number, table: (sector: number) => number, most: number): number[] => {
    const found: number[] = []
    const seen = new Set<number>()
    for (let at = start; at < noSector && !seen.has(at) && found.length < most; at = table(at)) {
      seen.add(at)
      found.push(at)
    }
    return found
  }
  const next = (sector: number): number => fat[sector] ?? 0xffffffff
  const join = (start: number, length: number): Uint8Array | null => {
    if (length > Math.min(mostBytes, file.length)) return null
    const out = new Uint8Array(length)
    let at = 0
    for (const sector of chain(start, next, sectors)) {
      const piece = file.subarray(sectorAt(sector), sectorAt(sector) + Math.min(size, length - at))
      out.set(piece, at)
      at += piece.length
      if (at >= length) break
    }
    return at === length ? out : null
  }
  const directory = chain(view.getUint32(48, true), next, mostEntries)
  const records: {
    name: string
    type: number
    left: number
    right: number
    child: number
    start: number
    size: number
  }[] = []
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
  const [root] = records
  if (root === undefined || root.type !== 5) return null
  const mini = join(root.start, Math.min(root.size, file.length))
  const miniFat = chain(view.getUint32(60, true), next, sectors)
  const miniNext = (sector: number): number => {
    const at = miniFat[Math.floor(sector / (size / 4))]
    const place = at === undefined ? -1 : sectorAt(at) + (sector % (size / 4)) * 4
    return place < 0 || place + 4 > file.length ? 0xffffffff : view.getUint32(place, true)
  }
  const cutOff = view.getUint32(56, true)
  const readSmall = (start: number, length: number): Uint8Array | null => {
    if (mini === null) return null
    const out = new Uint8Array(length)
    let at = 0
    for (const sector of chain(start, miniNext, Math.ceil(length / 64))) {
      const piece = mini.subarray(sector * 64, sector * 64 + Math.min(64, length - at))
      out.set(piece, at)
      at += piece.length
    }
    return at === length ? out : null
  }
  const found: CompoundEntry[] = []
  const seen = new Set<number>()
  const open: { index: number; path: string }[] = [{ index: root.child, path: '' }]
  for (let entry = open.pop(); entry !== undefined; entry = open.pop()) {
    const record = records[entry.index]
    if (record === undefined || seen.has(entry.index)) continue
    seen.add(entry.index)
    const path = entry.path === '' ? record.name : `${entry.path}/${record.name}`
    open.push({ index: record.left, path: entry.path }, { index: record.right, path: entry.path })
    if (record.type === 1) open.push({ index: record.child, path })
    found.push({
      path,
      storage: record.type === 1,
      size: record.size,
      bytes: () =>
        record.size < cutOff ? readSmall(record.start, record.size) : join(record.start, record.size),
    })
  }
  return found
}

/** The table that says which sector follows which: 109 of its sectors are listed in the header, the rest in a chain. */
function readFat(view: DataView, size: number, sectors: number): Uint32Array {
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
  return fat
}
