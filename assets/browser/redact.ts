/** The redaction workspace without reloading: drawing, keys, lists that change in place. Its pages work without it. */
import { changeListsInPlace } from './redact-list.ts'
import { takeChosenWords } from './redact-text.ts'
import { startDrawing } from './redact-draw.ts'
import { startKeys } from './redact-keys.ts'
import { openDesk } from './redact-desk.ts'
import { waitForWords } from './redact-reading.ts'
import { startWords } from './redact-words.ts'

const root = document.querySelector<HTMLElement>('[data-redact]')
if (root !== null) {
  waitForWords(root)
  void openDesk(root).then((desk) => {
    if (desk === null) return
    const words = startWords(desk)
    const drawing = startDrawing(desk)
    startKeys(desk, words, drawing)
    root.dataset['redactReady'] = ''
  })
}
changeListsInPlace()
takeChosenWords()
