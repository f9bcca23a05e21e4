import { documentStory, type DocumentBlock } from './document.ts'
import { openParts } from './office-parts.ts'
import { hidesWords, stylesWhere, walkOpenWords } from './open-words.ts'
import type { LeftOut, Story } from './story.ts'

const asides: Record<string, string> = {
  annotation: 'comments',
  'tracked-changes': 'tracked changes',
  image: 'pictures',
  'hidden-paragraph': 'hidden words',
  'hidden-text': 'hidden words',
}

/** What a reader of an OpenDocument text sees, to be written as a Word document; tables become lines. */
export function readOpenText(bytes: Uint8Array): Story {
  const parts = openParts(bytes)
  const xml = parts.read('content.xml') ?? '<x/>'
  const unseen = stylesWhere([parts.read('styles.xml') ?? '<x/>', xml], hidesWords)
  const pieces: string[] = []
  const blocks: DocumentBlock[] = []
  const leftOut: LeftOut = {}
  walkOpenWords(xml, leftOut, {
    asideOf(element, attributes) {
      const hidden =
        unseen.has(attributes['style-name'] ?? '') ||
        (element === 'section' && attributes['display'] === 'none')
      return asides[element] ?? (hidden ? 'hidden words' : undefined)
    },
    paragraph(text, element, path) {
      pieces.push(text)
      blocks.push({
        kind: 'paragraph',
        piece: pieces.length - 1,
        heading: element === 'h' ? 2 : 0,
        list: path.includes('list') ? 'bullet' : null,
        level: 0,
      })
    },
  })
  return documentStory(pieces, blocks, leftOut, 'docx')
}
