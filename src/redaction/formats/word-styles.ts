import { isOn, walkXml, type OfficeParts } from './office-parts.ts'

/** What a document's styles say about structure, by the style's id; `numbering` by the list's. */
export type WordStyles = {
  headings: Map<string, number>
  lists: Map<string, string>
  hidden: Set<string>
  numbering: Map<string, 'bullet' | 'number'>
}

export function readWordStyles(parts: OfficeParts): WordStyles {
  const styles: WordStyles = {
    headings: new Map(),
    lists: new Map(),
    hidden: new Set(),
    numbering: new Map(),
  }
  let id = ''
  walkXml(parts.read('word/styles.xml') ?? '<x/>', {
    open(element, attributes) {
      const value = attributes['val'] ?? ''
      if (element === 'style') id = attributes['styleId'] ?? ''
      if (element === 'name') {
        const level = /^heading (\d)$/i.exec(value)?.[1] ?? (/^title$/i.test(value) ? '1' : undefined)
        if (level !== undefined) styles.headings.set(id, Number(level))
      }
      if (element === 'outlineLvl' && Number(value) < 6) styles.headings.set(id, Number(value) + 1)
      if (element === 'numId') styles.lists.set(id, value)
      if (element === 'vanish' && (attributes['val'] === undefined || isOn(value))) styles.hidden.add(id)
    },
  })
  const formats = new Map<string, 'bullet' | 'number'>()
  let abstract = ''
  let list = ''
  walkXml(parts.read('word/numbering.xml') ?? '<x/>', {
    open(element, attributes) {
      if (element === 'abstractNum') abstract = attributes['abstractNumId'] ?? ''
      if (element === 'numFmt' && !formats.has(abstract))
        formats.set(abstract, attributes['val'] === 'bullet' ? 'bullet' : 'number')
      if (element === 'num') list = attributes['numId'] ?? ''
      if (element === 'abstractNumId')
        styles.numbering.set(list, formats.get(attributes['val'] ?? '') ?? 'bullet')
    },
  })
  return styles
}
