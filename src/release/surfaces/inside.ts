import type { Surface } from './surface.ts'

/** A file inside another; null where it could not be taken out. */
export type Contained = { where: string; name: string; bytes: Uint8Array | null }

/** Looks into contained files as if each came alone, as deep and as much as the limits allow. */
export type Inside = (files: readonly Contained[]) => Promise<Surface[]>

/** How much has been looked into, for a file and all that lies in it together. */
export type Nest = { depth: number; left: { files: number; bytes: number } }

export const newNest = (): Nest => ({ depth: 0, left: { files: 2000, bytes: 400 * 1024 * 1024 } })

const deepest = 4

export function insideOf(
  nest: Nest,
  inspect: (bytes: Uint8Array, name: string, nest: Nest) => Promise<Surface[]>,
): Inside {
  return async (files) => {
    const found: Surface[] = []
    for (const { where, name, bytes } of files) {
      const unread = (detail: string): void => {
        found.push({ kind: 'unreadable', where, detail })
      }
      if (bytes === null) unread('It could not be unpacked: it is damaged, protected or far too large.')
      else if (bytes.length === 0) continue
      else if (nest.depth >= deepest) unread('It lies too deep inside other files.')
      else if (nest.left.files <= 0 || nest.left.bytes < bytes.length) {
        unread('More is packed inside than Muniment looks into. Check what is inside by itself.')
        break
      } else {
        nest.left.files -= 1
        nest.left.bytes -= bytes.length
        for (const each of await inspect(bytes, name, { ...nest, depth: nest.depth + 1 }))
          found.push({ ...each, where: `${where}, ${each.where}` })
      }
    }
    return found
  }
}
