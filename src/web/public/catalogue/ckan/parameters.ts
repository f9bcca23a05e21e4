import { CkanError, invalidField } from '../../../../catalogue/index.ts'

/** What an action is given: from the address, a JSON body or a form. */
export type Parameters = Readonly<Record<string, unknown>>

/** Reads a body whatever it says it is: clients send JSON as a form's type, since curl does so unless told otherwise. */
export function parseBody(text: string): Parameters {
  const trimmed = text.trim()
  if (trimmed === '') return {}
  if (!trimmed.startsWith('{') && !trimmed.startsWith('[')) return fromForm(new URLSearchParams(trimmed))
  let parsed: unknown
  try {
    parsed = JSON.parse(trimmed)
  } catch {
    throw new CkanError('Bad Request Error', 'The body is not JSON')
  }
  if (!isObject(parsed)) throw new CkanError('Bad Request Error', 'The body must be a JSON object')
  return clean(parsed, 0) as Parameters
}

/** No database keeps NUL or half a character, so neither gets past here; nor does what is nested without end. */
function clean(value: unknown, depth: number): unknown {
  if (depth > 8) throw new CkanError('Bad Request Error', 'The body is nested too deeply')
  if (typeof value === 'string') return value.replaceAll('\0', '').toWellFormed()
  if (Array.isArray(value)) return value.map((each) => clean(each, depth + 1))
  if (!isObject(value)) return value
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, clean(each, depth + 1)]))
}

/** A parameter given several times is a list. */
export function fromForm(search: URLSearchParams): Parameters {
  const parameters: Record<string, unknown> = Object.create(null) as Record<string, unknown>
  for (const name of new Set(search.keys())) {
    const values = search.getAll(name).map((value) => value.replaceAll('\0', ''))
    parameters[name] = values.length === 1 ? values[0] : values
  }
  return parameters
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function textOf(given: Parameters, name: string): string | null {
  const value = given[name]
  if (value === undefined || value === null || value === '') return null
  if (typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  throw invalidField(name, 'Must be text')
}

export function requiredText(given: Parameters, name: string): string {
  const value = textOf(given, name)
  if (value === null) throw invalidField(name, 'Missing value')
  return value
}

export function wholeOf(given: Parameters, name: string, usual: number, most: number): number {
  const text = textOf(given, name)
  if (text === null) return usual
  if (!/^\d{1,12}$/.test(text.trim())) throw invalidField(name, 'Must be a whole number, 0 or more')
  return Math.min(Number(text), most)
}

export function flagOf(given: Parameters, name: string, usual: boolean): boolean {
  const value = given[name]
  if (typeof value === 'boolean') return value
  const text = textOf(given, name)?.toLowerCase() ?? ''
  if (['true', 'yes', 'on', 't', 'y', '1'].includes(text)) return true
  return ['false', 'no', 'off', 'f', 'n', '0'].includes(text) ? false : usual
}

/** JSON in an address, the thing itself in a body. Text that is no JSON stays text. */
export function jsonOf(given: Parameters, name: string): unknown {
  const value = given[name]
  if (typeof value !== 'string' || !/^\s*[[{"]/.test(value)) return value
  let parsed: unknown
  try {
    parsed = JSON.parse(value)
  } catch {
    throw invalidField(name, 'Cannot parse JSON')
  }
  return clean(parsed, 0)
}
