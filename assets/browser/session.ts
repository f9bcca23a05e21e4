const warnBefore = 5 * 60_000

/** Five minutes before a session ends its notice is shown; its link then keeps the session without leaving the page. */
export function warnOfSessionEnd(): void {
  const notice = document.querySelector<HTMLElement>('[data-session-ends]')
  const link = notice?.querySelector('a')
  if (!notice || !link) return
  let timer = 0
  const watch = (endsAt: string) => {
    window.clearTimeout(timer)
    timer = window.setTimeout(
      () => (notice.hidden = false),
      Math.max(0, new Date(endsAt).getTime() - Date.now() - warnBefore),
    )
  }
  link.addEventListener('click', (event) => {
    event.preventDefault()
    void fetch('/staff/session.json', { headers: { accept: 'application/json' } }).then(async (answer) => {
      if (!answer.ok) return window.location.assign(link.href)
      notice.hidden = true
      watch(((await answer.json()) as { endsAt: string }).endsAt)
    })
  })
  watch(notice.dataset['sessionEnds'] ?? '')
}
