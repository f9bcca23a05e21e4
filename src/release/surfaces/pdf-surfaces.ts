import { isLockedPdf, withPdf } from '../../documents/index.ts'
import { readPainting, type Box, type Painted } from './pdf-painting.ts'
import { countOf, type Surface } from './surface.ts'
import { firstFew } from './words.ts'

const mostPages = 2000

/** What a PDF can hold out of sight (ISO 32000-2), as pdf.js reads it and as its raw bytes show it. */
export async function pdfSurfaces(bytes: Uint8Array): Promise<Surface[]> {
  try {
    return await withPdf(bytes, async (document, pdfjs) => {
      const found: Surface[] = [...revisionSurfaces(bytes)]
      const pages = Math.min(document.numPages, mostPages)
      for (let number = 1; number <= pages; number += 1) {
        const page = await document.getPage(number)
        const [left, bottom, right, top] = page.view
        const painted = await readPainting(page, pdfjs.OPS)
        found.push(
          ...paintingSurfaces(painted, [left ?? 0, bottom ?? 0, right ?? 0, top ?? 0], `page ${number}`),
        )
        const annotations: unknown[] = await page.getAnnotations()
        found.push(...annotationSurfaces(annotations, `page ${number}`))
        page.cleanup()
      }
      if (document.numPages > mostPages)
        found.push({
          kind: 'unreadable',
          where: `page ${mostPages + 1}`,
          detail: `Only the first ${mostPages} pages were read.`,
        })
      const { info, metadata } = await document.getMetadata()
      found.push(...propertySurfaces(info, metadata !== null))
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
      const scripts = await document.getJSActions()
      if (scripts !== null || scriptInBytes.test(rawText(bytes)))
        found.push({ kind: 'javascript', where: 'the document', detail: 'It holds a script.' })
      return found
    })
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

// Compressed data can spell `/JS` by chance; what follows it cannot be chance.
const scriptInBytes = /\/S\s{0,9}\/JavaScript\b|\/JS\s{0,9}(?:\(|<[0-9A-Fa-f]|\d+\s+\d+\s+R)/
const rawText = (bytes: Uint8Array): string => new TextDecoder('latin1').decode(bytes)

/** Earlier states stay in the file when it is saved on top of itself (§7.5.6). A linearised file has two ends of its own. */
function revisionSurfaces(bytes: Uint8Array): Surface[] {
  const text = rawText(bytes)
  const ends = [...text.matchAll(/startxref\s+(\d+)\s+%%EOF/g)].filter(([, at]) => at !== '0').length
  const linear = /\/Linearized\b/.test(text.slice(0, 2048))
  const revisions = ends - (linear ? 2 : 1)
  return revisions > 0
    ? [
        {
          kind: 'previous-revision',
          where: 'the file',
          detail: `${countOf(revisions, 'earlier state is', 'earlier states are')} still in the file.`,
        },
      ]
    : []
}

/** Programs that made a file are no secret; who wrote it, about what and for whom may be. */
function propertySurfaces(info: unknown, hasXmp: boolean): Surface[] {
  const fields = new Map(typeof info === 'object' && info !== null ? Object.entries(info) : [])
  const told = ['Author', 'Subject', 'Keywords', 'Custom'].filter((name) => {
    const value: unknown = fields.get(name)
    return typeof value === 'string' ? value.trim() !== '' : typeof value === 'object' && value !== null
  })
  return told.length === 0
    ? []
    : [
        {
          kind: 'metadata',
          where: hasXmp ? 'document properties and XMP' : 'document properties',
          detail: `The properties give ${told.map((name) => (name === 'Custom' ? 'values of their own' : name.toLowerCase())).join(', ')}.`,
        },
      ]
}

function annotationSurfaces(annotations: readonly unknown[], where: string): Surface[] {
  let notes = 0
  let fields = 0
  let files = 0
  for (const annotation of annotations) {
    if (typeof annotation !== 'object' || annotation === null) continue
    const subtype = 'subtype' in annotation ? String(annotation.subtype) : ''
    if (subtype === 'Link' || subtype === 'Popup') continue
    if (subtype === 'Widget') fields += 1
    else if (subtype === 'FileAttachment') files += 1
    else notes += 1
  }
  return [
    ...(notes === 0
      ? []
      : [
          {
            kind: 'annotation' as const,
            where,
            detail: `${countOf(notes, 'note or mark', 'notes or marks')} on top of the page.`,
          },
        ]),
    ...(fields === 0
      ? []
      : [{ kind: 'form-field' as const, where, detail: `${countOf(fields, 'form field')}.` }]),
    ...(files === 0
      ? []
      : [{ kind: 'attachment' as const, where, detail: `${countOf(files, 'file')} attached.` }]),
  ]
}

type Glyph = Extract<Painted, { what: 'glyph' }>

/** Letters under boxes, in the colour of what lies behind them, too small to see, off the page or never painted. */
function paintingSurfaces(painted: readonly Painted[], view: Box, where: string): Surface[] {
  const covered: Glyph[] = []
  const hidden: Record<'invisible' | 'alike' | 'tiny' | 'outside', Glyph[]> = {
    invisible: [],
    alike: [],
    tiny: [],
    outside: [],
  }
  const areas = painted.filter((each) => each.what !== 'glyph')
  for (const glyph of painted) {
    if (glyph.what !== 'glyph') continue
    // Modes 3 and 7 paint nothing (§9.3.6): the text layer that scanners add, or words that were hidden.
    if (glyph.mode === 3 || glyph.mode === 7) hidden.invisible.push(glyph)
    else if (overlap(glyph.box, view) < 0.5) hidden.outside.push(glyph)
    else if (glyph.size < 1.5) hidden.tiny.push(glyph)
    else {
      const over = areas.find(
        (area) =>
          area.order > glyph.order &&
          overlap(glyph.box, area.box) > 0.75 &&
          (area.what === 'image' ? area.covers(glyph.box) : area.what === 'fill' && area.opaque) &&
          !isBackground(area, view),
      )
      const behind = areaBehind(glyph, areas)
      if (over !== undefined) covered.push(glyph)
      else if (behind === null ? glyph.colour === '#ffffff' : behind.colour === glyph.colour) {
        // Words in the colour of a box are as covered as words under it; on the bare page they are hidden.
        if (behind === null || isBackground(behind, view) || behind.colour === '#ffffff')
          hidden.alike.push(glyph)
        else covered.push(glyph)
      }
    }
  }
  const words = inWords(covered)
  return [
    ...(words.length === 0
      ? []
      : [
          {
            kind: 'covered-text' as const,
            where,
            detail: `${countOf(words.length, 'word is', 'words are')} still there under a box or picture (${lengths(words)}).`,
          },
        ]),
    ...hiddenLine(hidden.invisible, where, 'painted invisibly'),
    ...hiddenLine(hidden.alike, where, 'in the colour of the page behind them'),
    ...hiddenLine(hidden.tiny, where, 'too small to see'),
    ...hiddenLine(hidden.outside, where, 'outside the page'),
  ]
}

function hiddenLine(glyphs: readonly Glyph[], where: string, how: string): Surface[] {
  const words = inWords(glyphs)
  return words.length === 0
    ? []
    : [{ kind: 'hidden-text', where, detail: `${countOf(words.length, 'word is', 'words are')} ${how}.` }]
}

/** The share of `inner` that lies within `outer`. */
function overlap(inner: Box, outer: Box): number {
  const width = Math.min(inner[2], outer[2]) - Math.max(inner[0], outer[0])
  const height = Math.min(inner[3], outer[3]) - Math.max(inner[1], outer[1])
  const area = (inner[2] - inner[0]) * (inner[3] - inner[1])
  if (width <= 0 || height <= 0) return 0
  return area <= 0 ? 1 : (width * height) / area
}

/** What is painted over the whole page last would leave nothing to read: it is paper, not a box. */
const isBackground = (area: Painted, view: Box): boolean =>
  area.what !== 'image' && overlap(view, area.box) > 0.9

/** What the glyph is painted on: the last area before it. A picture may have any colour there, so it counts as none. */
function areaBehind(glyph: Glyph, areas: readonly Painted[]): Extract<Painted, { what: 'fill' }> | null {
  let behind: Painted | null = null
  for (const area of areas) {
    if (area.order > glyph.order) break
    if (overlap(glyph.box, area.box) >= 0.9) behind = area
  }
  if (behind === null) return null
  return behind.what === 'fill'
    ? behind
    : { what: 'fill', box: behind.box, colour: 'picture', opaque: false, order: behind.order }
}

/** What redactors print on their boxes to say why. */
const printedOnBoxes =
  /^\W*(?:redacted|exempt(?:ion)?|withheld|privileged?|confidential|personal|data|information|third|party|s|r|section|regulation|foia?|eir|\d{1,2}(?:\W\w{1,3})*)\W*$/i

/** Glyphs that follow one another, as words; lone marks and “redacted” itself are no leak. */
function inWords(glyphs: readonly Glyph[]): string[] {
  const words: string[] = []
  let word = ''
  let last: Glyph | null = null
  const end = (): void => {
    if (/[\p{L}\p{N}]/u.test(word) && !printedOnBoxes.test(word)) words.push(word)
    word = ''
  }
  for (const glyph of glyphs) {
    const gap = last === null ? 0 : glyph.box[0] - last.box[2]
    const moved =
      last !== null &&
      (Math.abs(glyph.box[1] - last.box[1]) > glyph.size * 0.5 || gap > glyph.size * 0.2 || gap < -glyph.size)
    if (moved) end()
    word += glyph.letter
    last = glyph
  }
  end()
  return words
}

const lengths = (words: readonly string[]): string =>
  `${firstFew(words.map((word) => String(word.length)))} letter${words.length === 1 && words[0]?.length === 1 ? '' : 's'}`
