import { photoshopResources } from '../beside/photo-words.ts'
import { exifSurfaces } from './exif-directory.ts'
import { countOf } from '../../kernel/count-of.ts'
import type { Surface } from './surface.ts'

/**
 * What a picture says beside its pixels: where and when it was taken and with what, a small copy of itself that may
 * show what was covered later, notes, further pages, data after its end. JPEG segments (ITU-T T.81 B.1), PNG chunks
 * (W3C PNG 11.2), TIFF (6.0, section 2), WebP chunks, GIF blocks (GIF89a 15), BMP. Colour profiles and sizes are no secret.
 */
export function imageSurfaces(bytes: Uint8Array): Surface[] {
  const start = latin1(bytes, 0, 12)
  if (start.startsWith('\xff\xd8')) return jpegSurfaces(bytes)
  if (start.startsWith('\x89PNG')) return pngSurfaces(bytes)
  if (/^(?:II\*\0|MM\0\*)/.test(start)) return exifSurfaces(bytes, 0, 'TIFF header', true)
  if (/^RIFF[\s\S]{4}WEBP/.test(start)) return webpSurfaces(bytes)
  if (start.startsWith('GIF8')) return gifSurfaces(bytes)
  if (start.startsWith('BM')) return afterEnd(bytes, view(bytes).getUint32(2, true))
  return []
}

const view = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
const latin1 = (bytes: Uint8Array, start: number, end: number): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1', start, end)
const surface = (where: string, detail: string): Surface => ({ kind: 'exif', where, detail })

/** A few bytes of padding are usual. */
function afterEnd(bytes: Uint8Array, end: number): Surface[] {
  const rest = bytes.subarray(end)
  return rest.length > 16 && rest.some((byte) => byte !== 0)
    ? [
        surface(
          'after the picture',
          `${countOf(rest.length, 'byte follows', 'bytes follow')} the end of the picture.`,
        ),
      ]
    : []
}

function jpegSurfaces(bytes: Uint8Array): Surface[] {
  const found: Surface[] = []
  let at = 2
  while (at + 4 <= bytes.length) {
    if (bytes[at] !== 0xff) {
      at += 1
      continue
    }
    const marker = bytes[at + 1] ?? 0
    // Filling, bytes of the pixels that look like markers, restarts: all without a length.
    if (marker === 0xff || marker === 0 || (marker >= 0xd0 && marker <= 0xd8)) {
      at += marker === 0xff ? 1 : 2
      continue
    }
    if (marker === 0xd9) break
    const length = ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0)
    found.push(...segmentSurfaces(bytes, marker, at + 4, at + 2 + length))
    if (length < 2) break
    at += 2 + length
  }
  return [...found, ...afterEnd(bytes, at + 2)]
}

function segmentSurfaces(bytes: Uint8Array, marker: number, start: number, end: number): Surface[] {
  const head = latin1(bytes, start, Math.min(start + 40, end))
  if (marker === 0xfe) return [surface('comment', 'A comment in the picture.')]
  if (marker < 0xe0 || marker > 0xef) return []
  if (head.startsWith('Exif\0\0')) return exifSurfaces(bytes, start + 6, 'EXIF', false)
  if (/^http:\/\/ns\.adobe\.com\/(?:xap|xmp)/.test(head)) return [surface('XMP', 'A description in XMP.')]
  if (head.startsWith('Photoshop 3.0\0')) return photoshopSurfaces(bytes.subarray(start + 14, end))
  if (head.startsWith('Photoshop')) return [surface('IPTC', 'Captions or credits in IPTC.')]
  const small =
    head.startsWith('JFXX\0') ||
    (head.startsWith('JFIF\0') && (bytes[start + 12] ?? 0) * (bytes[start + 13] ?? 0) > 0)
  if (small) return [surface('JFIF', 'It gives a small copy of an earlier state.')]
  if (head.startsWith('MPF\0')) return [surface('MPF', 'It gives further pictures behind this one.')]
  // Size and colour: JFIF, colour profiles, Adobe's note on colours, the quality of “save for the web”.
  return /^(?:JFIF\0|ICC_PROFILE\0|Adobe|Ducky)/.test(head) || head.length < 4
    ? []
    : [surface('private data', 'Data of the program or camera that made it.')]
}

