import { documentStory, type DocumentBlock } from './document.ts'
import { openParts } from './office-parts.ts'
import { hidesWords, stylesWhere, walkOpenWords } from './open-words.ts'
import type { LeftOut, Story } from './story.ts'

const asides: Record<string, string> = {
  notes: 'speaker’s notes',
  annotation: 'comments',
  image: 'pictures',
  object: 'embedded files',
}

/** The words on the slides of an OpenDocument presentation that are shown, to be written as a Word document. */
export function readOpenSlides(bytes: Uint8Array): Story {
  const parts = openParts(bytes)
  const xml = parts.read('content.xml') ?? '<x/>'
  const styled = [parts.read('styles.xml') ?? '<x/>', xml]
  const unseenWords = stylesWhere(styled, hidesWords)
  const unseenPages = stylesWhere(
    styled,
    (element, attributes) => element === 'drawing-page-properties' && attributes['visibility'] === 'hidden',
  )
  const pieces: string[] = []
  const blocks: DocumentBlock[] = []
  const leftOut: LeftOut = {}
  const add = (text: string, heading: number): void => {
    pieces.push(text)
    blocks.push({ kind: 'paragraph', piece: pieces.length - 1, heading, list: null, level: 0 })
  }
  let slides = 0
  let title = false
  const isSlide = (element: string, path: readonly string[]): boolean =>
    element === 'page' && path.at(-1) === 'presentation'
  walkOpenWords(xml, leftOut, {
    asideOf(element, attributes, path) {
      const style = attributes['style-name'] ?? ''
      if (isSlide(element, path)) return unseenPages.has(style) ? 'hidden slides' : undefined
      return unseenWords.has(style) ? 'hidden words' : asides[element]
    },
    seen(element, attributes, path) {
      if (element === 'frame') title = attributes['class'] === 'title'
      if (isSlide(element, path)) {
        slides += 1
        add(`Slide ${slides}`, 1)
      }
    },
    paragraph: (text) => add(text, title ? 2 : 0),
  })
  return documentStory(pieces, blocks, leftOut, 'docx')
}
