const everySeconds = 2

/** Where a page waits for a file to be read, it says how far that is, and opens itself again once there is more to see. */
export function followProgress(): void {
  const place = document.querySelector<HTMLElement>('[data-progress]')
  const address = place?.dataset['progress']
  if (!place || address === undefined) return
  const write = (name: string, text: string) => {
    const line = place.querySelector(`[data-progress-${name}]`)
    if (line !== null && line.textContent !== text) line.textContent = text
  }
  const bar = place.querySelector('progress')
  const look = async () => {
    const answer = await fetch(address, { headers: { accept: 'application/json' } }).catch(() => null)
    if (answer?.ok !== true) return
    const now = (await answer.json()) as {
      working: boolean
      stage: string
      percent: number | null
      pace: string
    }
    if (!now.working) return window.location.reload()
    write('stage', now.stage)
    write('pace', now.pace)
    if (bar !== null && now.percent !== null) bar.value = now.percent
  }
  window.setInterval(() => void look(), everySeconds * 1000)
}
