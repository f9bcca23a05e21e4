import type { Refusal } from '../../kernel/outcome.ts'
import type { FormState, FormValue } from '../kit/index.ts'

export type Choice = { value: string; text: string; hint?: { text: string } }

/** One question of a form, as the kit's macro of that name takes it. */
export type Field = {
  kind: 'text' | 'textarea' | 'radios' | 'checkboxes' | 'select' | 'date' | 'file'
  name: string
  label: string
  hint?: string
  optional?: boolean
  rows?: number
  most?: number
  width?: number
  prefix?: string
  type?: string
  autocomplete?: string
  multiple?: boolean
  size?: string
  items?: Choice[]
}

/** The version a form was opened with; 0, which no case has, where it says none. */
export function readVersion(body: unknown): number {
  const text: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, 'version') : null
  return typeof text === 'string' && /^\d{1,9}$/.test(text) ? Number(text) : 0
}

/** Puts a command's complaints beside the questions they are about; what fits none goes to the first. */
export function withRefusal(
  state: FormState,
  refusal: Refusal,
  fields: Pick<Field, 'name' | 'kind'>[],
): FormState {
  const first = fields[0]
  const place = (name: string) => {
    const plain = name.replaceAll('.', '-')
    const found = fields.find((field) => field.name === plain || field.name === name) ?? first
    if (found === undefined) return name
    return found.kind === 'date' ? `${found.name}-day` : found.name
  }
  const given = refusal.fields ?? []
  const errors =
    given.length > 0
      ? given.map(({ field, message }) => ({ field: place(field), message }))
      : [{ field: place(''), message: refusal.detail ?? 'This was not accepted' }]
  return { values: state.values, errors }
}

/** What was entered beside what the record says now, question by question. */
export function compare(
  fields: Pick<Field, 'name' | 'label' | 'kind' | 'items'>[],
  form: FormState,
  current: Record<string, FormValue>,
): { label: string; entered: string; current: string }[] {
  const words = (field: Pick<Field, 'name' | 'kind' | 'items'>, values: Record<string, FormValue>) => {
    const raw =
      field.kind === 'date'
        ? ['day', 'month', 'year'].map((part) => values[`${field.name}-${part}`] ?? '').join(' ')
        : [values[field.name] ?? []].flat().join(', ')
    const named = field.items?.find(({ value }) => value === raw)?.text
    return (named ?? raw).trim()
  }
  return fields
    .filter(({ kind }) => kind !== 'file')
    .map((field) => ({
      label: field.label,
      entered: words(field, form.values),
      current: words(field, current),
    }))
    .filter((row) => row.entered !== row.current)
}

/** A day as the three boxes of a date question hold it. */
export function dayValues(field: string, day: Temporal.PlainDate | null): Record<string, string> {
  return {
    [`${field}-day`]: day === null ? '' : String(day.day),
    [`${field}-month`]: day === null ? '' : String(day.month),
    [`${field}-year`]: day === null ? '' : String(day.year),
  }
}

export function readLines(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
}

/** As readLines, without the bullets or numbers that people begin the lines of a list with. */
export function readPoints(text: string): string[] {
  const bare = text.split('\n').map((line) => line.replace(/^\s*(?:[-•*]|\d+[.)])\s+/, ''))
  return readLines(bare.join('\n'))
}

/** What was entered, to be carried by a page that asks once more. */
export function firstValues(values: Record<string, FormValue>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, [value].flat()[0] ?? '']))
}
