import { strFromU8, strToU8, unzipSync, zipSync, type Zippable } from 'fflate'

/**
 * The same letter as the same bytes every time, with nothing in its properties but the title and the day: no author,
 * no clock, no random numbers. So a file that was checked is the file that is sent.
 */
export function settleDocx(docx: Uint8Array, { title, day }: { title: string; day: string }): Uint8Array {
  const parts = unzipSync(docx)
  const names = Object.keys(parts).toSorted()
  const ids = new Map<string, string>()
  for (const name of names.filter((each) => each.endsWith('.rels')))
    for (const [, id = ''] of textOf(parts[name]).matchAll(/\bId="(rId[^"]*[^"\d][^"]*)"/g))
      ids.set(id, `rIdLink${ids.size + 1}`)
  const settled: Zippable = {}
  for (const name of names) {
    const content = parts[name]
    if (content === undefined || name === 'docProps/custom.xml') continue
    settled[name] = [
      name === 'docProps/core.xml' ? strToU8(properties(title, day)) : renamed(name, content, ids),
      { mtime: firstDay, level: 6 },
    ]
  }
  return zipSync(settled)
}

/** ZIP knows no time before it, and none of its own is better than that of the machine. */
const firstDay = '1980-01-02T00:00:00Z'

function renamed(name: string, content: Uint8Array, ids: ReadonlyMap<string, string>): Uint8Array {
  if (!/\.(?:xml|rels)$/.test(name)) return content
  let text = strFromU8(content)
  for (const [id, plain] of ids) text = text.replaceAll(`"${id}"`, `"${plain}"`)
  if (name === '[Content_Types].xml' || name === '_rels/.rels')
    text = text.replaceAll(/<(?:Override|Relationship)\b[^>]*docProps\/custom\.xml[^>]*\/>/g, '')
  return strToU8(text)
}

const textOf = (content: Uint8Array | undefined): string => (content === undefined ? '' : strFromU8(content))

function properties(title: string, day: string): string {
  const words = title.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  const moment = `<dcterms:created xsi:type="dcterms:W3CDTF">${day}T00:00:00Z</dcterms:created>`
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>${words}</dc:title>${moment}</cp:coreProperties>`
}
