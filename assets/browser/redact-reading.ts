/** Asked again so often, and for so long, whether a page’s words have been read. Milliseconds. */
const every = 3000
const most = 5 * 60_000

/**
 * Shows the page again when the words of its picture have been read. Where somebody has drawn something that is not sent
 * yet, its link is left to them.
 */
export function waitForWords(root: HTMLElement): void {
  const line = root.querySelector<HTMLElement>('[data-redact-reading]')
  const drawing = root.querySelector('[data-redact-drawing]')
  const address = root.dataset['state']
  if (line === null || address === undefined) return
  const end = Date.now() + most
  const ask = async (): Promise<void> => {
    const answer = await fetch(address, { headers: { accept: 'application/json' } }).catch(() => null)
    const state = answer?.ok === true ? ((await answer.json()) as { reading: boolean }) : null
    if (state?.reading === false) {
      if (drawing?.childElementCount === 0) location.reload()
      else line.firstChild?.replaceWith('The words of this page have been read. ')
    } else if (Date.now() < end) setTimeout(() => void ask(), every)
  }
  setTimeout(() => void ask(), every)
}
