import { blackShapes } from './black-shapes.ts'
import { counted } from './document-surfaces.ts'
import { mainPart, walkPart, type OfficePackage } from './office-package.ts'
import { isCropped } from './sheet-surfaces.ts'
import { Tally, type Surface } from './surface.ts'
import { isTrue } from './words.ts'

/** What a presentation can hold out of sight (ECMA-376 part 1 §19). */
export function presentationSurfaces(parts: OfficePackage): Surface[] {
  const main = mainPart(parts, 'ppt/presentation.xml')
  const found: Surface[] = []
  const size = { width: Infinity, height: Infinity }
  if (main !== null)
    walkPart(parts, main, {
      open: ({ name, attributes }) => {
        if (name !== 'sldSz') return
        size.width = Number(attributes['cx'] ?? Infinity)
        size.height = Number(attributes['cy'] ?? Infinity)
      },
    })
  for (const name of parts.names) {
    if (/^ppt\/slides\/[^/]+\.xml$/.test(name)) found.push(...slideSurfaces(parts, name, size))
    if (/^ppt\/notesSlides\/[^/]+\.xml$/.test(name)) {
      let words = false
      walkPart(parts, name, {
        text: (text, path) => {
          if (path.at(-1) === 't' && text.trim() !== '' && !/^\d+$/.test(text.trim())) words = true
        },
      })
      if (words) found.push({ kind: 'comment', where: name, detail: 'The slide has speaker’s notes.' })
    }
    if (name.startsWith('ppt/comments/')) found.push(...counted(parts, name, /^cm$/, 'comment', 'comment'))
  }
  return found
}

function slideSurfaces(
  parts: OfficePackage,
  name: string,
  size: { width: number; height: number },
): Surface[] {
  const tally = new Tally()
  let place: { x: number; y: number } | null = null
  let outside = false
  let tiny = false
  walkPart(parts, name, {
    open({ name: element, attributes }, path) {
      if (element === 'sld' && (attributes['show'] === '0' || attributes['show'] === 'false'))
        tally.add('hidden-text', 'slide is hidden', 'slides are hidden')
      if (element === 'cNvPr' && isTrue(attributes['hidden']))
        tally.add('hidden-text', 'hidden shape or picture', 'hidden shapes or pictures')
      if (element === 'sp' || element === 'pic' || element === 'graphicFrame') outside = false
      // In a group, places count from the group's own corner.
      if (element === 'off' && !path.includes('grpSp'))
        place = { x: Number(attributes['x'] ?? 0), y: Number(attributes['y'] ?? 0) }
      if (element === 'ext' && place !== null && attributes['cx'] !== undefined) {
        const { x, y } = place
        outside =
          x >= size.width ||
          y >= size.height ||
          x + Number(attributes['cx']) <= 0 ||
          y + Number(attributes['cy'] ?? 0) <= 0
        place = null
        if (outside)
          tally.add('hidden-text', 'shape or picture beside the slide', 'shapes or pictures beside the slide')
      }
      if (element === 'rPr') tiny = Number(attributes['sz'] ?? 1800) < 200
      if (isCropped(element, attributes))
        tally.add(
          'embedded-object',
          'picture that keeps what was cropped away',
          'pictures that keep what was cropped away',
        )
    },
    text(text, path) {
      if (path.at(-1) === 't' && tiny && text.trim() !== '')
        tally.add('hidden-text', 'run of words too small to see', 'runs of words too small to see')
    },
    close(element) {
      if (element === 'r') tiny = false
    },
  })
  for (let left = blackShapes(parts, name, true); left > 0; left -= 1)
    tally.add('covered-text', 'black shape lies over words', 'black shapes lie over words')
  return tally.surfaces(name)
}
