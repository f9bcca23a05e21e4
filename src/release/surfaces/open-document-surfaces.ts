import { walkPart, type OfficePackage } from './office-package.ts'
import { countOf } from '../../kernel/count-of.ts'
import { Tally, type Surface } from './surface.ts'

type Style = {
  noTable: boolean
  noText: boolean
  white: boolean
  /** Letters and ground of one colour */
  alike: boolean
  backed: boolean
  tiny: boolean
  noPage: boolean
}
const plain: Style = {
  noTable: false,
  noText: false,
  white: false,
  alike: false,
  backed: false,
  tiny: false,
  noPage: false,
}

/** What an OpenDocument file can hold out of sight (OpenDocument 1.3 part 3). */
export function openDocumentSurfaces(parts: OfficePackage): Surface[] {
  if (!parts.names.includes('content.xml'))
    return [{ kind: 'unreadable', where: 'the file', detail: 'Its main part is missing: it is damaged.' }]
  const styles = new Map<string, Style>()
  for (const part of ['styles.xml', 'content.xml']) readStyles(parts, part, styles)
  const tally = new Tally()
  const found: Surface[] = []
  const rows = new Map<string, number>()
  const columns = new Map<string, number>()
  let sheet = ''
  const styleOf = (attributes: Record<string, string>): Style =>
    styles.get(attributes['style-name'] ?? '') ?? plain
  const open: {
    hidden: boolean
    white: boolean
    alike: boolean
    backed: boolean
    tiny: boolean
    notes: boolean
    counted: boolean
  }[] = []
  for (const part of ['content.xml', 'styles.xml'])
    walkPart(parts, part, {
      open({ name, attributes }, path) {
        const above = open.at(-1)
        const style = styleOf(attributes)
        open.push({
          hidden:
            above?.hidden === true ||
            style.noText ||
            name === 'hidden-paragraph' ||
            name === 'hidden-text' ||
            (name === 'section' && attributes['display'] !== undefined && attributes['display'] !== 'true'),
          alike: style.alike,
          white: style.white || (above?.white === true && name !== 'table-cell'),
          // A cell or frame may have a colour from elsewhere: it is taken to have one.
          backed: above?.backed === true || style.backed || name === 'table-cell' || name === 'text-box',
          tiny: style.tiny,
          notes: above?.notes === true || name === 'notes',
          counted: above?.counted === true,
        })
        if (name === 'changed-region') tally.add('tracked-change', 'tracked change')
        if (name === 'annotation') tally.add('comment', 'comment')
        if (name === 'table-source' || name === 'dde-connection-decl' || name === 'dde-source')
          tally.add('external-link', 'link to another file', 'links to other files')
        if (
          (name === 'section-source' || name === 'image' || name === 'object') &&
          /^(?:\w{2,}:|\/\/|\.\.\/)/.test(attributes['href'] ?? '')
        )
          tally.add('external-link', 'link to another file', 'links to other files')
        if (name === 'scenario')
          tally.add('hidden-text', 'scenario that keeps other values', 'scenarios that keep other values')
        if (name === 'page' && path.at(-1) === 'presentation' && style.noPage)
          tally.add('hidden-text', 'hidden slide')
        if (name === 'layer' && attributes['display'] === 'none')
          tally.add('hidden-layer', 'layer that is switched off', 'layers that are switched off')
        if (name === 'table' && path.at(-1) === 'spreadsheet') {
          sheet = attributes['name'] ?? ''
          if (style.noTable)
            found.push({ kind: 'hidden-sheet', where: `sheet “${sheet}”`, detail: 'Hidden.' })
        }
        const unseen = attributes['visibility'] === 'collapse' || attributes['visibility'] === 'filter'
        // An empty row repeated to the edge of the sheet hides nothing.
        const repeated = Number(attributes['number-rows-repeated'] ?? 1)
        if (name === 'table-row' && unseen && repeated < 10_000)
          rows.set(sheet, (rows.get(sheet) ?? 0) + repeated)
        const across = Number(attributes['number-columns-repeated'] ?? 1)
        if (name === 'table-column' && unseen && across < 900)
          columns.set(sheet, (columns.get(sheet) ?? 0) + across)
      },
      text(text) {
        const here = open.at(-1)
        if (here === undefined || here.counted || !/[\p{L}\p{N}]/u.test(text)) return
        here.counted = true
        if (here.notes) tally.add('comment', 'piece of speaker’s notes', 'pieces of speaker’s notes')
        else if (here.hidden) tally.add('hidden-text', 'piece of hidden words', 'pieces of hidden words')
        else if (here.alike)
          tally.add(
            'covered-text',
            'piece of words is blacked out and still there',
            'pieces of words are blacked out and still there',
          )
        else if (here.white && !here.backed)
          tally.add('hidden-text', 'piece of white words', 'pieces of white words')
        else if (here.tiny)
          tally.add('hidden-text', 'piece of words too small to see', 'pieces of words too small to see')
        else here.counted = false
      },
      close() {
        open.pop()
      },
    })
  for (const [name, count] of rows)
    found.push({ kind: 'hidden-row', where: `sheet “${name}”`, detail: `${countOf(count, 'hidden row')}.` })
  for (const [name, count] of columns)
    found.push({
      kind: 'hidden-column',
      where: `sheet “${name}”`,
      detail: `${countOf(count, 'hidden column')}.`,
    })
  if (parts.names.some((name) => /^Versions\/|^VersionList\.xml$/.test(name)))
    found.push({
      kind: 'previous-revision',
      where: 'Versions',
      detail: 'Earlier versions are still in the file.',
    })
  return [...found, ...tally.surfaces('content.xml')]
}

function readStyles(parts: OfficePackage, part: string, styles: Map<string, Style>): void {
  let style: Style = { ...plain }
  walkPart(parts, part, {
    open({ name, attributes }) {
      if (name === 'style') {
        // A style begins with what the one it is made from says.
        style = { ...(styles.get(attributes['parent-style-name'] ?? '') ?? plain) }
        styles.set(attributes['name'] ?? '', style)
      }
      if (name === 'table-properties' && attributes['display'] === 'false') style.noTable = true
      if (name === 'drawing-page-properties' && attributes['visibility'] === 'hidden') style.noPage = true
      const behind = attributes['background-color'] ?? attributes['fill-color']
      if (name.endsWith('-properties') && behind !== undefined && !/^(?:transparent|#ffffff)$/i.test(behind))
        style.backed = true
      if (name !== 'text-properties') return
      if (attributes['display'] !== undefined) style.noText = attributes['display'] === 'none'
      if (attributes['color'] !== undefined) style.white = /^#ffffff$/i.test(attributes['color'])
      const [ink, ground] = [attributes['color'] ?? '#000000', attributes['background-color']]
      if (ground !== undefined) style.alike = ink.toLowerCase() === ground.toLowerCase()
      const size = /^([\d.]+)pt$/.exec(attributes['font-size'] ?? '')?.[1]
      if (size !== undefined) style.tiny = Number(size) < 2
    },
  })
}
