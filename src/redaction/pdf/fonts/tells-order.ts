/**
 * Whether letters in this order, the first of them first used, spell the beginning of a marked word: three or more that
 * it is the first to use, one after another. An order that goes by the alphabet tells of no text.
 */
export function spellsMarked(order: readonly string[], marked: readonly string[]): boolean {
  const letters = order.filter((text) => /^\p{L}$/u.test(text))
  return marked.some((text) => {
    const wanted = [...new Set(text.match(/\p{L}/gu) ?? [])]
    const before = new Set<string>()
    return letters.some((letter, at) => {
      const fresh = wanted.filter((each) => !before.has(each))
      before.add(letter)
      const run = fresh.findIndex((each, index) => letters[at + index] !== each)
      const said = run === -1 ? fresh : fresh.slice(0, run)
      return said.length >= fewest && !isSorted(said)
    })
  })
}

const fewest = 3

export const isSorted = (texts: readonly string[]): boolean =>
  texts.every((text, index) => index === 0 || compareTexts(texts[index - 1] ?? '', text) <= 0)

/** By code point: the order of a full font, and one that no text has made. */
export const compareTexts = (a: string, b: string): number => {
  const [left, right] = [[...a], [...b]]
  for (let index = 0; index < Math.max(left.length, right.length); index += 1) {
    const more = (left[index]?.codePointAt(0) ?? -1) - (right[index]?.codePointAt(0) ?? -1)
    if (more !== 0) return more
  }
  return 0
}
