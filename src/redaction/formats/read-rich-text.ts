import { rtfCharacters } from '../../documents/index.ts'
import { documentStory, type DocumentBlock } from './document.ts'
import type { LeftOut, Story } from './story.ts'

/** Groups whose words are not of the text; every other one that begins with `\*` is passed over too. */
const asides = new Set(
  'fonttbl colortbl stylesheet info pict object generator themedata colorschememapping datastore latentstyles listtable listoverridetable rsidtbl revtbl xmlnstbl filetbl template fldinst bkmkstart bkmkend annotation atnid atnauthor pgptbl nonshppict pntext pntxta pntxtb'.split(
    ' ',
  ),
)
const counted: Record<string, string> = {
  pict: 'pictures',
  object: 'embedded files',
  annotation: 'comments',
}
const ansi = new TextDecoder('windows-1252')
const pattern = /\\([a-z]+)(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-z])|([{}])|[\r\n]+|([^\\{}\r\n]+)/g

type Group = { aside: boolean; unseen: boolean; colour: number; backed: boolean; size: number; skip: number }

/** What a reader of a rich text file sees (RTF 1.9.1), its changes taken as accepted, to be written as a Word document. */
export function readRichText(bytes: Uint8Array): Story {
  const rtf = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
  const leftOut: LeftOut = {}
  const count = (kind: string): void => {
    leftOut[kind] = (leftOut[kind] ?? 0) + 1
  }
  const whites = whiteColours(rtf)
  const pieces: string[] = []
  const blocks: DocumentBlock[] = []
  const frame = (rows: DocumentBlock[][][]): void => {
    if (rows.length > 0) blocks.push({ kind: 'table', rows })
  }
  let rows: DocumentBlock[][][] = []
  let cells: DocumentBlock[][] = []
  const plain: Group = { aside: false, unseen: false, colour: 0, backed: false, size: 24, skip: 1 }
  let group = plain
  const stack: Group[] = []
  let text = ''
  let drop = 0
  let hiding = false
  const paragraph = (): DocumentBlock => {
    pieces.push(text.trim())
    text = ''
    return { kind: 'paragraph', piece: pieces.length - 1, heading: 0, list: null, level: 0 }
  }
  const endParagraph = (): void => {
    if (cells.length > 0) return
    if (text.trim() === '') {
      text = ''
      return
    }
    frame(rows)
    rows = []
    blocks.push(paragraph())
  }
  const say = (words: string): void => {
    const kept = words.slice(Math.min(drop, words.length))
    drop = Math.max(0, drop - words.length)
    if (group.aside) return
    const unseen = group.unseen || group.size < 4 || (whites.has(group.colour) && !group.backed)
    if (!unseen) text += kept
    else if (!hiding && kept.trim() !== '') count('hidden words')
    hiding = unseen && kept.trim() !== ''
  }
  for (const [, word, number, hex, symbol, brace, words] of rtf.matchAll(pattern)) {
    if (brace === '{') {
      stack.push(group)
      group = { ...group }
    } else if (brace === '}') {
      group = stack.pop() ?? plain
      drop = 0
      // What follows the end of the document is shown by nobody.
      if (stack.length === 0) break
    } else if (word !== undefined) {
      if (asides.has(word)) {
        const kind = counted[word]
        if (kind !== undefined && stack.at(-1)?.aside !== true) count(kind)
        group.aside = true
      } else if (word === 'par' || word === 'sect' || word === 'page') endParagraph()
      else if (word === 'cell') cells.push([paragraph()])
      else if (word === 'row') {
        if (cells.length > 0) rows.push(cells)
        cells = []
      } else if (word === 'v' || word === 'webhidden') group.unseen = number !== '0'
      else if (word === 'deleted') {
        group.unseen = number !== '0'
        if (group.unseen) count('tracked changes')
      } else if (word === 'plain') group = { ...plain, aside: group.aside, skip: group.skip }
      else if (word === 'cf') group.colour = Number(number ?? 0)
      else if (/^(?:cb|highlight|chcbpat|clcbpat|cbpat)$/.test(word)) group.backed = Number(number ?? 0) !== 0
      else if (word === 'fs') group.size = Number(number ?? 24)
      else if (word === 'uc') group.skip = Number(number ?? 1)
      else if (word === 'u' && number !== undefined) {
        say(String.fromCharCode(Number(number) & 0xffff))
        drop = group.skip
      } else if (rtfCharacters[word] !== undefined) say(rtfCharacters[word])
    } else if (hex !== undefined) say(ansi.decode(Uint8Array.of(Number.parseInt(hex, 16))))
    else if (symbol === '*') group.aside = true
    else if (symbol === '~') say('\u00a0')
    else if (symbol === '_') say('-')
    else if (symbol === '\\' || symbol === '{' || symbol === '}') say(symbol)
    else if (symbol === '\n' || symbol === '\r') endParagraph()
    else if (words !== undefined) say(ansi.decode(Buffer.from(words, 'latin1')))
  }
  if (cells.length > 0) rows.push(cells)
  cells = []
  if (text.trim() === '') frame(rows)
  endParagraph()
  return documentStory(pieces, blocks, leftOut, 'docx')
}

function whiteColours(rtf: string): Set<number> {
  const table = /\{\\colortbl([^}]{0,20000})\}/.exec(rtf)?.[1] ?? ''
  return new Set(
    table
      .split(';')
      .flatMap((entry, index) => (/\\red255\s*\\green255\s*\\blue255\b/.test(entry) ? [index] : [])),
  )
}
