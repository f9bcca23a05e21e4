import type { TableTemplate } from './check-file.ts'
import type { Decided } from './coordinate-faults.ts'
import { fitsType, typeWords } from './column-type.ts'
import { makeFault, type Fault } from './fault.ts'
import { matchHeadings } from './match-headings.ts'
import type { TableProfile } from './profile-table.ts'

/** What a file lacks of a template: columns that must be there, and columns of another type. */
export function templateFaults(
  { title, columns }: TableTemplate,
  { headings, headerRow }: TableProfile,
  decided: readonly Decided[],
): Fault[] {
  if (headerRow === null) return []
  return matchHeadings(columns, headings, {}).flatMap(({ column, index, how }) => {
    if (index === null) {
      if (column.required !== true) return []
      return [
        makeFault({
          code: 'missing-label',
          severity: 'error',
          rows: [headerRow + 1],
          column: column.title,
          message: `There is no column “${column.title}”, which “${title}” must have.`,
          remedy: `Add it, or head it ${['', ...(column.synonyms ?? []).slice(0, 3)].map((text) => `“${text || column.title}”`).join(' or ')}. ${column.description}`,
        }),
      ]
    }
    const heading = headings[index] ?? ''
    const faults: Fault[] = []
    if (how === 'suggested')
      faults.push(
        makeFault({
          code: 'incorrect-label',
          severity: 'warning',
          rows: [headerRow + 1],
          column: heading,
          message: `“${heading}” is nearly “${column.title}” and was taken for it.`,
          remedy: `If it is meant, head it “${column.title}”.`,
        }),
      )
    const found = decided.find((one) => one.column.position === index + 1)
    if (found !== undefined && !found.decision.ambiguous && !fitsType(column.type, found.decision))
      faults.push(
        makeFault({
          code: 'type-error',
          severity: 'error',
          column: heading,
          count: found.profile.filled,
          message: `“${heading}” should hold ${typeWords[column.type]}, and holds ${typeWords[found.decision.type]}.`,
          remedy: `Check that it is the right column. ${column.description}`,
        }),
      )
    return faults
  })
}
