import { attribute, decodeEntities, decodeText, tokens } from '../../documents/index.ts'
import { escapeXml } from '../../kernel/escape-xml.ts'
import type { DocumentBlock } from './document.ts'
import { textPlaces, type LeftOut, type Segment, type Story } from './story.ts'

const silent = new Set('script style title template noscript head object iframe svg math select'.split(' '))
const empty = new Set('area base br col embed hr img input link meta param source track wbr'.split(' '))
const ownLine = new Set(
  'p div ul ol table section article header footer main nav aside form blockquote dl dt dd address fieldset figure figcaption pre body html'.split(
    ' ',
  ),
)
const unseen =
  /display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|font-size\s*:\s*0*[01]?(?:\.\d+)?(?:px|pt)?\s*(?:;|!|$)|opacity\s*:\s*0(?:\.0+)?\s*(?:;|!|$)|mso-hide\s*:\s*all/i
const white =
  /(?:^|[;\s])color\s*:\s*(?:white|#fff(?:fff)?|rgb\(\s*255\s*,\s*255\s*,\s*255\s*\))\s*(?:!important\s*)?(?:;|$)/i

type Open = { name: string; dropped: boolean; white: boolean; coloured: boolean; heading: number }
type Table = { rows: DocumentBlock[][][] }

/** The words of a page that its reader sees, as headings, paragraphs, lists and tables of a page that has nothing else. */
export function readPage(bytes: Uint8Array): Story {
  const html = decodeText(bytes).text
  const leftOut: LeftOut = {}
  const count = (kind: string): void => {
    leftOut[kind] = (leftOut[kind] ?? 0) + 1
  }
  const pieces: string[] = []
  const blocks: DocumentBlock[][] = [[]]
  const tables: Table[] = []
  const lists: ('bullet' | 'number')[] = []
  const open: Open[] = []
  const hidden = readHiddenNames(html)
  let line = ''
  let item = false
  const endLine = (): void => {
    const text = line.replaceAll(/[ \t\r\n\f\u00a0]+/g, ' ').trim()
    line = ''
    if (text === '') return
    pieces.push(text)
    blocks.at(-1)?.push({
      kind: 'paragraph',
      piece: pieces.length - 1,
      heading: open.findLast(({ heading }) => heading > 0)?.heading ?? 0,
      list: item ? (lists.at(-1) ?? 'bullet') : null,
      level: Math.max(0, lists.length - 1),
    })
    item = false
  }
  for (const token of tokens(html)) {
    const top = open.at(-1)
    if (token.kind === 'comment') count('comments')
    else if (token.kind === 'text') {
      const text = decodeEntities(token.value)
      if (top?.dropped === true || (top?.white === true && !top.coloured)) {
        if (/[\p{L}\p{N}]/u.test(text) && !silent.has(top.name)) count('hidden words')
      } else line += text
    } else if (token.closing) {
      const at = open.findLastIndex(({ name }) => name === token.name)
      if (at === -1) continue
      if (isBlock(token.name)) endLine()
      for (const { name, dropped } of open.splice(at).toReversed())
        if (!dropped) closeBlock(name, blocks, tables, lists)
    } else {
      const { name, attributes } = token
      const style = attribute(attributes, 'style')
      const names = attribute(attributes, 'class').split(/\s+/)
      const dropped =
        top?.dropped === true ||
        silent.has(name) ||
        unseen.test(decodeEntities(style)) ||
        /(?:^|\s)hidden(?:[\s=/]|$)/i.test(attributes.replaceAll(/"[^"]*"|'[^']*'/g, '""')) ||
        names.some((each) => hidden.has(`.${each}`)) ||
        hidden.has(`#${attribute(attributes, 'id')}`)
      if (name === 'br' && !dropped) endLine()
      if (name === 'img') count('pictures')
      if (empty.has(name)) continue
      if (isBlock(name) && !dropped) endLine()
      open.push({
        name,
        dropped,
        white:
          white.test(style) ||
          /^(?:white|#fff(?:fff)?)$/i.test(attribute(attributes, 'color')) ||
          (top?.white === true && !/(?:^|[;\s])color\s*:/i.test(style)),
        coloured:
          top?.coloured === true ||
          /background/i.test(style) ||
          attribute(attributes, 'bgcolor') !== '' ||
          names.some((each) => each !== ''),
        heading: /^h[1-6]$/.test(name) ? Number(name.charAt(1)) : 0,
      })
      if (dropped) continue
      if (name === 'ul' || name === 'ol') lists.push(name === 'ol' ? 'number' : 'bullet')
      else if (name === 'li') item = true
      else if (name === 'table') tables.push({ rows: [] })
      else if (name === 'tr') tables.at(-1)?.rows.push([])
      else if (name === 'td' || name === 'th') blocks.push([])
    }
  }
  endLine()
  for (const { name, dropped } of open.toReversed()) if (!dropped) closeBlock(name, blocks, tables, lists)
  const [page = []] = blocks
  return {
    pieces,
    leftOut,
    ...textPlaces(pieces),
    write: async (redacted) => new TextEncoder().encode(writePage(page, redacted)),
  }
}

const isBlock = (name: string): boolean =>
  ownLine.has(name) || /^(?:h[1-6]|li|tr|td|th|caption|thead|tbody)$/.test(name)

function closeBlock(name: string, blocks: DocumentBlock[][], tables: Table[], lists: unknown[]): void {
  if (name === 'ul' || name === 'ol') lists.pop()
  else if ((name === 'td' || name === 'th') && blocks.length > 1) {
    const cell = blocks.pop() ?? []
    const row = tables.at(-1)?.rows.at(-1)
    if (row === undefined) blocks.at(-1)?.push(...cell)
    else row.push(cell)
  } else if (name === 'table') {
    const rows = (tables.pop()?.rows ?? []).filter((cells) => cells.length > 0)
    if (rows.length > 0) blocks.at(-1)?.push({ kind: 'table', rows })
  }
}

/** Classes and ids that a rule of the page’s own style hides. */
function readHiddenNames(html: string): Set<string> {
  const found = new Set<string>()
  for (const [, css = ''] of html.matchAll(/<style\b[^>]{0,2000}>([\s\S]*?)<\/style/gi))
    for (const [, selectors = '', rules = ''] of css.matchAll(/([^{}]{1,2000})\{([^{}]*)\}/g))
      if (unseen.test(rules))
        for (const selector of selectors.split(',')) {
          const name = /^\s*\w*([.#][\w-]+)\s*$/.exec(selector)?.[1]
          if (name !== undefined) found.add(name)
        }
  return found
}

const head =
  '<!doctype html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n<title>Redacted copy</title>\n<style>body { font-family: sans-serif } td { border: 1px solid; padding: 0.3em; vertical-align: top } mark { background: #000; color: #fff }</style>\n</head>\n<body>\n'

function writePage(blocks: readonly DocumentBlock[], redacted: readonly Segment[][]): string {
  return `${head}${writeBlocks(blocks, redacted)}\n</body>\n</html>\n`
}

function writeBlocks(blocks: readonly DocumentBlock[], redacted: readonly Segment[][]): string {
  const out: string[] = []
  let list: 'bullet' | 'number' | null = null
  for (const block of blocks) {
    const here = block.kind === 'table' ? null : block.list
    if (list !== here && list !== null) out.push(list === 'number' ? '</ol>' : '</ul>')
    if (list !== here && here !== null) out.push(here === 'number' ? '<ol>' : '<ul>')
    list = here
    if (block.kind === 'table') out.push(writeTable(block.rows, redacted))
    else {
      const tag = here !== null ? 'li' : block.heading > 0 ? `h${block.heading}` : 'p'
      out.push(`<${tag}>${writeWords(redacted[block.piece] ?? [])}</${tag}>`)
    }
  }
  if (list !== null) out.push(list === 'number' ? '</ol>' : '</ul>')
  return out.join('\n')
}

const writeTable = (rows: readonly DocumentBlock[][][], redacted: readonly Segment[][]): string =>
  `<table>\n${rows.map((cells) => `<tr>${cells.map((cell) => `<td>${writeCell(cell, redacted)}</td>`).join('')}</tr>`).join('\n')}\n</table>`

function writeCell(cell: readonly DocumentBlock[], redacted: readonly Segment[][]): string {
  const [only] = cell
  const bare = cell.length === 1 && only?.kind === 'paragraph' && only.heading === 0 && only.list === null
  return bare ? writeWords(redacted[only.piece] ?? []) : writeBlocks(cell, redacted)
}

const writeWords = (segments: readonly Segment[]): string =>
  segments
    .map(({ text, redacted }) => (redacted ? `<mark>${escapeXml(text)}</mark>` : escapeXml(text)))
    .join('')
