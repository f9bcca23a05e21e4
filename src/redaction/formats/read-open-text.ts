import { documentStory, type DocumentBlock } from './document.ts'
import { openParts, walkXml } from './office-parts.ts'
import type { LeftOut, Story } from './story.ts'

/** What a reader of an OpenDocument text sees, to be written as a Word document; tables become lines. */
export function readOpenText(bytes: Uint8Array): Story {
  const xml = openParts(bytes).read('content.xml') ?? '<x/>'
  const pieces: string[] = []
  const blocks: DocumentBlock[] = []
  const leftOut: LeftOut = {}
  const count = (kind: string): void => {
    leftOut[kind] = (leftOut[kind] ?? 0) + 1
  }
  const asides: Record<string, string> = {
    annotation: 'comments',
    'tracked-changes': 'tracked changes',
    image: 'pictures',
    'hidden-paragraph': 'hidden words',
    'hidden-text': 'hidden words',
  }
  const unseen = new Set<string>()
  let style = ''
  walkXml(xml, {
    open(element, attributes) {
      if (element === 'style') style = attributes['name'] ?? ''
      if (element === 'text-properties' && attributes['display'] === 'none') unseen.add(style)
    },
  })
  const open: string[] = []
  const dropped: boolean[] = []
  let aside = 0
  let lists = 0
  walkXml(xml, {
    open(element, attributes) {
      const kind = asides[element]
      const hidden =
        unseen.has(attributes['style-name'] ?? '') ||
        (element === 'section' && attributes['display'] === 'none')
      dropped.push(kind !== undefined || hidden)
      if (kind !== undefined || hidden) {
        count(kind ?? 'hidden words')
        aside += 1
      }
      if (element === 'list') lists += 1
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
      if (element === 'list') lists -= 1
      if (element === 'p' || element === 'h') {
        const text = open.pop() ?? ''
        if (text.trim() !== '') {
          pieces.push(text)
          const list = lists > 0 ? 'bullet' : null
          blocks.push({
            kind: 'paragraph',
            piece: pieces.length - 1,
            heading: element === 'h' ? 2 : 0,
            list,
            level: 0,
          })
        }
      }
      if (dropped.pop() === true) aside -= 1
    },
  })
  return documentStory(pieces, blocks, leftOut, 'docx')
}
