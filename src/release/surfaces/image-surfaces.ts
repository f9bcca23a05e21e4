import type { Surface } from './surface.ts'

/**
 * What a picture says beside its pixels: where and when it was taken and with what, a small copy of itself that may
 * show what was covered later, notes. JPEG segments (ITU-T T.81 B.1), PNG chunks (W3C PNG 11.2), TIFF (6.0, section 2)
 * and WebP chunks. Colour profiles and sizes are no secret.
 */
export function imageSurfaces(bytes: Uint8Array): Surface[] {
  if (bytes[0] === 0xff && bytes[1] === 0xd8) return jpegSurfaces(bytes)
  if (bytes[0] === 0x89 && latin1(bytes, 1, 4) === 'PNG') return pngSurfaces(bytes)
  if (/^(?:II\*\0|MM\0\*)/.test(latin1(bytes, 0, 4))) return exifSurfaces(bytes, 0, 'TIFF header', true)
  if (latin1(bytes, 0, 4) === 'RIFF' && latin1(bytes, 8, 12) === 'WEBP') return webpSurfaces(bytes)
  return []
}

const latin1 = (bytes: Uint8Array, start: number, end: number): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1', start, end)
const surface = (where: string, detail: string): Surface => ({ kind: 'exif', where, detail })

function jpegSurfaces(bytes: Uint8Array): Surface[] {
  const found: Surface[] = []
  let at = 2
  while (at + 4 <= bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1] ?? 0
    if (marker === 0xff) {
      at += 1
      continue
    }
    // Start of scan: the pixels follow, to the end of image.
    if (marker === 0xda || marker === 0xd9) break
    const length = ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0)
    const start = at + 4
    const head = latin1(bytes, start, Math.min(start + 40, at + 2 + length))
    if (marker === 0xe1 && head.startsWith('Exif\0\0'))
      found.push(...exifSurfaces(bytes, start + 6, 'EXIF', false))
    else if (marker === 0xe1 && /^http:\/\/ns\.adobe\.com\/(?:xap|xmp)/.test(head))
      found.push(surface('XMP', 'A description in XMP.'))
    else if (marker === 0xed && head.startsWith('Photoshop'))
      found.push(surface('IPTC', 'Captions or credits in IPTC.'))
    else if (marker === 0xfe) found.push(surface('comment', 'A comment in the picture.'))
    if (length < 2) break
    at += 2 + length
  }
  const end = lastIndexOfEnd(bytes)
  if (end !== -1 && bytes.length - end > 16)
    found.push(surface('after the picture', `${bytes.length - end} bytes follow the end of the picture.`))
  return found
}

function lastIndexOfEnd(bytes: Uint8Array): number {
  const at = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).lastIndexOf(
    Buffer.from([0xff, 0xd9]),
  )
  return at === -1 ? -1 : at + 2
}

function pngSurfaces(bytes: Uint8Array): Surface[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const found: Surface[] = []
  for (let at = 8; at + 12 <= bytes.length;) {
    const length = view.getUint32(at)
    const type = latin1(bytes, at + 4, at + 8)
    if (type === 'eXIf') found.push(...exifSurfaces(bytes, at + 8, 'EXIF', false))
    else if (type === 'tEXt' || type === 'zTXt' || type === 'iTXt') {
      const key = latin1(bytes, at + 8, Math.min(at + 8 + 79, at + 8 + length)).split('\0', 1)[0] ?? ''
      if (key !== 'Software') found.push(surface(type, 'Words stored beside the picture.'))
    }
    at += 12 + length
    if (type === 'IEND') {
      if (bytes.length - at > 16)
        found.push(surface('after the picture', `${bytes.length - at} bytes follow the end of the picture.`))
      break
    }
  }
  return found
}

function webpSurfaces(bytes: Uint8Array): Surface[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const found: Surface[] = []
  for (let at = 12; at + 8 <= bytes.length;) {
    const type = latin1(bytes, at, at + 4)
    const length = view.getUint32(at + 4, true)
    if (type === 'EXIF') {
      const skip = latin1(bytes, at + 8, at + 12) === 'Exif' ? 6 : 0
      found.push(...exifSurfaces(bytes, at + 8 + skip, 'EXIF', false))
    } else if (type === 'XMP ') found.push(surface('XMP', 'A description in XMP.'))
    at += 8 + length + (length % 2)
  }
  return found
}

/** Tags that tell of people, places, times and devices, by number (Exif 3.0, TIFF 6.0). */
const tellingTags = new Map<number, string>([
  [0x010e, 'a description'],
  [0x010f, 'the make of the camera'],
  [0x0110, 'the model of the camera'],
  [0x0132, 'a date and time'],
  [0x013b, 'the artist'],
  [0x02bc, 'a description in XMP'],
  [0x83bb, 'captions or credits'],
  [0x8298, 'the owner of the rights'],
  [0x8825, 'the place (GPS)'],
  [0x9003, 'a date and time'],
  [0x927c, 'the maker’s notes'],
  [0x9286, 'a comment'],
  [0xa430, 'the owner of the camera'],
  [0xa431, 'the number of the camera'],
  [0x9c9b, 'a title'],
  [0x9c9c, 'a comment'],
  [0x9c9d, 'the author'],
])
const exifDirectory = 0x8769
const thumbnail = 0x0201

function exifSurfaces(bytes: Uint8Array, start: number, where: string, isTiff: boolean): Surface[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset + start, bytes.byteLength - start)
  if (view.byteLength < 8) return []
  const little = view.getUint16(0) === 0x4949
  const told = new Set<string>()
  const seen = new Set<number>()
  let directories = 0
  const read = (offset: number, nested: boolean): void => {
    let at = offset
    while (at !== 0 && at + 2 <= view.byteLength && !seen.has(at) && seen.size < 100) {
      seen.add(at)
      if (!nested) directories += 1
      const count = view.getUint16(at, little)
      for (let entry = 0; entry < count && at + 14 + entry * 12 <= view.byteLength; entry += 1) {
        const tagAt = at + 2 + entry * 12
        const tag = view.getUint16(tagAt, little)
        const told1 = tellingTags.get(tag)
        if (told1 !== undefined) told.add(told1)
        if (tag === exifDirectory) read(view.getUint32(tagAt + 8, little), true)
        if (tag === thumbnail && !isTiff) told.add('a small copy of an earlier state')
      }
      const next = at + 2 + count * 12
      at = nested || next + 4 > view.byteLength ? 0 : view.getUint32(next, little)
    }
  }
  read(view.getUint32(4, little), false)
  if (told.size === 0)
    return isTiff ? [] : directories === 0 ? [] : [surface(where, 'Facts of how the picture was made.')]
  return [surface(where, `It gives ${[...told].join(', ')}.`)]
}
