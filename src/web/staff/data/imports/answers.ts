import type { Decision, ImportOptions, ImportRecord, ImportReport } from '../../../../datasets/index.ts'
import { readForm, type FormReader, type FormState, type FormValue } from '../../../kit/index.ts'
import { readLines } from '../../form-fields.ts'

const absent = 'absent'
const mostHeadings = 500

/** The answers as they stand: those given before, else what the reader of the file took. */
export function answerValues(record: ImportRecord, report: ImportReport): Record<string, FormValue> {
  const { options } = record
  const values: Record<string, FormValue> = {
    dates: options.dates ?? '',
    sheet: options.sheet ?? report.check.sheet ?? '',
    breaking: options.breaking ?? '',
    faultyRows: options.leaveOutFaultyRows === true ? ['leave-out'] : [],
    leaveOut: (options.leaveOut ?? []).map((heading) => headingValue(report, heading)),
    primaryKey: (options.primaryKey ?? []).join('\n'),
    accept: options.accept ?? [],
    note: options.note ?? '',
  }
  for (const { column, heading, how } of report.mapping)
    values[`map-${column.name}`] =
      heading === null
        ? how === 'absent' && isAsked(report, column.name)
          ? ''
          : absent
        : headingValue(report, heading)
  return values
}

/** Each decision as a question. What may be accepted as it is makes one list of boxes. */
export function decisionItems(report: ImportReport) {
  const asItem = ({ value, label }: { value: string; label: string }) => ({ value, text: label })
  const accepted = report.decisions.filter(({ kind }) => kind === 'accept')
  // One answer holds for every column of days, so it is asked once.
  const dates = report.decisions.filter(({ kind }) => kind === 'dates')
  const others = report.decisions
    .filter((decision) => decision.kind !== 'accept' && (decision.kind !== 'dates' || decision === dates[0]))
    .map((decision) =>
      decision.kind === 'dates'
        ? { ...decision, message: dates.map(({ message }) => message).join(' ') }
        : decision,
    )
  return [
    ...others.map(({ kind, message, remedy, choices }) => ({
      kind,
      message,
      remedy,
      items: (choices ?? []).map(asItem),
    })),
    ...(accepted.length === 0
      ? []
      : [
          {
            kind: 'accept' as const,
            message: '',
            remedy: '',
            items: accepted.flatMap(({ message, remedy, choices }) =>
              (choices ?? []).map((choice) => ({
                ...asItem(choice),
                hint: { text: `${message} ${remedy}` },
              })),
            ),
          },
        ]),
  ]
}

/** What to choose from for each column: the file's headings by their place, since two may be the same. */
export function headingItems(report: ImportReport): { value: string; text: string }[] {
  return [
    { value: '', text: 'Choose a heading' },
    { value: absent, text: 'Not in this file' },
    ...report.check.headings
      .flatMap((heading, index) => (heading === '' ? [] : [{ value: `h${index}`, text: heading }]))
      .slice(0, mostHeadings),
  ]
}

/** Reads the answers into what the import is built with; fails each decision that was left open when nothing changed. */
export function readAnswers(
  body: unknown,
  record: ImportRecord,
  report: ImportReport,
): { form: FormReader; options: ImportOptions } {
  const form = readForm(body)
  const before = answerValues(record, report)
  const options: ImportOptions = {}
  const asked = (kind: Decision['kind']) => report.decisions.some((decision) => decision.kind === kind)

  const dates = form.choice('dates', ['day-first', 'month-first'])
  if (dates !== null && dates !== record.options.dates) options.dates = dates
  const sheet = form.text('sheet', { most: 500 })
  if (sheet !== '' && (sheet !== before['sheet'] || (asked('sheet') && record.options.sheet === undefined)))
    options.sheet = sheet
  const breaking = form.text('breaking', { multiline: true, most: 2000, label: 'What breaks' })
  if (breaking !== '' && breaking !== before['breaking']) options.breaking = breaking
  const faulty = form.choices('faultyRows', ['leave-out']).length > 0
  if (faulty !== (record.options.leaveOutFaultyRows === true)) options.leaveOutFaultyRows = faulty
  readMapping(form, before, report, options)
  const values = headingItems(report).map(({ value }) => value)
  const leaveOut = form.choices('leaveOut', values)
  if (leaveOut.join() !== [before['leaveOut'] ?? []].flat().join())
    options.leaveOut = leaveOut.flatMap((value) => headingOf(report, value) ?? [])
  const key = readLines(form.text('primaryKey', { multiline: true, most: 2000 }))
  if (asked('duplicate-keys') && key.join('\n') !== before['primaryKey']) options.primaryKey = key
  readAccepted(form, record, report, options)
  if (Object.keys(options).length === 0) failOpen(form, report)
  return { form, options }
}

