import PostalMime, { addressParser } from 'postal-mime'
import { decodeText } from './decode-text.ts'
import { detectType } from './detect-type.ts'
import { extractOfficeText } from './extract-office.ts'
import { extractPdfText } from './extract-pdf.ts'
import { ScanReader } from './extract-scan.ts'
import type { FileType } from './file-types.ts'
import { hiddenHtmlText, htmlToText } from './html-text.ts'
import type { ReadScan } from './read-scan.ts'
import { rtfToText } from './rtf-text.ts'
import { isArchiveBomb, readZipDirectory, readZipEntry } from './zip-directory.ts'

/**
 * `complete: false` means that something may stand in the file that `text` does not show; `note` says what. `scanned`
 * counts pages read by text recognition; with `allRead` nothing is missing but what the recogniser may have missed.
 */
export type Extraction = {
  text: string
  complete: boolean
  note?: string
  scanned?: { pages: number; allRead: boolean }
}

export type ExtractOptions = {
  /** Read pictures and scanned pages by text recognition: about a second each. */
  ocr?: boolean
  /** Reads the pictures; without it, a process that this one starts. */
  readScan?: ReadScan
  signal?: AbortSignal
}

const deepest = 3
const mostBytesOfEntry = 100 * 1024 * 1024

/**
 * All text that can be reached in a file, including what is hidden from an ordinary reader. Never throws: what cannot
 * be read comes back as `complete: false` with the reason, so that a caller cannot take silence for absence. Only the
 * signal's reason is thrown.
 */
export async function extractText(
  bytes: Uint8Array,
  type: FileType,
  options: ExtractOptions = {},
): Promise<Extraction> {
  return extractAtDepth(bytes, type, options, 0)
}

async function extractAtDepth(
  bytes: Uint8Array,
  type: FileType,
  options: ExtractOptions,
  depth: number,
): Promise<Extraction> {
  options.signal?.throwIfAborted()
  if (bytes.length === 0) return { text: '', complete: true, note: 'The file is empty.' }
  const found = detectType(bytes)
  if (found.encrypted) return unread('The file is password protected.')
  if (found.entries !== null && isArchiveBomb(found.entries, bytes.length))
    return unread('The file unpacks to far more than its own size.')
  try {
    switch (type) {
      case 'txt':
      case 'csv':
      case 'json':
      case 'ics':
        return { text: decodeText(bytes).text, complete: true }
      case 'xml':
      case 'html':
        return extractHtml(decodeText(bytes).text)
      case 'rtf': {
        const rtf = decodeText(bytes).text
        const hasObjects = /\\(object|pict|objdata)\b/.test(rtf)
        return hasObjects
          ? {
              text: rtfToText(rtf),
              complete: false,
              note: 'It holds pictures or objects that were not read.',
            }
          : { text: rtfToText(rtf), complete: true }
      }
      case 'docx':
      case 'xlsx':
      case 'pptx':
      case 'odt':
      case 'ods':
      case 'odp':
        return await extractOfficeText(bytes, options)
      case 'pdf':
        return await extractPdfText(bytes, options)
      case 'eml':
        return await extractMail(bytes, options, depth)
      case 'zip':
        return await extractZip(bytes, options, depth)
      case 'png':
      case 'jpeg':
      case 'tiff':
      case 'webp':
      case 'gif':
        return options.ocr
          ? await extractPicture(bytes, options)
          : unread('Text cannot be read from this kind of file.')
      default:
        return unread('Text cannot be read from this kind of file.')
    }
  } catch {
    options.signal?.throwIfAborted()
    return unread('The file is damaged and could not be read.')
  }
}

function unread(note: string): Extraction {
  return { text: '', complete: false, note }
}

async function extractPicture(bytes: Uint8Array, options: ExtractOptions): Promise<Extraction> {
  const reader = new ScanReader(options)
  const text = await reader.read(bytes)
  return reader.join({ text: '', complete: true }, [text])
}

// The shown text, then what a reader of the source would see besides.
function extractHtml(html: string): Extraction {
  return { text: `${htmlToText(html)}\n${hiddenHtmlText(html)}`.trim(), complete: true }
}

async function extractMail(bytes: Uint8Array, options: ExtractOptions, depth: number): Promise<Extraction> {
  const mail = await PostalMime.parse(bytes, { forceRfc822Attachments: true })
  const headers = mail.headers
    .filter((header) => ['from', 'to', 'cc', 'bcc', 'reply-to', 'sender', 'date'].includes(header.key))
    .map(
      (header) =>
        `${header.originalKey}: ${header.key === 'date' ? header.value : addressWords(header.value)}`,
    )
  const parts = [
    ...headers,
    `Subject: ${mail.subject ?? ''}`,
    mail.text ?? '',
    mail.html === undefined ? '' : extractHtml(mail.html).text,
  ]
  const inner = mail.attachments.map((attachment) => ({
    name: attachment.filename ?? 'attachment',
    bytes: asBytes(attachment.content),
  }))
  return collect(parts, inner, options, depth)
}

function addressWords(value: string): string {
  return addressParser(value, { flatten: true })
    .map((each) => `${each.name} <${each.address ?? ''}>`)
    .join(', ')
}

function asBytes(content: ArrayBuffer | Uint8Array | string): Uint8Array {
  if (typeof content === 'string') return new TextEncoder().encode(content)
  return content instanceof Uint8Array ? content : new Uint8Array(content)
}

async function extractZip(bytes: Uint8Array, options: ExtractOptions, depth: number): Promise<Extraction> {
  const entries = readZipDirectory(bytes)
  if (entries === null) return unread('The archive is damaged and could not be opened.')
  const files = entries.filter((entry) => !entry.name.endsWith('/'))
  return collect(
    [],
    files.map((entry) => ({ name: entry.name, bytes: readZipEntry(bytes, entry, mostBytesOfEntry) })),
    options,
    depth,
  )
}

async function collect(
  parts: string[],
  files: { name: string; bytes: Uint8Array | null }[],
  options: ExtractOptions,
  depth: number,
): Promise<Extraction> {
  const texts = [...parts]
  const notes: string[] = []
  let pages = 0
  let allRead = true
  for (const file of files) {
    texts.push(file.name)
    const inner =
      file.bytes === null
        ? unread('It could not be unpacked.')
        : depth >= deepest
          ? unread('It lies too deep inside other files.')
          : await extractAtDepth(file.bytes, detectType(file.bytes).type, options, depth + 1)
    if (inner.text !== '') texts.push(inner.text)
    if (!inner.complete) notes.push(`${file.name}: ${inner.note ?? 'not wholly read.'}`)
    pages += inner.scanned?.pages ?? 0
    allRead &&= inner.complete || inner.scanned?.allRead === true
  }
  const text = texts.filter((each) => each.trim() !== '').join('\n')
  return notes.length === 0
    ? { text, complete: true }
    : {
        text,
        complete: false,
        note: notes.slice(0, 5).join(' '),
        ...(pages === 0 ? {} : { scanned: { pages, allRead } }),
      }
}
