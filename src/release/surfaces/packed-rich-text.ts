/** What every packed text may refer back to ([MS-OXRTFCP] §2.1.2.1). */
const before =
  '{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx'
const mostBytes = 64 * 1024 * 1024

/** The rich text of an Outlook message, which Outlook packs in its own way ([MS-OXRTFCP]). Null where it is no such text. */
export function unpackRichText(bytes: Uint8Array): Buffer | null {
  if (bytes.length < 16) return null
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const kind = view.getUint32(8, true)
  const size = view.getUint32(4, true)
  const end = Math.min(bytes.length, view.getUint32(0, true) + 4)
  if (kind === 0x414c454d) return Buffer.from(bytes.subarray(16, end))
  if (kind !== 0x75465a4c || size > mostBytes) return null
  const ring = new Uint8Array(4096)
  ring.set(Buffer.from(before, 'latin1'))
  let write = before.length
  const out = Buffer.alloc(size)
  let made = 0
  const put = (value: number): void => {
    ring[write] = value
    write = (write + 1) % 4096
    if (made < size) out[made] = value
    made += 1
  }
  for (let at = 16; at < end && made < size;) {
    const control = bytes[at] ?? 0
    at += 1
    for (let bit = 0; bit < 8 && at < end && made < size; bit += 1) {
      if ((control & (1 << bit)) === 0) {
        put(bytes[at] ?? 0)
        at += 1
        continue
      }
      const token = ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0)
      at += 2
      const from = token >> 4
      if (from === write) return out.subarray(0, made)
      for (let step = 0; step < (token & 15) + 2; step += 1) put(ring[(from + step) % 4096] ?? 0)
    }
  }
  return out.subarray(0, Math.min(made, size))
}
