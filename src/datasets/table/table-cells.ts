import type { DuckDBResultReader } from '@duckdb/node-api'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { TableCell } from './table-query.ts'

/** Digits that a JavaScript number always holds exactly. */
export const exactDigits = 15
export const greatestExactInteger = BigInt(Number.MAX_SAFE_INTEGER)

/** What a statement gave as text, as its column's type: a number only where it is exact. */
export function toCell(type: string, text: string | null): TableCell {
  if (text === null) return null
  if (type === 'boolean') return text === 'true' ? true : text === 'false' ? false : text
  return type === 'integer' || type === 'number' ? toNumber(text) : text
}

function toNumber(text: string): TableCell {
  if (!/^-?\d/.test(text)) return text
  const number = Number(text)
  if (/e/i.test(text)) return Number.isFinite(number) ? number : text
  if (!text.includes('.')) return Number.isSafeInteger(number) ? number : text
  const digits = text.replace(/^-?0*\.?0*/, '').replace('.', '')
  return digits.length <= exactDigits ? number : text
}

/** Reads a whole answer of text columns, pausing so that nothing else waits long. Only for answers with a limit. */
export async function readText(reader: DuckDBResultReader, types: readonly string[]): Promise<TableCell[][]> {
  const rows = Array.from({ length: reader.currentRowCount }, (): TableCell[] => [])
  const pause = openPause()
  for (const [column, type] of types.entries())
    for (let row = 0; row < rows.length; row++) {
      const value = reader.value(column, row)
      rows[row]?.push(toCell(type, value === null ? null : String(value)))
      if ((row & 255) === 255) await pause()
    }
  return rows
}

/** Gives others their turn once this has run for some milliseconds. */
export function openPause(milliseconds = 8): () => Promise<void> {
  let began = performance.now()
  return async () => {
    if (performance.now() - began < milliseconds) return
    await nextTurn()
    began = performance.now()
  }
}
