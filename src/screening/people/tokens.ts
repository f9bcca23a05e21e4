import { addLetter, kindsOf, letterOf, noLetters, surname, word } from './gazetteer.ts'

/** What stands between a word and the one before it. */
export const gaps = {
  start: 0,
  space: 1,
  initial: 2,
  comma: 3,
  stop: 4,
  line: 5,
  colon: 6,
  open: 7,
  close: 8,
  glue: 9,
  possessive: 10,
  and: 11,
  slash: 12,
  dash: 13,
} as const

export const shapes = {
  lower: 0,
  title: 1,
  capitals: 2,
  initial: 3,
  mixed: 4,
  number: 5,
  uncased: 6,
} as const

/** Words of a text as columns: word n starts at `start[n]`. Reused from text to text: copy what must last. */
export type Tokens = {
  count: number
  start: Int32Array
  end: Int32Array
  hash: Int32Array
  kinds: Uint16Array
  shape: Uint8Array
  gap: Uint8Array
  /** Hashes of the last two, three letters and the first three */
  suffix2: Int32Array
  suffix3: Int32Array
  prefix3: Int32Array
  /** 1: hyphened, whose parts were looked up too */
  joined: Uint8Array
}

const capacity = 1 << 14

export function makeTokens(): Tokens {
  const whole = (): Int32Array => new Int32Array(capacity)
  const small = (): Uint8Array => new Uint8Array(capacity)
  return {
    count: 0,
    start: whole(),
    end: whole(),
    hash: whole(),
    kinds: new Uint16Array(capacity),
    shape: small(),
    gap: small(),
    suffix2: whole(),
    suffix3: whole(),
    prefix3: whole(),
    joined: small(),
  }
}

const isDigit = (code: number): boolean => code >= 48 && code <= 57
const isApostrophe = (code: number): boolean => code === 39 || code === 0x2019
const isUpper = (code: number): boolean =>
  code < 128 ? code >= 65 && code <= 90 : code < 0x250 && isUpperLetter[code] === 1
const isUpperLetter = Uint8Array.from({ length: 0x250 }, (_, code) => {
  const letter = String.fromCharCode(code)
  return letter !== letter.toLowerCase() ? 1 : 0
})

/** Reads words from `from` until the columns are full or the text ends, best at a line’s end; gives where it stopped. */
export function readTokens(text: string, from: number, into: Tokens): number {
  let count = 0
  let at = from
  const { length } = text
  let gap: number = gaps.start
  let newlines = from === 0 ? 2 : 1
  into.count = 0
  while (at < length) {
    const code = text.charCodeAt(at)
    const letter = letterOf(code)
    if (letter === 0 && !isDigit(code)) {
      if (code === 10 || code === 13) {
        if (count > capacity - 2000) break
        newlines += code === 10 ? 1 : 0
      }
      gap = widen(gap, code, text, at)
      at += 1
      continue
    }
    if (count >= capacity - 2) break
    into.gap[count] = newlines > 0 && gap !== gaps.start ? gaps.line : gap
    newlines = 0
    at = isDigit(code) ? readNumber(text, at, count, into) : readWord(text, at, count, into)
    gap = gaps.glue
    if (at < length) {
      const next = text.charCodeAt(at)
      if (
        isApostrophe(next) &&
        (text.charCodeAt(at + 1) | 32) === 115 &&
        letterOf(text.charCodeAt(at + 2)) === 0
      ) {
        gap = gaps.possessive
        at += 2
      } else if (next === 46 && into.shape[count] === shapes.initial) {
        gap = gaps.initial
        at += 1
      } else gap = -1
    }
    count += 1
  }
  into.count = count
  // The columns hold older words from here on: nobody who looks one word ahead should meet them.
  for (let past = count; past < Math.min(count + 3, capacity); past += 1) {
    into.gap[past] = gaps.line
    into.kinds[past] = 0
    into.hash[past] = 0
    into.shape[past] = shapes.lower
  }
  return at
}

/** The gap so far and one more mark: what parts words most is kept. */
function widen(gap: number, code: number, text: string, at: number): number {
  const kind = kindOfMark(code, text, at)
  if (gap === -1) return kind
  if (gap === gaps.start || gap === gaps.line) return gap
  if (kind === gaps.space) return gap === gaps.glue ? gaps.space : gap
  if (kind === gaps.line) return kind
  if (gap === gaps.possessive || gap === gaps.initial) return kind === gaps.glue ? gap : kind
  return gap === gaps.space ? kind : gap === gaps.stop ? gap : kind === gaps.stop ? kind : Math.max(gap, kind)
}

function kindOfMark(code: number, text: string, at: number): number {
  switch (code) {
    case 32:
    case 0xa0:
      return gaps.space
    case 9:
    case 10:
    case 13:
    case 124:
      return gaps.line
    case 44:
      return gaps.comma
    case 33:
    case 63:
    case 0x2022:
    case 0x2026:
      return gaps.stop
    // “Hunter, Will £40.00” and “*Will*”: marks that are no part of a word beside them.
    case 36:
    case 37:
    case 42:
    case 43:
    case 126:
    case 0xa3:
    case 0x20ac:
      return gaps.space
    case 46: {
      const next = text.charCodeAt(at + 1)
      return letterOf(next) !== 0 || isDigit(next) ? gaps.glue : gaps.stop
    }
    case 58:
    case 59:
    case 61:
    case 62:
      return gaps.colon
    case 40:
    case 60:
    case 91:
    case 34:
    case 39:
    case 0x2018:
    case 0x201c:
      return gaps.open
    case 41:
    case 93:
    case 0x2019:
    case 0x201d:
      return gaps.close
    case 38:
      return gaps.and
    case 47:
      return gaps.slash
    case 45:
    case 0x2013:
    case 0x2014:
      return gaps.dash
    default:
      return gaps.glue
  }
}

