import { walkPart, type OfficePackage } from './office-package.ts'
import { countOf, type Surface, type SurfaceKind } from './surface.ts'
import { isTrue } from './words.ts'

/** What a Word document can hold out of sight (ECMA-376 part 1 §17). */
export function documentSurfaces(parts: OfficePackage): Surface[] {
  const found: Surface[] = []
  for (const name of parts.names)
    if (/^word\/(?:document|header\d*|footer\d*|footnotes|endnotes|glossary\/document)\.xml$/.test(name))
      found.push(...storySurfaces(parts, name))
  for (const name of parts.names.filter((each) => /^word\/comments\w*\.xml$/.test(each)))
    found.push(...counted(parts, name, /^comment$/, 'comment', 'comment'))
  found.push(...counted(parts, 'word/settings.xml', /^docVar$/, 'metadata', 'document variable'))
  for (const name of parts.names.filter((each) => /^word\/afchunk|^word\/.*\.(?:mht|html?|rtf)$/i.test(each)))
    found.push({ kind: 'embedded-object', where: name, detail: 'A piece of another document is inside.' })
  if (parts.names.includes('word/glossary/document.xml'))
    found.push({
      kind: 'hidden-text',
      where: 'word/glossary',
      detail: 'Stored building blocks that no page shows.',
    })
  return found
}

const changes = new Set(['ins', 'del', 'moveFrom', 'moveTo', 'cellIns', 'cellDel', 'rPrChange', 'pPrChange'])

function storySurfaces(parts: OfficePackage, part: string): Surface[] {
  let tracked = 0
  let hidden = 0
  let white = 0
  let tiny = 0
  let run = { hidden: false, white: false, tiny: false, shaded: false, text: false }
  let inText = false
  walkPart(parts, part, {
    open({ name, attributes }, path) {
      if (changes.has(name)) tracked += 1
      if (name === 'r') run = { hidden: false, white: false, tiny: false, shaded: false, text: false }
      const ofRun = path.at(-1) === 'rPr' && path.at(-2) === 'r'
      if (ofRun) {
        const value = attributes['val']
        const on = value === undefined || isTrue(value)
        if ((name === 'vanish' || name === 'webHidden') && on) run.hidden = true
        if (name === 'color' && /^F{6}$/i.test(value ?? '')) run.white = true
        if (name === 'shd' && !/^(?:auto|F{6})$/i.test(attributes['fill'] ?? 'auto')) run.shaded = true
        if (name === 'highlight' && value !== 'none' && value !== 'white') run.shaded = true
        // Half points: below two points nobody can read it.
        if (name === 'sz' && Number(value) < 4) run.tiny = true
      }
      inText = name === 't' || name === 'delText' || name === 'instrText'
    },
    text: (text) => {
      if (inText && text.trim() !== '') run.text = true
    },
    close: (name) => {
      inText = false
      if (name !== 'r' || !run.text) return
      if (run.hidden) hidden += 1
      else if (run.white && !run.shaded) white += 1
      else if (run.tiny) tiny += 1
    },
  })
  return [
    ...line('tracked-change', part, tracked, 'tracked change'),
    ...line('hidden-text', part, hidden, 'run of hidden words', 'runs of hidden words'),
    ...line('hidden-text', part, white, 'run of white words', 'runs of white words'),
    ...line('hidden-text', part, tiny, 'run of words too small to see', 'runs of words too small to see'),
  ]
}

/** What a presentation can hold out of sight (ECMA-376 part 1 §19). */
export function presentationSurfaces(parts: OfficePackage): Surface[] {
  const found: Surface[] = []
  for (const name of parts.names) {
    if (/^ppt\/slides\/slide\d+\.xml$/.test(name)) {
      let hidden = false
      walkPart(parts, name, {
        open: ({ name: element, attributes }) => {
          if (element === 'sld' && (attributes['show'] === '0' || attributes['show'] === 'false'))
            hidden = true
        },
      })
      if (hidden) found.push({ kind: 'hidden-text', where: name, detail: 'The slide is hidden.' })
    }
    if (/^ppt\/notesSlides\/notesSlide\d+\.xml$/.test(name)) {
      let words = false
      walkPart(parts, name, {
        text: (text, path) => {
          if (path.at(-1) === 't' && text.trim() !== '' && !/^\d+$/.test(text.trim())) words = true
        },
      })
      if (words) found.push({ kind: 'comment', where: name, detail: 'The slide has speaker’s notes.' })
    }
    if (/^ppt\/(?:comments\/|commentAuthors)/.test(name))
      found.push(...counted(parts, name, /^cm$/, 'comment', 'comment'))
  }
  return found
}

