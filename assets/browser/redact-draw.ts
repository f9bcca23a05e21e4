import { drawBox, drawCorner, type Box, type Desk } from './redact-desk.ts'

export type Drawing = {
  /** Marks what is drawn and not yet kept; false where there is nothing. */
  keep(): boolean
  /** Drops what is drawn; false where there is nothing. */
  drop(): boolean
}

type Point = { x: number; y: number }

/** Nearer than this, in pixels of the screen, a press is no drag. */
const still = 5

/** A box by dragging, or by pressing one corner and then the opposite one. */
export function startDrawing(desk: Desk): Drawing {
  const { picture, drawing } = desk
  let from: Point | null = null
  let at: Point | null = null
  let corner: Point | null = null
  let waiting: Box | null = null

  const clear = () => {
    drawing.replaceChildren()
    corner = null
    waiting = null
  }
  const toPage = ({ clientX, clientY }: PointerEvent): Point => {
    const box = picture.getBoundingClientRect()
    const { width, height } = picture.viewBox.baseVal
    const x = ((clientX - box.left) / box.width) * width
    const y = ((clientY - box.top) / box.height) * height
    return { x: Math.min(Math.max(x, 0), width), y: Math.min(Math.max(y, 0), height) }
  }
  const pixels = (length: number) =>
    (length / picture.viewBox.baseVal.width) * picture.getBoundingClientRect().width
  const keep = () => {
    if (waiting === null) return false
    const { left, top, width, height } = waiting
    const fields = { left, top, width, height }
    const reason = desk.reason()
    void desk
      .send(`pages/${desk.root.dataset['page'] ?? '1'}/boxes`, {
        reason,
        ...Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, value.toFixed(2)])),
      })
      // What could not be kept stays drawn, for another try.
      .then((kept) => (kept ? clear() : undefined))
    return true
  }
  const finish = (box: Box) => {
    clear()
    waiting = box
    drawing.append(drawBox('drawn', box))
    keep()
  }

  if (desk.mayChange) {
    picture.addEventListener('pointerdown', (event) => {
      if (event.button !== 0 || !event.isPrimary) return
      from = toPage(event)
      at = from
      picture.setPointerCapture(event.pointerId)
    })
    picture.addEventListener('pointermove', (event) => {
      if (from === null) return
      at = toPage(event)
      const box = between(from, at)
      if (pixels(Math.max(box.width, box.height)) < still) return
      drawing.replaceChildren(drawBox('drawn', box))
    })
    picture.addEventListener('pointerup', (event) => {
      if (from === null) return
      const [start, end] = [from, toPage(event)]
      from = null
      const box = between(start, end)
      if (pixels(Math.max(box.width, box.height)) >= still) return finish(box)
      if (corner !== null) return finish(between(corner, end))
      const pressed = document.elementsFromPoint(event.clientX, event.clientY)
      const shape = pressed.map((each) => each.closest('[data-mark]')).find((each) => each !== null)
      if (shape?.getAttribute('data-mark') && shape.getAttribute('data-mark') !== 'page') {
        desk.goTo(shape.getAttribute('data-mark'))
        return
      }
      clear()
      corner = end
      drawing.append(drawCorner(end.x, end.y))
      desk.say('First corner set. Press the opposite corner, or Escape.')
    })
    picture.addEventListener('pointercancel', () => {
      from = null
      clear()
    })
  }
  return {
    keep,
    drop: () => {
      if (corner === null && waiting === null) return false
      clear()
      return true
    },
  }
}

function between(one: Point, other: Point): Box {
  return {
    left: Math.min(one.x, other.x),
    top: Math.min(one.y, other.y),
    width: Math.abs(one.x - other.x),
    height: Math.abs(one.y - other.y),
  }
}
