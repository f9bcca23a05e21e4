import { documentStory, type DocumentBlock } from './document.ts'
import { isOn, openParts, readTargets, walkXml, type OfficeParts } from './office-parts.ts'
import type { LeftOut, Story } from './story.ts'

type Count = (kind: string, by?: number) => void

/** The words on the slides that are shown, slide by slide, to be written as a Word document: a heading and paragraphs each. */
export function readSlides(bytes: Uint8Array): Story {
  const parts = openParts(bytes)
  const leftOut: LeftOut = {}
  const count: Count = (kind, by = 1) => {
    if (by > 0) leftOut[kind] = (leftOut[kind] ?? 0) + by
  }
  const pieces: string[] = []
  const blocks: DocumentBlock[] = []
  for (const part of slideParts(parts)) readSlide(parts, part, { pieces, blocks, count })
  const named = (pattern: RegExp): number => parts.names.filter((name) => pattern.test(name)).length
  count('speaker’s notes', named(/^ppt\/notesSlides\/[^/]+\.xml$/))
  count('comments', named(/^ppt\/comments\/[^/]+\.xml$/))
  count('pictures', named(/^ppt\/media\//))
  count('embedded files', named(/^ppt\/(?:embeddings|charts)\/[^/]+\.(?!rels)/))
  return documentStory(pieces, blocks, leftOut, 'docx')
}

/** In the order in which they are shown (ECMA-376 part 1 §19.2.1.33). */
function slideParts(parts: OfficeParts): string[] {
  const main =
    [...readTargets(parts, '').values()].find(({ type }) => type === 'officeDocument')?.target ??
    'ppt/presentation.xml'
  const targets = readTargets(parts, main)
  const found: string[] = []
  walkXml(parts.read(main) ?? '<x/>', {
    open(element, attributes) {
      if (element !== 'sldId') return
      const target = targets.get(attributes['r:id'] ?? attributes['id'] ?? '')?.target
      if (target !== undefined) found.push(target)
    },
  })
  return found
}

type Slide = { pieces: string[]; blocks: DocumentBlock[]; count: Count }

function readSlide(parts: OfficeParts, part: string, { pieces, blocks, count }: Slide): void {
  const number = blocks.filter((block) => block.kind === 'paragraph' && block.heading === 1).length + 1
  let hidden = false
  let skipped = 0
  let title = false
  let text: string | null = null
  let level = 0
  const shown: { text: string; heading: number; level: number }[] = []
  const tables: { rows: string[][]; at: number }[] = []
  let cell: string[] | null = null
  walkXml(parts.read(part) ?? '<x/>', {
    open(element, attributes, path) {
      if (element === 'sld' && (attributes['show'] === '0' || attributes['show'] === 'false')) hidden = true
      if (element === 'Fallback') skipped += 1
      if (skipped > 0) return
      if (element === 'sp') title = false
      if (element === 'cNvPr' && isOn(attributes['hidden'])) {
        count('hidden words')
        // Nothing of this shape until it ends.
        skipped = 1
      }
      if (element === 'ph') title = /^(?:title|ctrTitle)$/.test(attributes['type'] ?? '')
      if (element === 'tbl') tables.push({ rows: [], at: shown.length })
      if (element === 'tr') tables.at(-1)?.rows.push([])
      if (element === 'tc') cell = []
      if (element === 'p') {
        text = ''
        level = 0
      }
      if (element === 'pPr') level = Number(attributes['lvl'] ?? 0)
      if (element === 'br' && text !== null) text += '\n'
      if (element === 'rPr' && path.at(-1) === 'r' && Number(attributes['sz'] ?? 1800) < 200)
        count('hidden words')
    },
    text(words, path) {
      if (skipped === 0 && text !== null && path.at(-1) === 't') text += words
    },
    close(element) {
      if (element === 'Fallback') skipped = Math.max(0, skipped - 1)
      if (/^(?:sp|pic|graphicFrame|grpSp|cxnSp)$/.test(element)) skipped = 0
      if (skipped > 0) return
      if (element === 'p' && text !== null) {
        if (cell !== null) cell.push(text)
        else if (text.trim() !== '') shown.push({ text, heading: title ? 2 : 0, level })
        text = null
      }
      if (element === 'tc') {
        tables
          .at(-1)
          ?.rows.at(-1)
          ?.push((cell ?? []).join('\n'))
        cell = null
      }
    },
  })
  if (hidden) {
    count('hidden slides')
    return
  }
  const add = (words: string, heading: number, depth = 0): DocumentBlock => {
    pieces.push(words)
    return {
      kind: 'paragraph',
      piece: pieces.length - 1,
      heading,
      list: depth > 0 ? 'bullet' : null,
      level: Math.max(0, depth - 1),
    }
  }
  blocks.push(add(`Slide ${number}`, 1))
  for (let index = 0; index <= shown.length; index += 1) {
    for (const { rows, at } of tables)
      if (at === index && rows.length > 0)
        blocks.push({ kind: 'table', rows: rows.map((cells) => cells.map((words) => [add(words, 0)])) })
    const line = shown[index]
    if (line !== undefined) blocks.push(add(line.text, line.heading, line.level))
  }
}
