import type { ContractColumn, Dataset } from '../../../../datasets/index.ts'
import {
  pageLinks,
  readForm,
  readState,
  sendRefusal,
  type App,
  type FormReader,
  type FormState,
  type FormValue,
} from '../../../kit/index.ts'
import { done } from '../../answer.ts'
import { readLines } from '../../form-fields.ts'
import type { StaffServices } from '../../staff-services.ts'
import { typeNames } from '../data-words.ts'
import { addDatasetPage, saveFacts } from './dataset-page.ts'
import { datasetPath } from './load-dataset.ts'

/** A form takes so many columns that a page stays readable; wider tables turn the page. */
const pageSize = 25
const parts = ['title', 'description', 'unit', 'synonyms', 'values', 'redaction'] as const

/** The column dictionary: what each column is called, means, and may hold. Names and types are the file's to change. */
export function addColumnsPage(app: App, services: StaffServices): void {
  addDatasetPage(app, services, {
    place: 'columns',
    crumb: 'Columns',
    title: (dataset) => `Columns of ${dataset.title}`,
    template: 'data/dataset/columns.njk',
    view({ dataset, request }, entered, status) {
      const page = pageOf(request, dataset)
      const shown = columnsOf(dataset, page)
      const fresh = Object.fromEntries(shown.flatMap((column) => Object.entries(valuesOf(column))))
      return {
        pageNumber: page,
        action: `${datasetPath(dataset.slug, 'columns')}${page === 1 ? '' : `?page=${page}`}`,
        columns: shown.map((column) => ({
          ...column,
          typeName: typeNames[column.type] ?? column.type,
          changedMeanwhile: status === 409 && entered !== null ? changed(entered, valuesOf(column)) : [],
        })),
        form: entered ?? { values: fresh, errors: [] },
        stale: status === 409,
        links: pageLinks(readState(request), { items: [], total: dataset.contract.length, page, pageSize }),
      }
    },
    async post(opened, again) {
      const { dataset, request, reply } = opened
      const form = readForm(request.body)
      const shown = columnsOf(dataset, pageOf(request, dataset))
      const changes = new Map(shown.map((column) => [column.name, readColumn(form, column)]))
      if (!form.ok) return again(form.state(), 422)
      const contract = dataset.contract.map((column) => changes.get(column.name) ?? column)
      const outcome = await saveFacts(services, opened, { contract })
      if (outcome.ok) return done(reply, datasetPath(dataset.slug, 'columns'), 'saved')
      if (outcome.problem === 'stale') return again(form.state(), 409)
      if (outcome.problem === 'release-stopped') return again(form.state(), 409, outcome)
      if (outcome.problem !== 'invalid-input') return sendRefusal(reply, outcome)
      const errors = (outcome.fields ?? []).map(({ field, message }) => ({
        field: fieldOf(field, dataset),
        message,
      }))
      return again({ values: form.state().values, errors }, 422)
    },
  })
}

function pageOf(request: { url: string }, dataset: Dataset): number {
  const asked = [readState(request).query['page'] ?? ''].flat()[0] ?? ''
  const last = Math.max(1, Math.ceil(dataset.contract.length / pageSize))
  return /^\d{1,6}$/.test(asked) ? Math.min(last, Math.max(1, Number(asked))) : 1
}

function columnsOf(dataset: Dataset, page: number): ContractColumn[] {
  return dataset.contract.slice((page - 1) * pageSize, page * pageSize)
}

function valuesOf(column: ContractColumn): Record<string, FormValue> {
  const { name } = column
  return {
    [`${name}-title`]: column.title,
    [`${name}-description`]: column.description,
    [`${name}-unit`]: column.unit ?? '',
    [`${name}-required`]: column.required === true ? ['yes'] : [],
    [`${name}-synonyms`]: (column.synonyms ?? []).join('\n'),
    [`${name}-values`]: (column.values ?? []).join('\n'),
    [`${name}-redaction`]: column.redaction ?? '',
  }
}

function readColumn(form: FormReader, column: ContractColumn): ContractColumn {
  const { name } = column
  const long = (part: string, label: string, most = 2000) =>
    form.text(`${name}-${part}`, { multiline: true, most, label: `${label} of ${column.title}` })
  const title = form.text(`${name}-title`, {
    required: `Enter a title for the column ${name}`,
    most: 200,
    label: `The title of ${column.title}`,
  })
  const description = long('description', 'The description')
  const unit = form.text(`${name}-unit`, { most: 60, label: `The unit of ${column.title}` })
  const required = form.choices(`${name}-required`, ['yes']).length > 0
  const synonyms = readLines(long('synonyms', 'The other headings', 10_000))
  const values = readLines(long('values', 'The allowed values', 50_000))
  const redaction = long('redaction', 'The reason')
  // What the form does not ask stays; what it empties goes.
  const { unit: _unit, required: _required, synonyms: _synonyms, ...rest } = column
  const { values: _values, redaction: _redaction, ...kept } = rest
  return {
    ...kept,
    title,
    description,
    ...(unit === '' ? {} : { unit }),
    ...(required ? { required } : {}),
    ...(synonyms.length === 0 ? {} : { synonyms }),
    ...(values.length === 0 ? {} : { values }),
    ...(redaction === '' ? {} : { redaction }),
  }
}

/** What stands in the record now where it differs from what was entered. */
function changed(entered: FormState, now: Record<string, FormValue>): { part: string; now: string }[] {
  return Object.entries(now).flatMap(([field, value]) => {
    const part = field.split('-').at(-1) ?? ''
    const words = (one: FormValue | undefined) => [one ?? []].flat().join('\n')
    return parts.some((name) => name === part) && words(entered.values[field]) !== words(value)
      ? [{ part, now: words(value) }]
      : []
  })
}

/** `contract.3.title` as the form calls it. */
function fieldOf(field: string, dataset: Dataset): string {
  const found = /contract\.(\d+)\.(\w+)/.exec(field)
  const column = found === null ? undefined : dataset.contract[Number(found[1])]
  return column === undefined
    ? `${dataset.contract[0]?.name ?? ''}-title`
    : `${column.name}-${found?.[2] ?? 'title'}`
}
