import { openCompound, smallSector } from './compound-layout.ts'

/**
 * What a compound file holds in places that nothing in it names: free sectors, what is behind the end of a stream in
 * its last sector, small sectors likewise, names of deleted streams. Programs leave there what was deleted.
 */
export function compoundLeftovers(file: Uint8Array): Buffer {
  const layout = openCompound(file)
  if (layout === null) return Buffer.alloc(0)
  const { size, sectors, sectorAt, chain, smallChain, cutOff, records } = layout
  const pieces: Uint8Array[] = []
  const used = new Set<number>([...layout.tables, ...layout.directory])
  const take = (start: number, length: number): void => {
    const places = chain(start)
    for (const sector of places) used.add(sector)
    const last = places[Math.max(0, Math.ceil(length / size) - 1)]
    if (last !== undefined && length % size !== 0)
      pieces.push(file.subarray(sectorAt(last) + (length % size), sectorAt(last) + size))
    // A chain that goes on behind the end of its stream keeps what the stream was.
    for (const sector of places.slice(Math.ceil(length / size)))
      pieces.push(file.subarray(sectorAt(sector), sectorAt(sector) + size))
  }
  const [root] = records
  const streams = records.filter(({ type }) => type === 2)
  for (const { start, size: length } of streams.filter((each) => each.size >= cutOff)) take(start, length)
  if (root !== undefined) {
    for (const sector of chain(root.start)) used.add(sector)
    const small = layout.join(root.start, Math.min(root.size, chain(root.start).length * size))
    if (small !== null)
      pieces.push(
        ...smallLeftovers(
          small,
          streams.filter((each) => each.size < cutOff),
          smallChain,
        ),
      )
  }
  for (let sector = 0; sector < sectors; sector += 1)
    if (!used.has(sector)) pieces.push(file.subarray(sectorAt(sector), sectorAt(sector) + size))
  const names = records.filter(({ type, name }) => type === 0 && name !== '').map(({ name }) => name)
  return Buffer.concat([...pieces, Buffer.from(names.join('\n'), 'utf16le')])
}

function smallLeftovers(
  small: Uint8Array,
  streams: readonly { start: number; size: number }[],
  chain: (start: number) => number[],
): Uint8Array[] {
  const pieces: Uint8Array[] = []
  const used = new Set<number>()
  for (const { start, size } of streams) {
    const places = chain(start)
    const whole = Math.ceil(size / smallSector)
    places.slice(0, whole).forEach((sector) => used.add(sector))
    const last = places[whole - 1]
    if (last !== undefined && size % smallSector !== 0)
      pieces.push(small.subarray(last * smallSector + (size % smallSector), (last + 1) * smallSector))
  }
  for (let sector = 0; sector * smallSector < small.length; sector += 1)
    if (!used.has(sector)) pieces.push(small.subarray(sector * smallSector, (sector + 1) * smallSector))
  return pieces
}
