import { openCompound, smallSector } from './compound-layout.ts'

/** A stream or storage of a compound file; `path` joins names with `/`, the root left out. */
export type CompoundEntry = { path: string; storage: boolean; size: number; bytes: () => Uint8Array | null }

/**
 * The tree of a compound file ([MS-CFB]): old Office files, Outlook messages, embedded objects. Null where its tables
 * cannot be followed.
 */
export function readCompound(file: Uint8Array): CompoundEntry[] | null {
  const layout = openCompound(file)
  const root = layout?.records[0]
  if (layout === null || root === undefined) return null
  const { records, cutOff, join } = layout
  const mini = join(root.start, Math.min(root.size, file.length))
  const readSmall = (start: number, length: number): Uint8Array | null => {
    if (mini === null) return null
    const out = new Uint8Array(length)
    let at = 0
    for (const sector of layout.smallChain(start)) {
      const place = sector * smallSector
      const piece = mini.subarray(place, place + Math.min(smallSector, length - at))
      out.set(piece, at)
      at += piece.length
      if (at >= length) break
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
