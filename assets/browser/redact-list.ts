/**
 * Lists of marks change in place: a form is sent as it always is, and of the page that comes back only the parts marked
 * `data-redact-swap` are taken, so that whoever decides fifty marks keeps their place in the list.
 */
export function changeListsInPlace(): void {
  const said = document.querySelector<HTMLElement>('[data-redact-said]')
  if (document.querySelector('[data-redact-swap]') === null) return
  document.addEventListener('submit', (event) => {
    const form = event.target
    const button = event.submitter
    if (!(form instanceof HTMLFormElement) || !(button instanceof HTMLButtonElement)) return
    if (!form.matches('[data-redact-in-place], [data-redact-undo]')) return
    event.preventDefault()
    const body = new URLSearchParams()
    for (const [name, value] of new FormData(form, button))
      if (typeof value === 'string') body.append(name, value)
    const item = button.closest<HTMLElement>('[data-mark-item]')
    const place = item === null ? -1 : itemsOf().indexOf(item)
    const group = button.closest<HTMLElement>('.mun-groups__item')
    const groupPlace = group === null ? -1 : groupsOf().indexOf(group)
    void fetch(form.action, { method: 'POST', headers: { accept: 'text/html' }, body })
      .then(async (answer) => (answer.ok ? answer.text() : null))
      .catch(() => null)
      .then((html) => {
        // What is refused changed nothing: sent the plain way, its page says why.
        if (html === null || !swap(html, said)) return sendPlainly(form, button)
        // What was decided together is gone from its list: the next group stands in its place.
        const nextGroup = groupsOf()[Math.min(groupPlace, groupsOf().length - 1)]?.querySelector('button')
        if (nextGroup) return nextGroup.focus()
        const same = itemsOf().find((each) => each.id === item?.id)
        const next = same ?? itemsOf()[Math.min(place, itemsOf().length - 1)]
        const focus = item === null ? document.querySelector<HTMLElement>('#marks') : next
        focus?.focus({ preventScroll: item === null })
      })
  })
}

const groupsOf = () => [...document.querySelectorAll<HTMLElement>('.mun-groups__item')]
const itemsOf = () => [...document.querySelectorAll<HTMLElement>('[data-mark-item]')]

function swap(html: string, said: HTMLElement | null): boolean {
  const page = new DOMParser().parseFromString(html, 'text/html')
  const places = [...document.querySelectorAll<HTMLElement>('[data-redact-swap]')]
  const fresh = places.map((place) => page.getElementById(place.id))
  if (fresh.includes(null)) return false
  places.forEach((place, index) => place.replaceWith(fresh[index] ?? place))
  const version = page.querySelector<HTMLInputElement>('[data-redact-version]')?.value
  for (const input of document.querySelectorAll<HTMLInputElement>('[data-redact-version]'))
    input.value = version ?? input.value
  document.querySelector('.govuk-notification-banner')?.remove()
  if (said !== null)
    said.textContent = page.querySelector('.govuk-notification-banner__heading')?.textContent.trim() ?? 'Done'
  return true
}

function sendPlainly(form: HTMLFormElement, button: HTMLButtonElement): void {
  const pressed = document.createElement('input')
  pressed.type = 'hidden'
  pressed.name = button.name
  pressed.value = button.value
  form.append(pressed)
  form.submit()
}
