import { rtfCharacters } from './rtf-characters.ts'

const hidden = new Set([
  'fonttbl',
  'colortbl',
  'stylesheet',
  'info',
  'pict',
  'object',
  'generator',
  'themedata',
  'datastore',
  'xmlnstbl',
  'listtable',
  'listoverridetable',
  'rsidtbl',
  'fldinst',
  'filetbl',
])
const breaks: Readonly<Record<string, string>> = {
  ...rtfCharacters,
  par: '\n',
  row: '\n',
  sect: '\n',
  page: '\n',
  cell: '\t',
}
const ansi = new TextDecoder('windows-1252')

/** Readable text of an RTF file (RTF 1.9.1); objects, pictures and scripts are passed over. Linear in the input. */
export function rtfToText(rtf: string): string {
  let out = ''
  const stack: { skip: boolean; unicodeSkip: number }[] = []
  let state = { skip: false, unicodeSkip: 1 }
  let drop = 0
  const pattern = /\\([a-z]+)(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-z])|([{}])|[\r\n]+|([^\\{}\r\n]+)/g
  const emit = (text: string) => {
    const kept = text.slice(Math.min(drop, text.length))
    drop = Math.max(0, drop - text.length)
    if (!state.skip) out += kept
  }
  for (const [whole, word, number, hex, symbol, brace, text] of rtf.matchAll(pattern)) {
    if (brace === '{') {
      stack.push(state)
      state = { ...state }
    } else if (brace === '}') {
      state = stack.pop() ?? { skip: false, unicodeSkip: 1 }
      drop = 0
    } else if (word !== undefined) {
      if (hidden.has(word)) state.skip = true
      else if (word === 'uc') state.unicodeSkip = Number(number ?? 1)
      else if (word === 'u' && number !== undefined) {
        emit(String.fromCharCode(Number(number) & 0xffff))
        drop = state.unicodeSkip
      } else if (breaks[word] !== undefined && !state.skip) out += breaks[word]
    } else if (hex !== undefined) emit(ansi.decode(Uint8Array.of(Number.parseInt(hex, 16))))
    else if (symbol === '*') state.skip = true
    else if (symbol === '~') emit(' ')
    else if (symbol === '\\' || symbol === '{' || symbol === '}') emit(symbol)
    else if (symbol === '\n' || symbol === '\r') emit('\n')
    else if (text !== undefined) emit(text)
    else if (whole === '') break
  }
  return out
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}
