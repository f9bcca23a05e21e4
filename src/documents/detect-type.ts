import { isCompoundFile, readCompoundDirectory } from './compound-file.ts'
import { decodeText, looksLikeText } from './decode-text.ts'
import type { FileType } from './file-types.ts'
import { readZipDirectory, type ZipEntry } from './zip-directory.ts'

/** What the bytes are, and what the look inside found. */
export type Detected = {
  type: FileType
  encrypted: boolean
  macros: boolean
  /** The container's directory could not be followed. */
  damaged: boolean
  entries: ZipEntry[] | null
}

/** Names the type by the bytes alone: signature first, then the container's own parts, then the look of the text. */
export function detectType(bytes: Uint8Array): Detected {
  if (startsWith(bytes, 'PK\u0003\u0004') || startsWith(bytes, 'PK\u0005\u0006')) return detectZip(bytes)
  if (isCompoundFile(bytes)) return detectCompound(bytes)
  const pdfAt = indexOfText(bytes.subarray(0, 1024), '%PDF-')
  if (pdfAt !== -1) return { ...plain('pdf'), ...inspectPdf(bytes) }
  const bySignature = signatures.find(([, matches]) => matches(bytes))
  if (bySignature !== undefined) return plain(bySignature[0])
  if (looksLikeText(bytes)) return plain(detectText(bytes))
  return plain('unknown')
}

function plain(type: FileType): Detected {
  return { type, encrypted: false, macros: false, damaged: false, entries: null }
}

const hex =
  (...wanted: number[]) =>
  (bytes: Uint8Array) =>
    wanted.every((byte, i) => bytes[i] === byte)
const text =
  (wanted: string, at = 0) =>
  (bytes: Uint8Array) =>
    startsWith(bytes.subarray(at), wanted)

const signatures: [FileType, (bytes: Uint8Array) => boolean][] = [
  ['png', hex(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)],
  ['jpeg', hex(0xff, 0xd8, 0xff)],
  ['gif', text('GIF8')],
  ['tiff', (bytes) => hex(0x49, 0x49, 0x2a, 0)(bytes) || hex(0x4d, 0x4d, 0, 0x2a)(bytes)],
  ['webp', (bytes) => text('RIFF')(bytes) && text('WEBP', 8)(bytes)],
  ['wav', (bytes) => text('RIFF')(bytes) && text('WAVE', 8)(bytes)],
  [
    'heic',
    (bytes) => text('ftyp', 4)(bytes) && /^(heic|heix|hevc|mif1|msf1)/.test(ascii(bytes.subarray(8, 12))),
  ],
  ['mp4', text('ftyp', 4)],
  ['mp3', (bytes) => text('ID3')(bytes) || hex(0xff, 0xfb)(bytes)],
  ['rtf', text('{\\rtf')],
  ['tnef', hex(0x78, 0x9f, 0x3e, 0x22)],
  [
    'archive',
    (bytes) =>
      hex(0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c)(bytes) ||
      text('Rar!')(bytes) ||
      hex(0x1f, 0x8b)(bytes) ||
      text('BZh')(bytes) ||
      hex(0xfd, 0x37, 0x7a, 0x58, 0x5a)(bytes),
  ],
  [
    'program',
    (bytes) =>
      isWindowsProgram(bytes) ||
      hex(0x7f, 0x45, 0x4c, 0x46)(bytes) ||
      hex(0xcf, 0xfa, 0xed, 0xfe)(bytes) ||
      hex(0xca, 0xfe, 0xba, 0xbe)(bytes) ||
      hex(0x4c, 0, 0, 0, 1, 0x14, 2, 0)(bytes) ||
      text('#!')(bytes),
  ],
]

// `MZ` alone also begins ordinary words, so the program header's place must be a sensible number too.
function isWindowsProgram(bytes: Uint8Array): boolean {
  if (!startsWith(bytes, 'MZ')) return false
  return bytes.length < 64 ? !looksLikeText(bytes) : bytes.subarray(0, 64).includes(0)
}

