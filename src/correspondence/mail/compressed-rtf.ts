const dictionaryStart =
  '{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx'
const largest = 20 * 1024 * 1024

/** Unpacks the RTF that Outlook carries ([MS-OXRTFCP]); null where it is not such data. Never more than 20 MB. */
export function decompressRtf(bytes: Uint8Array): string | null {
  if (bytes.length < 16) return null
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const size = Math.min(view.getUint32(4, true), largest)
  const kind = view.getUint32(8, true)
  const latin1 = new TextDecoder('latin1')
  if (kind === 0x414c454d) return latin1.decode(bytes.subarray(16, 16 + size))
  if (kind !== 0x75465a4c) return null
  const dictionary = new Uint8Array(4096)
  for (let i = 0; i < dictionaryStart.length; i++) dictionary[i] = dictionaryStart.charCodeAt(i)
  let write = dictionaryStart.length
  const out = new Uint8Array(size)
  let length = 0
  const emit = (byte: number) => {
    dictionary[write] = byte
    write = (write + 1) % 4096
    if (length < size) out[length++] = byte
  }
  for (let at = 16; at < bytes.length && length < size;) {
    const flags = bytes[at++] ?? 0
    for (let bit = 0; bit < 8 && at < bytes.length && length < size; bit++) {
      if ((flags & (1 << bit)) === 0) {
        emit(bytes[at++] ?? 0)
        continue
      }
      const token = ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0)
      at += 2
      const offset = token >> 4
      if (offset === write) return latin1.decode(out.subarray(0, length))
      for (let i = 0; i < (token & 15) + 2; i++) emit(dictionary[(offset + i) % 4096] ?? 0)
    }
  }
  return latin1.decode(out.subarray(0, length))
}
