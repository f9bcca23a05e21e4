/** What a photograph says in words beside its pixels: captions and credits (IPTC IIM 4.2), XMP, comments. */
export function readPhotoWords(bytes: Buffer): string[] {
  const texts: string[] = []
  const resources: Buffer[] = []
  for (const { marker, data } of segmentsOf(bytes)) {
    const head = data.toString('latin1', 0, 40)
    // Photoshop's resources go on in the next segment where they are long.
    if (head.startsWith('Photoshop 3.0\0')) resources.push(data.subarray(14))
    else if (head.startsWith('http://ns.adobe.com/xap/1.0/\0'))
      texts.push(withoutTags(data.toString('utf8', 29)))
    else if (marker === 0xfe) texts.push(data.toString('latin1'))
  }
  const iptc = photoshopResources(Buffer.concat(resources)).filter(({ id }) => id === 0x0404)
  texts.push(...iptc.map(({ data }) => readIptc(data).join('\n')))
  return texts.filter((text) => text.trim() !== '')
}

type JpegSegment = { marker: number; data: Buffer }

/** Segments before the pixels (ITU-T T.81 B.1). */
function segmentsOf(bytes: Buffer): JpegSegment[] {
  const found: JpegSegment[] = []
  for (let at = 2; at + 4 <= bytes.length && bytes[at] === 0xff;) {
    const marker = bytes[at + 1] ?? 0
    if (marker === 0xff) {
      at += 1
      continue
    }
    const length = bytes.readUInt16BE(at + 2)
    if (marker === 0xda || marker === 0xd9 || length < 2) break
    found.push({ marker, data: bytes.subarray(at + 4, at + 2 + length) })
    at += 2 + length
  }
  return found
}

/** The blocks of Photoshop’s image resources, by number. */
export function photoshopResources(bytes: Buffer): { id: number; data: Buffer }[] {
  const found: { id: number; data: Buffer }[] = []
  for (
    let at = 0;
    at + 12 <= bytes.length && /^(?:8BIM|MeSa|PHUT|AgHg|DCSR)$/.test(bytes.toString('latin1', at, at + 4));
  ) {
    const id = bytes.readUInt16BE(at + 4)
    const name = (bytes[at + 6] ?? 0) + 1
    const start = at + 6 + name + (name % 2)
    if (start + 4 > bytes.length) break
    const size = bytes.readUInt32BE(start)
    found.push({ id, data: bytes.subarray(start + 4, start + 4 + size) })
    at = start + 4 + size + (size % 2)
  }
  return found
}

/** Data sets of IPTC: a mark, the record, the number, the length. Those of the second record are words. */
function readIptc(bytes: Buffer): string[] {
  const found: string[] = []
  let utf8 = false
  for (let at = 0; at + 5 <= bytes.length && bytes[at] === 0x1c;) {
    const [record, number] = [bytes[at + 1], bytes[at + 2]]
    let length = bytes.readUInt16BE(at + 3)
    let start = at + 5
    // A long one gives the length of its length first.
    if (length >= 0x8000) {
      const digits = length & 0x7fff
      if (digits > 4 || start + digits > bytes.length) break
      length = bytes.readUIntBE(start, Math.max(1, digits))
      start += digits
    }
    const data = bytes.subarray(start, start + length)
    if (record === 1 && number === 90) utf8 = data.toString('latin1') === '\x1b%G'
    if (record === 2 && data.length > 2) found.push(data.toString(utf8 ? 'utf8' : 'latin1'))
    at = start + length
  }
  return found
}

const withoutTags = (xml: string): string =>
  xml
    .replaceAll(/<[^<>]{0,4000}>/g, '\n')
    .replaceAll(/\s*\n\s*/g, '\n')
    .trim()
