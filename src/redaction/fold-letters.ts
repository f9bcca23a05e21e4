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
  const letters: string[] = []
  const at: number[] = []
  for (let index = 0; index < original.length;) {
    const code = original.codePointAt(index) ?? 0
    const width = code > 0xffff ? 2 : 1
    if (code < 0x80) {
      const digit = code >= 0x30 && code <= 0x39
      const upper = code >= 0x41 && code <= 0x5a
      if (digit || upper || (code >= 0x61 && code <= 0x7a)) {
        letters.push(String.fromCharCode(upper ? code + 32 : code))
        at.push(index)
      }
    } else
      for (const piece of String.fromCodePoint(code).normalize('NFKD').toLowerCase().normalize('NFKD')) {
        const folded = alike.get(piece) ?? piece
        if (!isLetter.test(folded)) continue
        for (let unit = 0; unit < folded.length; unit += 1) {
          letters.push(folded.charAt(unit))
          at.push(index)
        }
      }
    index += width
  }
  return { original, letters: letters.join(''), at: Uint32Array.from(at) }
}

/** True where a letter or digit begins or ends at this place of the text. */
export function isWordPart(text: string, index: number): boolean {
  return index >= 0 && index < text.length && isLetter.test(text.charAt(index))
}
