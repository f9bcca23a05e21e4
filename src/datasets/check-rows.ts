import { parseDay } from '../kernel/dates.ts'
import type { FieldError } from '../kernel/outcome.ts'
import type { ContractColumn } from './dataset.ts'

export type AppendedRow = Record<string, string | number | boolean | null>

const mostFaults = 100
const longestCell = 32_000

/**
 * Every fault of rows sent by machine, by row (from 0, as they were sent) and column: `rows.3.amount`. At most 100 are
 * named, and then how many more there are. A cell itself is never repeated.
 */
export function checkRows(contract: readonly ContractColumn[], rows: readonly AppendedRow[]): FieldError[] {
  const errors: FieldError[] = []
  let more = 0
  const wrong = (field: string, message: string): void => {
    if (errors.length < mostFaults) errors.push({ field, message })
    else more += 1
  }
  const columns = new Map(contract.map((column) => [column.name, column]))
  const allowed = new Map(
    contract.flatMap(({ name, values }) => (values === undefined ? [] : [[name, new Set(values)] as const])),
  )
  rows.forEach((row, index) => {
    for (const name of Object.keys(row))
      if (!columns.has(name))
        wrong(`rows.${index}.${name.slice(0, 60)}`, `The dataset has no column “${name.slice(0, 60)}”`)
    for (const column of contract) {
      const value = row[column.name] ?? null
      const field = `rows.${index}.${column.name}`
      if (value === null || value === '') {
        if (column.required === true) wrong(field, 'This column must have a value in every row')
        continue
      }
      const message = typeFault(column.type, value)
      if (message !== null) wrong(field, message)
      else if (allowed.get(column.name)?.has(String(value)) === false)
        wrong(field, `This must be one of ${(column.values ?? []).slice(0, 20).join(', ')}`)
    }
  })
  if (more > 0)
    errors.push({
      field: 'rows',
      message: `There are ${more.toLocaleString('en-GB')} more faults like these`,
    })
  return errors
}

function typeFault(type: ContractColumn['type'], value: string | number | boolean): string | null {
  switch (type) {
    case 'string':
      if (typeof value !== 'string') return 'This must be text, in quotation marks'
      return value.length > longestCell ? `This must be ${longestCell} characters or fewer` : null
    case 'integer':
      return (typeof value === 'number' && Number.isSafeInteger(value)) ||
        (typeof value === 'string' && /^-?\d{1,18}$/.test(value))
        ? null
        : 'This must be a whole number'
    case 'number':
      return (typeof value === 'number' && Number.isFinite(value)) ||
        (typeof value === 'string' && /^-?\d{1,18}(\.\d{1,18})?$/.test(value))
        ? null
        : 'This must be a number, without signs or commas'
    case 'boolean':
      return typeof value === 'boolean' || value === 'true' || value === 'false'
        ? null
        : 'This must be true or false'
    case 'date':
      return typeof value === 'string' && parseDay(value) !== null
        ? null
        : 'This must be a date such as 2026-01-14'
    case 'datetime':
      return typeof value === 'string' && isMoment(value)
        ? null
        : 'This must be a date and time such as 2026-01-14T09:32:00'
  }
}

function isMoment(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2})?$/.test(text)) return false
  try {
    Temporal.PlainDateTime.from(text.replace(' ', 'T'), { overflow: 'reject' })
    return true
  } catch {
    return false
  }
}
