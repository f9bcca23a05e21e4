import { walkPart, type OfficePackage } from './office-package.ts'
import { isTrue } from './words.ts'

/** How a run of words looks, as far as it may not show. `undefined` leaves it to the style. */
export type Look = {
  hidden?: boolean
  white?: boolean
  tiny?: boolean
  shaded?: boolean
  /** Letters of a dark colour that somebody chose */
  dark?: boolean
  /** Marked over in black, or on a dark ground */
  marked?: boolean
  ground?: boolean
}

const darkColour = /^(?:[0-3][0-9a-f]){3}$/i

/** What a property of a run (ECMA-376 part 1 §17.3.2) says about its look. */
export function readLook(look: Look, name: string, attributes: Record<string, string>): void {
  const value = attributes['val']
  if (name === 'vanish' || name === 'webHidden' || name === 'specVanish')
    look.hidden = value === undefined || isTrue(value)
  if (name === 'color')
    look.white =
      /^F[A-F0-9]F[A-F0-9]F[A-F0-9]$/i.test(value ?? '') ||
      /^(?:background1|light1|bg1)$/.test(attributes['themeColor'] ?? '')
  if (name === 'color' && value !== 'auto') look.dark = darkColour.test(value ?? '')
  if (name === 'shd') {
    look.shaded = isFilled(attributes)
    look.ground = darkColour.test(attributes['fill'] ?? '')
  }
  if (name === 'highlight') {
    look.shaded = value !== 'none' && value !== 'white'
    look.marked = value === 'black'
  }
  // Half points: below two points nobody can read it.
  if (name === 'sz') look.tiny = Number(value) < 4
}

export const isFilled = (attributes: Record<string, string>): boolean =>
  !/^(?:auto|F{6})$/i.test(attributes['fill'] ?? 'auto') ||
  /^(?:solid|pct[2-9])/.test(attributes['val'] ?? '') ||
  (attributes['themeFill'] ?? 'background1') !== 'background1'

/** The look that styles give by their id, through what they are based on; and the table styles that colour cells. */
export function readWordLooks(parts: OfficePackage): { looks: Map<string, Look>; shading: Set<string> } {
  const own = new Map<string, { look: Look; basedOn: string }>()
  const shading = new Set<string>()
  let id = ''
  walkPart(parts, 'word/styles.xml', {
    open({ name, attributes }, path) {
      if (name === 'style') {
        id = attributes['styleId'] ?? ''
        own.set(id, { look: {}, basedOn: '' })
      }
      const style = own.get(id)
      if (style === undefined) return
      if (name === 'basedOn') style.basedOn = attributes['val'] ?? ''
      if (name === 'shd' && isFilled(attributes)) {
        shading.add(id)
        if (path.at(-1) === 'pPr') style.look.shaded = true
      }
      if (path.at(-1) === 'rPr' && path.at(-2) === 'style') readLook(style.look, name, attributes)
    },
  })
  const looks = new Map<string, Look>()
  for (const [name] of own) {
    let look: Look = {}
    let at = name
    for (let hops = 0; hops < 20 && own.has(at); hops += 1) {
      look = { ...own.get(at)?.look, ...look }
      at = own.get(at)?.basedOn ?? ''
    }
    looks.set(name, look)
  }
  return { looks, shading }
}

/**
 * Black letters marked over in black are as good as shown: whoever selects them reads them. Letters of no colour of
 * their own turn white on a dark ground, but not under a marker.
 */
export const isBlackedOut = ({ dark, white, marked, ground }: Look): boolean =>
  (marked === true && white !== true && dark !== false) || (ground === true && dark === true)
