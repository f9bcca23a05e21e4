import { countOf } from '../kernel/count-of.ts'
import type { Extraction, ExtractOptions } from './extract-text.ts'
import { readScan, scanText, type ReadScan } from './read-scan.ts'

/** Pictures of one file that are read; each takes about a second. */
const mostPictures = 500

/** Reads pictures of one file by text recognition, and counts. */
export class ScanReader {
  pages = 0
  unread = 0
  readonly #signal: AbortSignal | undefined
  readonly #read: ReadScan

  constructor(options: Pick<ExtractOptions, 'signal' | 'readScan'>) {
    this.#signal = options.signal
    this.#read = options.readScan ?? readScan
  }

  /** The words of a picture, all its pages; empty, and counted as unread, where it cannot be read. */
  async read(picture: Uint8Array): Promise<string> {
    const texts: string[] = []
    for (let page = 1, pages = 1; page <= pages; page += 1) {
      if (this.pages >= mostPictures) {
        this.unread += 1
        break
      }
      try {
        const scan = await this.#read(picture, { page, ...(this.#signal ? { signal: this.#signal } : {}) })
        pages = scan.pages
        this.pages += 1
        texts.push(scanText(scan.words))
      } catch {
        this.#signal?.throwIfAborted()
        this.unread += 1
        break
      }
    }
    return texts.filter((text) => text !== '').join('\n')
  }

  /** What was read so, added to what was read otherwise. */
  join(read: Extraction, texts: readonly string[]): Extraction {
    if (this.pages + this.unread === 0) return read
    const text = [read.text, ...texts].filter((each) => each.trim() !== '').join('\n')
    const notes = [
      read.note,
      this.pages === 0
        ? undefined
        : `The words of ${countOf(this.pages, 'picture')} were read by text recognition, which can miss some.`,
      this.unread === 0 ? undefined : `${countOf(this.unread, 'picture')} could not be read.`,
    ]
    return {
      text,
      complete: false,
      note: notes.filter((note) => note !== undefined).join(' '),
      scanned: { pages: this.pages, allRead: read.complete && this.unread === 0 },
    }
  }
}
