import type { Check } from '../ingest/check-file.ts'
import { suppressedToken } from '../ingest/canonical-cell.ts'
import { redactedToken } from '../ingest/redacted-phrase.ts'
import { BuildFault } from './build-fault.ts'
import { literal, name, type Duck } from './duck.ts'
import type { PlannedColumn } from './plan-import.ts'
import type { TypedTable } from './typed-table.ts'

/**
 * Holds the table against what the check counted, column by column; where rows were left out, the table as it was
 * before. A difference is a fault of ours, and stops publishing.
 */
export async function reconcile(
  duck: Duck,
  columns: readonly PlannedColumn[],
  check: Check,
  typed: TypedTable,
): Promise<void> {
  const whole = typed.leftOut === 0
  const counts = columns.flatMap(({ column }, at) => {
    const cell = typed.cells[at]
    const value = whole ? name(column.name) : (cell?.value ?? 'null')
    const stored = typed.marked.has(column.name) ? name(`${column.name}__marker`) : null
    const marker = whole ? stored : (cell?.marker ?? null)
    const redacted = column.type === 'string' ? value : marker
    return [
      `count(${value})`,
      redacted === null ? '0' : `count(*) filter ((${redacted}) = ${literal(redactedToken)})`,
      marker === null ? '0' : `count(*) filter ((${marker}) = ${literal(suppressedToken)})`,
      whole || (cell?.faulty ?? null) === null ? '0' : `count(*) filter (${cell?.faulty ?? ''})`,
    ].map((count) => `${count}::double`)
  })
  if (counts.length === 0) return
  const [row = []] = await duck.rows(`select ${counts.join(', ')} from ${whole ? 'typed' : typed.from}`)
  for (const [at, { column, index, profile }] of columns.entries()) {
    const counted = check.columns.find(({ position }) => position === index + 1)
    if (counted === undefined) continue
    const [values = 0, redacted = 0, suppressed = 0, faulty = 0] = row.slice(at * 4, at * 4 + 4).map(Number)
    const { filled, missing } = counted
    const expected = filled - missing - counted.suppressed - (column.type === 'string' ? 0 : counted.redacted)
    // A list of values may not have the redacted cell among them: then it is a fault of the row.
    const listed = profile.expected?.values !== undefined
    if (
      values + faulty !== expected ||
      (redacted !== counted.redacted && !listed) ||
      suppressed !== counted.suppressed
    )
      throw new BuildFault(
        `Column ${column.name}: ${values} values, ${faulty} misfits, ${redacted} redacted and ${suppressed} suppressed cells were made, but the check counted ${expected}, ${counted.redacted} and ${counted.suppressed}.`,
      )
  }
}
