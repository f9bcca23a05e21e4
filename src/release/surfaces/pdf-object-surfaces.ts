import { imageSurfaces } from './image-surfaces.ts'
import type { Contained, Inside } from './inside.ts'
import { reachable, readRawPdf, unpackStream, type RawObject, type RawPdf } from './pdf-raw.ts'
import { countOf } from '../../kernel/count-of.ts'
import { Tally, type Surface } from './surface.ts'

/**
 * What the bytes of a PDF hold that no reader shows: earlier states, objects that nothing points to, private data,
 * descriptions and small copies of pictures, scripts, files.
 */
export async function objectSurfaces(bytes: Uint8Array, inside: Inside): Promise<Surface[]> {
  const raw = readRawPdf(bytes)
  const reached = reachable(raw)
  const tally = new Tally()
  const own = raw.objects.flatMap(({ text }) =>
    /\/Type\s*\/Catalog\b/.test(text) ? [Number(/\/Metadata\s+(\d+)/.exec(text)?.[1])] : [],
  )
  for (const object of raw.objects) inspectObject(object, own.includes(object.number), tally)
  return [
    ...revisionSurfaces(bytes, raw),
    ...strayObjects(raw, reached),
    ...tally.surfaces('the document'),
    ...pictureSurfaces(raw),
    ...unpaintedPictures(raw),
    ...(await inside(attachedFiles(raw))),
  ]
}

const tellingXmp =
  /<(?:dc:creator|dc:description|dc:contributor|pdf:Keywords|exif:GPS\w+|photoshop:(?!ColorMode|ICCProfile)\w+|xmpMM:History|lr:\w+|aux:\w+)[\s>](?!\s*<\/)/

function inspectObject({ text, data }: RawObject, own: boolean, tally: Tally): void {
  if (/\/PieceInfo\b/.test(text))
    tally.add(
      'metadata',
      'piece of private data of the program that made it',
      'pieces of private data of the program that made it',
    )
  if (/\/Thumb\s+\d+\s+\d+\s+R/.test(text))
    tally.add(
      'metadata',
      'small picture of an earlier state of a page',
      'small pictures of earlier states of pages',
    )
  if (/\/XFA\s*(?:\[|\d)/.test(text))
    tally.add('form-field', 'form with data of its own (XFA)', 'forms with data of their own (XFA)')
  // A value whose field has no place on any page; where it has, its place says so.
  if (
    /\/FT\s*\/(?:Tx|Ch|Btn)\b/.test(text) &&
    /\/V\s*(?:\((?!\))|<(?!<|>)|\d+\s+\d+\s+R)/.test(text) &&
    !/\/Subtype\s*\/Widget\b|\/Kids\b/.test(text)
  )
    tally.add('form-field', 'value of a field that is on no page', 'values of fields that are on no page')
  if (/\/Type\s*\/Sig\b/.test(text) && /\/ByteRange\b|\/Contents\s*</.test(text))
    tally.add('metadata', 'signature, which names who signed', 'signatures, which name who signed')
  if (/\/Collection\s*(?:<<|\d)/.test(text)) tally.add('attachment', 'portfolio of files')
  if (/\/S\s*\/JavaScript\b|\/JS\s*(?:\(|<[0-9A-Fa-f]|\d+\s+\d+\s+R)/.test(text))
    tally.add('javascript', 'script')
  if (/\/S\s*\/(?:Launch|GoToR|ImportData|SubmitForm)\b/.test(text))
    tally.add('external-link', 'link to a file or program elsewhere', 'links to files or programs elsewhere')
  if (/\/Subtype\s*\/(?:RichMedia|3D|Sound|Movie|Screen)\b/.test(text) && /\/Rect\b/.test(text))
    tally.add('embedded-object', 'film, sound or model inside', 'films, sounds or models inside')
  // The document's own description is judged with its properties; a picture may have one too.
  if (!own && data !== null && /\/Type\s*\/Metadata\b/.test(text)) {
    const xmp = unpackStream({ number: 0, at: 0, text, data })?.toString('utf8') ?? ''
    if (tellingXmp.test(xmp))
      tally.add(
        'metadata',
        'description in XMP that tells of people, places or changes',
        'descriptions in XMP that tell of people, places or changes',
      )
  }
}

/** Earlier states stay in the file when it is saved on top of itself (§7.5.6). A linearised file has two ends of its own. */
function revisionSurfaces(bytes: Uint8Array, { objects, tail }: RawPdf): Surface[] {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
  const ends = [...text.matchAll(/startxref\s+(\d+)\s+%%EOF/g)].filter(([, at]) => at !== '0').length
  const linear = /\/Linearized\b/.test(text.slice(0, 2048))
  const revisions = ends - (linear ? 2 : 1)
  // Whoever removes the marks of an earlier state leaves its objects, which then are there twice.
  const saved = new Map<number, string>()
  let again = 0
  for (const { number, text: body } of objects) {
    const before = saved.get(number)
    if (before !== undefined && before.trim() !== body.trim()) again += 1
    saved.set(number, body)
  }
  const found: Surface[] = []
  if (revisions > 0 || again > 0)
    found.push({
      kind: 'previous-revision',
      where: 'the file',
      detail:
        revisions > 0
          ? `${countOf(revisions, 'earlier state is', 'earlier states are')} still in the file.`
          : `${countOf(again, 'object is', 'objects are')} there in more than one state.`,
    })
  if (tail > 100)
    found.push({
      kind: 'previous-revision',
      where: 'after the end',
      detail: `${countOf(tail, 'byte follows', 'bytes follow')} the end of the document.`,
    })
  return found
}

/** Pages, words, pictures and files that no page comes to any more. */
function strayObjects({ objects, trailers }: RawPdf, reached: ReadonlySet<number>): Surface[] {
  if (trailers.length === 0) return []
  const stray = objects.filter((object) => !reached.has(object.number) && saysSomething(object))
  return stray.length === 0
    ? []
    : [
        {
          kind: 'previous-revision',
          where: 'the file',
          detail: `${countOf(stray.length, 'piece is', 'pieces are')} stored that nothing in the document points to.`,
        },
      ]
}

function saysSomething(object: RawObject): boolean {
  const { text, data } = object
  if (
    /\/Type\s*\/(?:XRef|ObjStm|Font|FontDescriptor|Encoding|ExtGState|Pages)\b|\/Linearized\b|\/FontFile|\/N\s+\d\s*\/Alternate|\/FunctionType\b/.test(
      text,
    )
  )
    return false
  if (
    /\/Type\s*\/(?:Page|Annot|Filespec|EmbeddedFile|Metadata)\b|\/Subtype\s*\/(?:Image|Widget|Text|FreeText|Link)\b/.test(
      text,
    )
  )
    return true
  if (data === null)
    return /\((?:\\.|[^\\()])*[A-Za-z]{3}|<(?:feff)?(?:00)?[46-7][0-9a-f](?:[0-9a-f]{2}){4,}>/i.test(
      text.replaceAll(/\/ID\s*\[[^\]]*\]/g, ''),
    )
  const content = unpackStream(object)
  return content !== null && /[\])>]\s*T[jJ]\b/.test(content.toString('latin1'))
}

