import { walkXml, type Reading } from './office-parts.ts'
import type { LeftOut } from './story.ts'

type Opened = NonNullable<Reading['open']>

/** The names of the styles in these parts of which something holds. */
export function stylesWhere(
  parts: readonly string[],
  holds: (element: string, attributes: Record<string, string>) => boolean,
): Set<string> {
  const found = new Set<string>()
  for (const xml of parts) {
    let style = ''
    walkXml(xml, {
      open(element, attributes) {
        if (element === 'style') style = attributes['name'] ?? ''
        if (holds(element, attributes)) found.add(style)
      },
    })
  }
  return found
}

export const hidesWords = (element: string, attributes: Record<string, string>): boolean =>
  element === 'text-properties' && attributes['display'] === 'none'

/**
 * Walks the content of an OpenDocument text or presentation (ODF 1.3 part 3, §5.1 and §6.1) and says each paragraph that
 * has words. `asideOf` names what is left out with all that it holds, which is counted, or gives undefined.
 */
export function walkOpenWords(
  xml: string,
  leftOut: LeftOut,
  reading: {
    asideOf: (...opened: Parameters<Opened>) => string | undefined
    seen?: Opened
    paragraph: (text: string, element: string, path: readonly string[]) => void
  },
): void {
  /** Whether each open element is left out itself */
  const dropped: boolean[] = []
  /** Words of the open paragraphs: one may stand in a frame of another */
  const open: string[] = []
  let aside = 0
  const say = (text: string): void => {
    if (aside === 0 && open.length > 0) open[open.length - 1] += text
  }
  walkXml(xml, {
    open(element, attributes, path) {
      const kind = reading.asideOf(element, attributes, path)
      dropped.push(kind !== undefined)
      if (kind !== undefined) {
        if (aside === 0) leftOut[kind] = (leftOut[kind] ?? 0) + 1
        aside += 1
      }
      if (aside === 0) reading.seen?.(element, attributes, path)
      if (element === 'p' || element === 'h') open.push('')
      if (element === 's') say(' '.repeat(Math.min(100, Number(attributes['c'] ?? 1))))
      if (element === 'tab') say('\t')
      if (element === 'line-break') say('\n')
    },
    text: say,
    close(element, path) {
      if (element === 'p' || element === 'h') {
        const text = open.pop() ?? ''
        if (text.trim() !== '') reading.paragraph(text, element, path)
      }
      if (dropped.pop() === true) aside -= 1
    },
  })
}
