import type { FileType } from '../../documents/index.ts'
import { printableRuns } from '../beside/metafile-words.ts'
import { compoundLeftovers } from './compound-leftovers.ts'
import { readCompound, type CompoundEntry } from './compound-streams.ts'
import { countOf } from '../../kernel/count-of.ts'
import type { Inside } from './inside.ts'
import { binarySheetSurfaces } from './binary-sheet-surfaces.ts'
import type { Surface } from './surface.ts'

const advice: Partial<Record<FileType, string>> = {
  doc: 'The old Word format can hide what Muniment cannot see. Save it as DOCX or PDF, and check that file.',
  xls: 'The old Excel format can hide what Muniment cannot see. Save it as XLSX or CSV, and check that file.',
  ppt: 'The old PowerPoint format can hide what Muniment cannot see. Save it as PPTX or PDF, and check that file.',
}

/**
 * Office files from before 2007: what their streams are called tells of macros, embedded files and copies of data; the
 * rest is not read, so they are never clean.
 */
export async function compoundSurfaces(
  bytes: Uint8Array,
  type: FileType,
  inside: Inside,
): Promise<Surface[]> {
  const found: Surface[] = [
    {
      kind: 'unreadable',
      where: 'the file',
      detail: advice[type] ?? 'Muniment cannot look into files of this kind.',
    },
  ]
  const entries = readCompound(bytes)
  if (entries === null) return found
  found.push(...streamSurfaces(entries), ...leftoverSurfaces(bytes))
  if (type === 'xls') {
    const book = entries.find(({ path }) => path === 'Workbook' || path === 'Book')?.bytes()
    if (book !== undefined && book !== null) found.push(...binarySheetSurfaces(book))
  }
  const embedded = entries.filter(({ path }) => /(?:^|\/)(?:Package|\p{Cc}Ole10Native|CONTENTS)$/u.test(path))
  found.push(
    ...(
      await inside(
        embedded.map((entry, index) => ({
          where: `embedded file ${index + 1}`,
          name: 'embedded',
          bytes: contentOf(entry),
        })),
      )
    ).filter(({ kind }) => kind !== 'unreadable'),
  )
  return found
}

/** Letters from which what was left behind is no chance. */
const manyLetters = 24

export function leftoverSurfaces(bytes: Uint8Array): Surface[] {
  const letters = printableRuns(compoundLeftovers(bytes)).join('').match(/\p{L}/gu)?.length ?? 0
  return letters < manyLetters
    ? []
    : [
        {
          kind: 'previous-revision',
          where: 'the file',
          detail: `${countOf(letters, 'letter lies', 'letters lie')} in places that it no longer uses.`,
        },
      ]
}

/** Ole10Native ([MS-OLEDS] §2.3.6) begins with sizes and names; the file itself comes last. */
function contentOf(entry: CompoundEntry): Uint8Array | null {
  const bytes = entry.bytes()
  if (bytes === null || !entry.path.endsWith('Ole10Native')) return bytes
  const text = Buffer.from(bytes).toString('latin1')
  const names = /^[\s\S]{6}[^\0]*\0[^\0]*\0[\s\S]{4}[\s\S]{4}[^\0]*\0[\s\S]{4}/.exec(text)
  return names === null ? bytes : bytes.subarray(names[0].length)
}

function streamSurfaces(entries: readonly CompoundEntry[]): Surface[] {
  const found: Surface[] = []
  const has = (pattern: RegExp): boolean => entries.some(({ path }) => pattern.test(path))
  if (has(/(?:^|\/)_?VBA(?:_PROJECT(?:_CUR)?)?(?:\/|$)/i))
    found.push({ kind: 'macro', where: 'the file', detail: 'It holds macros.' })
  if (has(/^ObjectPool\/|^MBD[0-9A-F]{8}|(?:^|\/)\p{Cc}Ole10Native$|(?:^|\/)Package$/u))
    found.push({
      kind: 'embedded-object',
      where: 'the file',
      detail: 'Another file is embedded, with all it holds.',
    })
  if (has(/^_SX_DB/))
    found.push({
      kind: 'pivot-cache',
      where: 'the file',
      detail: 'A pivot table keeps a copy of the data it was made from.',
    })
  if (has(/^(?:Revision Log|User Names)$/))
    found.push({ kind: 'tracked-change', where: 'the file', detail: 'A log of earlier changes.' })
  return found
}