/** Photographs keep what the camera wrote into them, though the page shows only their pixels. */
function pictureSurfaces({ objects }: RawPdf): Surface[] {
  const details = new Map<string, number>()
  for (const { text, data } of objects) {
    if (data === null || !/\/Filter\s*(?:\/DCTDecode\b|\[\s*\/DCTDecode\s*\])/.test(text)) continue
    // The line end before `endstream` and filling are no secret.
    for (const { where, detail } of imageSurfaces(data))
      if (where !== 'after the picture' && where !== 'private data')
        details.set(`${where}: ${detail}`, (details.get(`${where}: ${detail}`) ?? 0) + 1)
  }
  return [...details].map(([detail, count]) => ({
    kind: 'exif',
    where: countOf(count, 'picture'),
    detail,
  }))
}

/** Pictures that a page or form may use by a name, and that nothing paints by any of its names. */
function unpaintedPictures({ objects }: RawPdf): Surface[] {
  const pictures = objects.filter(({ text, data }) => data !== null && /\/Subtype\s*\/Image\b/.test(text))
  if (pictures.length === 0) return []
  const numbers = new Set(pictures.map(({ number }) => number))
  const names = new Map<number, Set<string>>()
  for (const { text } of objects)
    for (const [, name = '', number = ''] of text.matchAll(
      /\/([^\s/[\]<>()]{1,100})\s+(\d{1,10})\s+\d{1,5}\s+R\b/g,
    ))
      if (numbers.has(Number(number)))
        (names.get(Number(number)) ?? names.set(Number(number), new Set()).get(Number(number)))?.add(name)
  const painted = new Set<string>()
  for (const object of objects) {
    if (object.data === null || numbers.has(object.number)) continue
    const content = unpackStream(object)
    if (content === null || !content.includes(' Do')) continue
    for (const [, name = ''] of content.toString('latin1').matchAll(/\/([^\s/[\]<>()]{1,100})\s+Do\b/g))
      painted.add(name)
  }
  if (
    painted.size === 0 &&
    objects.some(
      (object) => object.data !== null && unpackStream(object) === null && !numbers.has(object.number),
    )
  )
    return []
  const unpainted = [...names.values()].filter(
    (each) =>
      ![...each].some(
        (name) => painted.has(name) || /^(?:SMask|Mask|Thumb|Image|Alternates|I|F)$/.test(name),
      ),
  )
  return unpainted.length === 0
    ? []
    : [
        {
          kind: 'previous-revision',
          where: 'the document',
          detail: `${countOf(unpainted.length, 'picture is', 'pictures are')} stored that no page shows.`,
        },
      ]
}

function attachedFiles({ objects }: RawPdf): Contained[] {
  const byNumber = new Map(objects.map((object) => [object.number, object]))
  const files: Contained[] = []
  const seen = new Set<number>()
  for (const { text } of objects) {
    const group = /\/EF\s*<<([^>]*)>>/.exec(text)?.[1]
    for (const [, number] of group?.matchAll(/(\d+)\s+\d+\s+R/g) ?? []) {
      const object = byNumber.get(Number(number))
      if (object === undefined || seen.has(object.number)) continue
      seen.add(object.number)
      const name = /\/U?F\s*\(((?:\\.|[^\\()])*)\)/.exec(text)?.[1] ?? 'attachment'
      files.push({ where: `attached file ${files.length + 1}`, name, bytes: unpackStream(object) })
    }
  }
  return files
}
