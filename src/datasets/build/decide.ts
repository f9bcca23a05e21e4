import type { Examined } from '../ingest/check-file.ts'
import type { Fault, FaultCode } from '../ingest/fault.ts'
import type { Decision, ImportOptions } from './job.ts'
import type { Plan } from './plan-import.ts'

/** Faults that lie in single rows: without those rows the rest can be published. */
const inRows = new Set<FaultCode>([
  'type-error',
  'constraint-error',
  'required-value',
  'formula-error',
  'lost-digits',
  'extra-cell',
  'unclosed-quote',
])
/** Faults that are the file's own nature: someone must say that it is meant. */
const acceptable = new Set<FaultCode>(['duplicate-label', 'blank-label', 'row-count', 'coordinate-system'])

const mostColumns = 1000

/** What must be answered before a file that holds no table can go on. */
export function decideUnread({ check, choices }: Examined): Decision[] {
  const [fault] = check.faults
  if (fault === undefined) return []
  const { message, remedy, code } = fault
  const kind = code === 'sheet-choice' ? 'sheet' : code === 'source-error' ? 'empty' : 'unreadable'
  return [{ kind, column: null, message, remedy, ...listed(choices) }]
}

/** What only a person may decide about a table, gravest first; empty where it can be published as it is. */
export function decide(examined: Examined, plan: Plan, options: ImportOptions): Decision[] {
  const { check, choices } = examined
  const used = new Set(plan.columns.flatMap(({ index }) => [titleAt(examined, index)]))
  const faults = check.faults.filter(
    ({ severity, column }) =>
      severity === 'error' && (column === null || column.split(', ').some((one) => used.has(one))),
  )
  const one = (kind: Decision['kind'], { message, remedy, column }: Fault): Decision => ({
    kind,
    column,
    message,
    remedy,
  })
  const decisions: Decision[] = []
  if (plan.columns.length > mostColumns)
    decisions.push({
      kind: 'unreadable',
      column: null,
      message: `The table has ${plan.columns.length.toLocaleString('en-GB')} columns. No more than ${mostColumns.toLocaleString('en-GB')} can be published.`,
      remedy:
        'Turn the table round, so that what is a column for each day or place becomes a row for each, or split it.',
    })
  for (const fault of faults) {
    if (fault.code === 'missing-label') decisions.push(one('unreadable', fault))
    if (fault.code === 'table-dimensions') decisions.push(one('empty', fault))
  }
  if (decisions.length > 0) return decisions
  const sheets = check.faults.find(({ code }) => code === 'sheet-choice')
  if (sheets !== undefined && options.sheet === undefined)
    decisions.push({ ...one('sheet', sheets), ...listed(choices) })
  for (const { column, heading } of plan.doubtful)
    decisions.push({
      kind: 'mapping',
      column: column.name,
      message: `Is “${heading ?? ''}” in the file the column “${column.title}”?`,
      remedy: 'Say which heading holds it, or that the file has none.',
      choices: [
        ...[heading ?? '', ...plan.unused].map((text) => ({ value: text, label: text })),
        { value: '', label: 'None of them' },
      ],
    })
  for (const fault of faults)
    if (fault.code === 'ambiguous-date')
      decisions.push({
        ...one('dates', fault),
        choices: [
          { value: 'day-first', label: 'Day first: 03/04/2025 is 3 April' },
          { value: 'month-first', label: 'Month first: 03/04/2025 is 4 March' },
        ],
      })
  if (plan.breaks.length > 0 && plan.doubtful.length === 0 && (options.breaking ?? '') === '')
    decisions.push({
      kind: 'breaking',
      column: null,
      message: `Publishing this would break what others have built on the data. ${plan.breaks.join(' ')}`,
      remedy:
        'Say which heading holds each column, correct the file, or say in your own words what changes and why.',
    })
  const rows = faults.filter(({ code }) => inRows.has(code))
  if (rows.length > 0 && options.leaveOutFaultyRows !== true)
    decisions.push({
      kind: 'faulty-rows',
      column: rows.length === 1 ? (rows[0]?.column ?? null) : null,
      message: rows.map(({ message }) => message).join(' '),
      remedy:
        'Correct these in the file and send it again, or leave these rows out: the page will say how many.',
      choices: [{ value: 'leave-out', label: 'Leave these rows out and publish the rest' }],
    })
  for (const fault of faults)
    if (acceptable.has(fault.code) && options.accept?.includes(fault.code) !== true)
      decisions.push({
        ...one('accept', fault),
        choices: [{ value: fault.code, label: 'It is meant: publish it all the same' }],
      })
  return decisions
}

function titleAt({ table }: Examined, index: number): string {
  const title = table?.profile.headings[index] ?? ''
  return title === '' ? `column ${index + 1}` : title
}

function listed(choices: readonly string[]): Pick<Decision, 'choices'> {
  return choices.length === 0 ? {} : { choices: choices.map((value) => ({ value, label: value })) }
}
