import { isLockedPdf, withPdf } from '../../documents/index.ts'
import type { Inside } from './inside.ts'
import { objectSurfaces } from './pdf-object-surfaces.ts'
import { judgeBoxedPictures } from './pdf-boxed-picture.ts'
import { readPainting } from './pdf-painting.ts'
import { judgePainting, type Unseen } from './pdf-unseen.ts'
import { countOf } from '../../kernel/count-of.ts'
import type { Surface, SurfaceKind } from './surface.ts'
import { firstFew } from './words.ts'

const mostPages = 2000

/** What a PDF can hold out of sight (ISO 32000-2), as pdf.js reads it and as its raw bytes show it. */
export async function pdfSurfaces(bytes: Uint8Array, inside: Inside): Promise<Surface[]> {
  const found: Surface[] = []
  try {
    await withPdf(bytes, async (document, pdfjs) => {
      const pages = new PageFindings()
      for (let number = 1; number <= Math.min(document.numPages, mostPages); number += 1) {
        const page = await document.getPage(number)
        const [left, bottom, right, top] = page.view
        const painted = await readPainting(page, pdfjs.OPS)
        const view = [left ?? 0, bottom ?? 0, right ?? 0, top ?? 0] as const
        pages.add(number, [...judgePainting(painted, view), ...judgeBoxedPictures(painted, view)])
        const annotations: unknown[] = await page.getAnnotations()
        pages.add(number, annotationSurfaces(annotations))
        page.cleanup()
      }
      found.push(...pages.surfaces())
      if (document.numPages === 0)
        found.push({
          kind: 'unreadable',
          where: 'the file',
          detail: 'It has no pages that could be looked at.',
        })
      if (document.numPages > mostPages)
        found.push({
          kind: 'unreadable',
          where: `page ${mostPages + 1}`,
          detail: `Only the first ${mostPages} pages were read.`,
        })
      const { info, metadata } = await document.getMetadata()
      found.push(...propertySurfaces(info, metadata))
      const layers = await document.getOptionalContentConfig()
      let unseen = 0
      for (const [id] of layers) if (!layers.getGroup(id)?.visible) unseen += 1
      if (unseen > 0)
        found.push({
          kind: 'hidden-layer',
          where: 'the document',
          detail: `${countOf(unseen, 'layer is', 'layers are')} switched off.`,
        })
      const attachments: unknown = await document.getAttachments()
      const attached = attachments instanceof Map ? attachments.size : Object.keys(attachments ?? {}).length
      if (attached > 0)
        found.push({
          kind: 'attachment',
          where: 'the document',
          detail: `${countOf(attached, 'file')} attached inside.`,
        })
      const raw = await objectSurfaces(bytes, inside)
      if ((await document.getJSActions()) !== null && !raw.some(({ kind }) => kind === 'javascript'))
        found.push({ kind: 'javascript', where: 'the document', detail: 'It holds a script.' })
      found.push(
        ...raw.filter(
          ({ kind, where }) => !(kind === 'attachment' && where === 'the document' && attached > 0),
        ),
      )
    })
    return found
  } catch (error) {
    return [
      {
        kind: 'unreadable',
        where: 'the document',
        detail: isLockedPdf(error)
          ? 'It is protected by a password.'
          : 'It is damaged and could not be read.',
      },
    ]
  }
}

/** The same thing on many pages is one line, so that whoever reads it is not worn down; words under boxes stay by page. */
class PageFindings {
  private readonly lines = new Map<string, Unseen & { pages: number[] }>()
  add(page: number, findings: readonly Unseen[]): void {
    for (const each of findings) {
      const key = each.kind === 'covered-text' ? `${page} ${each.how}` : `${each.kind} ${each.how}`
      const known = this.lines.get(key) ?? { ...each, count: 0, pages: [] }
      known.count += each.count
      known.pages.push(page)
      this.lines.set(key, known)
    }
  }
  surfaces(): Surface[] {
    return [...this.lines.values()].map(({ kind, count, one, many, how, pages }) => ({
      kind,
      where: pages.length === 1 ? `page ${pages[0]}` : `pages ${firstFew(pages.map(String))}`,
      detail: `${countOf(count, one, many)} ${how}`.trimEnd() + '.',
    }))
  }
}

/** Programs that made a file are no secret; who wrote it, about what and for whom may be. XMP says it again (§14.3.2). */
const inXmp: Record<string, string> = {
  'dc:creator': 'author',
  'dc:contributor': 'author',
  'dc:description': 'subject',
  'dc:subject': 'keywords',
  'pdf:keywords': 'keywords',
  'xmpmm:history': 'history',
}

function propertySurfaces(info: unknown, xmp: Iterable<[string, unknown]> | null): Surface[] {
  const fields = new Map(typeof info === 'object' && info !== null ? Object.entries(info) : [])
  const told = new Set<string>()
  for (const name of ['Author', 'Subject', 'Keywords', 'Custom']) {
    const value: unknown = fields.get(name)
    if (typeof value === 'string' ? value.trim() !== '' : typeof value === 'object' && value !== null)
      told.add(name === 'Custom' ? 'values of their own' : name.toLowerCase())
  }
  for (const [name, value] of xmp ?? []) {
    const said = inXmp[name.toLowerCase()]
    if (said !== undefined && String(value).trim() !== '') told.add(said)
  }
  return told.size === 0
    ? []
    : [
        {
          kind: 'metadata',
          where: xmp === null ? 'document properties' : 'document properties and XMP',
          detail: `The properties give ${[...told].join(', ')}.`,
        },
      ]
}

const annotationKinds: Record<string, [SurfaceKind, string, string, string]> = {
  Widget: ['form-field', 'form field', 'form fields', ''],
  FileAttachment: ['attachment', 'file', 'files', 'attached'],
  // Marked for redaction and never redacted: what lies under it is all there (§12.5.6.23).
  Redact: ['covered-text', 'place is', 'places are', 'marked for redaction and were not redacted'],
}

function annotationSurfaces(annotations: readonly unknown[]): Unseen[] {
  const found: Unseen[] = []
  for (const annotation of annotations) {
    if (typeof annotation !== 'object' || annotation === null) continue
    const subtype = 'subtype' in annotation ? String(annotation.subtype) : ''
    if (subtype === 'Link' || subtype === 'Popup') continue
    const [kind, one, many, how] = annotationKinds[subtype] ?? [
      'annotation',
      'note or mark',
      'notes or marks',
      'on top of the page',
    ]
    found.push({ kind, count: 1, one, many, how })
  }
  return found
}
