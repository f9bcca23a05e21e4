import type { ColumnStatistics, VersionColumn } from '../../../datasets/index.ts'

type Column = { name: string; title: string; type: string; kind?: string; unit?: string }

const typeNames: Record<string, string> = {
  string: 'Text',
  integer: 'Whole number',
  number: 'Number',
  boolean: 'Yes or no',
  date: 'Date',
  datetime: 'Date and time',
}
const kindNames: Record<string, string> = {
  money: 'amount of money',
  percentage: 'percentage',
  uprn: 'unique property reference number',
  postcode: 'postcode',
  code: 'code',
  uri: 'web address',
  easting: 'easting (British National Grid)',
  northing: 'northing (British National Grid)',
  longitude: 'longitude (WGS 84)',
  latitude: 'latitude (WGS 84)',
}
const unitSigns = new Map([
  ['GBP', '£'],
  ['EUR', '€'],
  ['USD', '$'],
  ['percent', '%'],
])

function typeInWords({ type, kind }: Column): string {
  const name = typeNames[type] ?? type
  const about = kind === undefined ? undefined : kindNames[kind]
  return about === undefined ? name : `${name}: ${about}`
}

/** `Amount paid (£)` */
export function headingOf({ title, unit }: Column): string {
  const sign = unit === undefined ? '' : (unitSigns.get(unit) ?? unit)
  return sign === '' || title.includes(sign) ? title : `${title} (${sign})`
}

export function isNumeric({ type }: Column): boolean {
  return type === 'integer' || type === 'number'
}

/** Numbers that name a thing or a year are not amounts, and have no commas in them. */
const naming = /(^|_)(year|id|ref|reference|number|no|code|uprn|usrn|key|easting|northing|row)(_|$)/
const placing = new Set(['uprn', 'code', 'easting', 'northing', 'longitude', 'latitude'])

function isAmount({ name, type, kind }: Column): boolean {
  if (type === 'number') return kind === undefined || !placing.has(kind)
  return type === 'integer' && !(kind !== undefined && placing.has(kind)) && !naming.test(name)
}

export type ShownCell = {
  text: string
  /** Why there is no value: nothing was there, or it was taken out. */
  mark: 'none' | 'marker' | null
  href: string | null
  /** The machine's form, where the text is another */
  iso: string | null
}

const markers = /^(REDACTED|\[[a-z]\])$/

/** A cell as people read it: commas in amounts, days in words, markers told from values. */
export function showCell(value: string | number | boolean | null, column: Column): ShownCell {
  const plain = (text: string): ShownCell => ({ text, mark: null, href: null, iso: null })
  if (value === null || value === '') return { text: '', mark: 'none', href: null, iso: null }
  const text = typeof value === 'boolean' ? (value ? 'Yes' : 'No') : String(value)
  if (markers.test(text)) return { text, mark: 'marker', href: null, iso: null }
  if (column.type === 'boolean') return plain(text === 'true' ? 'Yes' : text === 'false' ? 'No' : text)
  if (isAmount(column))
    return plain(groupDigits(column.kind === 'money' && column.type === 'number' ? withPence(text) : text))
  if (column.type === 'date' || column.type === 'datetime') {
    const words = dayWords(text)
    return words === null ? plain(text) : { text: words, mark: null, href: null, iso: text }
  }
  if (column.kind === 'uri' && /^https?:\/\/[^\s"<>]+$/i.test(text))
    return { text, mark: null, href: text, iso: null }
  return plain(text)
}

/** `1204.50` → `1,204.50`, without the rounding of a float. */
function groupDigits(text: string): string {
  const found = /^([-+]?)(\d+)(\.\d+)?$/.exec(text)
  if (found === null) return text
  const [, sign = '', whole = '', rest = ''] = found
  return `${sign === '-' ? '−' : ''}${whole.replace(/\B(?=(\d{3})+$)/g, ',')}${rest}`
}

/** `12.5` → `12.50`; whole pounds stay whole only in a column of whole numbers. */
function withPence(text: string): string {
  const found = /^([-+]?\d+)(?:\.(\d{1,2}))?$/.exec(text)
  return found === null ? text : `${found[1] ?? ''}.${(found[2] ?? '').padEnd(2, '0')}`
}

const months = 'January February March April May June July August September October November December'.split(
  ' ',
)

function dayWords(text: string): string | null {
  const found = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}:\d{2}))?/.exec(text)
  if (found === null) return null
  const [, year = '', month = '', day = '', time] = found
  const name = months[Number(month) - 1]
  if (name === undefined) return null
  return `${Number(day)} ${name} ${year}${time === undefined ? '' : `, ${time}`}`
}

/** The data dictionary: a row for each column. */
export function toDictionary(columns: readonly VersionColumn[]) {
  return columns.map((column) => ({
    name: column.name,
    title: column.title,
    typeName: typeInWords(column),
    unit: column.unit ?? '',
    description: column.description,
    values: column.values ?? [],
    required: column.required === true,
    redaction: column.redaction ?? '',
    counts: column.statistics,
    least: shown(column.statistics, 'least', column),
    greatest: shown(column.statistics, 'greatest', column),
    mean:
      column.statistics.mean === null
        ? null
        : groupDigits(String(Number(column.statistics.mean.toPrecision(6)))),
    common: column.statistics.common.slice(0, 5).map(({ value, count }) => ({
      text: showCell(value, column).text || 'Nothing',
      count,
    })),
  }))
}

function shown(statistics: ColumnStatistics, end: 'least' | 'greatest', column: Column): string {
  const value = statistics[end]
  if (value === null || column.type === 'boolean') return ''
  const text = showCell(value, column).text
  return text.length > 60 ? `${text.slice(0, 60)}…` : text
}