function detectZip(bytes: Uint8Array): Detected {
  const entries = readZipDirectory(bytes)
  if (entries === null) return { ...plain('zip'), damaged: true }
  const names = new Set(entries.map((entry) => entry.name))
  const has = (start: string) => entries.some((entry) => entry.name.startsWith(start))
  const found: Detected = { ...plain('zip'), entries, encrypted: entries.some((entry) => entry.encrypted) }
  found.macros = entries.some((entry) => /(^|\/)vbaProject\.bin$|^Basic\/|^Scripts\//i.test(entry.name))
  if (names.has('[Content_Types].xml')) {
    if (has('word/')) found.type = 'docx'
    else if (has('xl/')) found.type = 'xlsx'
    else if (has('ppt/')) found.type = 'pptx'
  } else if (names.has('mimetype') && names.has('content.xml')) found.type = openDocumentType(bytes)
  else if (names.has('META-INF/MANIFEST.MF')) found.type = 'program'
  return found
}

// OpenDocument 1.3 part 2 §3.3: the first entry is `mimetype`, stored, so its words lie near the start of the file.
function openDocumentType(bytes: Uint8Array): FileType {
  const head = ascii(bytes.subarray(0, 200))
  if (head.includes('opendocument.spreadsheet')) return 'ods'
  if (head.includes('opendocument.presentation')) return 'odp'
  return head.includes('opendocument.text') ? 'odt' : 'zip'
}

function detectCompound(bytes: Uint8Array): Detected {
  const streams = readCompoundDirectory(bytes)
  if (streams === null) return { ...plain('unknown'), damaged: true }
  const stream = (name: string) => streams.find((each) => each.name === name)
  const macros = streams.some((each) => each.name === '_VBA_PROJECT' || each.name === '_VBA_PROJECT_CUR')
  if (stream('EncryptedPackage') !== undefined) return { ...plain('unknown'), encrypted: true }
  if (stream('__properties_version1.0') !== undefined) return { ...plain('msg'), macros }
  const word = stream('WordDocument')
  // [MS-DOC] §2.5.2 FibBase: bit fEncrypted is 0x0100 of the 16 bits at offset 10.
  if (word !== undefined) return { ...plain('doc'), macros, encrypted: ((word.start[11] ?? 0) & 1) === 1 }
  const workbook = stream('Workbook') ?? stream('Book')
  if (workbook !== undefined) return { ...plain('xls'), macros, encrypted: hasFilePass(workbook.start) }
  if (stream('PowerPoint Document') !== undefined)
    return { ...plain('ppt'), macros, encrypted: stream('EncryptedSummary') !== undefined }
  return plain('unknown')
}

// [MS-XLS] §2.4.117: a FilePass record (0x002F) near the start says that the rest is encrypted.
function hasFilePass(start: Uint8Array): boolean {
  const view = new DataView(start.buffer, start.byteOffset, start.byteLength)
  for (let at = 0; at + 4 <= start.length; at += 4 + view.getUint16(at + 2, true)) {
    const record = view.getUint16(at, true)
    if (record === 0x2f) return true
    if (record === 0) return false
  }
  return false
}

// ISO 32000-2 §7.6.1: the trailer or the cross-reference stream's dictionary holds /Encrypt, never compressed itself.
function inspectPdf(bytes: Uint8Array): { encrypted: boolean; damaged: boolean } {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let encrypted = false
  for (let at = buffer.indexOf('/Encrypt'); at !== -1 && !encrypted; at = buffer.indexOf('/Encrypt', at + 8))
    encrypted = /^\/Encrypt\s*(\d+\s+\d+\s+R|<<)/.test(ascii(buffer.subarray(at, at + 40)))
  return { encrypted, damaged: buffer.lastIndexOf('startxref') === -1 }
}

function detectText(bytes: Uint8Array): FileType {
  const sample = decodeText(bytes.subarray(0, 65_536)).text.trimStart()
  if (/^<\?xml|^<(kml|gml|svg|rss|feed)[\s>]/i.test(sample))
    return /<html[\s>]/i.test(sample.slice(0, 2000)) ? 'html' : 'xml'
  if (/^(<!--[\s\S]{0,500}?-->\s*)?<(!doctype html|html|head|body)[\s>]/i.test(sample)) return 'html'
  if (sample.startsWith('BEGIN:VCALENDAR')) return 'ics'
  if (looksLikeMail(sample)) return 'eml'
  if (/^[[{]/.test(sample) && parsesAsJson(bytes)) return 'json'
  return isTable(sample) ? 'csv' : 'txt'
}

// At least two of the header fields RFC 5322 names, in an unbroken header block at the very start.
function looksLikeMail(sample: string): boolean {
  const head = sample.split(/\r?\n\r?\n/, 1)[0] ?? ''
  const lines = head.split(/\r?\n/)
  if (!lines.every((line, i) => /^[!-9;-~]+:/.test(line) || (i > 0 && /^[ \t]/.test(line)))) return false
  const known = new Set(
    [
      ...head.matchAll(
        /^(received|from|to|subject|date|message-id|mime-version|return-path|delivered-to):/gim,
      ),
    ].map((match) => match[1]?.toLowerCase()),
  )
  return known.size >= 2 && (known.has('from') || known.has('received') || known.has('message-id'))
}

function parsesAsJson(bytes: Uint8Array): boolean {
  if (bytes.length > 20 * 1024 * 1024) return true
  try {
    JSON.parse(decodeText(bytes).text)
    return true
  } catch {
    return false
  }
}

function isTable(sample: string): boolean {
  const lines = sample
    .split(/\r?\n/)
    .slice(0, 20)
    .filter((line) => line.trim() !== '')
  return [',', '\t', ';', '|'].some((separator) => {
    const counts = lines.map((line) => line.split(separator).length)
    return (
      lines.length >= 2 && (counts[0] ?? 0) >= 2 && counts.slice(0, -1).every((count) => count === counts[0])
    )
  })
}

function startsWith(bytes: Uint8Array, wanted: string): boolean {
  for (let i = 0; i < wanted.length; i++) if (bytes[i] !== wanted.charCodeAt(i)) return false
  return true
}

function indexOfText(bytes: Uint8Array, wanted: string): number {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).indexOf(wanted, 0, 'latin1')
}

function ascii(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
}
