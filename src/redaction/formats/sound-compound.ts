/**
 * True of a compound file ([MS-CFB]) whose directory can be followed: each entry has a name and a size that fit, and no
 * chain goes round. The reader of Outlook messages takes them on trust and does not come back from one that lies.
 */
export function isSoundCompound(file: Uint8Array): boolean {
  if (file.length < 1536) return false
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength)
  const shift = view.getUint16(30, true)
  if ((shift !== 9 && shift !== 12) || view.getUint16(32, true) !== 6) return false
  const size = 1 << shift
  const sectors = Math.ceil(file.length / size)
  const fatSectors = view.getUint32(44, true)
  // The header lists 109 sectors of the table: enough for 7 MB in small sectors; larger files list the rest elsewhere.
  const listed = Math.min(109, fatSectors)
  if (fatSectors > sectors || view.getUint32(64, true) > sectors || view.getUint32(72, true) > sectors)
    return false
  const fat = new Uint32Array(listed * (size / 4)).fill(0xffffffff)
  for (let index = 0; index < listed; index += 1) {
    const at = (view.getUint32(76 + index * 4, true) + 1) * size
    if (at + size > file.length) return false
    for (let each = 0; each < size / 4; each += 1)
      fat[index * (size / 4) + each] = view.getUint32(at + each * 4, true)
  }
  const ends = (start: number): number[] | null => {
    const seen = new Set<number>()
    for (let at = start; at < 0xfffffffa; at = fat[at] ?? 0xfffffffe) {
      if (at >= sectors || seen.has(at)) return null
      seen.add(at)
    }
    return [...seen]
  }
  const directory = ends(view.getUint32(48, true))
  if (directory === null || directory.length === 0 || ends(view.getUint32(60, true)) === null) return false
  const entries = directory.length * (size / 128)
  for (const sector of directory)
    for (let at = (sector + 1) * size; at < (sector + 2) * size; at += 128) {
      if (at + 128 > file.length) return false
      const type = view.getUint8(at + 66)
      const name = view.getUint16(at + 64, true)
      if (type === 0 && name === 0) continue
      if (![0, 1, 2, 5].includes(type) || name % 2 !== 0 || name > 64 || (type !== 0 && name < 2))
        return false
      for (const link of [68, 72, 76]) {
        const to = view.getUint32(at + link, true)
        if (to !== 0xffffffff && to >= entries) return false
      }
      if (type === 2 && view.getUint32(at + 120, true) > file.length) return false
    }
  return true
}
