import type * as PdfJs from 'pdfjs-dist/legacy/build/pdf.mjs'
import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist'
import { extractText, withPdf } from '../../documents/index.ts'
import type { HiddenPlace, ReleaseSource } from '../certificate.ts'
import type { Box } from '../surfaces/pdf-painting.ts'
import { fold } from '../surfaces/raw-scan.ts'
import { firstFew } from '../surfaces/words.ts'
import type { Found } from '../weigh-findings.ts'
import { judgeLook } from './judge-look.ts'
import { drawPage, type Area } from './look.ts'
import { findDistinctive, MarkedWords, trieOf } from './marked-words.ts'
import { isWithin, lettersOf, readGlyphs, wordsWithin } from './page-words.ts'
import type { Proof } from './prove-copy.ts'
import { paintTheSame } from './same-painting.ts'

type BoxPlace = Extract<HiddenPlace, { kind: 'box' }>
type Pair = { before: PDFPageProxy; after: PDFPageProxy; places: readonly BoxPlace[]; where: string }

/** Pixels a point: a letter is five pixels high, which tells a word from a box. */
const scale = 0.6
const lookFor = 300_000
const mostPages = 5_000

export function provePdf(bytes: Uint8Array, name: string, source: ReleaseSource): Promise<Proof> {
  return withPdf(source.bytes, (before, pdfjs) =>
    withPdf(bytes, async (after) => {
      const work = new PdfProof(before, after, pdfjs, source)
      await work.compareWords()
      const { text } = await extractText(bytes, 'pdf')
      work.found.push(...findDistinctive({ bytes, text, name }, work.marked.all(), work.rest()))
      await work.compareLook()
      return { found: work.found, words: work.marked.all().length, looked: work.looked }
    }),
  )
}

class PdfProof {
  readonly found: Found[] = []
  readonly marked = new MarkedWords()
  looked = 0
  readonly #before: PDFDocumentProxy
  readonly #after: PDFDocumentProxy
  readonly #ops: typeof PdfJs.OPS
  readonly #labels: readonly string[]
  readonly #name: string
  readonly #places = new Map<number, BoxPlace[]>()
  readonly #rest: string[] = []
  /** Pages without boxes that paint what their source paints: drawing them would show nothing else */
  readonly #same = new Set<number>()

