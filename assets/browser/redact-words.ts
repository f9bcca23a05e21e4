import { drawBox, type Desk, type Word } from './redact-desk.ts'

export type Words = {
  /** Marks the chosen words; false where none are chosen. */
  keep(): boolean
  drop(): boolean
}

type Move = (words: readonly Word[], from: number) => number

const moves: Record<string, Move> = {
  ArrowRight: (words, from) => Math.min(from + 1, words.length - 1),
  ArrowLeft: (_words, from) => Math.max(from - 1, 0),
  ArrowDown: (words, from) => nearest(words, from, 1),
  ArrowUp: (words, from) => nearest(words, from, -1),
  Home: (words, from) => words.findIndex(({ line }) => line === words[from]?.line),
  End: (words, from) => words.findLastIndex(({ line }) => line === words[from]?.line),
}

/** Words are chosen with the keyboard, as in a text: arrows walk, Shift chooses more, Enter marks. */
export function startWords(desk: Desk): Words {
  const { paper, drawing, words } = desk
  let anchor = 0
  let focus = -1
  /** False once the chosen words are marked: the place in the text stays */
  let chosen = false

  const clear = () => {
    chosen = false
    drawing.replaceChildren()
  }
  const range = (): [number, number] => [Math.min(anchor, focus), Math.max(anchor, focus)]
  const draw = () => {
    const [from, to] = range()
    drawing.replaceChildren(...words.slice(from, to + 1).map((word) => drawBox('chosen', word)))
    drawing.lastElementChild?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }
  const tell = () => {
    const [from, to] = range()
    const text = words
      .slice(from, to + 1)
      .map((word) => word.text)
      .join(' ')
    desk.say(from === to ? text : `${to - from + 1} words: ${text}`)
  }
  const keep = () => {
    if (!chosen || !desk.mayChange) return false
    const [from, to] = range()
    const wordsReason = desk.reason()
    void desk
      .send(`pages/${desk.root.dataset['page'] ?? '1'}/words`, {
        fromWord: String(from),
        toWord: String(to),
        wordsReason,
        wordsLayer: desk.root.querySelector<HTMLSelectElement>('#layer')?.value ?? 'requester',
      })
      .then((kept) => (kept ? clear() : undefined))
    return true
  }

  if (words.length > 0) {
    // Arrow keys here walk words, which a screen reader must let through.
    paper.setAttribute('role', 'application')
    paper.setAttribute('aria-roledescription', 'page of a document')
  }
  paper.addEventListener('keydown', (event) => {
    const move = moves[event.key]
    if (event.ctrlKey || event.altKey || event.metaKey || words.length === 0) return
    if (event.key === 'Enter' && keep()) return event.preventDefault()
    if (move === undefined) return
    event.preventDefault()
    focus = focus < 0 ? 0 : move(words, focus)
    if (!event.shiftKey) anchor = focus
    chosen = true
    draw()
    tell()
  })
  return {
    keep,
    drop: () => {
      if (!chosen) return false
      clear()
      return true
    },
  }
}

/** The word of the next line, up or down, that stands nearest below or above. */
function nearest(words: readonly Word[], from: number, step: 1 | -1): number {
  const here = words[from]
  if (here === undefined) return from
  const middle = here.left + here.width / 2
  let at = from + step
  while (words[at]?.line === here.line) at += step
  const line = words[at]?.line
  if (line === undefined) return from
  let best = at
  for (; words[at]?.line === line; at += step)
    if (distance(words[at], middle) < distance(words[best], middle)) best = at
  return best
}

function distance(word: Word | undefined, middle: number): number {
  return word === undefined ? Infinity : Math.abs(word.left + word.width / 2 - middle)
}
