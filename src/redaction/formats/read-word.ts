import { documentStory, type DocumentBlock } from './document.ts'
import { isOn, openParts, readTargets, walkXml, type OfficeParts } from './office-parts.ts'
import type { LeftOut, Story } from './story.ts'
import { readWordStyles, type WordStyles } from './word-styles.ts'

/** What a reader of a Word document sees (ECMA-376 part 1 §17), with tracked changes taken as accepted. */
export function readWord(bytes: Uint8Array): Story {
  const parts = openParts(bytes)
  const leftOut: LeftOut = {}
  const reader = new WordReader(parts, readWordStyles(parts), leftOut)
  const targets = [...readTargets(parts, 'word/document.xml').values()]
  const of = (type: string): string[] =>
    targets.filter((each) => each.type === type).map(({ target }) => target)
  const blocks: DocumentBlock[] = []
  for (const part of of('header')) blocks.push(...reader.read(part))
  blocks.push(...reader.read('word/document.xml'))
  for (const part of [...of('footnotes'), ...of('endnotes'), ...of('footer')])
    blocks.push(...reader.read(part))
  for (const name of parts.names)
    if (name.startsWith('word/media/')) reader.count('pictures')
    else if (/^word\/(?:embeddings|charts\/chart)/.test(name)) reader.count('embedded files')
    else if (/^word\/comments\.xml$/.test(name))
      reader.count('comments', (parts.read(name) ?? '').split(/<w:comment[ >]/).length - 1)
  return documentStory(reader.pieces, blocks, leftOut)
}

type Frame = { blocks: DocumentBlock[]; table: DocumentBlock[][][] | null }
type Open = { text: string; style: string; list: string; level: number; outline: number; shaded: boolean }

class WordReader {
  readonly pieces: string[] = []
  private readonly parts: OfficeParts
  private readonly styles: WordStyles
  private readonly leftOut: LeftOut
  constructor(parts: OfficeParts, styles: WordStyles, leftOut: LeftOut) {
    this.parts = parts
    this.styles = styles
    this.leftOut = leftOut
  }

  count(kind: string, by = 1): void {
    if (by > 0) this.leftOut[kind] = (this.leftOut[kind] ?? 0) + by
  }

