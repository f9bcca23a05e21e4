import type { Figures } from './plain-numbers.ts'

/** The file's rows as a table of text in DuckDB: `c0`, `c1` … for each heading, null where nothing is there. */
export type RawTable = {
  rows: number
  /** SQL of the row's number in the file */
  row: string
  /** SQL that is true where the row is broken; null where none is */
  broken: string | null
  /** Cells may begin or end in spaces, in these columns (from 0) */
  spaced: Set<number>
  /** For each column a table of its distinct values, where there is one: the column itself and `n` */
  distinct(index: number): string | null
  /** Where every number of the column is written plainly: how wide they are */
  figures(index: number): Figures | null
}

/** What JavaScript takes for white space, as a literal of SQL. */
const whiteSpace = [
  0x9, 0xa, 0xb, 0xc, 0xd, 0x20, 0xa0, 0x1680, 0x2000, 0x2001, 0x2002, 0x2003, 0x2004, 0x2005, 0x2006, 0x2007,
  0x2008, 0x2009, 0x200a, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000, 0xfeff,
]
  .map((code) => `chr(${code})`)
  .join(' || ')

/** SQL of a trimmed cell. */
export function cellOf(raw: RawTable, index: number): string {
  return raw.spaced.has(index) ? `trim(c${index}, ${whiteSpace})` : `c${index}`
}
