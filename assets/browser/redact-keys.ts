import type { Desk } from './redact-desk.ts'
import type { Drawing } from './redact-draw.ts'
import type { Words } from './redact-words.ts'

const remembered = 'muniment-single-keys'

/**
 * Single keys for what is done hundreds of times. They rest while something is being typed, and can be switched off
 * (WCAG 2.1.4); the choice holds until the window is closed.
 */
export function startKeys(desk: Desk, words: Words, drawing: Drawing): void {
  const { root } = desk
  const box = root.querySelector<HTMLInputElement>('[data-redact-use-keys]')
  if (box !== null) {
    box.checked = sessionStorage.getItem(remembered) !== 'off'
    box.addEventListener('change', () => sessionStorage.setItem(remembered, box.checked ? 'on' : 'off'))
  }
  const acts: Record<string, () => void> = {
    a: () => decide(desk, 'accept'),
    r: () => decide(desk, 'reject'),
    j: () => step(desk, 1),
    k: () => step(desk, -1),
    u: () => void desk.send('marks', { act: 'undo' }),
    n: () => root.querySelector<HTMLAnchorElement>('[data-redact-next]')?.click(),
    p: () => root.querySelector<HTMLAnchorElement>('[data-redact-previous]')?.click(),
  }
  if (!desk.mayChange) for (const key of ['a', 'r', 'u']) delete acts[key]

  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented) return
    if (event.key === 'Escape') {
      const dropped = [words.drop(), drawing.drop()].some(Boolean)
      if (dropped) desk.say('Nothing is chosen.')
      return
    }
    // What is still drawn could not be kept at the first try.
    if (event.key === 'Enter' && event.target === desk.paper && drawing.keep()) return event.preventDefault()
    if (box?.checked === false || isTyping(event.target)) return
    if (desk.mayChange && /^[1-9]$/.test(event.key)) return useReason(desk, Number(event.key), words, drawing)
    const act = acts[event.key.toLowerCase()]
    if (event.shiftKey && desk.mayChange && (act === acts['a'] || act === acts['r'])) {
      event.preventDefault()
      return decideAlike(desk, act === acts['a'] ? 'accept' : 'reject')
    }
    if (act === undefined || event.shiftKey) return
    event.preventDefault()
    act()
  })
}

/** The key’s reason for what is chosen or drawn; else for the mark that J and K went to; else for the next mark. */
function useReason(desk: Desk, key: number, words: Words, drawing: Drawing): void {
  const entry = desk.root.querySelectorAll<HTMLElement>('[data-redact-quick]')[key - 1]
  const reason = entry?.dataset['redactQuick']
  if (reason === undefined) return
  desk.setReason(reason)
  if (words.keep() || drawing.keep()) return
  if (desk.current !== null) {
    void desk.send('marks', { act: 'change', ids: desk.current, newReason: reason, newLayer: '' })
    return
  }
  desk.say(`Next mark: ${entry?.querySelector('dd')?.textContent.trim() ?? reason}`)
}

function decide(desk: Desk, act: 'accept' | 'reject'): void {
  const id = desk.current
  if (id === null) return desk.say('Go to a mark first: J for the next.')
  const after = neighbour(desk, 1)
  void desk.send('marks', { one: `${act} ${id}` }).then((done) => {
    if (done && after !== null && after !== id && desk.marks.some((mark) => mark.id === after))
      desk.goTo(after)
  })
}

/** Every proposal in the document that hides the same words as this one. */
function decideAlike(desk: Desk, act: 'accept' | 'reject'): void {
  if (desk.current === null) return desk.say('Go to a mark first: J for the next.')
  void desk.send('marks', { together: `${act} alike ${desk.current}` }).then((done) => {
    const after = neighbour(desk, 1)
    if (done && after !== null) desk.goTo(after)
  })
}

function step(desk: Desk, by: 1 | -1): void {
  const id = neighbour(desk, by)
  if (id === null) return desk.say('Nothing on this page waits for a decision.')
  desk.goTo(id)
  const mark = desk.marks.find((each) => each.id === id)
  if (mark !== undefined) desk.say(`To decide: ${mark.label} ${mark.title}. ${mark.text ?? ''}`)
}

/** The next mark to decide, from the current one on and round. */
function neighbour(desk: Desk, by: 1 | -1): string | null {
  const { marks, current } = desk
  const at = marks.findIndex(({ id }) => id === current)
  for (let count = 1; count <= marks.length; count += 1) {
    const start = at === -1 && by === -1 ? 0 : at
    const mark = marks[(start + by * count + marks.length * 2) % marks.length]
    if (mark?.state === 'proposed') return mark.id
  }
  return null
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      target instanceof HTMLTextAreaElement ||
      target instanceof HTMLSelectElement ||
      (target instanceof HTMLInputElement &&
        !['checkbox', 'radio', 'button', 'submit'].includes(target.type)))
  )
}
