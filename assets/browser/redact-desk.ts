export type Box = { left: number; top: number; width: number; height: number }
export type Word = Box & { text: string; line: number }
export type MarkFacts = { id: string; state: string; label: string; title: string; text: string | null }

type PageState = {
  version: number
  page: number
  said: string
  undo: string | null
  overlay: string
  list: string
  marks: MarkFacts[]
  width?: number
  height?: number
  words?: Word[]
}

/** One page being worked on: what the server said of it last, and the places that show it. */
export type Desk = {
  root: HTMLElement
  paper: HTMLElement
  picture: SVGSVGElement
  /** Where what is being drawn or chosen is shown */
  drawing: SVGGElement
  words: Word[]
  marks: MarkFacts[]
  mayChange: boolean
  /** The mark that J and K went to; null for none */
  current: string | null
  say(text: string): void
  /** Sends a change to the form’s own address. True where it was done. */
  send(place: string, fields: Record<string, string>): Promise<boolean>
  goTo(id: string | null): void
  reason(): string
  setReason(id: string): void
}

/** Reads the page’s words and marks, and takes the place of the forms that work without a script. */
export async function openDesk(root: HTMLElement): Promise<Desk | null> {
  const find = <Kind extends Element>(name: string) => root.querySelector<Kind>(`[data-redact-${name}]`)
  const [paper, picture, drawing, said, overlay, list] = [
    find<HTMLElement>('paper'),
    find<SVGSVGElement>('picture'),
    find<SVGGElement>('drawing'),
    find<HTMLElement>('said'),
    find<SVGGElement>('overlay'),
    find<HTMLElement>('list'),
  ]
  if (!paper || !picture || !drawing || !said || !overlay || !list) return null
  const { state: address = '', base = '', page = '1', token = '' } = root.dataset
  const state = await load(address)
  if (state === null) return null
  let version = state.version

  const reasonBox = root.querySelector<HTMLSelectElement>('#reason')
  const layerBox = root.querySelector<HTMLSelectElement>('#layer')
  const desk: Desk = {
    root,
    paper,
    picture,
    drawing,
    words: state.words ?? [],
    marks: state.marks,
    mayChange: root.dataset['mayChange'] !== undefined,
    current: null,
    say: (text) => {
      // The same words twice are not read out twice unless they change.
      said.textContent = said.textContent === text ? `${text}\u00a0` : text
    },
    send: async (place, fields) => {
      const body = new URLSearchParams({
        _csrf: token,
        version: String(version),
        from: `page ${page}`,
        layer: layerBox?.value ?? 'requester',
        ...fields,
      })
      const answer = await fetch(`${base}/${place}`, {
        method: 'POST',
        headers: { accept: 'application/json' },
        body,
      }).catch(() => null)
      if (answer === null) {
        desk.say('The change did not reach the server. Try again.')
        return false
      }
      if (answer.ok) {
        show((await answer.json()) as PageState)
        return true
      }
      const problem = (await answer.json().catch(() => ({}))) as {
        detail?: string
        errors?: { message: string }[]
      }
      if (answer.status === 409) {
        const fresh = await load(address)
        if (fresh !== null) show(fresh)
        paper.focus({ preventScroll: true })
        desk.say(
          'Somebody else changed the marks first. They are shown as they are now. Yours is still drawn: press Enter to mark it, or Escape to drop it.',
        )
      } else desk.say(problem.errors?.[0]?.message ?? problem.detail ?? 'That could not be done.')
      return false
    },
    goTo: (id) => {
      desk.current = id
      for (const each of root.querySelectorAll('.mun-shape--current, .mun-marks__item--current'))
        each.classList.remove('mun-shape--current', 'mun-marks__item--current')
      if (id === null) return
      root.querySelector(`[data-mark="${id}"]`)?.classList.add('mun-shape--current')
      const item = root.querySelector(`[data-mark-item="${id}"]`)
      item?.classList.add('mun-marks__item--current')
      item?.scrollIntoView({ block: 'nearest' })
    },
    reason: () => reasonBox?.value ?? '',
    setReason: (id) => {
      if (reasonBox !== null) reasonBox.value = id
    },
  }

  const show = (fresh: PageState) => {
    version = fresh.version
    desk.marks = fresh.marks
    overlay.innerHTML = fresh.overlay
    list.innerHTML = fresh.list
    for (const input of document.querySelectorAll<HTMLInputElement>('[data-redact-version]'))
      input.value = String(fresh.version)
    const undo = document.querySelector<HTMLElement>('[data-redact-undo]')
    const told = document.querySelector('[data-redact-undo-said]')
    if (undo !== null) undo.hidden = fresh.undo === null
    if (told !== null) told.textContent = fresh.undo ?? ''
    desk.goTo(fresh.marks.some(({ id }) => id === desk.current) ? desk.current : null)
    if (fresh.said !== '') desk.say(`${fresh.said}.`)
  }

  sendInPlace(desk)
  return desk
}

/** Buttons of the list of marks, and Undo, change the page in place. */
function sendInPlace(desk: Desk): void {
  document.addEventListener('submit', (event) => {
    const form = event.target
    const button = event.submitter
    if (!(form instanceof HTMLFormElement) || !(button instanceof HTMLButtonElement)) return
    const inPlace = form.matches('[data-redact-undo]') || form.matches('[data-redact-marks-form]')
    if (!inPlace || button.value === 'change') return
    const ticked = [...form.querySelectorAll<HTMLInputElement>('input[name="ids"]:checked')]
    // Several marks at once go the long way: a form can say a name more than once.
    if (button.name === 'act' && button.value !== 'undo' && ticked.length !== 1) return
    event.preventDefault()
    const [only] = ticked
    const fields =
      button.name === 'one'
        ? { one: button.value }
        : button.value === 'undo'
          ? { act: 'undo' }
          : { one: `${button.value} ${only?.value ?? ''}` }
    const item = button.closest<HTMLElement>('[data-mark-item]')
    const place = item === null ? -1 : [...desk.root.querySelectorAll('[data-mark-item]')].indexOf(item)
    void desk.send('marks', fields).then(() => keepFocus(desk, item?.dataset['markItem'], place))
  })
}

/** The button that was pressed is not there any more: the focus goes to its mark, or to the one now in its place. */
function keepFocus({ root }: Desk, id: string | undefined, place: number): void {
  if (id === undefined) return
  const items = [...root.querySelectorAll<HTMLElement>('[data-mark-item]')]
  const same = items.find((item) => item.dataset['markItem'] === id)
  const next = same ?? items[Math.min(place, items.length - 1)] ?? root.querySelector<HTMLElement>('#marks')
  next?.focus()
}

async function load(address: string): Promise<PageState | null> {
  const answer = await fetch(address, { headers: { accept: 'application/json' } }).catch(() => null)
  return answer?.ok === true ? ((await answer.json()) as PageState) : null
}

const svg = 'http://www.w3.org/2000/svg'

/** Draws a box in the page’s own units. */
export function drawBox(kind: 'drawn' | 'chosen', { left, top, width, height }: Box): SVGRectElement {
  const rect = document.createElementNS(svg, 'rect')
  rect.setAttribute('class', `mun-${kind}`)
  for (const [name, value] of Object.entries({ x: left, y: top, width, height }))
    rect.setAttribute(name, String(value))
  return rect
}

export function drawCorner(x: number, y: number): SVGPathElement {
  const path = document.createElementNS(svg, 'path')
  path.setAttribute('class', 'mun-corner')
  path.setAttribute('d', `M${x - 6} ${y}h12M${x} ${y - 6}v12`)
  return path
}
