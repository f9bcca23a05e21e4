import { ScanReader } from './extract-scan.ts'
import type { Extraction, ExtractOptions } from './extract-text.ts'
import { drawPdfPage, hasPictures } from './draw-pdf-page.ts'
import { isLockedPdf, pdfPageText, withPdf } from './open-pdf.ts'

const mostPages = 5_000
/** A scan often bears a stamp or a page number in real letters; a page with more than these is a written one. */
const lettersOfStamp = 200

/** The version of the format and the language of the document say nothing about anybody. */
const formal = /^(?:\d\.\d|en|[a-z]{2}-[A-Z]{2})$/

/**
 * Everything written in a PDF that pdf.js can reach: page text, form values, annotations, bookmarks, document
 * properties and the names of attached files. Pages with no text are counted: they may be scans. With `ocr` those
 * pages, and pages of a picture with few words, are drawn and read.
 */
export async function extractPdfText(bytes: Uint8Array, options: ExtractOptions = {}): Promise<Extraction> {
  try {
    return await withPdf(bytes, async (document, pdfjs) => {
      const texts: string[] = []
      const notes: string[] = []
      const reader = new ScanReader(options)
      let silentPages = 0
      let unreadPictures = false
      for (let number = 1; number <= Math.min(document.numPages, mostPages); number++) {
        const page = await document.getPage(number)
        const text = await pdfPageText(page)
        const isSilent = text.trim() === ''
        let drawn = ''
        if (options.ocr) {
          const pictured = await hasPictures(page, pdfjs)
          const isScan = isSilent || (pictured && text.replaceAll(/\s/g, '').length <= lettersOfStamp)
          if (isScan) drawn = await reader.read(await drawPdfPage(page))
          else unreadPictures ||= pictured
        } else if (isSilent) silentPages += 1
        const annotations: unknown[] = await page.getAnnotations()
        texts.push(text, drawn, ...annotations.flatMap(annotationWords))
        page.cleanup()
      }
      const metadata = await document.getMetadata()
      texts.push(
        ...stringsIn(metadata.info).filter((text) => !formal.test(text)),
        metadata.metadata === null ? '' : stringsIn([...metadata.metadata]).join('\n'),
      )
      texts.push(...outlineWords(await document.getOutline()))
      const attachments: unknown = await document.getAttachments()
      if (attachments !== null && attachments !== undefined) {
        notes.push('It has files attached inside it, which were not read.')
        texts.push(...attachmentNames(attachments))
      }
      // A picture is a stream, and a stream's dictionary is never packed away (ISO 32000-2 §7.5.7), so it shows in the bytes.
      if (
        options.ocr
          ? unreadPictures
          : /\/Subtype\s{0,9}\/Image\b/.test(new TextDecoder('latin1').decode(bytes))
      )
        notes.push('It holds pictures, whose content was not read.')
      if (silentPages > 0)
        notes.push(
          `${silentPages} of ${document.numPages} pages have no text that can be read; they may be scans.`,
        )
      if (document.numPages > mostPages)
        notes.push(`Only the first ${mostPages} of ${document.numPages} pages were read.`)
      const text = texts.filter((each) => each.trim() !== '').join('\n')
      const read =
        notes.length === 0 ? { text, complete: true } : { text, complete: false, note: notes.join(' ') }
      return reader.join(read, [])
    })
  } catch (error) {
    options.signal?.throwIfAborted()
    return {
      text: '',
      complete: false,
      note: isLockedPdf(error)
        ? 'The PDF is password protected.'
        : 'The PDF is damaged and could not be read.',
    }
  }
}

const annotationFields = [
  'fieldValue',
  'contents',
  'titleObj',
  'contentsObj',
  'alternativeText',
  'url',
  'unsafeUrl',
  'fieldName',
  'options',
  'richText',
]

function annotationWords(annotation: unknown): string[] {
  if (typeof annotation !== 'object' || annotation === null) return []
  const fields = new Map(Object.entries(annotation))
  return annotationFields.flatMap((field) => stringsIn(fields.get(field)))
}

function outlineWords(outline: unknown): string[] {
  if (!Array.isArray(outline)) return []
  return outline.flatMap((item: unknown) => {
    if (typeof item !== 'object' || item === null) return []
    const fields = new Map<string, unknown>(Object.entries(item))
    return [
      ...stringsIn(fields.get('title')),
      ...stringsIn(fields.get('url')),
      ...outlineWords(fields.get('items')),
    ]
  })
}

function attachmentNames(attachments: unknown): string[] {
  if (attachments instanceof Map) return [...attachments.keys()].map(String)
  return typeof attachments === 'object' && attachments !== null ? Object.keys(attachments) : []
}

function stringsIn(value: unknown, depth = 0): string[] {
  if (typeof value === 'string') return value.trim() === '' ? [] : [value]
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value) || depth > 8) return []
  return Object.values(value).flatMap((each) => stringsIn(each, depth + 1))
}
