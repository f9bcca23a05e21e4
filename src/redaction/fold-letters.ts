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

/** By ASCII code: the small letter or digit it counts as, or 0 */
const plain = Uint8Array.from({ length: 0x80 }, (_, code) =>
  /[a-z0-9]/i.test(String.fromCharCode(code)) ? String.fromCharCode(code).toLowerCase().charCodeAt(0) : 0,
)

/** What a reader takes for the same word is the same here: case, accents, ligatures, spacing and hyphens fall away. */
export function foldLetters(original: string): Letters {
  const { length } = original
  let codes = new Uint16Array(length + 32)
  let at = new Uint32Array(length + 32)
  let count = 0
  let isPlain = true
  for (let index = 0; index < length; index += 1) {
    const code = original.charCodeAt(index)
    if (code < 0x80) {
      const folded = plain[code] ?? 0
      if (folded !== 0) {
        codes[count] = folded
        at[count] = index
        count += 1
      }
      continue
    }
    isPlain = false
    const whole = original.codePointAt(index) ?? code
    const letters = foldOne(whole)
    // There is always room for what follows, one unit each.
    if (count + letters.length + length - index > codes.length) {
      codes = grown(codes, new Uint16Array(codes.length * 2 + letters.length))
      at = grown(at, new Uint32Array(at.length * 2 + letters.length))
    }
    for (let unit = 0; unit < letters.length; unit += 1) {
      codes[count] = letters.charCodeAt(unit)
      at[count] = index
      count += 1
    }
    if (whole > 0xffff) index += 1
  }
  return {
    original,
    letters: isPlain
      ? Buffer.from(Uint8Array.from(codes.subarray(0, count)).buffer).toString('latin1')
      : Buffer.from(codes.buffer, 0, count * 2).toString('utf16le'),
    at: at.subarray(0, count),
  }
}

function foldOne(code: number): string {
  let letters = ''
  for (const piece of String.fromCodePoint(code).normalize('NFKD').toLowerCase().normalize('NFKD')) {
    const folded = alike.get(piece) ?? piece
    if (isLetter.test(folded)) letters += folded
  }
  return letters
}

/** By Latin 1 code, all letters it counts as, and the first of them or 0: none but ASCII letters and digits */
const latin = Array.from({ length: 0x100 }, (_, code) => foldOne(code))
const latinFirst = Uint8Array.from(latin, (letters) => (letters === '' ? 0 : letters.charCodeAt(0)))

/** The letters of bytes that are read as Latin 1, as `foldLetters` has them. */
export function foldLatin(bytes: Uint8Array): string {
  let folded = Buffer.allocUnsafe(bytes.length + 32)
  let count = 0
  for (let index = 0; index < bytes.length; index += 1) {
    const code = bytes[index] ?? 0
    const first = latinFirst[code] ?? 0
    if (first === 0) continue
    folded[count] = first
    count += 1
    if (code < 0x80) continue
    const more = (latin[code] ?? '').slice(1)
    if (count + more.length + bytes.length - index > folded.length)
      folded = Buffer.concat([folded], folded.length * 2 + more.length)
    count += folded.write(more, count, 'latin1')
  }
  return folded.toString('latin1', 0, count)
}

function grown<T extends Uint16Array | Uint32Array>(from: T, to: T): T {
  to.set(from)
  return to
}

/** True where a letter or digit begins or ends at this place of the text. */
export function isWordPart(text: string, index: number): boolean {
  return index >= 0 && index < text.length && isLetter.test(text.charAt(index))
}
