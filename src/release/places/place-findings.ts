import {
  decodeText,
  extractText,
  inspectFile,
  readZipDirectory,
  readZipEntry,
  type FileType,
} from '../../documents/index.ts'
import { lineNumbers } from '../line-numbers.ts'
import type { Found, FoundAt } from '../weigh-findings.ts'
import { placeMail, type InnerFile } from './mail-places.ts'
import { placeOffice } from './office-places.ts'
import { lineOfText, mostShown, sayPlaces, type Place } from './place.ts'
import { findCellsOfTable } from './table-places.ts'
import { WantedLines } from './wanted-lines.ts'

export type FoundInText = FoundAt & {
  /** 0 is what a reader reads, then what else was searched */
  text: number
}

const longestLine = 40_000
const deepest = 3
const mostBytesInside = 100 * 1024 * 1024
const office: readonly FileType[] = ['docx', 'xlsx', 'pptx', 'odt', 'ods', 'odp']

/**
 * Says of what was found in the texts of a file where somebody who opens the file sees it: sheet and cell, row and
 * column, header or part of a message, paragraph or table. Costs nothing where nothing was found. What cannot be
 * placed keeps its line.
 */
export async function placeFindings(
  found: readonly FoundInText[],
  texts: readonly string[],
  file: { bytes: Uint8Array; type: FileType },
): Promise<Found[]> {
  const [read = ''] = texts
  const inRead = found.filter(({ text }) => text === 0)
  const placesOf =
    inRead.length === 0
      ? nowhere
      : file.type === 'csv'
        ? placesOfCells(read, inRead)
        : await placesOfLines(read, inRead, file)
  return found.map(({ starts, text, ...finding }): Found => {
    if (text === 1) return { ...finding, where: 'its name' }
    if (text > 1) return { ...finding, where: finding.where.replace(/its text$/, 'its source') }
    const { shown, count } = placesOf(starts)
    return count === 0 ? finding : { ...finding, where: sayPlaces(shown, count) }
  })
}

/** The first places of what was found at these offsets, and how many there are. */
type PlacesOf = (starts: readonly number[]) => { shown: readonly Place[]; count: number }
const nowhere: PlacesOf = () => ({ shown: [], count: 0 })
const keyOf = ({ within, unit, at }: Place): string => `${within}\n${unit}\n${at}`

function placesOfCells(text: string, found: readonly FoundInText[]): PlacesOf {
  const offsets = Float64Array.from(found.flatMap(({ starts }) => starts)).sort()
  const { rows, columns, placeOf } = findCellsOfTable(text, offsets)
  const indexOf = (offset: number): number => {
    let [low, high] = [0, offsets.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((offsets[middle] ?? 0) < offset) low = middle + 1
      else high = middle
    }
    return low
  }
  return (starts) => {
    const shown: Place[] = []
    let [count, row, column] = [0, 0, 0]
    // In the order of the text, so the same cell comes together
    for (const start of starts) {
      const index = indexOf(start)
      if (rows[index] === row && columns[index] === column) continue
      row = rows[index] ?? 0
      column = columns[index] ?? 0
      count += 1
      if (shown.length < mostShown) shown.push(placeOf(row, column))
    }
    return { shown, count }
  }
}

async function placesOfLines(
  text: string,
  found: readonly FoundInText[],
  { bytes, type }: { bytes: Uint8Array; type: FileType },
): Promise<PlacesOf> {
  if (!office.includes(type) && type !== 'eml' && type !== 'zip') return nowhere
  const lines = new Map<number, string>()
  const lineAt = (start: number): string | null => {
    const from = text.lastIndexOf('\n', start - 1) + 1
    const known = lines.get(from)
    if (known !== undefined) return known
    const end = text.indexOf('\n', from)
    const to = end === -1 ? text.length : end
    if (to - from > longestLine) return null
    const line = text.slice(from, to)
    lines.set(from, line)
    return line
  }
  for (const { starts } of found) for (const start of starts) lineAt(start)
  const wanted = new WantedLines(lines.values())
  try {
    await placeFile(bytes, type, lines.values(), wanted, '', 0)
  } catch {
    // A file that is damaged where it was read all the same: what is placed stays, the rest keeps its line
  }
  const lineOf = lineNumbers(text)
  return (starts) => {
    const placed: { order: number; place: Place }[] = []
    for (const start of starts) {
      const line = lineAt(start)
      const places = line === null ? [] : wanted.placesOf(line)
      if (places.length > 0) placed.push(...places)
      else placed.push({ order: Infinity, place: lineOfText(lineOf(start)) })
    }
    const inOrder = placed.toSorted((a, b) => (a.order < b.order ? -1 : Number(a.order > b.order)))
    const each = new Map(inOrder.map(({ place }) => [keyOf(place), place]))
    return { shown: [...each.values()], count: each.size }
  }
}

async function placeFile(
  bytes: Uint8Array,
  type: FileType,
  lines: Iterable<string>,
  wanted: WantedLines,
  inside: string,
  depth: number,
): Promise<void> {
  if (office.includes(type)) return placeOffice(bytes, wanted, inside)
  const inner =
    type === 'eml' ? await placeMail(bytes, lines, wanted, inside) : type === 'zip' ? filesOf(bytes) : null
  if (inner === null) {
    const text =
      type === 'csv' || type === 'txt' ? decodeText(bytes).text : (await extractText(bytes, type)).text
    return wanted.add(text, (line) => ({ within: inside, unit: 'line', at: String(line) }))
  }
  if (depth >= deepest) return
  for (const file of inner) {
    const named = type === 'eml' ? `attachment “${file.name}”` : `“${file.name}” in it`
    const within = inside === '' ? named : `${inside}, ${named}`
    wanted.add(file.name, {
      within: type === 'eml' ? 'the name of an attachment' : 'the name of a file in it',
    })
    await placeFile(file.bytes, inspectFile(file.bytes, file.name, '').type, lines, wanted, within, depth + 1)
  }
}

function filesOf(bytes: Uint8Array): InnerFile[] {
  return (readZipDirectory(bytes) ?? []).flatMap((entry) => {
    const content = entry.name.endsWith('/') ? null : readZipEntry(bytes, entry, mostBytesInside)
    return content === null ? [] : [{ name: entry.name, bytes: content }]
  })
}
