import { leftoverSurfaces } from './compound-surfaces.ts'
import { readCompound, type CompoundEntry } from './compound-streams.ts'
import type { Contained, Inside } from './inside.ts'
import { countOf } from '../../kernel/count-of.ts'
import type { Surface } from './surface.ts'

/** Properties of an Outlook message ([MS-OXPROPS]) that its window does not show, by the number in the stream's name. */
const telling: Record<string, string> = {
  '007D': 'the headers of its way',
  '3FF8': 'who made it',
  '3FFA': 'who changed it last',
  '5D0A': 'who made it',
  '5D0B': 'who changed it last',
  '1042': 'the message it answers',
}
const deepest = 4

/** What an Outlook message ([MS-OXMSG]) carries beside its words; messages attached to it included. */
export async function outlookSurfaces(bytes: Uint8Array, inside: Inside): Promise<Surface[]> {
  const entries = readCompound(bytes)
  if (entries === null)
    return [{ kind: 'unreadable', where: 'the file', detail: 'The file is damaged and could not be opened.' }]
  const found: Surface[] = leftoverSurfaces(bytes)
  const files: Contained[] = []
  inspectMessage(entries, '', found, files, 0)
  return [...found, ...(await inside(files))]
}

function inspectMessage(
  entries: readonly CompoundEntry[],
  base: string,
  found: Surface[],
  files: Contained[],
  depth: number,
): void {
  const place = base === '' ? '' : 'attached message, '
  const here = entries.filter(({ path }) => path.startsWith(base))
  const stream = (name: string): CompoundEntry | undefined => here.find(({ path }) => path === base + name)
  const told = new Set<string>()
  for (const { path, size } of here) {
    const tag = /^__substg1\.0_([0-9A-F]{4})(?:001[EF]|0102)$/.exec(path.slice(base.length))?.[1]
    const said = tag === undefined ? undefined : telling[tag]
    if (said !== undefined && size > 0) told.add(said)
  }
  if (told.size > 0)
    found.push({
      kind: 'mail-header',
      where: `${place}properties`,
      detail: `It keeps ${[...told].join(', ')}.`,
    })
  const folders = (kind: string): string[] => [
    ...new Set(
      here.flatMap(({ path }) => {
        const [first = ''] = path.slice(base.length).split('/')
        return first.startsWith(kind) ? [`${base}${first}/`] : []
      }),
    ),
  ]
  const blind = folders('__recip_version1.0_').filter(
    (folder) => readNumber(here, `${folder}__properties_version1.0`, 0x0c15) === 3,
  ).length
  if (blind > 0)
    found.push({
      kind: 'mail-header',
      where: `${place}recipients`,
      detail: `${countOf(blind, 'blind copy', 'blind copies')}.`,
    })
  const html = stream('__substg1.0_10130102') ?? stream('__substg1.0_1013001F')
  if (html !== undefined) files.push({ where: `${place}its words`, name: 'body.html', bytes: html.bytes() })
  folders('__attach_version1.0_').forEach((folder, index) => {
    const where = `${place}attachment ${index + 1}`
    const hidden = (readNumber(here, `${folder}__properties_version1.0`, 0x7ffe) ?? 0) !== 0
    found.push({
      kind: 'attachment',
      where,
      detail: hidden ? 'A file is attached that Outlook does not show.' : 'A file is attached.',
    })
    const name = textOf(here, `${folder}__substg1.0_3707`) ?? textOf(here, `${folder}__substg1.0_3704`)
    const data = here.find(({ path }) => path === `${folder}__substg1.0_37010102`)
    if (data !== undefined) files.push({ where, name: name ?? 'attachment', bytes: data.bytes() })
    if (here.some(({ path }) => path.startsWith(`${folder}__substg1.0_3701000D/`))) {
      if (depth >= deepest)
        found.push({ kind: 'unreadable', where, detail: 'It lies too deep inside other files.' })
      else inspectMessage(here, `${folder}__substg1.0_3701000D/`, found, files, depth + 1)
    }
  })
}

/** A property of fixed size, from the list that a storage keeps of them ([MS-OXMSG] §2.4). */
function readNumber(entries: readonly CompoundEntry[], path: string, property: number): number | null {
  const bytes = entries.find((each) => each.path === path)?.bytes()
  if (bytes === undefined || bytes === null) return null
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  for (let at = 8; at + 16 <= bytes.length; at += 16)
    if (view.getUint16(at + 2, true) === property) return view.getUint16(at + 8, true)
  return null
}

function textOf(entries: readonly CompoundEntry[], path: string): string | null {
  const entry = entries.find((each) => each.path === `${path}001F` || each.path === `${path}001E`)
  const bytes = entry?.bytes()
  if (entry === undefined || bytes === undefined || bytes === null) return null
  return new TextDecoder(entry.path.endsWith('F') ? 'utf-16le' : 'windows-1252').decode(bytes)
}

/** The files of a winmail.dat ([MS-OXTNEF] §2.1.3): attributes one after another, an attachment begins with 0x9002. */
export async function tnefSurfaces(bytes: Uint8Array, inside: Inside): Promise<Surface[]> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const found: Surface[] = [
    {
      kind: 'attachment',
      where: 'the file',
      detail: 'Outlook packed the message and its files into winmail.dat, which most readers cannot open.',
    },
  ]
  const files: Contained[] = []
  for (let at = 6; at + 11 <= bytes.length;) {
    const id = view.getUint16(at + 1, true)
    const length = view.getUint32(at + 5, true)
    const data = bytes.subarray(at + 9, at + 9 + length)
    const last = files.at(-1)
    if (id === 0x9002)
      files.push({ where: `attachment ${files.length + 1}`, name: 'attachment', bytes: new Uint8Array() })
    else if (id === 0x8010 && last !== undefined)
      last.name = new TextDecoder('windows-1252').decode(data).replaceAll('\0', '')
    else if (id === 0x800f && last !== undefined) last.bytes = data.length === length ? data : null
    at += 9 + length + 2
  }
  for (const { where } of files) found.push({ kind: 'attachment', where, detail: 'A file is attached.' })
  return [...found, ...(await inside(files))]
}
