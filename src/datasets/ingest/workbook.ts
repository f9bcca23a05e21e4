/** A sheet's place in its workbook. */
export type SheetInfo = { name: string; hidden: boolean }

/** What reading a sheet met besides its rows; complete once the rows have been read to the end. */
export type SheetNotes = {
  mergedCells: number
  hiddenRows: number
  hiddenColumns: string[]
  formulas: number
  /** Numbers such as 12.340000000000002 that binary arithmetic left behind, read as 12.34. */
  floatArtefacts: number
}

export type Sheet = { rows(): AsyncIterable<string[][]>; notes: SheetNotes }

export type Workbook = {
  sheets: SheetInfo[]
  read(name: string): Sheet
}

export const noSheetNotes = (): SheetNotes => ({
  mergedCells: 0,
  hiddenRows: 0,
  hiddenColumns: [],
  formulas: 0,
  floatArtefacts: 0,
})

/** Stands for a row that was left out, so that the rows below keep their numbers. */
export const skippedRow: string[] = []

/** Collects a sheet's rows in order. Gaps become blank rows only when something follows them. */
export class RowCollector {
  #batch: string[][] = []
  #at = 0
  readonly #hidden: Set<number>
  readonly #skipped = new Set<number>()

  readonly #notes: SheetNotes

  /** `hiddenColumns` may be added to before the first row. Those that hold something are noted. */
  constructor(hiddenColumns: Set<number>, notes: SheetNotes) {
    this.#hidden = hiddenColumns
    this.#notes = notes
  }

  /** `index` counts from 0. Rows far below the last one filled come without the gap between: no one counts those. */
  add(index: number, cells: string[]): void {
    if (cells.every((cell) => cell.trim() === '')) return
    const gap = Math.min(index - this.#at, 100_000)
    for (let n = 0; n < gap; n++) this.#batch.push(this.#skipped.delete(this.#at + n) ? skippedRow : [])
    this.#batch.push(this.#hidden.size === 0 ? cells : this.#shown(cells))
    this.#at = Math.max(this.#at, index) + 1
  }

  #shown(cells: string[]): string[] {
    return cells.filter((cell, column) => {
      if (!this.#hidden.has(column)) return true
      const letters = columnLetters(column)
      const { hiddenColumns } = this.#notes
      if (cell.trim() !== '' && !hiddenColumns.includes(letters)) hiddenColumns.push(letters)
      return false
    })
  }

  /** Leaves out a hidden row. */
  skip(index: number): void {
    this.#skipped.add(index)
  }

  take(): string[][] {
    const batch = this.#batch
    this.#batch = []
    return batch
  }
}

/** `A`, `B` … `AA` for a column counted from 0. */
function columnLetters(index: number): string {
  let letters = ''
  for (let n = index + 1; n > 0; n = Math.floor((n - 1) / 26))
    letters = String.fromCharCode(65 + ((n - 1) % 26)) + letters
  return letters
}

/** The column of a cell reference such as `BC12`, from 0; null where it is none. */
export function columnOf(reference: string): number | null {
  let index = 0
  for (const character of reference) {
    const code = character.charCodeAt(0)
    if (code < 65 || code > 90) break
    index = index * 26 + code - 64
  }
  return index === 0 ? null : index - 1
}
