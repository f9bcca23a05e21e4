import type { Area, Box, Painted } from './pdf-painting.ts'
import { overlap } from './pdf-shapes.ts'
import type { Unseen } from './pdf-unseen.ts'

/** The share of a page from which a picture is taken to be a scan of one. */
const likeScan = 0.4
/** Points. Smaller ones are rules and bullets. */
const least = { width: 12, height: 5 }
const mostBoxes = 5_000

/**
 * Boxes on a scanned page, with the scan whole behind them: whoever takes the picture out sees what was under them. A
 * dark box counts; one of another colour counts where nothing is written on it.
 */
export function judgeBoxedPictures(painted: readonly Painted[], view: Box): Unseen[] {
  const scans = painted.filter(
    (each) => each.what === 'image' && overlap(view, each.box) >= likeScan,
  ) as Extract<Area, { what: 'image' }>[]
  if (scans.length === 0) return []
  const boxes = painted
    .filter((each): each is Area => each.what !== 'glyph')
    .filter(({ box }) => box[2] - box[0] >= least.width && box[3] - box[1] >= least.height)
    .slice(0, mostBoxes)
  const count = boxes.filter((area) => {
    if (overlap(view, area.box) > likeScan) return false
    const scan = scans.findLast(({ order, box }) => order < area.order && overlap(area.box, box) > 0.9)
    if (scan === undefined || scan.look(area.box) !== 'mixed') return false
    if (area.what === 'image') return area.look(area.box) === 'dark'
    if (!area.solid || !area.opaque) return false
    return (
      isDark(area.colour) ||
      !painted.some(
        (each) => each.what === 'glyph' && each.order > area.order && overlap(each.box, area.box) > 0.5,
      )
    )
  }).length
  return count === 0
    ? []
    : [
        {
          kind: 'covered-text',
          count,
          one: 'box lies',
          many: 'boxes lie',
          how: 'on a scanned page whose picture still holds what is under them',
        },
      ]
}

const isDark = (colour: string): boolean => /^#(?:[0-4][0-9a-f]){3}$/i.test(colour)
