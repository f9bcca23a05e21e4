import { decodeText } from '../../documents/index.ts'
import { readTags, type Tag } from './html-tags.ts'
import type { Contained, Inside } from './inside.ts'
import { Tally, type Surface, type SurfaceKind } from './surface.ts'

const tellingMeta =
  /^(?:author|creator|dc\.creator|description|keywords|generator-user|last-modified-by|copyright|reply-to|owner)$/i
const empty = new Set('area base br col embed hr img input link meta param source track wbr'.split(' '))
const outside = /^(?:https?:)?\/\//i
const white =
  /(?:^|[;\s])color\s*:\s*(?:white|#fff(?:fff)?|rgb\(\s*255\s*,\s*255\s*,\s*255\s*\))\s*(?:!important\s*)?(?:;|$)/i
const unseen =
  /display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|font-size\s*:\s*0*[01]?(?:\.\d+)?(?:px|pt)?\s*(?:;|!|$)|opacity\s*:\s*0(?:\.0+)?\s*(?:;|!|$)|mso-hide\s*:\s*all|(?:text-indent|left|top)\s*:\s*-\d{3,}|(?:max-)?(?:height|width)\s*:\s*[01](?:px)?\s*(?:;|!|$)/i

/** Letters and ground of one colour, both given in one place. */
function isAlike(style: string): boolean {
  const value = (name: string): string =>
    new RegExp(`(?:^|[;\\s])${name}\\s*:\\s*([^;!]{1,40})`, 'i').exec(style)?.[1]?.trim().toLowerCase() ?? ''
  const ink = plainColour(value('color'))
  return ink !== '' && ink === plainColour(value('background(?:-color)?'))
}
const plainColour = (colour: string): string =>
  colour
    .replace(/^black$/, '#000000')
    .replace(/^white$/, '#ffffff')
    .replace(/^#(.)(.)(.)$/, '#$1$1$2$2$3$3')

/** What a page can hold that its reader does not see. Nothing of it runs and nothing is fetched. */
export async function htmlSurfaces(bytes: Uint8Array, inside: Inside): Promise<Surface[]> {
  const html = decodeText(bytes).text
  const tally = new Tally()
  const add = tally.add.bind(tally)
  const files: Contained[] = []
  const hiddenNames = readHiddenNames(html)
  const open: {
    name: string
    hidden: boolean
    coloured: boolean
    white: boolean
    alike: boolean
    counted: boolean
  }[] = []
  for (const token of readTags(html)) {
    const top = open.at(-1)
    if (token.kind === 'comment') {
      if (saysSomething(token.text)) add('comment', 'comment')
    } else if (token.kind === 'text') {
      if (top === undefined || top.counted || !/[\p{L}\p{N}]/u.test(token.text)) continue
      if (top.name === 'script' || top.name === 'style' || top.name === 'title') continue
      if (top.hidden || top.name === 'template')
        add('hidden-text', 'piece of hidden words', 'pieces of hidden words')
      else if (top.alike)
        add(
          'covered-text',
          'piece of words is blacked out and still there',
          'pieces of words are blacked out and still there',
        )
      else if (top.white && !top.coloured) add('hidden-text', 'piece of white words', 'pieces of white words')
      else continue
      top.counted = true
    } else if (token.closing) {
      const at = open.findLastIndex(({ name }) => name === token.name)
      if (at !== -1) open.length = at
    } else {
      inspectTag(token, add, files)
      if (empty.has(token.name) || open.length > 500) continue
      const style = token.attributes.get('style') ?? ''
      const names = [
        ...(token.attributes.get('class') ?? '').split(/\s+/).map((name) => `.${name}`),
        `#${token.attributes.get('id') ?? ''}`,
      ]
      const classed = (token.attributes.get('class') ?? '') !== ''
      open.push({
        name: token.name,
        hidden:
          top?.hidden === true ||
          token.attributes.has('hidden') ||
          unseen.test(style) ||
          names.some((name) => hiddenNames.has(name)),
        // A class may give a background; one that is not known is taken to.
        coloured:
          top?.coloured === true || /background/i.test(style) || token.attributes.has('bgcolor') || classed,
        white:
          white.test(style) ||
          /^(?:white|#fff(?:fff)?)$/i.test(token.attributes.get('color') ?? '') ||
          (top?.white === true && !/(?:^|[;\s])color\s*:/i.test(style)),
        alike:
          isAlike(style) ||
          (top?.alike === true && !/(?:^|[;\s])(?:color|background[\w-]*)\s*:/i.test(style)),
        counted: top?.counted === true && top.hidden,
      })
    }
  }
  const found = tally.surfaces('the page')
  return [...found, ...(await inside(files))]
}

function inspectTag(
  { name, attributes }: Tag,
  add: (kind: SurfaceKind, one: string, many?: string) => void,
  files: Contained[],
): void {
  if (name === 'script') add('javascript', 'script')
  for (const [key, value] of attributes) {
    if (/^on[a-z]+$/.test(key) || /^\s*javascript:/i.test(value))
      add('javascript', 'script in a tag', 'scripts in tags')
    const data = /^\s*data:([\w.+-]+\/[\w.+-]+)?[^,]{0,200},/i.exec(value)
    if (data !== null) files.push(dataFile(value, data, files.length + 1))
  }
  if (name === 'meta') {
    const said = attributes.get('name') ?? attributes.get('property') ?? ''
    if (tellingMeta.test(said) && (attributes.get('content') ?? '').trim() !== '')
      add('metadata', 'property', 'properties')
  }
  if (/^(?:o|w|dc):(?:author|lastauthor|company|manager|creator)$/.test(name))
    add('metadata', 'property', 'properties')
  if (name === 'input' && (attributes.get('type') ?? '').toLowerCase() === 'hidden')
    add('form-field', 'hidden field')
  if (name === 'iframe' || name === 'object' || name === 'embed' || name === 'applet' || name === 'portal')
    add('embedded-object', 'other page or file inside', 'other pages or files inside')
  const source = attributes.get('src') ?? attributes.get('background') ?? ''
  if (outside.test(source) && name !== 'script')
    add(
      'external-link',
      'picture or file that is fetched from elsewhere',
      'pictures or files that are fetched from elsewhere',
    )
}

/** Word's conditions and settings for old browsers are in every message it writes: only words between their tags count. */
function saysSomething(comment: string): boolean {
  if (!/^\s*\[(?:if|endif)\b/i.test(comment)) return /[\p{L}\p{N}]/u.test(comment)
  return /\p{L}/u.test(
    comment.replaceAll(/\[[^\]]*\]|<style[\s\S]*?<\/style>|<xml>[\s\S]*?<\/xml>|<[^>]*>/gi, ''),
  )
}

function dataFile(value: string, found: RegExpExecArray, number: number): Contained {
  const body = value.slice(found.index + found[0].length)
  const packed = /;base64,$/i.test(found[0])
  const bytes = Buffer.from(packed ? body : decodeLoosely(body), packed ? 'base64' : 'utf8')
  return {
    where: `file ${number} written inside`,
    name: `inside.${found[1]?.split(/[/+]/)[1] ?? 'bin'}`,
    bytes,
  }
}

function decodeLoosely(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** Classes and ids that a rule of the page's own style hides outright. */
function readHiddenNames(html: string): Set<string> {
  const found = new Set<string>()
  for (const [, css = ''] of html.matchAll(/<style\b[^>]{0,2000}>([\s\S]*?)<\/style/gi))
    for (const [, selectors = '', rules = ''] of css
      .replaceAll(/@media\s+print[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}/gi, '')
      .matchAll(/([^{}]{1,2000})\{([^{}]*)\}/g))
      if (unseen.test(rules) && !/position\s*:\s*absolute/i.test(rules))
        for (const selector of selectors.split(',')) {
          const name = /^\s*\w*([.#][\w-]+)\s*$/.exec(selector)?.[1]
          if (name !== undefined) found.add(name)
        }
  return found
}
