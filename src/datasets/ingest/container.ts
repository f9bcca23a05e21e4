export type ContainerKind =
  'empty' | 'zip' | 'xlsx' | 'ods' | 'json' | 'text' | 'xls' | 'pdf' | 'html' | 'binary'

const startsWith = (bytes: Uint8Array, ...start: number[]): boolean =>
  start.every((byte, at) => bytes[at] === byte)

/** What a file is, by its first bytes (64 KB will do), never by its name. A workbook is a zip until its list is read. */
export function detectContainer(head: Uint8Array): Exclude<ContainerKind, 'xlsx' | 'ods'> {
  if (head.length === 0) return 'empty'
  if (startsWith(head, 0x50, 0x4b)) return 'zip'
  if (startsWith(head, 0xd0, 0xcf, 0x11, 0xe0)) return 'xls'
  // Excel 2 to 4 wrote bare BIFF records.
  if (startsWith(head, 0x09) && [0x00, 0x02, 0x04].includes(head[1] ?? -1) && head[3] === 0) return 'xls'
  if (startsWith(head, 0x25, 0x50, 0x44, 0x46)) return 'pdf'
  const wide = startsWith(head, 0xff, 0xfe) || startsWith(head, 0xfe, 0xff)
  const text = new TextDecoder(wide ? (head[0] === 0xff ? 'utf-16le' : 'utf-16be') : 'windows-1252').decode(
    head,
  )
  const start = text.replace(/^(?:\uFEFF|ï»¿)/, '').trimStart()
  if (start === '' && !text.includes('\0')) return 'empty'
  if (/^(?:<!doctype html|<html|<table|<\?xml[^>]*>\s*<(?:html|table))/i.test(start)) return 'html'
  if (/^(?:\{\s*["}]|\[\s*[{[\]])/.test(start)) return 'json'
  return wide || !looksBinary(head) ? 'text' : 'binary'
}

/** Machine data: control characters that writing does not hold, or many zeros that are not those of UTF-16. */
function looksBinary(head: Uint8Array): boolean {
  let control = 0
  const zeros = [0, 0]
  head.forEach((byte, at) => {
    if (byte === 0) zeros[at & 1] = (zeros[at & 1] ?? 0) + 1
    else if (byte < 9 || (byte > 13 && byte < 32)) control += 1
  })
  const [even = 0, odd = 0] = zeros
  const utf16 = Math.max(even, odd) > head.length * 0.3 && Math.min(even, odd) < head.length * 0.02
  return control > head.length * 0.02 || (!utf16 && even + odd > head.length * 0.1)
}
