import type { ContractColumn } from '../dataset.ts'
import { name } from './duck.ts'

type WithMarkers = Pick<ContractColumn, 'name' | 'type'> & { markers: boolean }

/** The value of a column as the canonical file writes it, as text; null where nothing is there or a marker is. */
export function canonicalValue({ name: column, type }: Pick<ContractColumn, 'name' | 'type'>): string {
  if (type === 'string') return name(column)
  const text = `cast(${name(column)} as varchar)`
  return type === 'datetime' ? `replace(${text}, ' ', 'T')` : text
}

/** A cell as the canonical file writes it: its value, or the marker in its place. */
export function canonicalText(column: WithMarkers): string {
  const value = canonicalValue(column)
  return column.markers ? `coalesce(${value}, ${name(`${column.name}__marker`)})` : value
}
