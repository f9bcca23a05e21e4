import type { VersionColumn } from '../../datasets/index.ts'

/** What stands in a published cell in place of a value, and what it means. */
const markers = {
  redacted: { value: 'REDACTED', label: 'Taken out before publication' },
  suppressed: { value: '[c]', label: 'Kept back: the number is too small to publish safely' },
} as const

/** The markers that cells of a column hold in this version. */
export function markersOf({ statistics, redaction }: VersionColumn): { value: string; label: string }[] {
  const { redacted, suppressed } = markers
  return [
    ...(statistics.redacted > 0
      ? [
          {
            value: redacted.value,
            label: redaction === undefined ? redacted.label : `${redacted.label}: ${redaction}`,
          },
        ]
      : []),
    ...(statistics.suppressed > 0 ? [suppressed] : []),
  ]
}

/** A column's words for a data dictionary: what it is, and in what unit. */
export function columnDescription({ description, unit }: VersionColumn): string {
  return [description, unit === undefined ? '' : `Unit: ${unit}.`].filter((words) => words !== '').join(' ')
}

/**
 * Table Schema of Data Package version 2. A marker is a labelled missing value, so that a column of numbers stays one.
 * `required` is stated only where nothing is missing, a marker being nothing to those who validate.
 */
export function toTableSchema(
  columns: readonly VersionColumn[],
  primaryKey: readonly string[],
): Record<string, unknown> {
  return {
    $schema: 'https://datapackage.org/profiles/2.0/tableschema.json',
    fields: columns.map((column) => {
      const marked = markersOf(column)
      const description = columnDescription(column)
      return {
        name: column.name,
        title: column.title,
        type: column.type,
        ...(column.kind === 'uri' && column.type === 'string' ? { format: 'uri' } : {}),
        ...(description === '' ? {} : { description }),
        ...(column.unit === undefined ? {} : { unit: column.unit }),
        ...constraintsOf(column),
        ...(marked.length === 0 ? {} : { missingValues: [{ value: '', label: 'Nothing given' }, ...marked] }),
      }
    }),
    missingValues: [''],
    ...(primaryKey.length === 0 ? {} : { primaryKey }),
  }
}

function constraintsOf({
  required,
  values,
  markers: marked,
  statistics,
}: VersionColumn): Record<string, unknown> {
  const constraints = {
    ...(required === true && !marked && statistics.missing === 0 ? { required: true } : {}),
    ...(values === undefined || values.length === 0 ? {} : { enum: values }),
  }
  return Object.keys(constraints).length === 0 ? {} : { constraints }
}
