import type { Check } from '../ingest/check-file.ts'
import { suppressedToken } from '../ingest/canonical-cell.ts'
import { redactedToken } from '../ingest/redacted-phrase.ts'
import { literal, name, type Duck } from './duck.ts'
import type { PlannedColumn } from './plan-import.ts'
import type { TypedTable } from './typed-table.ts'

/** Holds the table against what the check counted, cell for cell. Throws where they differ: that is a fault of ours. */
export async function reconcile(
  duck: Duck,
  columns: readonly PlannedColumn[],
  check: Check,
  { marked }: TypedTable,
): Promise<void> {
  const counts = columns.flatMap(({ column }) => {
    const value = name(column.name)
    const marker = marked.has(column.name) ? name(`${column.name}__marker`) : null
    const redacted = column.type === 'string' ? value : marker
    return [
      `count(${value})`,
      redacted === null ? '0' : `count(*) filter (${redacted} = ${literal(redactedToken)})`,
      marker === null ? '0' : `count(*) filter (${marker} = ${literal(suppressedToken)})`,
    ].map((count) => `${count}::double`)
  })
  const [row = []] = counts.length === 0 ? [] : await duck.rows(`select ${counts.join(', ')} from typed`)
  for (const [at, { column, index, profile }] of columns.entries()) {
    const counted = check.columns.find(({ position }) => position === index + 1)
    if (counted === undefined) continue
    const [values = 0, redacted = 0, suppressed = 0] = row.slice(at * 3, at * 3 + 3).map(Number)
    const { filled, missing } = counted
    const words = column.type === 'string'
    const expected = filled - missing - counted.suppressed - (words ? 0 : counted.redacted)
    const wrong =
      values !== expected ||
      (redacted !== counted.redacted && profile.expected?.values === undefined) ||
      suppressed !== counted.suppressed
    if (wrong)
      throw new Error(
        `Column ${column.name}: ${values} values, ${redacted} redacted and ${suppressed} suppressed cells were made, but the check counted ${expected}, ${counted.redacted} and ${counted.suppressed}.`,
      )
  }
}
