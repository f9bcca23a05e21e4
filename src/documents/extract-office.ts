import { decodeText } from './decode-text.ts'
import { ScanReader } from './extract-scan.ts'
import type { Extraction, ExtractOptions } from './extract-text.ts'
import { decodeEntities } from './html-tokens.ts'
import { readZipDirectory, readZipEntry } from './zip-directory.ts'

const mostBytes = 400 * 1024 * 1024

// Ends of paragraphs, rows and shared strings in WordprocessingML, SpreadsheetML, DrawingML and OpenDocument.
const endsLine = /^(?:\w+:)?(p|h|tr|row|si|comment|table-row|list-item|definedName|c|is)$/
// Attributes that hold words of their own: cached pivot items, sheet, table and column names, alternative text, authors.
const speaking =
  /(?:^|\s)(?:\w+:)?(v|name|displayName|descr|title|author|caption|subtotalCaption|date|creator)\s*=\s*("[^"]*"|'[^']*')/g
const speakingElements =
  /^(?:\w+:)?(s|sheet|table|tableColumn|cacheField|docPr|cNvPr|ins|del|comment|author|person|definedName|pivotTableDefinition|table-cell)$/

/**
 * Everything written in a DOCX, XLSX, PPTX, ODT, ODS or ODP: body, headers, notes, comments, deleted tracked text,
 * hidden sheets and rows, cached pivot items, properties, link addresses. A release check must find what a reader
 * with the right menu would find, so no part is left out for being out of sight.
 */
export async function extractOfficeText(
  bytes: Uint8Array,
  options: ExtractOptions = {},
): Promise<Extraction> {
  const entries = readZipDirectory(bytes)
  if (entries === null)
    return { text: '', complete: false, note: 'The file is damaged and could not be opened.' }
  const texts: string[] = []
  const notes: string[] = []
  const scans: string[] = []
  const reader = new ScanReader(options)
  let total = 0
  for (const entry of entries) {
    if (/\.(xml|rels|vml)$/i.test(entry.name)) {
      const content = readZipEntry(bytes, entry, mostBytes - total)
      if (content === null) {
        notes.push(`The part ${entry.name} could not be read.`)
        continue
      }
      total += content.length
      const text = entry.name.endsWith('.rels')
        ? linkTargets(decodeText(content).text)
        : xmlText(decodeText(content).text)
      if (text !== '') texts.push(text)
    } else if (isObject(entry.name))
      notes.push(`It holds an embedded object (${entry.name}) that was not read.`)
    else if (options.ocr && /\.(png|jpe?g|gif|tiff?|webp)$/i.test(entry.name)) {
      const picture = readZipEntry(bytes, entry, mostBytes - total)
      total += picture?.length ?? 0
      scans.push(await reader.read(picture ?? new Uint8Array()))
    } else if (/\.(png|jpe?g|gif|tiff?|webp|bmp|emf|wmf)$/i.test(entry.name))
      notes.push('It holds pictures, whose content was not read.')
  }
  const text = texts.join('\n')
  const read =
    notes.length === 0
      ? { text, complete: true }
      : { text, complete: false, note: [...new Set(notes)].slice(0, 5).join(' ') }
  return reader.join(read, scans)
}

/** A printer’s settings are no object: nearly every workbook that was ever printed has them. */
const isObject = (name: string): boolean =>
  /(^|\/)embeddings\/|oleObject|\.bin$/i.test(name) && !/(^|\/)printerSettings\d*\.bin$/i.test(name)

/** The words of an XML document in order, one paragraph or cell a line. Linear; ignores declarations and entities it does not know. */
function xmlText(xml: string): string {
  let out = ''
  let at = 0
  while (at < xml.length) {
    const open = xml.indexOf('<', at)
    const upTo = open === -1 ? xml.length : open
    if (upTo > at) {
      const text = xml.slice(at, upTo)
      // Indentation between elements is not text; a lone space inside a run is.
      if (text.trim() !== '' || !/[\r\n]/.test(text)) out += decodeEntities(text)
    }
    if (open === -1) break
    if (xml.startsWith('<![CDATA[', open)) {
      const end = xml.indexOf(']]>', open)
      out += xml.slice(open + 9, end === -1 ? xml.length : end)
      at = end === -1 ? xml.length : end + 3
      continue
    }
    if (xml.startsWith('<!--', open)) {
      const end = xml.indexOf('-->', open + 4)
      at = end === -1 ? xml.length : end + 3
      continue
    }
    const close = xml.indexOf('>', open)
    const tag = xml.slice(open + 1, close === -1 ? xml.length : close)
    out += separatorFor(tag)
    at = close === -1 ? xml.length : close + 1
  }
  return out
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .replace(/\n{2,}/g, '\n')
    .trim()
}

function separatorFor(tag: string): string {
  const name = /^\/?([\w:.-]+)/.exec(tag)?.[1] ?? ''
  if (tag.startsWith('/')) {
    if (endsLine.test(name)) return '\n'
    return /^(?:\w+:)?(tc|table-cell)$/.test(name) ? '\t' : ''
  }
  if (/^(?:\w+:)?(tab)$/.test(name)) return '\t'
  if (/^(?:\w+:)?(br|cr|line-break)$/.test(name)) return '\n'
  if (/^text:s$/.test(name)) return ' '
  if (!speakingElements.test(name)) return ''
  const said = [...tag.slice(name.length).matchAll(speaking)].map((match) =>
    decodeEntities((match[2] ?? '').slice(1, -1)),
  )
  return said.length === 0 ? '' : `\n${said.join('\n')}\n`
}

function linkTargets(rels: string): string {
  return [...rels.matchAll(/<Relationship\s[^>]{0,4000}>/g)]
    .filter(([tag]) => /TargetMode\s*=\s*["']External["']/i.test(tag))
    .map(([tag]) => decodeEntities(/Target\s*=\s*["']([^"']*)["']/.exec(tag)?.[1] ?? ''))
    .join('\n')
}
