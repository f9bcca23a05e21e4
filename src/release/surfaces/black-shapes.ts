import { walkPart, type OfficePackage } from './office-package.ts'

type Place = { x: number; y: number; width: number; height: number }
type Shape = { black: boolean; words: boolean; behind: boolean; place: Place | null; grouped: boolean }

/** English Metric Units: a sixteenth of an inch. Thinner ones are lines. */
const least = 57_150

const isBlack = (colour: string): boolean => /^(?:0[0-9a-f]|1[0-9a-f]|2[0-9a-f]){3}$/i.test(colour)

/**
 * Black shapes without words in a part of an Office file: a common way to redact that removes nothing. `over` counts
 * only those that lie on a shape with words, as on a slide; else all that lie in front.
 */
export function blackShapes(parts: OfficePackage, part: string, over: boolean): number {
  const open: Shape[] = []
  const written: Place[] = []
  let behind = false
  let anchored = !part.startsWith('word/')
  let corner: { x: number; y: number } | null = null
  let count = 0
  walkPart(parts, part, {
    open({ name, attributes }, path) {
      if (name === 'anchor') {
        behind = attributes['behindDoc'] === '1' || attributes['behindDoc'] === 'true'
        anchored = true
      }
      if (name === 'sp' || name === 'wsp')
        open.push({ black: false, words: false, behind, place: null, grouped: path.includes('grpSp') })
      const shape = open.at(-1)
      if (shape === undefined) return
      const filled = path.at(-1) === 'solidFill' && path.at(-2) === 'spPr'
      if (filled && name === 'srgbClr') shape.black = isBlack(attributes['val'] ?? '')
      if (filled && name === 'schemeClr') shape.black = /^(?:tx1|dk1)$/.test(attributes['val'] ?? '')
      if (name === 'alpha' && path.includes('solidFill') && Number(attributes['val'] ?? 100_000) < 90_000)
        shape.black = false
      // Lines and arrows are black too.
      if (name === 'prstGeom' && /line|connector|arrow|bracket|brace/i.test(attributes['prst'] ?? ''))
        shape.black = false
      if (name === 'off') corner = { x: Number(attributes['x'] ?? 0), y: Number(attributes['y'] ?? 0) }
      if (name === 'ext' && path.at(-1) === 'xfrm')
        shape.place = {
          ...(corner ?? { x: 0, y: 0 }),
          width: Number(attributes['cx'] ?? 0),
          height: Number(attributes['cy'] ?? 0),
        }
    },
    text(text, path) {
      const shape = open.at(-1)
      if (shape !== undefined && path.at(-1) === 't' && text.trim() !== '') shape.words = true
    },
    close(name) {
      if (name === 'anchor') anchored = !part.startsWith('word/')
      if (name !== 'sp' && name !== 'wsp') return
      const shape = open.pop()
      if (shape === undefined) return
      const { place } = shape
      if (shape.words && place !== null) written.push(place)
      if (!shape.black || shape.words || shape.behind || !anchored) return
      if (place !== null && (place.width < least || place.height < least)) return
      if (over && (place === null || shape.grouped || !written.some((each) => touch(each, place)))) return
      count += 1
    },
  })
  return count
}

const touch = (a: Place, b: Place): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height
