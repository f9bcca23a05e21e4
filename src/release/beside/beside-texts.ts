import { gunzipSync } from 'node:zlib'
import { readZipDirectory, readZipEntry } from '../../documents/index.ts'
import { compoundLeftovers } from '../surfaces/compound-leftovers.ts'
import { readCompound } from '../surfaces/compound-streams.ts'
import { inflate } from '../surfaces/pdf-filters.ts'
import { readRawPdf, unpackStream } from '../surfaces/pdf-raw.ts'
import { streams } from '../surfaces/raw-scan.ts'
import { readStrings } from './pdf-strings.ts'
import { readDifferences, readFontWords } from './font-words.ts'
import { isEmf, isWmf, printableRuns, readMetafileWords } from './metafile-words.ts'
import { readPhotoWords } from './photo-words.ts'

/** Words that stand in a file beside its text, by the kind of place; `count` is how many places there are. */
export type BesideText = { in: BesidePlace; texts: string[]; count: number }
export type BesidePlace = 'drawing' | 'photo' | 'font' | 'leftover' | 'string'

export type Beside = {
  found: BesideText[]
  /** Letters of fonts in the order of their tables */
  orders: string[]
  /** Drawings whose words are numbers of letter shapes */
  unreadDrawings: number
}

const deepest = 4
const mostBytes = 400 * 1024 * 1024
const mostOfOne = 64 * 1024 * 1024
const mostText = 8 * 1024 * 1024
/** Parts of a package that may hold other files or pictures. */
const holding =
  /\.(?:emf|wmf|emz|wmz|jpe?g|bin|docx?|xlsx?|pptx?|od[tspg]|pdf|msg|eml|rtf|zip)$|\/(?:media|embeddings|Pictures)\/|^Object/i

/**
 * Words in places that text extraction does not come to: drawings of Windows’ own kinds, captions of photographs, tables
 * of fonts, and what deleted text leaves in old Office files. Files inside are looked into as well.
 */
export function besideTexts(file: Uint8Array): Beside {
  const walk = new Walk()
  walk.look(Buffer.from(file.buffer, file.byteOffset, file.byteLength), 0)
  return walk.result()
}

class Walk {
  readonly #places = new Map<BesidePlace, { texts: Set<string>; count: number }>()
  readonly #orders = new Set<string>()
  #unread = 0
  #left = mostBytes
  #text = mostText

  look(content: Buffer, depth: number): void {
    this.#left -= content.length
    if (this.#left < 0 || depth > deepest || content.length < 8) return
    const head = content.toString('latin1', 0, 8)
    if (isEmf(content) || isWmf(content)) this.#drawing(content)
    else if (head.startsWith('\xff\xd8')) this.#add('photo', readPhotoWords(content))
    else if (head.startsWith('\xd0\xcf\x11\xe0')) this.#compound(content, depth)
    else if (head.startsWith('\x1f\x8b')) this.#gzip(content, depth)
    else if (head.startsWith('PK\x03\x04')) this.#package(content, depth)
    else if (content.toString('latin1', 0, 1024).includes('%PDF-')) this.#pdf(content, depth)
    // Mail, rich text and others that write files as letters.
    else if (/^\{\\rtf|^[!-9;-~]{1,60}:/.test(content.toString('latin1', 0, 80)))
      for (const { content: inner } of streams(content)) if (mayHold(inner)) this.look(inner, depth + 1)
  }

  result(): Beside {
    return {
      found: [...this.#places].map(([place, { texts, count }]) => ({ in: place, texts: [...texts], count })),
      orders: [...this.#orders],
      unreadDrawings: this.#unread,
    }
  }

  #add(place: BesidePlace, texts: readonly string[]): void {
    const said = texts.filter((text) => text.trim() !== '')
    if (said.length === 0) return
    const known = this.#places.get(place) ?? { texts: new Set(), count: 0 }
    known.count += 1
    for (const text of said) {
      this.#text -= text.length
      if (this.#text > 0) known.texts.add(text)
    }
    this.#places.set(place, known)
  }

  #drawing(content: Buffer): void {
    const words = readMetafileWords(content)
    if (words === null) return
    if (words.unread > 0) this.#unread += 1
    this.#add('drawing', [words.text])
  }

  #gzip(content: Buffer, depth: number): void {
    try {
      this.look(gunzipSync(content, { maxOutputLength: mostOfOne }), depth + 1)
    } catch {
      // What cannot be unpacked is said to be unreadable elsewhere.
    }
  }

  #package(content: Buffer, depth: number): void {
    for (const entry of readZipDirectory(content) ?? []) {
      if (!holding.test(entry.name) || this.#left < 0) continue
      const part = readZipEntry(content, entry, Math.min(mostOfOne, this.#left))
      if (part !== null) this.look(Buffer.from(part.buffer, part.byteOffset, part.byteLength), depth + 1)
    }
  }

  #compound(content: Buffer, depth: number): void {
    this.#add('leftover', [printableRuns(compoundLeftovers(content)).join('\n')])
    for (const entry of readCompound(content) ?? []) {
      if (entry.storage || entry.size < 88) continue
      const bytes = entry.bytes()
      if (bytes === null) continue
      const inner = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
      this.look(entry.path.endsWith('Ole10Native') ? afterNames(inner) : inner, depth + 1)
    }
  }

  #pdf(content: Buffer, depth: number): void {
    const { objects } = readRawPdf(content)
    for (const object of objects) {
      this.#add('string', readStrings(object.text))
      if (object.text.includes('/Differences')) this.#font(readDifferences(object.text))
      if (object.data === null || /\/Subtype\s*\/Image\b|\/Type\s*\/(?:ObjStm|XRef)\b/.test(object.text)) {
        if (object.data?.[0] === 0xff && object.data[1] === 0xd8)
          this.#add('photo', readPhotoWords(object.data))
        continue
      }
      const data = unpackStream(object) ?? inflate(object.data)
      if (data === null) continue
      if (mayHold(data)) this.look(data, depth + 1)
      else this.#font(readFontWords(data))
    }
  }

  #font(read: ReturnType<typeof readFontWords>): void {
    if (read === null) return
    this.#add('font', read.words)
    if (read.order.length >= 6 && this.#orders.size < 200) this.#orders.add(read.order)
  }
}

const marks = ['\xff\xd8', '\xd0\xcf\x11\xe0', '\x1f\x8b', 'PK\x03\x04', '%PDF-']
const mayHold = (content: Buffer): boolean =>
  isEmf(content) || isWmf(content) || marks.some((mark) => content.toString('latin1', 0, 8).startsWith(mark))

/** Ole10Native begins with sizes and names; a file inside begins with its own mark. */
function afterNames(content: Buffer): Buffer {
  for (const mark of ['%PDF-', 'PK\x03\x04', '\xd0\xcf\x11\xe0', '\xff\xd8\xff']) {
    const at = content.subarray(0, 4096).indexOf(mark, 0, 'latin1')
    if (at !== -1) return content.subarray(at)
  }
  return content
}
