import { filterOperators, type VersionColumn } from '../../../datasets/index.ts'
import type { FieldError } from '../../../kernel/outcome.ts'
import { isNumeric } from './column-format.ts'
import { formOfAddress, mostBoxes, type FilterLine } from './explore-form.ts'
import { isCountable } from './explore-view.ts'
import { conditionNames } from './query-words.ts'
import type { TablePlace } from './table-address.ts'

/** Columns in each list of choices; an address may name any. */
const mostOffered = 300

/** The form that explores a table, filled in as its address says, with an empty line for one more condition. */
export function toExploreForm(
  url: string,
  place: TablePlace,
  columns: readonly VersionColumn[],
  errors: readonly FieldError[] = [],
) {
  const { lines, form, hidden } = formOfAddress(url, columns, errors)
  const blank: FilterLine = { column: '', condition: 'exact', value: '' }
  const offered = columns.slice(0, mostOffered)
  const option = ({ name, title }: VersionColumn) => ({ value: name, text: title })
  const chosen = (field: string) => [form.values[field] ?? []].flat()
  const fields = chosen('fields')
  const facets = chosen('facet')
  return {
    form,
    exploreForm: {
      action: `${place.path}#explore`,
      hidden,
      lines: [...lines, blank].map((line, index) => ({ ...line, number: index + 1 })),
      columns: [{ value: '', text: 'Choose a column' }, ...offered.map(option)],
      conditions: filterOperators.map((value) => ({ value, text: conditionNames[value] })),
      shown:
        columns.length > mostBoxes
          ? null
          : columns.map((column) => ({
              ...option(column),
              checked: fields.length === 0 || fields.includes(column.name),
            })),
      choosesColumns: fields.length > 0,
      facets: columns
        .filter((column) => isCountable(column) || facets.includes(column.name))
        .slice(0, mostBoxes)
        .map((column) => ({ ...option(column), checked: facets.includes(column.name) })),
      choosesFacets: facets.length > 0,
      groups: [
        { value: '', text: 'None' },
        ...offered.flatMap((column) => [
          option(column),
          ...(column.type === 'date' || column.type === 'datetime'
            ? [
                { value: `${column.name}:month`, text: `${column.title}, by month` },
                { value: `${column.name}:year`, text: `${column.title}, by year` },
              ]
            : []),
        ]),
      ],
      measures: [
        { value: 'count', text: 'How many rows' },
        { value: 'sum', text: 'Total of' },
        { value: 'mean', text: 'Average of' },
        { value: 'least', text: 'Least' },
        { value: 'greatest', text: 'Greatest' },
        { value: 'distinct', text: 'How many different values of' },
      ],
      measured: [{ value: '', text: 'No column' }, ...offered.filter(isNumeric).map(option)],
      choosesTotals: form.values['group-1'] !== '',
    },
  }
}
