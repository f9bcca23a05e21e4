import { documentStory, type DocumentBlock } from './document.ts'
import { openParts, walkXml } from './office-parts.ts'
import type { LeftOut, Story } from './story.ts'

/** The words on the slides of an OpenDocument presentation that are shown, to be written as a Word document. */
export function readOpenSlides(bytes: Uint8Array): Story {
  const parts = openParts(bytes)
  const leftOut: LeftOut = {}
  const count = (kind: string): void => {
    leftOut[kind] = (leftOut[kind] ?? 0) + 1
  }
  const xml = parts.read('content.xml') ?? '<x/>'
  const unseenPages = new Set<string>()
  const unseenWords = new Set<string>()
  for (const each of [parts.read('styles.xml') ?? '<x/>', xml]) {
    let style = ''
    walkXml(each, {
      open(element, attributes) {
        if (element === 'style') style = attributes['name'] ?? ''
        if (element === 'drawing-page-properties' && attributes['visibility'] === 'hidden')
          unseenPages.add(style)
        if (element === 'text-properties' && attributes['display'] === 'none') unseenWords.add(style)
      },
    })
  }
  const asides: Record<string, string> = {
    notes: 'speaker’s notes',
    annotation: 'comments',
    image: 'pictures',
    object: 'embedded files',
  }
  const pieces: string[] = []
  const blocks: DocumentBlock[] = []
  let slides = 0
  let aside = 0
  const dropped: boolean[] = []
  const open: string[] = []
  const add = (text: string, heading: number): void => {
    pieces.push(text)
    blocks.push({ kind: 'paragraph', piece: pieces.length - 1, heading, list: null, level: 0 })
  }
  let title = false
  walkXml(xml, {
    open(element, attributes, path) {
      const style = attributes['style-name'] ?? ''
      const page = element === 'page' && path.at(-1) === 'presentation'
      const kind =
        page && unseenPages.has(style)
          ? 'hidden slides'
          : !page && unseenWords.has(style)
            ? 'hidden words'
            : asides[element]
      dropped.push(kind !== undefined)
      if (kind !== undefined) {
        if (aside === 0) count(kind)
        aside += 1
      } else if (page) {
        slides += 1
        add(`Slide ${slides}`, 1)
      }
      if (element === 'frame') title = attributes['class'] === 'title'
      if (element === 'p' || element === 'h') open.push('')
      const last = open.length - 1
      if (element === 's') open[last] += ' '.repeat(Math.min(100, Number(attributes['c'] ?? 1)))
      if (element === 'tab') open[last] += '\t'
      if (element === 'line-break') open[last] += '\n'
    },
    text(text) {
      if (aside === 0 && open.length > 0) open[open.length - 1] += text
    },
    close(element) {
      if (element === 'p' || element === 'h') {
        const text = open.pop() ?? ''
        if (aside === 0 && text.trim() !== '') add(text, title ? 2 : 0)
      }
      if (dropped.pop() === true) aside -= 1
    },
  })
  return documentStory(pieces, blocks, leftOut, 'docx')
}
