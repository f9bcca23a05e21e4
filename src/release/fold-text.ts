/** Text as it is compared, with the way back: `startOf(i)` and `endOf(i)` are the place of `folded[i]` in the original. */
export type FoldedText = {
  original: string
  folded: string
  startOf: (at: number) => number
  endOf: (at: number) => number
}

const ignorable = /^[\p{Default_Ignorable_Code_Point}\p{M}\p{Cc}]$/u
const space = /^\p{Zs}$/u
const dash = /^[\p{Pd}\u2212\u2043]$/u

/** Letters that look like Latin ones, and Latin ones that Unicode does not take apart. */
const alike = new Map(
  Object.entries({
    ...pairs('авеёзкмнорстухіјѕԁԛԝһ', 'abeezkmhopctyxijsdqwh'),
    ...pairs('αβεηικμνορτυχγω', 'abehikmvoptuxyw'),
    ...pairs('øłđħıŧɡɑ', 'oldhitga'),
    ß: 'ss',
    æ: 'ae',
    œ: 'oe',
    þ: 'th',
    ð: 'd',
    '‘': "'",
    '’': "'",
    '‛': "'",
    ʼ: "'",
    ʹ: "'",
    '`': "'",
    '´': "'",
    '′': "'",
    '‚': ',',
    '‐': '-',
    '·': '.',
    '․': '.',
    '⁄': '/',
  }),
)

function pairs(from: string, to: string): Record<string, string> {
  const targets = [...to]
  return Object.fromEntries([...from].map((letter, i) => [letter, targets[i] ?? letter]))
}

const entity = /&(?:amp;)*(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,8}));/iy
const escaped = /%(20|27|2[b-e]|40|5f)/iy
const namedEntities: Record<string, string> = {
  amp: '&',
  nbsp: ' ',
  ensp: ' ',
  emsp: ' ',
  thinsp: ' ',
  shy: '',
  zwj: '',
  zwnj: '',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  rsquo: "'",
  lsquo: "'",
  commat: '@',
  period: '.',
  comma: ',',
  ndash: '-',
  mdash: '-',
  hyphen: '-',
  plus: '+',
  lowbar: '_',
  newline: '\n',
  szlig: 'ß',
  aelig: 'æ',
  oelig: 'œ',
}
const accented = /^([a-z])(?:acute|grave|circ|uml|tilde|cedil|ring|slash|caron)$/i

/** What needs a look before it stands for itself, in lower case: all but the usual letters of ASCII, and line ends. */
const special = /[^\n\x20-\x24\x27-\x5f\x61-\x7e]/g

/**
 * Lower case without accents, invisible characters, HTML and address escapes, or letters that only look Latin; every
 * space is ` `, every line end `\n`, every dash `-`. What a reader sees as one name is one string here.
 */
export function foldText(original: string): FoldedText {
  const out: string[] = []
  const places = new Places()
  const emit = (text: string, from: number, to: number): void => {
    if (text === '') return
    out.push(text)
    places.add(text.length, from, to)
  }
  let at = 0
  while (at < original.length) {
    special.lastIndex = at
    const next = special.exec(original)?.index ?? original.length
    emit(original.slice(at, next).toLowerCase(), at, next)
    if (next === original.length) break
    at = next
    const code = original.charCodeAt(at)
    if (code < 0x80 && code !== 0x26 && code !== 0x25 && code !== 0x60) {
      if (code === 0x0d) emit(original.charCodeAt(at + 1) === 0x0a ? '' : '\n', at, at + 1)
      else if (code === 0x09 || code === 0x0b || code === 0x0c) emit(' ', at, at + 1)
      at += 1
      continue
    }
    const decoded =
      code === 0x26 ? decodeEntity(original, at) : code === 0x25 ? decodeEscape(original, at) : null
    if (decoded !== null) {
      for (const letter of decoded.text) emit(foldLetter(letter), at, decoded.end)
      at = decoded.end
      continue
    }
    const letter = String.fromCodePoint(original.codePointAt(at) ?? 0)
    emit(foldLetter(letter), at, at + letter.length)
    at += letter.length
  }
  return {
    original,
    folded: out.join(''),
    startOf: (index) => places.find(index).start,
    endOf: (index) => places.find(index).end,
  }
}

/**
 * Where folded letters stand in the original, kept by runs in which they follow one another one for one: a text of
 * fifty million letters has few, and a number for each letter would not fit in the memory of the process that looks.
 */
class Places {
  /** Of each run: its first folded letter, and the place of that in the original */
  readonly #folded: number[] = []
  readonly #from: number[] = []
  /** The end of that place where the whole run stands for it; -1 of a run one for one */
  readonly #to: number[] = []
  #length = 0
  #next = -1

  add(length: number, from: number, to: number): void {
    const even = length === to - from
    if (!even || from !== this.#next) {
      this.#folded.push(this.#length)
      this.#from.push(from)
      this.#to.push(even ? -1 : to)
    }
    this.#length += length
    this.#next = even ? to : -1
  }

  find(index: number): { start: number; end: number } {
    let low = 0
    let high = this.#folded.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((this.#folded[middle] ?? 0) <= index) low = middle
      else high = middle - 1
    }
    const from = this.#from[low] ?? 0
    const to = this.#to[low] ?? -1
    const start = from + index - (this.#folded[low] ?? 0)
    return to === -1 ? { start, end: start + 1 } : { start: from, end: to }
  }
}

/** The folded form of a value to look for. */
export function foldValue(value: string): string {
  return foldText(value).folded
}

function foldLetter(letter: string): string {
  if (letter === '\n' || letter === '\u2028' || letter === '\u2029' || letter === '\u0085') return '\n'
  if (space.test(letter) || letter === '\t') return ' '
  let folded = ''
  for (const piece of letter.normalize('NFKD').toLowerCase().normalize('NFKD')) {
    if (ignorable.test(piece)) continue
    folded += alike.get(piece) ?? (dash.test(piece) ? '-' : piece)
  }
  return folded
}

function decodeEntity(text: string, at: number): { text: string; end: number } | null {
  entity.lastIndex = at
  const match = entity.exec(text)
  if (match === null) return null
  const [, decimal, hex, name] = match
  const end = entity.lastIndex
  if (name !== undefined) {
    const known = namedEntities[name.toLowerCase()] ?? accented.exec(name)?.[1]
    return known === undefined ? null : { text: known, end }
  }
  const point = decimal === undefined ? parseInt(hex ?? '', 16) : Number(decimal)
  return point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff)
    ? null
    : { text: String.fromCodePoint(point), end }
}

function decodeEscape(text: string, at: number): { text: string; end: number } | null {
  escaped.lastIndex = at
  const match = escaped.exec(text)
  return match === null
    ? null
    : { text: String.fromCharCode(parseInt(match[1] ?? '', 16)), end: escaped.lastIndex }
}
