import { countOf } from '../../kernel/count-of.ts'
import type { Surface } from './surface.ts'

/** Tags that tell of people, places, times and devices, by number (Exif 3.0, TIFF 6.0). */
const tellingTags = new Map<number, string>([
  [0x010d, 'the name of a document'],
  [0x010e, 'a description'],
  [0x010f, 'the make of the camera'],
  [0x0110, 'the model of the camera'],
  [0x0132, 'a date and time'],
  [0x013b, 'the artist'],
  [0x013c, 'the name of a computer'],
  [0x02bc, 'a description in XMP'],
  [0x83bb, 'captions or credits'],
  [0x8298, 'the owner of the rights'],
  [0x8649, 'captions or layers of Photoshop'],
  [0x8825, 'the place (GPS)'],
  [0x9003, 'a date and time'],
  [0x927c, 'the maker’s notes'],
  [0x935c, 'layers of Photoshop'],
  [0x9286, 'a comment'],
  [0xa420, 'a number of its own'],
  [0xa430, 'the owner of the camera'],
  [0xa431, 'the number of the camera'],
  [0xa435, 'the number of the lens'],
  [0x9c9b, 'a title'],
  [0x9c9c, 'a comment'],
  [0x9c9d, 'the author'],
  [0x9c9e, 'keywords'],
  [0x9c9f, 'a subject'],
])
const exifDirectory = 0x8769
const subDirectories = 0x014a
const thumbnail = 0x0201

/** The directories of a TIFF, or of the EXIF data that pictures carry in the same form. */
export function exifSurfaces(bytes: Uint8Array, start: number, where: string, isTiff: boolean): Surface[] {
  if (start + 8 > bytes.length) return []
  const view = new DataView(bytes.buffer, bytes.byteOffset + start, bytes.byteLength - start)
  const little = view.getUint16(0) === 0x4949
  const told = new Set<string>()
  const seen = new Set<number>()
  let directories = 0
  const read = (offset: number, nested: boolean): void => {
    let at = offset
    while (at !== 0 && at + 2 <= view.byteLength && !seen.has(at) && seen.size < 1000) {
      seen.add(at)
      if (!nested) directories += 1
      const count = view.getUint16(at, little)
      for (let entry = 0; entry < count && at + 14 + entry * 12 <= view.byteLength; entry += 1) {
        const tagAt = at + 2 + entry * 12
        const tag = view.getUint16(tagAt, little)
        const said = tellingTags.get(tag)
        if (said !== undefined) told.add(said)
        if (tag === exifDirectory) read(view.getUint32(tagAt + 8, little), true)
        // Small or earlier copies of a page hang below it.
        if (tag === subDirectories && isTiff) told.add('a small copy of an earlier state')
        if (tag === thumbnail && !isTiff) told.add('a small copy of an earlier state')
      }
      const next = at + 2 + count * 12
      at = nested || next + 4 > view.byteLength ? 0 : view.getUint32(next, little)
    }
  }
  read(view.getUint32(4, little), false)
  const found: Surface[] = []
  if (told.size > 0) found.push({ kind: 'exif', where, detail: `It gives ${[...told].join(', ')}.` })
  else if (!isTiff && directories > 0)
    found.push({ kind: 'exif', where, detail: 'Facts of how the picture was made.' })
  if (isTiff && directories > 1)
    found.push({
      kind: 'hidden-layer',
      where: 'the picture',
      detail: `It has ${countOf(directories, 'page')}, of which many programs show only the first.`,
    })
  return found
}
