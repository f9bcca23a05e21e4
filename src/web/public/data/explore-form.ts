import {
  filterOperators,
  measures,
  ownParameters,
  type FilterOperator,
  type VersionColumn,
} from '../../../datasets/index.ts'
import type { FieldError } from '../../../kernel/outcome.ts'
import { parseDay, parseDayParts } from '../../../kernel/dates.ts'
import type { FormState } from '../../kit/index.ts'
import { pageParameters, withParams } from './table-address.ts'

/** One line of the form: column, condition, value. */
export type FilterLine = { column: string; condition: FilterOperator; value: string }

/** A name that no column has, since columns begin with a letter: the form was sent. */
const sent = '_form'
const valueless = new Set<FilterOperator>(['isnull', 'notnull'])
/** More boxes than this would make an address too long; the others are named in it. */
export const mostBoxes = 100

/**
 * Where a sent form leads: to the one address of the state it describes. A form can send only columns, conditions and
 * values side by side, so the server writes the address. Null where no form was sent.
 */
export function addressOfForm(url: string, columns: readonly VersionColumn[]): string | null {
  if (!url.includes(sent)) return null
  const { pathname, searchParams: given } = new URL(url, 'http://internal.invalid')
  if (!given.has(sent)) return null
  const params = new URLSearchParams()
  const conditions = given.getAll('_condition')
  const values = given.getAll('_value')
  for (const [index, column] of given.getAll('_column').entries()) {
    const condition = readOperator(conditions[index])
    const value = (values[index] ?? '').trim()
    if (column === '' || (value === '' && !valueless.has(condition))) continue
    const found = columns.find(({ name }) => name === column)
    const plain = condition === 'exact' && !ownParameters.some((name) => name === column)
    params.append(
      plain ? column : `${column}__${condition}`,
      valueless.has(condition) ? 'true' : readDays(value, found),
    )
  }
  const copy = (name: string, value: string | null) => {
    if (value !== null && value.trim() !== '') params.set(name, value.trim())
  }
  copy('q', given.get('q'))
  const groups = given.getAll('_group').filter((name) => name !== '')
  if (groups.length > 0) {
    params.set('group', [...new Set(groups)].join(','))
    const measure = given.get('_measure') ?? 'count'
    const of = given.get('_of') ?? ''
    params.set('measure', of === '' || measure === '' ? 'count' : `${measure}:${of},count`)
  } else {
    copy('sort', given.get('sort'))
    const shown = given.getAll('_show')
    if (shown.length > 0 && shown.length < columns.length) params.set('fields', shown.join(','))
    copy('fields', given.get('fields'))
  }
  const facets = given.getAll('_facet')
  if (facets.length > 0) params.set('facet', facets.join(','))
  for (const chart of given.getAll('chart')) params.append('chart', chart)
  return withParams(pathname, params)
}

/** `14/1/2026` and `14 January 2026` are what people type; days in addresses are ISO 8601. */
function readDays(value: string, column: VersionColumn | undefined): string {
  if (column?.type !== 'date' && column?.type !== 'datetime') return value
  if (parseDay(value) !== null) return value
  const found = /^(\d{1,2})(?:\s*[/.-]\s*|\s+)(\d{1,2}|[A-Za-z]{3,9})(?:\s*[/.-]\s*|\s+)(\d{4})$/.exec(value)
  return (found && parseDayParts(found[1] ?? '', found[2] ?? '', found[3] ?? '')?.toString()) ?? value
}

function readOperator(text: string | undefined): FilterOperator {
  return filterOperators.find((operator) => operator === text) ?? 'exact'
}

/**
 * The form as the address fills it, whether or not the address can be read: nothing that was typed is lost. Errors of the
 * query, each under its parameter, are moved to the field that holds it.
 */
export function formOfAddress(
  url: string,
  columns: readonly VersionColumn[],
  errors: readonly FieldError[] = [],
): { lines: FilterLine[]; form: FormState; hidden: { name: string; value: string }[] } {
  const { searchParams: given } = new URL(url, 'http://internal.invalid')
  const lines: FilterLine[] = []
  const places = new Map<string, string>()
  for (const [name, value] of given) {
    if ([...ownParameters, ...pageParameters].some((known) => known === name) || value === '') continue
    lines.push(readLine(name, value, columns))
    places.set(name, `value-${lines.length}`)
  }
  const list = (name: string) => given.getAll(name).flatMap((value) => value.split(','))
  const [measure = ''] = list('measure')
  const [kind = 'count', of = ''] = measure.split(':')
  const [group1 = '', group2 = ''] = list('group')
  return {
    lines,
    form: {
      values: {
        q: given.get('q') ?? '',
        fields: list('fields'),
        facet: list('facet'),
        'group-1': group1,
        'group-2': group2,
        measure: measures.find((known) => known === kind) ?? 'count',
        of,
      },
      errors: errors.map(({ field, message }) => ({
        field: places.get(field) ?? fieldIds[field] ?? 'explore-form',
        message: inTheirWords(message, columns),
      })),
    },
    hidden: given
      .getAll('chart')
      .map((value) => ({ name: 'chart', value }))
      .concat(given.getAll('sort').map((value) => ({ name: 'sort', value }))),
  }
}

/** `“amount__gte” takes …` names what stands in the address; on the form the column has a title. */
function inTheirWords(message: string, columns: readonly VersionColumn[]): string {
  return message.replace(/^“([a-z0-9_]+?)__[a-z]+” takes /, (whole, name) => {
    const title = columns.find((column) => column.name === name)?.title
    return title === undefined ? whole : `${title} takes `
  })
}

const fieldIds: Record<string, string> = { q: 'q', group: 'group-1', measure: 'measure', filters: 'value-1' }

function readLine(name: string, value: string, columns: readonly VersionColumn[]): FilterLine {
  const cut = name.lastIndexOf('__')
  const isColumn = columns.some((column) => column.name === name)
  if (isColumn || cut <= 0) return { column: name, condition: 'exact', value }
  const condition = readOperator(name.slice(cut + 2))
  return { column: name.slice(0, cut), condition, value: valueless.has(condition) ? '' : value }
}
