const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' })
const longest = 32

/**
 * A text in the units a reader sees, each at most 32 UTF-16 units: a made-up chain of joiners can make one
 * grapheme of any length, and the PDF writer ends the whole process on an unbroken run of 64 KB.
 */
export function clustersOf(text: string): string[] {
  return Array.from(segmenter.segment(text), ({ segment }) => segment).flatMap((segment) =>
    segment.length <= longest ? [segment] : Array.from(segment),
  )
}

const longWord = /[^ \n\u200B]{41,}/g
const joints = /[/?&=._-](?=[^/?&=._-])|[^/?&=._-]{30}/g

/** A zero-width space in every word too long for a line, so that nothing runs off the paper. */
export function breakLongWords(text: string): string {
  return text.replace(longWord, (word) => {
    if (/^[!-~]*$/.test(word)) return word.replace(joints, '$&\u200B')
    return clustersOf(word)
      .map((cluster, index) => (index % 30 === 29 ? `${cluster}\u200B` : cluster))
      .join('')
  })
}
