import type { PageBox, PageWord } from '../redaction.ts'

/** The words whose middle lies in a box, as they are read. */
export function wordsIn(words: readonly PageWord[], box: PageBox): string {
  return words
    .filter(({ left, top, width, height }) => {
      const x = left + width / 2
      const y = top + height / 2
      return x >= box.left && x <= box.left + box.width && y >= box.top && y <= box.top + box.height
    })
    .map(({ text }) => text)
    .join(' ')
}
