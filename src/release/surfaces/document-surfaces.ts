import { mainPart, walkPart, type OfficePackage } from './office-package.ts'
import { isCropped } from './sheet-surfaces.ts'
import { countOf } from '../../kernel/count-of.ts'
import { Tally, type Surface, type SurfaceKind } from './surface.ts'
import { blackShapes } from './black-shapes.ts'
import { isBlackedOut, isFilled, readLook, readWordLooks, type Look } from './word-look.ts'
import { isTrue } from './words.ts'

/** What a Word document can hold out of sight (ECMA-376 part 1 §17). */
export function documentSurfaces(parts: OfficePackage): Surface[] {
  const main = mainPart(parts, 'word/document.xml')
  if (main === null)
    return [{ kind: 'unreadable', where: 'the file', detail: 'Its main part is missing: it is damaged.' }]
  const found: Surface[] = []
  const looks = readWordLooks(parts)
  for (const name of parts.names)
    if (
      name === main ||
      /^word\/(?:document|header|footer|footnotes|endnotes)\w*\.xml$|^word\/glossary\/document\.xml$/.test(
        name,
      )
    )
      found.push(...storySurfaces(parts, name, looks))
  for (const name of parts.names.filter((each) => /^word\/comments\w*\.xml$/.test(each)))
    found.push(...counted(parts, name, /^comment$/, 'comment', 'comment'))
  found.push(...counted(parts, 'word/settings.xml', /^docVar$/, 'metadata', 'document variable'))
  found.push(
    ...counted(
      parts,
      'word/settings.xml',
      /^mailMerge$/,
      'external-link',
      'list to merge with',
      'lists to merge with',
    ),
  )
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

const changes = new Set(
  'ins del moveFrom moveTo cellIns cellDel cellMerge rPrChange pPrChange sectPrChange tblPrChange trPrChange tcPrChange'.split(
    ' ',
  ),
)
const fields = /\b(?:INCLUDETEXT|INCLUDEPICTURE|LINK|DDE|DDEAUTO|DATABASE|RD)\s+["\\\w]/

function storySurfaces(
  parts: OfficePackage,
  part: string,
  { looks, shading }: ReturnType<typeof readWordLooks>,
): Surface[] {
  const tally = new Tally()
  // A text box stands in a run of a paragraph and has paragraphs and runs of its own.
  const runs: { look: Look; words: boolean }[] = []
  const paragraphs: Look[] = []
  const backed: boolean[] = [false]
  let inText = false
  let field = ''
  // What old and new programs show of the same drawing (part 3 §10.2.1); where they differ, somebody sees the other.
  const choices: { choice: string; fallback: string }[] = []
  walkPart(parts, part, {
    open({ name, attributes }, path) {
      const parent = path.at(-1)
      if (changes.has(name)) tally.add('tracked-change', 'tracked change')
      if (name === 'p') paragraphs.push({})
      if (name === 'r') runs.push({ look: {}, words: false })
      const paragraph = paragraphs.at(-1) ?? {}
      const run = runs.at(-1)?.look ?? {}
      if (name === 'tbl' || name === 'tc' || name === 'txbxContent' || name === 'AlternateContent')
        // The colour behind a text box is the drawing's: it is taken to have one.
        backed.push(name === 'txbxContent' || (name !== 'AlternateContent' && backed.at(-1) === true))
      if (name === 'tblStyle' && shading.has(attributes['val'] ?? '')) backed[backed.length - 1] = true
      if (name === 'shd' && (parent === 'tcPr' || parent === 'tblPr') && isFilled(attributes))
        backed[backed.length - 1] = true
      if (name === 'shd' && parent === 'pPr') paragraph.shaded = isFilled(attributes)
      if (name === 'pStyle') Object.assign(paragraph, { ...looks.get(attributes['val'] ?? ''), ...paragraph })
      if (name === 'rStyle') Object.assign(run, { ...looks.get(attributes['val'] ?? ''), ...run })
      if (parent === 'rPr' && path.at(-2) === 'r') readLook(run, name, attributes)
      if ((name === 'docPr' || name === 'cNvPr') && isTrue(attributes['hidden']))
        tally.add('hidden-text', 'hidden shape or picture', 'hidden shapes or pictures')
      if (isCropped(name, attributes))
        tally.add(
          'embedded-object',
          'picture that keeps what was cropped away',
          'pictures that keep what was cropped away',
        )
      if (isBlackVml(name, attributes))
        tally.add('covered-text', 'black shape lies over the words', 'black shapes lie over the words')
      if (name === 'AlternateContent') choices.push({ choice: '', fallback: '' })
      inText = name === 't' || name === 'delText' || name === 'instrText'
      if (name === 'fldSimple' && fields.test(attributes['instr'] ?? ''))
        tally.add('external-link', 'link to another file', 'links to other files')
    },
    text: (text, path) => {
      if (!inText || text.trim() === '') return
      const run = runs.at(-1)
      if (run !== undefined) run.words = true
      if (path.at(-1) === 'instrText') field += text
      const choice = choices.at(-1)
      if (choice !== undefined && path.at(-1) === 't')
        choice[path.lastIndexOf('Fallback') > path.lastIndexOf('Choice') ? 'fallback' : 'choice'] += text
    },
    close: (name) => {
      inText = false
      if (name === 'p') {
        if (fields.test(field)) tally.add('external-link', 'link to another file', 'links to other files')
        field = ''
      }
      if (name === 'tbl' || name === 'tc' || name === 'txbxContent' || name === 'AlternateContent')
        backed.pop()
      if (name === 'AlternateContent') {
        const last = choices.pop()
        if (last !== undefined && last.fallback !== '' && last.fallback.trim() !== last.choice.trim())
          tally.add(
            'hidden-text',
            'text box with other words for older programs',
            'text boxes with other words for older programs',
          )
      }
      if (name === 'p') paragraphs.pop()
      const run = name === 'r' ? runs.pop() : undefined
      if (run === undefined || !run.words) return
      const look = { ...paragraphs.at(-1), ...run.look }
      if (look.hidden === true) tally.add('hidden-text', 'run of hidden words', 'runs of hidden words')
      else if (isBlackedOut(look))
        tally.add(
          'covered-text',
          'run of words is blacked out and still there',
          'runs of words are blacked out and still there',
        )
      else if (look.white === true && look.shaded !== true && backed.at(-1) !== true)
        tally.add('hidden-text', 'run of white words', 'runs of white words')
      else if (look.tiny === true)
        tally.add('hidden-text', 'run of words too small to see', 'runs of words too small to see')
    },
  })
  for (let left = blackShapes(parts, part, false); left > 0; left -= 1)
    tally.add('covered-text', 'black shape lies over the words', 'black shapes lie over the words')
  return tally.surfaces(part)
}

/** A shape of older programs that floats over the words. The same drawing for newer ones is counted by itself. */
const isBlackVml = (name: string, attributes: Record<string, string>): boolean =>
  /^(?:rect|roundrect|shape)$/.test(name) &&
  /^(?:black|#000(?:000)?)\b/.test(attributes['fillcolor'] ?? '') &&
  /position\s*:\s*absolute/.test(attributes['style'] ?? '') &&
  !/z-index\s*:\s*-/.test(attributes['style'] ?? '')

export function counted(
  parts: OfficePackage,
  name: string,
  element: RegExp,
  kind: SurfaceKind,
  one: string,
  many = `${one}s`,
): Surface[] {
  let count = 0
  walkPart(parts, name, {
    open: (each) => {
      if (element.test(each.name)) count += 1
    },
  })
  return count === 0 ? [] : [{ kind, where: name, detail: `${countOf(count, one, many)}.` }]
}
