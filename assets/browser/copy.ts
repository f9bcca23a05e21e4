/** Adds a button that copies the text of an element marked `data-copy="what it is"`. The text itself always stays visible. */
export function addCopyButtons(): void {
  for (const source of document.querySelectorAll<HTMLElement>('[data-copy]')) {
    const button = document.createElement('button')
    const said = document.createElement('span')
    button.type = 'button'
    button.className = 'govuk-button govuk-button--secondary'
    button.textContent = `Copy ${source.dataset['copy'] ?? 'text'}`
    said.className = 'govuk-visually-hidden'
    said.setAttribute('role', 'status')
    button.addEventListener('click', () => {
      void navigator.clipboard.writeText(source.textContent.trim()).then(() => {
        said.textContent = 'Copied'
        button.textContent = 'Copied'
      })
    })
    source.after(button, said)
  }
}
