/** Words chosen in the text of a document fill the form that marks them. */
export function takeChosenWords(): void {
  document.addEventListener('mouseup', () => {
    const found = chosen()
    const words = found?.form.querySelector<HTMLInputElement>('#words')
    if (found === null || !words) return
    words.value = found.text.replace(/\s+/g, ' ')
    for (const box of found.form.querySelectorAll<HTMLInputElement>('input[name="pieces"]'))
      box.checked = found.piece.contains(box)
  })
  // The end of a selection is a press on the label too, which would take the tick off again.
  document.addEventListener('click', (event) => {
    if (event.target instanceof Element && event.target.closest('[data-piece] label') && chosen() !== null)
      event.preventDefault()
  })
}

function chosen(): { text: string; piece: HTMLElement; form: HTMLFormElement } | null {
  const selection = document.getSelection()
  const text = selection?.toString().trim() ?? ''
  const piece = selection?.anchorNode?.parentElement?.closest<HTMLElement>('[data-piece]')
  const form = piece?.closest<HTMLFormElement>('[data-redact-pieces]')
  return text === '' || !piece || !form ? null : { text, piece, form }
}
