import { DuckDBDecimalValue, DuckDBTimestampValue, type DuckDBValue } from '@duckdb/node-api'
import { toCell } from './table-cells.ts'
import type { TableCell } from './table-query.ts'

/** A value of any type DuckDB has, by the rules of every other answer: exact numbers as such, all else as text. */
export function sqlCell(value: DuckDBValue): TableCell {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value
    case 'number':
      return Number.isFinite(value) ? value : String(value)
    case 'bigint':
      return toCell('integer', String(value))
    default:
      if (value === null || value === undefined) return null
      if (value instanceof DuckDBDecimalValue) return toCell('number', value.toString())
      if (value instanceof DuckDBTimestampValue) return value.toString().replace(' ', 'T')
      return String(value)
  }
}
