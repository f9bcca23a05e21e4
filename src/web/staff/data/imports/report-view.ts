import {
  protectionWords,
  type Fault,
  type ImportRecord,
  type ImportReport,
  type VersionColumn,
} from '../../../../datasets/index.ts'
import { showCell } from '../../../public/data/column-format.ts'
import { typeNames } from '../data-words.ts'

const mostFaults = 60
const mostColumns = 200
/** Columns with a list of every heading to choose from: more would make the page too long to send. */
const mostChoices = 60
const encodings: Record<string, string> = {
  'utf-8': 'UTF-8',
  cp1252: 'Windows-1252',
  'utf-16le': 'UTF-16',
  'utf-16be': 'UTF-16',
}
const kindNames: Record<string, string> = {
  money: 'pounds',
  percentage: 'per cent',
  uprn: 'UPRN',
  postcode: 'postcode',
  code: 'code',
  uri: 'address of a page',
  easting: 'easting',
  northing: 'northing',
  longitude: 'longitude',
  latitude: 'latitude',
}
const howWords = {
  exact: 'The same heading',
  synonym: 'Another name for it',
  chosen: 'You chose it',
  suggested: 'Looks alike: check it',
  absent: 'Not in this file',
  new: 'New column',
} as const

/** The report of a checked file in words for whoever made the file: found, changed, wrong, mapped. */
export function reportView(
  { built }: ImportRecord,
  report: ImportReport,
  /** As they will be published, where they were built already, or are; as they were found, until then */
  made: readonly VersionColumn[],
) {
  const { check } = report
  // What is asked as a question is not said a second time as a fault.
  const asked = report.decisions.map(({ message }) => message).join(' ')
  const errors = check.faults.filter(
    ({ severity, message }) => severity === 'error' && !asked.includes(message),
  )
  return {
    found: foundRows(report),
    steps: (built?.ledger ?? check.ledger).steps.map(({ note, count }) => ({
      note,
      count: /^\d/.test(note) ? 1 : count,
    })),
    redacted: check.ledger.redacted.map(({ column, phrase, token, count }) => ({
      column,
      phrase,
      token,
      count,
    })),
    missing: check.ledger.missing,
    suppressed: check.ledger.suppressed,
    errors: errors.slice(0, mostFaults).map(faultRow),
    warnings: check.faults
      .filter(({ severity }) => severity === 'warning')
      .slice(0, mostFaults)
      .map(faultRow),
    moreFaults: Math.max(0, check.faults.length - mostFaults),
    columns: check.columns.slice(0, mostColumns).map((column) => columnRow(made, column)),
    moreColumns: Math.max(0, check.columns.length - mostColumns),
    drift: report.drift,
    mapping: chosenFirst(report).map(({ column, heading, how }, index) => ({
      choose: index < mostChoices,
      name: column.name,
      title: column.title,
      heading,
      how: howWords[how],
      isNew: how === 'new',
      doubtful: how === 'suggested' || how === 'absent',
    })),
    isFirst: report.mapping.every(({ how }) => how === 'new'),
  }
}
export type ReportView = ReturnType<typeof reportView>

function columnRow(columns: readonly VersionColumn[], found: ImportReport['check']['columns'][number]) {
  const made = columns.find(({ name }) => name === found.name)
  const { type, kind } = made ?? found
  return {
    ...found,
    ...made?.statistics,
    typeName: `${typeNames[type] ?? type}${kind === undefined ? '' : `, ${kindNames[kind] ?? kind}`}`,
    range: made === undefined ? '' : rangeOf(made),
  }
}

/** A wide table shows first what somebody may want to change. */
function chosenFirst({ mapping }: ImportReport): ImportReport['mapping'] {
  if (mapping.length <= mostChoices) return mapping
  const doubtful = (how: string) => how === 'suggested' || how === 'absent'
  return mapping.toSorted((a, b) => Number(doubtful(b.how)) - Number(doubtful(a.how))).slice(0, mostColumns)
}

function foundRows({ check }: ImportReport): { key: string; value: string }[] {
  const sheets = (check.sheets ?? []).length
  const rows: [string, string | null][] = [
    ['Kind of file', containerWords(check)],
    ['Encoding', check.encoding === null ? null : (encodings[check.encoding] ?? check.encoding)],
    ['Delimiter', check.delimiter === null ? null : delimiterWords(check.delimiter)],
    ['Sheet', check.sheet === undefined ? null : `${check.sheet}${sheets > 1 ? ` (of ${sheets})` : ''}`],
    [
      'Headings',
      check.headerRow === null
        ? 'None were found'
        : `In row ${new Intl.NumberFormat('en-GB').format(check.headerRow + 1)}`,
    ],
    ['Rows below them', new Intl.NumberFormat('en-GB').format(check.rows)],
    ['Columns', String(check.columns.length)],
  ]
  return rows.flatMap(([key, value]) => (value === null ? [] : [{ key, value }]))
}

function containerWords({ container, inside }: ImportReport['check']): string {
  const outer = container.toUpperCase()
  return inside === undefined
    ? outer
    : `${outer} with ${inside.name} in it (${inside.container.toUpperCase()})`
}

function delimiterWords(delimiter: string): string {
  const names: Record<string, string> = { ',': 'Comma', ';': 'Semicolon', '\t': 'Tab', '|': 'Upright line' }
  return names[delimiter] ?? `“${delimiter}”`
}

function faultRow(fault: Fault) {
  const shown = fault.rows.slice(0, 5)
  const more = fault.count - shown.length
  return {
    code: fault.code,
    column: fault.column,
    message: fault.message,
    remedy: fault.remedy,
    value: fault.value,
    count: fault.count,
    rows: shown.length === 0 ? '' : rowWords(shown, more),
  }
}

function rowWords(rows: number[], more: number): string {
  const numbers = new Intl.NumberFormat('en-GB')
  const list = rows.map((row) => numbers.format(row)).join(', ')
  const one = rows.length === 1 && more <= 0
  return `${one ? 'Row' : 'Rows'} ${list}${more > 0 ? ` and ${numbers.format(more)} more` : ''}`
}

/** From the least to the greatest of a column of numbers or days; text is never shown here. */
function rangeOf(column: VersionColumn): string {
  if (column.type === 'string' || column.type === 'boolean') return ''
  const { least, greatest } = column.statistics
  if (least === null || greatest === null) return ''
  const [from, to] = [least, greatest].map((value) => showCell(value, column).text)
  return from === to ? (from ?? '') : `${from ?? ''} to ${to ?? ''}`
}

/** What the publisher already answered, for the page that asks again. */
export function answeredWords(record: ImportRecord): string[] {
  const { options } = record
  return [
    options.sheet === undefined ? '' : `Sheet: ${options.sheet}`,
    options.dates === undefined
      ? ''
      : `Days are written ${options.dates === 'day-first' ? 'day first' : 'month first'}`,
    options.leaveOutFaultyRows === true ? 'Rows that do not fit are left out' : '',
    (options.leaveOut ?? []).length === 0 ? '' : `Left out: ${(options.leaveOut ?? []).join(', ')}`,
    ...(options.protect ?? []).map(
      ({ column, how, reason }) => `${column}: ${protectionWords[how]} (${reason})`,
    ),
    options.breaking === undefined ? '' : `What breaks: ${options.breaking}`,
    options.primaryKey === undefined || options.primaryKey.length === 0
      ? ''
      : `A row is known by ${options.primaryKey.join(' and ')}`,
  ].filter((line) => line !== '')
}
