import type { PdfObjects } from './pdf-objects.ts'
import { PdfSyntaxError, textOf, type PdfDict, type PdfObject, type PdfValue } from './pdf-value.ts'

/** A page with what it inherits (§7.7.3.4). `number` is its object. */
export type SourcePage = { number: number; entries: PdfDict; resources: PdfDict; contents: PdfObject[] }

const inherited = ['Resources', 'MediaBox', 'CropBox', 'Rotate'] as const
const mostPages = 20_000

export function listPages(objects: PdfObjects): SourcePage[] {
  const pages: SourcePage[] = []
  const seen = new Set<number>()
  const walk = (reference: PdfValue | undefined, above: PdfDict): void => {
    const number = reference?.kind === 'ref' ? reference.number : -1
    const node = objects.resolve(reference)?.value
    if (node?.kind !== 'dict' || seen.has(number)) return
    seen.add(number)
    if (pages.length >= mostPages) throw new PdfSyntaxError('too many pages')
    const entries: PdfDict = new Map(node.entries)
    for (const key of inherited) {
      const value = above.get(key)
      if (!entries.has(key) && value !== undefined) entries.set(key, value)
    }
    const kids = objects.resolve(entries.get('Kids'))?.value
    if (kids?.kind === 'array') for (const kid of kids.items) walk(kid, entries)
    else
      pages.push({
        number,
        entries,
        resources: dictOf(objects, entries.get('Resources')),
        contents: contentsOf(objects, entries),
      })
  }
  walk(objects.root.get('Pages'), new Map())
  return pages
}

function dictOf(objects: PdfObjects, value: PdfValue | undefined): PdfDict {
  const found = objects.resolve(value)?.value
  return found?.kind === 'dict' ? found.entries : new Map()
}

function contentsOf(objects: PdfObjects, entries: PdfDict): PdfObject[] {
  const found = objects.resolve(entries.get('Contents'))
  const streams =
    found?.value.kind === 'array' ? found.value.items.map((item) => objects.resolve(item)) : [found]
  return streams.flatMap((stream) => (stream === null || stream.data === null ? [] : [stream]))
}

/** Bookmarks that lead to a page, in order; `level` counts from 0. */
export function listBookmarks(objects: PdfObjects): { title: string; page: number; level: number }[] {
  const pageOf = new Map(listPages(objects).map(({ number }, index) => [number, index]))
  const found: { title: string; page: number; level: number }[] = []
  const seen = new Set<number>()
  const walk = (first: PdfValue | undefined, level: number): void => {
    let next = first
    while (next?.kind === 'ref' && !seen.has(next.number) && found.length < 5000) {
      seen.add(next.number)
      const item = dictOf(objects, next)
      const action = dictOf(objects, item.get('A'))
      const target = objects.resolve(item.get('Dest') ?? action.get('D'))?.value
      const page = target?.kind === 'array' ? target.items[0] : undefined
      const index = page?.kind === 'ref' ? pageOf.get(page.number) : undefined
      const title = textOf(objects.resolve(item.get('Title'))?.value)
      if (index !== undefined && title.trim() !== '') found.push({ title, page: index, level })
      if (level < 10) walk(item.get('First'), level + 1)
      next = item.get('Next')
    }
  }
  walk(dictOf(objects, objects.root.get('Outlines')).get('First'), 0)
  return found
}
