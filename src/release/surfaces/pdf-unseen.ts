import { findOverprinted } from './pdf-overprint.ts'
import type { Area, Box, Glyph, Painted } from './pdf-painting.ts'
import { overlap } from './pdf-shapes.ts'
import type { SurfaceKind } from './surface.ts'
import { firstFew } from './words.ts'

/** Something on one page that is not seen: `3 words are painted invisibly`. */
export type Unseen = { kind: SurfaceKind; count: number; one: string; many: string; how: string }

const ways = {
  invisible: 'painted invisibly',
  scanned: 'painted invisibly over a picture, as scanners add',
  alike: 'in the colour of the page behind them',
  tiny: 'too small to see',
  outside: 'outside the page',
  clipped: 'cut off by the frame around them',
  behind: 'behind a picture, as scanners add',
} as const

/** Letters under boxes, in the colour of what lies behind them, too small to see, off the page, cut off or never painted. */
export function judgePainting(painted: readonly Painted[], view: Box): Unseen[] {
  const covered: Glyph[] = []
  const seen: Glyph[] = []
  const hidden: Record<keyof typeof ways, Glyph[]> = {
    invisible: [],
    scanned: [],
    alike: [],
    tiny: [],
    outside: [],
    clipped: [],
    behind: [],
  }
  const areas = new AreaIndex(painted, view)
  for (const glyph of painted) {
    if (glyph.what !== 'glyph') continue
    // Modes 3 and 7 paint nothing (§9.3.6): the text layer that scanners add, or words that were hidden.
    if (glyph.mode === 3 || glyph.mode === 7 || glyph.alpha < 0.05) {
      const picture = areas
        .near(glyph.box)
        .find((area) => area.what === 'image' && overlap(glyph.box, area.box) > 0.75)
      // The scan was blacked out, and what the scanner read before is still there.
      if (picture?.what === 'image' && picture.look(glyph.box) === 'dark') covered.push(glyph)
      else hidden[picture === undefined ? 'invisible' : 'scanned'].push(glyph)
    } else if (overlap(glyph.box, view) < 0.5) hidden.outside.push(glyph)
    else if (glyph.clip !== null && overlap(glyph.box, glyph.clip) < 0.25) hidden.clipped.push(glyph)
    else if (glyph.size < 1.5) hidden.tiny.push(glyph)
    else {
      const near = areas.near(glyph.box)
      const over = near.filter((area) => area.order > glyph.order && overlap(glyph.box, area.box) > 0.75)
      if (over.some((area) => hides(area, glyph, view))) covered.push(glyph)
      else if (over.some((area) => area.what === 'image' && area.look(glyph.box) === 'mixed'))
        hidden.behind.push(glyph)
      else {
        const behind = areaBehind(glyph, near)
        if (
          behind === null
            ? isAlike('#ffffff', glyph.colour)
            : behind.colour !== null && isAlike(behind.colour, glyph.colour)
        ) {
          // Words in the colour of a box are as covered as words under it; on the bare page they are hidden.
          if (behind === null || isBackground(behind.area, view) || isAlike(behind.colour ?? '', '#ffffff'))
            hidden.alike.push(glyph)
          else covered.push(glyph)
        } else seen.push(glyph)
      }
    }
  }
  const found: Unseen[] = []
  const words = inWords(covered)
  if (words.length > 0)
    found.push({
      kind: 'covered-text',
      count: words.length,
      one: 'word is',
      many: 'words are',
      how: `still there under a box or picture (${lengths(words)})`,
    })
  const under = inWords(findOverprinted(seen)).filter((word) => word.length >= 3)
  if (under.length > 0)
    found.push({
      kind: 'covered-text',
      count: under.length,
      one: 'word is',
      many: 'words are',
      how: `still there under other letters (${lengths(under)})`,
    })
  for (const [way, glyphs] of Object.entries(hidden) as [keyof typeof ways, Glyph[]][]) {
    const count = inWords(glyphs).length
    if (count > 0)
      found.push({ kind: 'hidden-text', count, one: 'word is', many: 'words are', how: ways[way] })
  }
  return found
}

