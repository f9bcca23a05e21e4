export type CompoundStream = { name: string; size: number; start: Uint8Array }

const signature = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]
const mostEntries = 20_000

/** True for the container of old Office files, Outlook messages and encrypted new ones ([MS-CFB] §2.2). */
export function isCompoundFile(bytes: Uint8Array): boolean {
  return signature.every((byte, i) => bytes[i] === byte)
}

/**
 * The storages and streams of a compound file: names and sizes, and for streams outside the mini stream the first
 * sector. Null where the directory cannot be followed.
 */
export function readCompoundDirectory(bytes: Uint8Array): CompoundStream[] | null {
  if (!isCompoundFile(bytes) || bytes.length < 1024) return null
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const shift = view.getUint16(30, true)
  if (shift !== 9 && shift !== 12) return null
  const sectorSize = 1 << shift
  const sectorAt = (sector: number) => (sector + 1) * sectorSize
  const nextSector = (sector: number): number => {
    const perFatSector = sectorSize / 4
    const fatIndex = Math.floor(sector / perFatSector)
    // The header lists the first 109 table sectors: enough for 7 MB. Past that the directory is taken as it lies.
    if (fatIndex >= 109) return sector + 1
    const at = sectorAt(view.getUint32(76 + fatIndex * 4, true)) + (sector % perFatSector) * 4
    return at + 4 <= bytes.length ? view.getUint32(at, true) : 0xfffffffe
  }
  const streams: CompoundStream[] = []
  const visited = new Set<number>()
  let sector = view.getUint32(48, true)
  while (sector < 0xfffffffa && !visited.has(sector) && streams.length < mostEntries) {
    visited.add(sector)
    const base = sectorAt(sector)
    if (base + sectorSize > bytes.length) break
    for (let at = base; at < base + sectorSize; at += 128) {
      const nameLength = view.getUint16(at + 64, true)
      if (view.getUint8(at + 66) === 0 || nameLength < 2 || nameLength > 64) continue
      const first = sectorAt(view.getUint32(at + 116, true))
      streams.push({
        name: new TextDecoder('utf-16le').decode(bytes.subarray(at, at + nameLength - 2)),
        size: view.getUint32(at + 120, true),
        start: bytes.subarray(first, first + sectorSize),
      })
    }
    sector = nextSector(sector)
  }
  return streams.length === 0 ? null : streams
}
