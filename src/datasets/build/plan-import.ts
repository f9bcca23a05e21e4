import type { ContractColumn } from '../dataset.ts'
import type { Examined } from '../ingest/check-file.ts'
import type { ColumnProfile } from '../ingest/column-profile.ts'
import { fitsType, typeWords, type TypeDecision } from '../ingest/column-type.ts'
import type { Column } from '../ingest/describe-columns.ts'
import { isLeftOut, matchHeadings } from '../ingest/match-headings.ts'
import type { ImportOptions, MappedColumn } from './job.ts'

/** One column of the version to come, and where it is in the file. */
export type PlannedColumn = {
  column: ContractColumn
  /** From 0 */
  index: number
  decision: TypeDecision
  profile: ColumnProfile
}

export type Plan = {
  columns: PlannedColumn[]
  mapping: MappedColumn[]
  drift: string[]
  /** Lines of `drift` that break what others have built on the data. */
  breaks: string[]
  /** Columns whose heading is only like the contract's, to be asked about. */
  doubtful: MappedColumn[]
  /** Headings no column has taken. */
  unused: string[]
}

/** Lays a file's columns onto the contract. A first version without a template makes its own. */
export function planImport(
  contract: readonly ContractColumn[],
  first: boolean,
  table: NonNullable<Examined['table']>,
  options: ImportOptions,
): Plan {
  const { headings } = table.profile
  const inFile = new Map(
    table.columns.flatMap((one) =>
      one.column.position <= headings.length ? [[one.column.position - 1, one] as const] : [],
    ),
  )
  const plan: Plan = { columns: [], mapping: [], drift: [], breaks: [], doubtful: [], unused: [] }
  const broken = (line: string): void => {
    plan.drift.push(line)
    plan.breaks.push(line)
  }
  const taken = new Set<number>()
  for (const { column, index, how } of matchHeadings(contract, headings, options)) {
    const found = index === null ? undefined : inFile.get(index)
    const heading = index === null ? null : (headings[index] ?? '')
    const mapped: MappedColumn = { column, heading, how }
    plan.mapping.push(mapped)
    if (index !== null) taken.add(index)
    if (found === undefined || index === null) {
      if (!first || column.required === true) broken(`The file has no column “${column.title}”.`)
      continue
    }
    if (how === 'suggested') plan.doubtful.push(mapped)
    if (how !== 'exact' && heading !== null) plan.drift.push(`“${heading}” in the file is “${column.title}”.`)
    const { decision, profile } = found
    const fits = decision.ambiguous || fitsType(column.type, decision)
    if (!fits)
      broken(
        `“${column.title}” ${first ? 'should hold' : 'held'} ${typeWords[column.type]}, and in the file holds ${typeWords[decision.type]}.`,
      )
    plan.columns.push({
      column: remember(fits ? column : retyped(column, decision), heading, how),
      index,
      decision: fits && !decision.ambiguous ? { ...decision, type: column.type } : decision,
      profile,
    })
  }
  const names = new Set(contract.map(({ name }) => name))
  for (const [index, { column, decision, profile }] of inFile) {
    const heading = headings[index] ?? ''
    if (taken.has(index) || isLeftOut(heading, index, options.leaveOut ?? [])) continue
    const made = columnOf(column, names)
    plan.unused.push(heading)
    plan.mapping.push({ column: made, heading, how: 'new' })
    plan.columns.push({ column: made, index, decision, profile })
    if (contract.length > 0) plan.drift.push(`A new column “${made.title}” comes at the end.`)
  }
  return plan
}

function retyped(column: ContractColumn, { type, kind }: TypeDecision): ContractColumn {
  const { kind: _, values: __, ...rest } = column
  return { ...rest, type, ...(kind === undefined ? {} : { kind }) }
}

/** A heading the publisher chose is a synonym from then on. */
function remember(column: ContractColumn, heading: string | null, how: MappedColumn['how']): ContractColumn {
  if (how !== 'chosen' || heading === null || column.synonyms?.includes(heading) === true) return column
  return { ...column, synonyms: [...(column.synonyms ?? []), heading] }
}

function columnOf({ name, title, type, kind, position }: Column, names: Set<string>): ContractColumn {
  let free = name
  for (let n = 2; names.has(free); n++) free = `${name}_${n}`
  names.add(free)
  return {
    name: free,
    title: title === '' ? `Column ${position}` : title,
    type,
    ...(kind === undefined ? {} : { kind }),
    description: '',
    ...(kind === 'money' ? { unit: 'GBP' } : kind === 'percentage' ? { unit: '%' } : {}),
  }
}
