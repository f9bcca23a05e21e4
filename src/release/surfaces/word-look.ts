import { walkPart, type OfficePackage } from './office-package.ts'
import { isTrue } from './words.ts'

/** How a run of words looks, as far as it may not show. `undefined` leaves it to the style. */
export type Look = { hidden?: boolean; white?: boolean; tiny?: boolean; shaded?: boolean }

/** What a property of a run (ECMA-376 part 1 §17.3.2) says about its look. */
export function readLook(look: Look, name: string, attributes: Record<string, string>): void {
  const value = attributes['val']
  if (name === 'vanish' || name === 'webHidden' || name === 'specVanish')
    look.hidden = value === undefined || isTrue(value)
  if (name === 'color')
    look.white =
      /^F[A-F0-9]F[A-F0-9]F[A-F0-9]$/i.test(value ?? '') ||
      /^(?:background1|light1|bg1)$/.test(attributes['themeColor'] ?? '')
  if (name === 'shd') look.shaded = isFilled(attributes)
  if (name === 'highlight') look.shaded = value !== 'none' && value !== 'white'
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