function readNumber(text: string, from: number, count: number, into: Tokens): number {
  let at = from
  let mixed = false
  while (at < text.length) {
    const code = text.charCodeAt(at)
    if (!isDigit(code)) {
      if (letterOf(code) === 0) break
      mixed = true
    }
    at += 1
  }
  into.start[count] = from
  into.end[count] = at
  into.hash[count] = mixed ? 2 : Math.min(at - from, 5)
  into.kinds[count] = 0
  into.shape[count] = shapes.number
  into.suffix2[count] = 0
  into.suffix3[count] = 0
  into.prefix3[count] = 0
  into.joined[count] = 0
  return at
}

function readWord(text: string, from: number, count: number, into: Tokens): number {
  let at = from
  let hash = noLetters
  let part = noLetters
  let parts = 0
  let first = noLetters
  let second = noLetters
  let third = noLetters
  let letters = 0
  let upper = 0
  let lower = 0
  let prefix3 = 0
  let a = 0
  let b = 0
  let c = 0
  let joined = 0
  let mixed = false
  for (; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    const letter = letterOf(code)
    if (letter === 0) {
      const next = text.charCodeAt(at + 1)
      if (letterOf(next) === 0) {
        // A combining mark belongs to the letter before it.
        if (code >= 0x300 && code < 0x370) continue
        if (isDigit(code)) mixed = true
        else break
        continue
      }
      if (code >= 0x300 && code < 0x370) continue
      if (isApostrophe(code)) {
        const last = letterOf(text.charCodeAt(at + 2)) === 0
        if (last && (next | 32) === 115) break
        continue
      }
      if (isDigit(code)) {
        mixed = true
        continue
      }
      if ((code === 45 || code === 0x2010) && letters > 1) {
        parts |= kindsOf(part)
        part = noLetters
        joined = 1
        continue
      }
      break
    }
    third = second
    second = first
    first = hash
    hash = addLetter(hash, letter)
    part = addLetter(part, letter)
    letters += 1
    if (letters === 3) prefix3 = hash
    a = b
    b = c
    c = letter
    if (isUpper(code)) upper += 1
    else if (code < 0x250) lower += 1
  }
  into.start[count] = from
  into.end[count] = at
  into.hash[count] = hash
  const known = kindsOf(hash) | (joined === 1 ? parts | kindsOf(part) : 0)
  into.kinds[count] = known === 0 && letters > 4 ? formOfWord(a, b, c, first, second, third) : known
  into.suffix2[count] = Math.imul(b, 31) + c
  into.suffix3[count] = Math.imul(Math.imul(a, 31) + b, 31) + c
  into.prefix3[count] = prefix3
  into.joined[count] = joined
  into.shape[count] =
    mixed ||
    (upper > 1 &&
      lower > 0 &&
      joined === 0 &&
      into.kinds[count] === 0 &&
      isCoined(text, from, at, upper, lower))
      ? shapes.number
      : upper + lower === 0
        ? shapes.uncased
        : !isUpper(text.charCodeAt(from))
          ? upper === 0
            ? shapes.lower
            : // kWh and dB are units.
              letters < 5 && joined === 0
              ? shapes.number
              : shapes.mixed
          : letters === 1
            ? shapes.initial
            : lower === 0
              ? shapes.capitals
              : upper === 1
                ? shapes.title
                : shapes.mixed
  return at
}

const letterE = 101
const letterY = 121

/**
 * A word in another form is still a word: adults, authorised, raising, policies; and “the Okafors” are a family. The
 * hashes are those without its last letters.
 */
function formOfWord(a: number, b: number, c: number, less1: number, less2: number, less3: number): number {
  if (c === 115) {
    if (b === letterE && a === 105) return kindsOf(addLetter(less3, letterY)) & word
    const kinds = kindsOf(less1) | (b === letterE ? kindsOf(less2) : 0)
    return (kinds & word) !== 0 ? word : kinds & surname
  }
  if (c === 100 && b === letterE) return (kindsOf(less1) | kindsOf(less2)) & word
  if (c === letterY && b === 108) return kindsOf(less2) & word
  return a === 105 && b === 110 && c === 103
    ? (kindsOf(less3) | kindsOf(addLetter(less3, letterE))) & word
    : 0
}

/** “FOIs”, “SharePoint”: capitals inside a word that no name has. McBride, O’Hara, DeSouza and LaToya have. */
function isCoined(text: string, from: number, to: number, upper: number, lower: number): boolean {
  if (lower === 1 && text.charCodeAt(to - 1) === 115) return true
  if (upper > 2 || isApostrophe(text.charCodeAt(from + 1))) return upper > 3
  return !inside.test(text.slice(from, from + 5))
}
const inside = /^(?:Ma?c|De|Di|Da|Du|La|Le|Lo|Fitz|Van|Von|Al|El|Ap|St|San|Abd|Jo|Bi|O['’])/
