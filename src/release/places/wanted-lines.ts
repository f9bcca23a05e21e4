import type { Place } from './place.ts'

/** The most places that are kept: what stands in more is everywhere. */
const mostPlaces = 200_000

/**
 * Lines of a text in which something was found, and where the file they were read out of has them. Formats say their
 * texts in another order than the one they were read in (a workbook keeps its words beside its sheets, each once), so
 * what is compared is the line, without the space at its ends.
 */
export class WantedLines {
  readonly #places = new Map<string, { order: number; place: Place }[]>()
  #kept = 0

  constructor(lines: Iterable<string>) {
    for (const line of lines) this.#places.set(line.trim(), [])
  }

  has(line: string): boolean {
    return this.#places.has(line.trim())
  }

  /** One text of the file, whole: each of its lines that is wanted is here. */
  add(text: string, place: Place | ((line: number) => Place)): void {
    const lines = text.split('\n')
    for (const [index, line] of lines.entries()) {
      const places = this.#places.get(line.trim())
      if (places === undefined || this.#kept >= mostPlaces) continue
      this.#kept += 1
      places.push({ order: this.#kept, place: typeof place === 'function' ? place(index + 1) : place })
    }
  }

  /** In the order of the file, each once; `order` sorts those of several lines. */
  placesOf(line: string): readonly { order: number; place: Place }[] {
    return this.#places.get(line.trim()) ?? []
  }
}