/** What an OpenDocument file can hold out of sight (OpenDocument 1.3 part 3). */
export function openDocumentSurfaces(parts: OfficePackage): Surface[] {
  const found: Surface[] = []
  const hiddenTables = new Set<string>()
  let styleNow = ''
  walkPart(parts, 'content.xml', {
    open({ name, attributes }, path) {
      if (name === 'table-properties' && attributes['display'] === 'false') hiddenTables.add(styleNow)
      if (name === 'style' && path.at(-1) === 'automatic-styles') styleNow = attributes['name'] ?? ''
    },
  })
  const hiddenText = new Set<string>()
  let tracked = 0
  let annotations = 0
  const sheets: string[] = []
  const rows = new Map<string, number>()
  const columns = new Map<string, number>()
  let sheet = ''
  let links = 0
  walkPart(parts, 'content.xml', {
    open({ name, attributes }, path) {
      if (name === 'style' && path.at(-1) === 'automatic-styles') styleNow = attributes['name'] ?? ''
      if (name === 'text-properties' && attributes['display'] === 'none') hiddenText.add(styleNow)
      if (name === 'changed-region') tracked += 1
      if (name === 'annotation') annotations += 1
      if (name === 'table' && path.at(-1) === 'spreadsheet') {
        sheet = attributes['name'] ?? ''
        if (hiddenTables.has(attributes['style-name'] ?? '')) sheets.push(sheet)
      }
      const unseen = attributes['visibility'] === 'collapse' || attributes['visibility'] === 'filter'
      // An empty row repeated to the edge of the sheet hides nothing.
      if (name === 'table-row' && unseen && Number(attributes['number-rows-repeated'] ?? 1) < 10_000)
        rows.set(sheet, (rows.get(sheet) ?? 0) + Number(attributes['number-rows-repeated'] ?? 1))
      if (name === 'table-column' && unseen && Number(attributes['number-columns-repeated'] ?? 1) < 900)
        columns.set(sheet, (columns.get(sheet) ?? 0) + Number(attributes['number-columns-repeated'] ?? 1))
      if (name === 'table-source' || name === 'dde-connection-decl') links += 1
      if (name === 'hidden-paragraph' || name === 'hidden-text') hiddenText.add('field')
      if (name === 'section' && attributes['display'] === 'none') hiddenText.add('section')
    },
  })
  for (const name of sheets) found.push({ kind: 'hidden-sheet', where: `sheet “${name}”`, detail: 'Hidden.' })
  for (const [name, count] of rows) found.push(...line('hidden-row', `sheet “${name}”`, count, 'hidden row'))
  for (const [name, count] of columns)
    found.push(...line('hidden-column', `sheet “${name}”`, count, 'hidden column'))
  found.push(
    ...line('tracked-change', 'content.xml', tracked, 'tracked change'),
    ...line('comment', 'content.xml', annotations, 'comment'),
    ...line('external-link', 'content.xml', links, 'link to another file', 'links to other files'),
  )
  if (hiddenText.size > 0)
    found.push({ kind: 'hidden-text', where: 'content.xml', detail: 'It has words that are not shown.' })
  return found
}

function line(kind: SurfaceKind, where: string, count: number, one: string, many = `${one}s`): Surface[] {
  return count === 0 ? [] : [{ kind, where, detail: `${countOf(count, one, many)}.` }]
}

function counted(
  parts: OfficePackage,
  name: string,
  element: RegExp,
  kind: SurfaceKind,
  one: string,
): Surface[] {
  let count = 0
  walkPart(parts, name, {
    open: (each) => {
      if (element.test(each.name)) count += 1
    },
  })
  return line(kind, name, count, one)
}