  constructor(
    before: PDFDocumentProxy,
    after: PDFDocumentProxy,
    pdfjs: typeof PdfJs,
    { places, labels = [], name }: ReleaseSource,
  ) {
    this.#before = before
    this.#after = after
    this.#ops = pdfjs.OPS
    this.#labels = labels.map(fold)
    this.#name = name
    for (const place of places)
      if (place.kind === 'box') this.#places.set(place.page, [...(this.#places.get(place.page) ?? []), place])
    const other = places.filter(({ kind }) => kind !== 'box').length
    if (other > 0 || [...this.#places.keys()].some((page) => page > before.numPages))
      this.found.push({
        kind: 'unreadable',
        where: 'the marks',
        detail: 'Some lie on no page of the source.',
      })
    if (before.numPages !== after.numPages)
      this.found.push({
        kind: 'differs-from-source',
        where: 'the document',
        detail: `The copy has ${after.numPages} pages and its source ${before.numPages}.`,
      })
    if (before.numPages > mostPages)
      this.found.push({
        kind: 'unreadable',
        where: 'the document',
        detail: `Only the first ${mostPages} pages were compared.`,
      })
  }

  /** Letters of the source that are not marked, what boxes print among them: they may stand in the copy. */
  rest(): string {
    return [...this.#rest, ...this.#labels, fold(this.#name)].join(' ')
  }

  async compareWords(): Promise<void> {
    for (let number = 1; number <= this.#pages(); number += 1) {
      const pair = await this.#pair(number)
      const glyphs = await readGlyphs(pair.before, this.#ops)
      const boxes = pair.places.map((place) => toPageBox(pair.before, place))
      const here = new MarkedWords()
      for (const box of boxes) {
        const words = wordsWithin(glyphs, box)
        here.add(words, pair.where)
        this.marked.add(words, pair.where)
      }
      this.#rest.push(fold(lettersOf(glyphs.filter((glyph) => !boxes.some((box) => isWithin(glyph, box))))))
      if (boxes.length > 0) {
        const then = fold(lettersOf(glyphs))
        const now = await this.#lettersOfCopy(pair)
        const words = trieOf(here.all())
        const [before, after] = [words.count(then), words.count(now)]
        const left = here
          .all()
          .filter((word) => word.words === 1 && !this.#labels.some((label) => label.includes(word.letters)))
          .filter((word) => (after.get(word) ?? 0) > Math.max(0, (before.get(word) ?? 0) - word.times)).length
        if (left > 0)
          this.found.push({
            kind: 'must-not-text',
            of: 'words',
            where: pair.where,
            detail: `${left === 1 ? '1 marked word stands' : `${left} marked words stand`} there as often as before.`,
          })
      } else if (await paintTheSame(pair.before, pair.after, this.#ops)) this.#same.add(number)
      pair.before.cleanup()
      pair.after.cleanup()
    }
  }

  /** Pages with boxes first; where time runs out the others are named, never left out in silence. */
  async compareLook(): Promise<void> {
    const end = performance.now() + lookFor
    const numbers = Array.from({ length: this.#pages() }, (_, index) => index + 1)
    const marked = numbers.filter((number) => this.#places.has(number))
    const unseen: number[] = []
    for (const number of [...marked, ...numbers.filter((each) => !this.#places.has(each))]) {
      if (this.#same.has(number)) {
        this.looked += 1
        continue
      }
      if (performance.now() > end) {
        unseen.push(number)
        continue
      }
      const pair = await this.#pair(number)
      const viewport = pair.before.getViewport({ scale })
      const areas = pair.places.map(({ left, top, width, height }): Area => ({
        left: left * scale,
        top: top * scale,
        right: Math.min(viewport.width, (left + width) * scale),
        bottom: Math.min(viewport.height, (top + height) * scale),
      }))
      const [before, after] = [await drawPage(pair.before, scale), await drawPage(pair.after, scale)]
      this.found.push(...judgeLook(before, after, areas, pair.where))
      this.looked += 1
      // What a page is drawn with lies outside the heap, which does not know how full the process is.
      if (this.looked % 20 === 0) globalThis.gc?.()
      pair.before.cleanup()
      pair.after.cleanup()
    }
    if (unseen.length > 0)
      this.found.push({
        kind: 'differs-from-source',
        where: `pages ${firstFew(unseen.toSorted((a, b) => a - b).map(String))}`,
        detail: 'There was no time to compare how they look. Their words were compared.',
        weight: unseen.some((number) => this.#places.has(number)) ? 'alarm' : 'note',
      })
  }

  /** What boxes print is taken out where it stands on a box and nothing else does. */
  async #lettersOfCopy({ after, places }: Pair): Promise<string> {
    let glyphs = await readGlyphs(after, this.#ops)
    for (const place of places) {
      const box = toPageBox(after, place)
      const inside = glyphs.filter((glyph) => isWithin(glyph, box))
      if (this.#labels.includes(fold(lettersOf(inside))))
        glyphs = glyphs.filter((each) => !inside.includes(each))
    }
    return fold(lettersOf(glyphs))
  }

  async #pair(number: number): Promise<Pair> {
    return {
      before: await this.#before.getPage(number),
      after: await this.#after.getPage(number),
      places: this.#places.get(number) ?? [],
      where: `page ${number}`,
    }
  }

  #pages(): number {
    return Math.min(mostPages, this.#before.numPages, this.#after.numPages)
  }
}

/** From the page as it is shown, from its top left corner, to its own units. */
function toPageBox(page: PDFPageProxy, { left, top, width, height }: BoxPlace): Box {
  const viewport = page.getViewport({ scale: 1 })
  const [x = 0, y = 0] = viewport.convertToPdfPoint(left, top)
  const [u = 0, v = 0] = viewport.convertToPdfPoint(left + width, top + height)
  return [Math.min(x, u), Math.min(y, v), Math.max(x, u), Math.max(y, v)]
}
