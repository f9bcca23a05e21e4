/** A text reduced to its letters and digits, with the way back: `at[i]` is where letter `i` begins in the original. */
export type Letters = { original: string; letters: string; at: Uint32Array }

/** Letters that look like Latin ones, and Latin ones that Unicode does not take apart. */
const alike = new Map<string, string>([
  ...pairs('авеёзкмнорстухіјѕԁԛԝһ', 'abeezkmhopctyxijsdqwh'),
  ...pairs('αβεηικμνορτυχγω', 'abehikmvoptuxyw'),
  ...pairs('øłđħıŧɡɑ', 'oldhitga'),
  ['ß', 'ss'],
  ['æ', 'ae'],
  ['œ', 'oe'],
  ['þ', 'th'],
  ['ð', 'd'],
])

function pairs(from: string, to: string): [string, string][] {
  const targets = [...to]
  return [...from].map((letter, index) => [letter, targets[index] ?? letter])
}

const isLetter = /[\p{L}\p{N}]/u

/** What a reader takes for the same word is the same here: case, accents, ligatures, spacing and hyphens fall away. */
export function foldLetters(original: string): Letters {
  let codes = new Uint16Array(original.length + 32)
  let at = new Uint32Array(original.length + 32)
  let count = 0
  const push = (code: number, index: number): void => {
    if (count === codes.length) {
      codes = grown(codes, new Uint16Array(count * 2))
      at = grown(at, new Uint32Array(count * 2))
    }
    codes[count] = code
    at[count] = index
    count += 1
  }
  for (let index = 0; index < original.length; index += 1) {
    const code = original.charCodeAt(index)
    if (code < 0x80) {
      if ((code >= 0x61 && code <= 0x7a) || (code >= 0x30 && code <= 0x39)) push(code, index)
      else if (code >= 0x41 && code <= 0x5a) push(code + 32, index)
      continue
    }
    const whole = original.codePointAt(index) ?? code
    for (const piece of String.fromCodePoint(whole).normalize('NFKD').toLowerCase().normalize('NFKD')) {
      const folded = alike.get(piece) ?? piece
      if (isLetter.test(folded))
        for (let unit = 0; unit < folded.length; unit += 1) push(folded.charCodeAt(unit), index)
    }
    if (whole > 0xffff) index += 1
  }
  return {
    original,
    letters: Buffer.from(codes.buffer, 0, count * 2).toString('utf16le'),
    at: at.subarray(0, count),
  }
}

function grown<T extends Uint16Array | Uint32Array>(from: T, to: T): T {
  to.set(from)
  return to
}

/** True where a letter or digit begins or ends at this place of the text. */
export function isWordPart(text: string, index: number): boolean {
  return index >= 0 && index < text.length && isLetter.test(text.charAt(index))
}