/** Of Photoshop’s many numbers (print sizes, guides, checks) these tell of people, or show an earlier state. */
const tellingResources: Record<number, [where: string, detail: string]> = {
  0x0404: ['IPTC', 'Captions or credits in IPTC.'],
  0x0409: ['small copy', 'It gives a small copy of an earlier state.'],
  0x040b: ['address', 'It gives an address on the web.'],
  0x040c: ['small copy', 'It gives a small copy of an earlier state.'],
  0x0422: ['EXIF', 'Facts of how the picture was made.'],
  0x0423: ['EXIF', 'Facts of how the picture was made.'],
  0x0424: ['XMP', 'A description in XMP.'],
}

function photoshopSurfaces(bytes: Uint8Array): Surface[] {
  const blocks = photoshopResources(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
  // What is not so built, or goes on in another segment, may be anything.
  if (blocks.length === 0) return [surface('IPTC', 'Captions or credits in IPTC.')]
  return blocks.flatMap(({ id, data }) => {
    const told = tellingResources[id]
    return told === undefined || data.length === 0 ? [] : [surface(...told)]
  })
}

/** How the pixels are packed, coloured and sized, and nothing else. */
const plainChunks = new Set(
  'IHDR PLTE IDAT IEND tRNS cHRM gAMA iCCP sBIT sRGB cICP mDCV cLLI bKGD hIST pHYs sPLT acTL fcTL fdAT iDOT vpAg oFFs pCAL sCAL'.split(
    ' ',
  ),
)

function pngSurfaces(bytes: Uint8Array): Surface[] {
  const found: Surface[] = []
  for (let at = 8; at + 12 <= bytes.length;) {
    const length = view(bytes).getUint32(at)
    const type = latin1(bytes, at + 4, at + 8)
    if (type === 'eXIf') found.push(...exifSurfaces(bytes, at + 8, 'EXIF', false))
    else if (type === 'tEXt' || type === 'zTXt' || type === 'iTXt') {
      const key = latin1(bytes, at + 8, Math.min(at + 8 + 79, at + 8 + length)).split('\0', 1)[0] ?? ''
      if (key !== 'Software') found.push(surface(type, 'Words stored beside the picture.'))
    } else if (type === 'tIME') found.push(surface(type, 'It gives a date and time.'))
    else if (!plainChunks.has(type))
      found.push(
        surface('private data', 'Data of the program that made it, which may hold an earlier state.'),
      )
    at += 12 + length
    if (type === 'IEND') return [...found, ...afterEnd(bytes, at)]
  }
  return found
}

function webpSurfaces(bytes: Uint8Array): Surface[] {
  const found: Surface[] = []
  const end = 8 + view(bytes).getUint32(4, true)
  for (let at = 12; at + 8 <= Math.min(bytes.length, end);) {
    const type = latin1(bytes, at, at + 4)
    const length = view(bytes).getUint32(at + 4, true)
    if (type === 'EXIF') {
      const skip = latin1(bytes, at + 8, at + 12) === 'Exif' ? 6 : 0
      found.push(...exifSurfaces(bytes, at + 8 + skip, 'EXIF', false))
    } else if (type === 'XMP ') found.push(surface('XMP', 'A description in XMP.'))
    else if (!/^(?:VP8[ LX]|ALPH|ANIM|ANMF|ICCP)$/.test(type))
      found.push(surface('private data', 'Data of the program that made it.'))
    at += 8 + length + (length % 2)
  }
  return [...found, ...afterEnd(bytes, end + (end % 2))]
}

function gifSurfaces(bytes: Uint8Array): Surface[] {
  const found: Surface[] = []
  const table = (flags: number): number => ((flags & 0x80) === 0 ? 0 : 3 * 2 ** ((flags & 7) + 1))
  let at = 13 + table(bytes[10] ?? 0)
  const skipBlocks = (): void => {
    while (at < bytes.length && bytes[at] !== 0) at += 1 + (bytes[at] ?? 0)
    at += 1
  }
  while (at < bytes.length) {
    const block = bytes[at]
    if (block === 0x3b) return [...found, ...afterEnd(bytes, at + 1)]
    if (block === 0x2c) {
      at += 10 + table(bytes[at + 9] ?? 0) + 1
      skipBlocks()
    } else if (block === 0x21) {
      const label = bytes[at + 1]
      const name = latin1(bytes, at + 3, at + 14)
      at += 2
      if (label === 0xfe) found.push(surface('comment', 'A comment in the picture.'))
      else if (label === 0x01) found.push(surface('text', 'Words stored beside the pixels.'))
      else if (label === 0xff && !/^(?:NETSCAPE2\.0|ANIMEXTS1\.0|ICCRGBG1012)$/.test(name))
        found.push(
          surface(name.startsWith('XMP') ? 'XMP' : 'private data', 'Data of the program that made it.'),
        )
      skipBlocks()
    } else break
  }
  return found
}