function readMapping(
  form: FormReader,
  before: Record<string, FormValue>,
  report: ImportReport,
  options: ImportOptions,
): void {
  const mapping: Record<string, string | null> = {}
  for (const { column, how } of report.mapping) {
    if (how === 'new') continue
    const name = `map-${column.name}`
    const value = form.text(name, { most: 20 })
    if (value === '' || (value === before[name] && !(isAsked(report, column.name) || how === 'suggested')))
      continue
    if (value === absent) mapping[column.name] = null
    else {
      const heading = headingOf(report, value)
      if (heading === null) form.fail(name, 'Choose one of the headings in the file')
      else mapping[column.name] = heading
    }
  }
  if (Object.keys(mapping).length > 0) options.mapping = mapping
}

/** Laid over what was accepted before, since the answer takes the place of the earlier one. */
function readAccepted(
  form: FormReader,
  record: ImportRecord,
  report: ImportReport,
  options: ImportOptions,
): void {
  const codes = report.check.faults.map(({ code }) => code)
  const chosen = form.choices('accept', codes)
  const before = record.options.accept ?? []
  if (chosen.some((code) => !before.includes(code))) options.accept = [...new Set([...before, ...chosen])]
}

const openMessages: Record<Decision['kind'], [field: string, message: string] | null> = {
  dates: ['dates', 'Select how the days are written'],
  sheet: ['sheet', 'Select the sheet'],
  mapping: null,
  breaking: ['breaking', 'Enter what breaks for those who use the data, or choose other headings'],
  'faulty-rows': ['faultyRows', 'Select to leave the rows out, or put the file aside and mend it'],
  'duplicate-keys': ['primaryKey', 'Enter the columns that tell rows apart'],
  accept: ['accept', 'Select what is meant, or put the file aside and mend it'],
  protect: null,
  unreadable: null,
  empty: null,
}

function failOpen(form: FormReader, report: ImportReport): void {
  for (const { kind, column } of report.decisions) {
    const open = openMessages[kind]
    if (open !== null) form.fail(open[0], open[1])
    else if (kind === 'mapping' && column !== null)
      form.fail(`map-${column}`, 'Choose a heading for this column')
  }
  if (form.ok) form.fail('form', 'Change an answer first: nothing differs from what is there')
}

function isAsked(report: ImportReport, column: string): boolean {
  return report.decisions.some((decision) => decision.kind === 'mapping' && decision.column === column)
}

function headingValue(report: ImportReport, heading: string): string {
  return `h${report.check.headings.indexOf(heading)}`
}

function headingOf(report: ImportReport, value: string): string | null {
  const index = /^h(\d{1,6})$/.exec(value)?.[1]
  return index === undefined ? null : (report.check.headings[Number(index)] ?? null)
}

/** A form shown again on a record that has moved on keeps what was entered where the question is still there. */
export function keepEntered(state: FormState, fresh: Record<string, FormValue>): FormState {
  return { values: { ...fresh, ...state.values }, errors: state.errors }
}
