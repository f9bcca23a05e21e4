import { unpackFilters } from './pdf-filters.ts'

/** An object of a PDF as its bytes give it (ISO 32000-2 §7.3.10); `text` is all of it but its stream's data. */
export type RawObject = { number: number; at: number; text: string; data: Buffer | null }
export type RawPdf = {
  /** In the order of the file; an object that was saved again is there more than once */
  objects: RawObject[]
  /** What trailers and cross-reference streams say */
  trailers: string[]
  tail: number
}

const mostInAll = 512 * 1024 * 1024
const head = /(?:^|[\s>)])(\d{1,10})\s{1,4}(\d{1,5})\s{1,4}obj\b/g

/**
 * All objects that stand in the bytes, whatever the tables of the file say of them: also those that no table names any
 * more, and those packed in object streams (§7.5.7).
 */
export function readRawPdf(bytes: Uint8Array): RawPdf {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const text = file.toString('latin1')
  const found: RawPdf = { objects: [], trailers: [], tail: 0 }
  let budget = mostInAll
  head.lastIndex = 0
  for (let match = head.exec(text); match !== null; match = head.exec(text)) {
    const start = head.lastIndex
    const end = text.indexOf('endobj', start)
    const stream = /\bstream\r?\n/g
    stream.lastIndex = start
    const opened = stream.exec(text)
    const limit = end === -1 ? text.length : end
    if (opened === null || opened.index > limit) {
      found.objects.push({ number: Number(match[1]), at: start, text: text.slice(start, limit), data: null })
      head.lastIndex = limit
      continue
    }
    const close = text.indexOf('endstream', stream.lastIndex)
    const data = file.subarray(stream.lastIndex, close === -1 ? file.length : close)
    const object = { number: Number(match[1]), at: start, text: text.slice(start, opened.index), data }
    found.objects.push(object)
    head.lastIndex = close === -1 ? text.length : close
    if (/\/Type\s*\/XRef\b/.test(object.text)) found.trailers.push(object.text)
    if (!/\/Type\s*\/ObjStm\b/.test(object.text)) continue
    const unpacked = unpackStream(object)
    if (unpacked === null || (budget -= unpacked.length) < 0) continue
    found.objects.push(...readPacked(object, unpacked.toString('latin1')))
  }
  for (const match of text.matchAll(/\btrailer\s*(<<[\s\S]{0,4000}?)\bstartxref/g))
    found.trailers.push(match[1] ?? '')
  const last = text.lastIndexOf('%%EOF')
  found.tail = last === -1 ? 0 : text.slice(last + 5).trim().length
  return found
}

function readPacked({ at, text }: RawObject, content: string): RawObject[] {
  const first = Number(/\/First\s+(\d+)/.exec(text)?.[1] ?? 0)
  const numbers = (content.slice(0, first).match(/\d+/g) ?? []).map(Number)
  const objects: RawObject[] = []
  for (let index = 0; index + 1 < numbers.length; index += 2) {
    const start = first + (numbers[index + 1] ?? 0)
    const next = numbers[index + 3]
    objects.push({
      number: numbers[index] ?? 0,
      at,
      text: content.slice(start, next === undefined ? content.length : first + next),
      data: null,
    })
  }
  return objects
}

/** What a stream holds once it is unpacked; null for pictures and what is damaged. */
export const unpackStream = ({ text, data }: RawObject): Buffer | null =>
  data === null ? null : unpackFilters(text, data)

/** The numbers of the objects that can be come to from the trailers. A number in a string counts as well: it does no harm. */
export function reachable({ objects, trailers }: RawPdf): Set<number> {
  const links = new Map<number, Set<number>>()
  for (const { number, text } of objects) {
    const known = links.get(number) ?? new Set()
    for (const each of refsIn(text)) known.add(each)
    links.set(number, known)
  }
  const seen = new Set<number>()
  const open = trailers.flatMap(refsIn)
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (seen.has(at)) continue
    seen.add(at)
    for (const next of links.get(at) ?? []) if (!seen.has(next)) open.push(next)
  }
  return seen
}

const refsIn = (text: string): number[] =>
  [...text.matchAll(/(\d{1,10})\s+\d{1,5}\s+R\b/g)].map(([, number]) => Number(number))
