import { SaxesParser } from 'saxes'
import { decodeText } from '../../documents/index.ts'
import type { Contained, Inside } from './inside.ts'
import { Tally, type Surface } from './surface.ts'

/** True of XML that is a drawing (SVG 1.1 §5.1.2). */
export const isDrawing = (bytes: Uint8Array): boolean =>
  /<(?:\w+:)?svg[\s>]/i.test(decodeText(bytes.subarray(0, 4096)).text)

const telling = /^(?:creator|author|rights|contributor|publisher|title|description|subject|keywords)$/i

/** What an SVG drawing can hold out of sight: hidden shapes, scripts, properties, pictures written inside, notes. */
export async function drawingSurfaces(bytes: Uint8Array, inside: Inside): Promise<Surface[]> {
  const tally = new Tally()
  const add = tally.add.bind(tally)
  const files: Contained[] = []
  const open: { name: string; hidden: boolean; words: boolean; aside: boolean }[] = []
  let broken = false
  const parser = new SaxesParser()
  parser.on('opentag', ({ name: full, attributes }) => {
    const name = full.slice(full.indexOf(':') + 1)
    const above = open.at(-1)
    const style = `${attributes['style'] ?? ''};display:${attributes['display'] ?? ''};visibility:${attributes['visibility'] ?? ''};opacity:${attributes['opacity'] ?? '1'};fill-opacity:${attributes['fill-opacity'] ?? '1'}`
    const hidden =
      above?.hidden === true ||
      /display:\s*none|visibility:\s*hidden|opacity:\s*0(?:\.0+)?(?:;|$)|font-size:\s*[01]?(?:\.\d+)?(?:px|pt)?(?:;|$)/i.test(
        style,
      ) ||
      (name === 'text' && /^(?:none|white|#fff(?:fff)?)$/i.test(attributes['fill'] ?? ''))
    open.push({
      name,
      hidden,
      words: above?.words === true || name === 'text',
      aside: above?.aside === true || name === 'metadata',
    })
    if (name === 'script') add('javascript', 'script')
    if (name === 'foreignObject') add('embedded-object', 'page inside', 'pages inside')
    if (hidden && above?.hidden !== true && name === 'image') add('hidden-text', 'hidden picture')
    for (const [key, value] of Object.entries(attributes)) {
      if (/^on[a-z]+$/i.test(key) || /^\s*javascript:/i.test(value)) add('javascript', 'script')
      if (!/(?:^|:)(?:href|src)$/.test(key)) continue
      const data = /^\s*data:[^,]{0,200};base64,/i.exec(value)
      if (data !== null)
        files.push({
          where: `picture ${files.length + 1} written inside`,
          name: 'picture',
          bytes: Buffer.from(value.slice(data[0].length), 'base64'),
        })
      else if (name !== 'a' && !value.startsWith('#') && value.trim() !== '')
        add('external-link', 'link to another file', 'links to other files')
    }
  })
  parser.on('text', (text) => {
    const top = open.at(-1)
    if (top === undefined || !/[\p{L}\p{N}]/u.test(text)) return
    if (top.words && top.hidden) add('hidden-text', 'piece of hidden words', 'pieces of hidden words')
    else if (top.aside && open.some(({ name }) => telling.test(name)))
      add('metadata', 'property', 'properties')
  })
  parser.on('closetag', () => open.pop())
  parser.on('comment', (text) => {
    if (/[\p{L}\p{N}]/u.test(text)) add('comment', 'comment')
  })
  parser.on('error', () => {
    broken = true
  })
  parser.write(decodeText(bytes).text).close()
  if (broken)
    return [
      { kind: 'unreadable', where: 'the file', detail: 'The drawing is damaged and could not be read.' },
    ]
  const found = tally.surfaces('the drawing')
  return [...found, ...(await inside(files))]
}