  read(part: string): DocumentBlock[] {
    const frames: Frame[] = [{ blocks: [], table: null }]
    const paragraphs: Open[] = []
    const cellShades: boolean[] = []
    let run = { text: '', hidden: false, white: false, tiny: false, shaded: false, bidi: false }
    let removed = 0
    let skipped = 0
    const here = (): DocumentBlock[] => frames.at(-1)?.blocks ?? []
    walkXml(this.parts.read(part) ?? '<x/>', {
      open: (element, attributes, path) => {
        const value = attributes['val']
        const on = value === undefined || isOn(value)
        if (element === 'Fallback') skipped += 1
        if (element === 'del' || element === 'moveFrom') {
          // In the properties of a paragraph it marks its end, not its words.
          if (path.at(-1) !== 'rPr' && path.at(-1) !== 'trPr') removed += 1
          if (removed === 1) this.count('tracked changes')
        }
        if ((element === 'ins' || element === 'moveTo') && path.at(-1) !== 'rPr')
          this.count('tracked changes')
        if (skipped > 0) return
        const paragraph = paragraphs.at(-1)
        switch (element) {
          case 'p':
            paragraphs.push({ text: '', style: '', list: '', level: 0, outline: -1, shaded: false })
            break
          case 'pStyle':
            if (paragraph !== undefined) paragraph.style = value ?? ''
            break
          case 'numId':
            if (paragraph !== undefined) paragraph.list = value ?? ''
            break
          case 'ilvl':
            if (paragraph !== undefined) paragraph.level = Number(value ?? 0)
            break
          case 'outlineLvl':
            if (paragraph !== undefined) paragraph.outline = Number(value ?? -1)
            break
          case 'tbl':
            frames.push({ blocks: [], table: [] })
            break
          case 'tr':
            frames.at(-1)?.table?.push([])
            break
          case 'tc':
            frames.push({ blocks: [], table: null })
            cellShades.push(false)
            break
          case 'r':
            run = { text: '', hidden: false, white: false, tiny: false, shaded: false, bidi: false }
            break
          case 'rStyle':
            if (this.styles.hidden.has(value ?? '')) run.hidden = true
            break
          case 'vanish':
          case 'webHidden':
            if (path.at(-2) === 'r' && on) run.hidden = true
            break
          case 'color':
            if (path.at(-2) === 'r' && /^F{6}$/i.test(value ?? '')) run.white = true
            break
          case 'highlight':
            if (value !== 'none' && value !== 'white') run.shaded = true
            break
          case 'sz':
            if (path.at(-2) === 'r' && Number(value) < 4) run.tiny = true
            break
          case 'shd': {
            const filled = !/^(?:auto|F{6})$/i.test(attributes['fill'] ?? 'auto')
            if (path.at(-1) === 'tcPr' && filled) cellShades[cellShades.length - 1] = true
            else if (path.at(-1) === 'pPr' && filled && paragraph !== undefined) paragraph.shaded = true
            else if (filled) run.shaded = true
            break
          }
          case 'tab':
            if (path.at(-1) === 'r') run.text += '\t'
            break
          case 'br':
          case 'cr':
            run.text += '\n'
            break
          case 'noBreakHyphen':
            run.text += '-'
            break
          case 'footnoteReference':
          case 'endnoteReference':
            run.text += `[${attributes['id'] ?? ''}]`
            break
          default:
        }
      },
      text: (text, path) => {
        if (skipped === 0 && path.at(-1) === 't') run.text += text
      },
      close: (element, path) => {
        if (element === 'Fallback') skipped -= 1
        if ((element === 'del' || element === 'moveFrom') && path.at(-1) !== 'rPr' && path.at(-1) !== 'trPr')
          removed -= 1
        if (skipped > 0) return
        if (element === 'r' && run.text !== '') {
          const paragraph = paragraphs.at(-1)
          const backed = run.shaded || paragraph?.shaded === true || cellShades.at(-1) === true
          if (removed > 0) run.text = ''
          else if (
            run.hidden ||
            run.tiny ||
            (run.white && !backed) ||
            this.styles.hidden.has(paragraph?.style ?? '')
          )
            this.count('hidden words', run.text.trim() === '' ? 0 : 1)
          else if (paragraph !== undefined) paragraph.text += run.text
          run.text = ''
        } else if (element === 'p') {
          const paragraph = paragraphs.pop()
          if (paragraph !== undefined) this.addParagraph(here(), paragraph)
        } else if (element === 'tc') {
          const cell = frames.pop()?.blocks ?? []
          cellShades.pop()
          frames
            .at(-1)
            ?.table?.at(-1)
            ?.push(cell.length === 0 ? [this.emptyParagraph()] : cell)
        } else if (element === 'tbl') {
          const rows = (frames.pop()?.table ?? []).filter((cells) => cells.length > 0)
          if (rows.length > 0) here().push({ kind: 'table', rows })
        }
      },
    })
    return frames[0]?.blocks ?? []
  }

  private addParagraph(blocks: DocumentBlock[], { text, style, list, level, outline }: Open): void {
    if (text.trim() === '') return
    const heading = outline >= 0 && outline < 6 ? outline + 1 : (this.styles.headings.get(style) ?? 0)
    const number = list === '' ? (this.styles.lists.get(style) ?? '') : list
    this.pieces.push(text)
    blocks.push({
      kind: 'paragraph',
      piece: this.pieces.length - 1,
      heading,
      list:
        number === '' || number === '0' || heading > 0
          ? null
          : (this.styles.numbering.get(number) ?? 'bullet'),
      level,
    })
  }

  private emptyParagraph(): DocumentBlock {
    this.pieces.push('')
    return { kind: 'paragraph', piece: this.pieces.length - 1, heading: 0, list: null, level: 0 }
  }
}
