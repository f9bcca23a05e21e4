import { deflateSync } from 'node:zlib'
import { sha256 } from '../../kernel/ids.ts'
import { stringOf, writeValue, type PdfDict, type PdfValue } from './pdf-value.ts'
import type { Bookmark, PagePicture, RebuildOptions } from './rebuild-pdf.ts'

const name = (text: string): PdfValue => ({ kind: 'name', name: text })
const raw = (text: string | number): PdfValue => ({ kind: 'raw', text: String(text) })
const ref = (number: number): PdfValue => ({ kind: 'ref', number })
const dict = (entries: Record<string, PdfValue>): PdfValue => ({
  kind: 'dict',
  entries: new Map(Object.entries(entries)),
})

/** A value; with `data` a stream that is packed as the value says, with `content` one to be packed. */
export type Body = { value: PdfValue; data?: Buffer; content?: Buffer }

/** An object as it stands in a file; `level` of packing, from 0 to 9. */
export function writeBody(number: number, { value, data, content }: Body, level: number): Buffer[] {
  const stream = data ?? (content === undefined ? undefined : deflateSync(content, { level }))
  const framed = (pieces: readonly Buffer[]): Buffer[] => [
    Buffer.from(`${number} 0 obj\n`),
    ...pieces,
    Buffer.from('\nendobj\n'),
  ]
  if (stream === undefined || value.kind !== 'dict') return framed([Buffer.from(writeValue(value), 'latin1')])
  const entries: PdfDict = new Map(value.entries)
  if (content !== undefined) entries.set('Filter', name('FlateDecode'))
  entries.set('Length', raw(stream.length))
  return framed([
    Buffer.from(`${writeValue({ kind: 'dict', entries })}stream\n`, 'latin1'),
    stream,
    Buffer.from('\nendstream'),
  ])
}

/** Writes objects as they come; objects 1 and 2 are the catalogue and the page tree, written last. */
export class PdfWriter {
  readonly pagesNumber = 2
  private readonly chunks: Buffer[] = [Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n', 'latin1')]
  private length = 15
  private readonly offsets: number[] = [0, 0, 0]
  private readonly once = new Map<string, number>()
  private readonly level: number

  /** `level` of packing, from 0 to 9 */
  constructor(level = 6) {
    this.level = level
  }

  reserve(): number {
    this.offsets.push(0)
    return this.offsets.length - 1
  }

  add(body: Body): number {
    const number = this.reserve()
    this.fillBody(number, body)
    return number
  }

  /** One object for all that are written the same: pages share fonts, and each label that PDFium paints brings its own. */
  addOnce(body: Body): number {
    const text = writeValue(body.value)
    const content = body.data ?? body.content
    const key = content === undefined ? text : sha256(Buffer.concat([Buffer.from(text, 'latin1'), content]))
    const number = this.once.get(key) ?? this.add(body)
    this.once.set(key, number)
    return number
  }

  addContent(content: Buffer): number {
    return this.add({ value: dict({}), content })
  }

  fillBody(number: number, body: Body): void {
    this.offsets[number] = this.length
    for (const piece of writeBody(number, body, this.level)) this.push(piece)
  }

  addPicturePage({ jpeg, pixels, width, height }: PagePicture): number {
    const image = this.add({
      value: dict({
        Type: name('XObject'),
        Subtype: name('Image'),
        Width: raw(pixels[0]),
        Height: raw(pixels[1]),
        ColorSpace: name('DeviceRGB'),
        BitsPerComponent: raw(8),
        Filter: name('DCTDecode'),
      }),
      data: Buffer.from(jpeg),
    })
    const content = this.addContent(Buffer.from(`q ${width} 0 0 ${height} 0 0 cm /Page Do Q`))
    return this.add({
      value: dict({
        Type: name('Page'),
        Parent: ref(this.pagesNumber),
        MediaBox: { kind: 'array', items: [raw(0), raw(0), raw(width), raw(height)] },
        Resources: dict({ XObject: dict({ Page: ref(image) }) }),
        Contents: ref(content),
      }),
    })
  }

  finish(
    pages: readonly number[],
    { title, language, bookmarks }: Omit<RebuildOptions, 'pictures'>,
  ): Uint8Array {
    const info = this.add({ value: dict({ Title: stringOf(title), Producer: stringOf('Muniment') }) })
    const outline = bookmarks.length === 0 ? null : this.addBookmarks(bookmarks, pages)
    this.fill(
      1,
      dict({
        Type: name('Catalog'),
        Pages: ref(this.pagesNumber),
        Lang: stringOf(language),
        ViewerPreferences: dict({ DisplayDocTitle: raw('true') }),
        ...(outline === null ? {} : { Outlines: ref(outline) }),
      }),
    )
    this.fill(
      this.pagesNumber,
      dict({ Type: name('Pages'), Count: raw(pages.length), Kids: { kind: 'array', items: pages.map(ref) } }),
    )
    const start = this.length
    const rows = this.offsets.slice(1).map((at) => `${String(at).padStart(10, '0')} 00000 n \n`)
    this.push(
      Buffer.from(
        `xref\n0 ${this.offsets.length}\n0000000000 65535 f \n${rows.join('')}trailer\n<</Size ${this.offsets.length}/Root 1 0 R/Info ${info} 0 R>>\nstartxref\n${start}\n%%EOF\n`,
      ),
    )
    return new Uint8Array(Buffer.concat(this.chunks))
  }

  /** An open tree (§12.3.3): each item knows its parent, neighbours, first and last child. */
  private addBookmarks(bookmarks: readonly Bookmark[], pages: readonly number[]): number {
    const root = this.reserve()
    type Node = { number: number; bookmark: Bookmark | null; children: Node[] }
    const top: Node = { number: root, bookmark: null, children: [] }
    const path: Node[] = [top]
    for (const bookmark of bookmarks) {
      const depth = Math.min(bookmark.level, path.length - 1)
      path.length = depth + 1
      const node: Node = { number: this.reserve(), bookmark, children: [] }
      path[depth]?.children.push(node)
      path.push(node)
    }
    const count = (node: Node): number => node.children.reduce((sum, child) => sum + 1 + count(child), 0)
    const write = (node: Node, parent: Node | null, index: number): void => {
      const [first] = node.children
      const last = node.children.at(-1)
      const before = parent?.children[index - 1]
      const after = parent?.children[index + 1]
      this.fill(
        node.number,
        dict({
          ...(node.bookmark === null
            ? { Type: name('Outlines') }
            : {
                Title: stringOf(node.bookmark.title),
                Dest: { kind: 'array', items: [ref(pages[node.bookmark.page] ?? 0), name('Fit')] },
              }),
          ...(parent === null ? {} : { Parent: ref(parent.number) }),
          ...(before === undefined ? {} : { Prev: ref(before.number) }),
          ...(after === undefined ? {} : { Next: ref(after.number) }),
          ...(first === undefined || last === undefined
            ? {}
            : { First: ref(first.number), Last: ref(last.number), Count: raw(count(node)) }),
        }),
      )
      node.children.forEach((child, at) => write(child, node, at))
    }
    write(top, null, 0)
    return root
  }

  private fill(number: number, value: PdfValue): void {
    this.fillBody(number, { value })
  }

  private push(chunk: Buffer): void {
    this.chunks.push(chunk)
    this.length += chunk.length
  }
}