function hides(area: Area, glyph: Glyph, view: Box): boolean {
  if (isBackground(area, view)) return false
  if (area.what === 'image') return area.look(glyph.box) === 'dark' || area.look(glyph.box) === 'even'
  return area.solid && area.opaque
}

/** The areas that may matter to a place, found by strips across the page: a map has a hundred thousand of them. */
class AreaIndex {
  private readonly strips = new Map<number, Area[]>()
  private readonly wide: Area[] = []
  constructor(painted: readonly Painted[], view: Box) {
    for (const area of painted) {
      if (area.what === 'glyph' || (area.box[2] - area.box[0]) * (area.box[3] - area.box[1]) < 1) continue
      const [first, last] = [strip(area.box[1]), strip(area.box[3])]
      if (last - first > 100 || overlap(view, area.box) > 0.5) this.wide.push(area)
      else
        for (let at = first; at <= last; at += 1) {
          const there = this.strips.get(at)
          if (there === undefined) this.strips.set(at, [area])
          else if (there.length < 20_000) there.push(area)
        }
    }
  }
  near(box: Box): Area[] {
    const first = strip(box[1])
    const last = Math.min(strip(box[3]), first + 50)
    const found = new Set<Area>()
    for (let at = first; at <= last; at += 1)
      for (const area of this.strips.get(at) ?? [])
        if (area.box[0] < box[2] && area.box[2] > box[0] && area.box[1] < box[3] && area.box[3] > box[1])
          found.add(area)
    return [...this.wide, ...found].toSorted((a, b) => a.order - b.order)
  }
}
const strip = (y: number): number => Math.floor(y / 16)

/** What is painted over the whole page last would leave nothing to read: it is paper, not a box. */
const isBackground = (area: Area, view: Box): boolean => area.what === 'fill' && overlap(view, area.box) > 0.9

/** What the glyph is painted on: the last area before it. Pictures and shapes may have any colour there: null. */
function areaBehind(glyph: Glyph, near: readonly Area[]): { area: Area; colour: string | null } | null {
  let behind: Area | null = null
  for (const area of near) {
    if (area.order > glyph.order) break
    if (overlap(glyph.box, area.box) >= 0.9) behind = area
  }
  if (behind === null) return null
  return {
    area: behind,
    colour: behind.what === 'fill' && behind.solid && behind.opaque ? behind.colour : null,
  }
}

/** Colours that nobody can tell apart: at most a thirtieth of the way from black to white. */
function isAlike(one: string, other: string): boolean {
  if (one === other) return one !== 'pattern'
  const [first, second] = [one, other].map((colour) =>
    /^#(..)(..)(..)$/
      .exec(colour)
      ?.slice(1)
      .map((hex) => Number.parseInt(hex, 16)),
  )
  if (first === undefined || second === undefined) return false
  return first.every((value, index) => Math.abs(value - (second[index] ?? 0)) <= 8)
}

/** What redactors print on their boxes to say why. */
const printedOnBoxes =
  /^\W*(?:redacted|exempt(?:ion)?|withheld|privileged?|confidential|personal|data|information|third|party|s|r|section|regulation|foia?|eir|\d{1,2}(?:\W\w{1,3})*)\W*$/i

/** Glyphs that follow one another, as words; lone marks and “redacted” itself are no leak. */
function inWords(glyphs: readonly Glyph[]): string[] {
  const words: string[] = []
  let word = ''
  let last: Glyph | null = null
  const end = (): void => {
    if (/[\p{L}\p{N}]/u.test(word) && !printedOnBoxes.test(word)) words.push(word)
    word = ''
  }
  for (const glyph of glyphs) {
    const gap = last === null ? 0 : glyph.box[0] - last.box[2]
    const moved =
      last !== null &&
      (Math.abs(glyph.box[1] - last.box[1]) > glyph.size * 0.5 || gap > glyph.size * 0.2 || gap < -glyph.size)
    if (moved) end()
    word += glyph.letter
    last = glyph
  }
  end()
  return words
}

const lengths = (words: readonly string[]): string =>
  `${firstFew(words.map((word) => String(word.length)))} letter${words.length === 1 && words[0]?.length === 1 ? '' : 's'}`
