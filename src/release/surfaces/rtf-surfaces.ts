import type { Contained, Inside } from './inside.ts'
import { Tally, type Surface, type SurfaceKind } from './surface.ts'

type Group = {
  /** The destination that this group's words go to, where they are not of the text */
  aside: string
  hidden: boolean
  deleted: boolean
  colour: number
  backed: boolean
  size: number
}

const tellingInfo: Record<string, string> = {
  author: 'author',
  operator: 'last changed by',
  manager: 'manager',
  company: 'company',
  subject: 'subject',
  keywords: 'keywords',
  category: 'category',
  doccomm: 'comments',
  comment: 'comments',
  hlinkbase: 'folder of links',
}
const asides = new Set(
  'fonttbl colortbl stylesheet info pict objdata objclass generator themedata colorschememapping datastore latentstyles listtable listoverridetable rsidtbl revtbl xmlnstbl filetbl template fldinst bkmkstart bkmkend userprops docvar annotation atnid atnauthor atndate atnref atnparent atnicn pgptbl passwordhash mmathPr wgrffmtfilter protusertbl upr shpinst sp sn sv nonshppict blipuid blipupi panose falt pntext pntxta pntxtb'.split(
    ' ',
  ),
)
const pattern = /\\([a-z]+)(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-z])|([{}])|[\r\n]+|([^\\{}\r\n]+)/g

/** What a rich text file can hold out of sight (RTF 1.9.1). */
export async function rtfSurfaces(bytes: Uint8Array, inside: Inside): Promise<Surface[]> {
  const rtf = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
  const tally = new Tally()
  const add = tally.add.bind(tally)
  const files: Contained[] = []
  const told = new Set<string>()
  const whites = whiteColours(rtf)
  const stack: Group[] = []
  let group: Group = { aside: '', hidden: false, deleted: false, colour: 0, backed: false, size: 24 }
  let run = ''
  let picture = ''
  let authors = ''
  let field = ''
  let ended = false
  const mark = (kind: SurfaceKind, name: string, one: string, many?: string): void => {
    if (run !== name) add(kind, one, many)
    run = name
  }
  const say = (text: string): void => {
    if (group.aside === 'pict' || group.aside === 'objdata') {
      if (group.aside === 'pict' && picture.length < 120_000_000) picture += text
      return
    }
    if (!/[\p{L}\p{N}]/u.test(text)) return
    if (group.aside === 'revtbl') authors += text
    else if (group.aside === 'fldinst') field += text
    else if (tellingInfo[group.aside] !== undefined) told.add(tellingInfo[group.aside] ?? '')
    else if (group.aside === 'annotation') mark('comment', 'comment', 'comment')
    else if (group.aside === 'docvar' || group.aside === 'userprops')
      mark('metadata', group.aside, 'value of its own', 'values of its own')
    else if (group.aside === '' && ended)
      mark('hidden-text', 'end', 'piece of words after the end', 'pieces of words after the end')
    else if (group.aside === '') {
      if (group.hidden) mark('hidden-text', 'hidden', 'run of hidden words', 'runs of hidden words')
      else if (group.deleted)
        mark(
          'tracked-change',
          'deleted',
          'run of words that were struck out',
          'runs of words that were struck out',
        )
      else if (whites.has(group.colour) && !group.backed)
        mark('hidden-text', 'white', 'run of white words', 'runs of white words')
      else if (group.size < 4)
        mark('hidden-text', 'tiny', 'run of words too small to see', 'runs of words too small to see')
      else run = ''
    }
  }
  for (const [, word, number, hex, symbol, brace, text] of rtf.matchAll(pattern)) {
    if (brace === '{') {
      stack.push(group)
      group = { ...group }
      if (stack.length > 2000) break
    } else if (brace === '}') {
      if (group.aside === 'pict' && stack.at(-1)?.aside !== 'pict') {
        const image = pictureFile(picture, files.length + 1)
        if (image !== null) files.push(image)
        picture = ''
      }
      if (group.aside === 'fldinst' && stack.at(-1)?.aside !== 'fldinst') {
        if (/^\s*(?:INCLUDE(?:TEXT|PICTURE)|LINK|DDE(?:AUTO)?|IMPORT|DATABASE)\b/i.test(field))
          add('external-link', 'link to another file', 'links to other files')
        field = ''
      }
      group = stack.pop() ?? group
      if (stack.length === 0) ended = true
    } else if (word !== undefined) {
      const on = number !== '0'
      if (word === 'v' || word === 'webhidden') group.hidden = on
      else if (word === 'deleted') group.deleted = on
      else if (word === 'revised' && on) mark('tracked-change', 'revised', 'tracked change')
      else if (word === 'plain') group = { ...group, hidden: false, colour: 0, size: 24, backed: false }
      else if (word === 'cf') group.colour = Number(number ?? 0)
      else if (
        word === 'cb' ||
        word === 'highlight' ||
        word === 'chcbpat' ||
        word === 'clcbpat' ||
        word === 'cbpat'
      )
        group.backed = Number(number ?? 0) !== 0
      else if (word === 'fs') group.size = Number(number ?? 24)
      else if (word === 'object') add('embedded-object', 'embedded file')
      else if (word === 'bin') add('embedded-object', 'piece of raw data', 'pieces of raw data')
      else if (word === 'u' && number !== undefined) say(String.fromCharCode(Number(number) & 0xffff))
      else if (tellingInfo[word] !== undefined || asides.has(word)) group.aside = word
    } else if (hex !== undefined) say(String.fromCharCode(Number.parseInt(hex, 16)))
    else if (symbol === '*' && group.aside === '') group.aside = '*'
    else if (text !== undefined) say(text)
  }
  if (/[\p{L}]/u.test(authors.replaceAll(/Unknown\d*/g, ''))) told.add('who changed it')
  const found = tally.surfaces('the text')
  if (told.size > 0)
    found.push({
      kind: 'metadata',
      where: 'properties',
      detail: `The properties give ${[...told].join(', ')}.`,
    })
  return [...found, ...(await inside(files))]
}

/** Numbers of the colours that are white; 0 is whatever the reader's own is. */
function whiteColours(rtf: string): Set<number> {
  const table = /\{\\colortbl([^}]{0,20000})\}/.exec(rtf)?.[1] ?? ''
  return new Set(
    table
      .split(';')
      .flatMap((entry, index) => (/\\red255\s*\\green255\s*\\blue255\b/.test(entry) ? [index] : [])),
  )
}

function pictureFile(hex: string, number: number): Contained | null {
  const digits = hex.replaceAll(/[^0-9a-fA-F]/g, '')
  const bytes = Buffer.from(digits, 'hex')
  // Drawings of Windows' own kind have no name to go by; photographs do.
  if (!(bytes[0] === 0xff && bytes[1] === 0xd8) && bytes[0] !== 0x89) return null
  return { where: `picture ${number}`, name: bytes[0] === 0x89 ? 'picture.png' : 'picture.jpg', bytes }
}
