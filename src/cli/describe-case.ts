import type { CaseRecord } from '../cases/index.ts'
import { dayInWords, deadlineInWords } from '../kernel/dates.ts'
import { table } from './output.ts'

/** One case as a person reads it in a terminal. */
export function describeCase(record: CaseRecord): string {
  const due = record.dueOn
    ? deadlineInWords(record.dueOn)
    : `not yet, waiting for ${record.waitingFor ?? 'nobody'}`
  const facts: [string, string][] = [
    ['Title', record.title],
    ['Law', record.regime],
    ['Stage', record.outcome ? `${record.stage} (${record.outcome})` : record.stage],
    ['Received', dayInWords(record.receivedOn)],
    ['Due', record.extended ? `${due}, extended` : due],
    ['Draft due', record.draftDueOn ? deadlineInWords(record.draftDueOn) : '–'],
    ['Answered', record.answeredOn ? dayInWords(record.answeredOn) : '–'],
    ['Officer', record.officer?.name ?? 'Nobody yet'],
    ['Requester', record.requester.name ?? 'No name'],
    ['Disclosure log', record.disclosure ? record.disclosure.reference : '–'],
  ]
  const parts = record.parts.map((part) => [
    `${part.number}.`,
    part.outcome ?? 'undecided',
    part.text.replaceAll(/\s+/g, ' ').slice(0, 80),
  ])
  const tasks = record.tasks.map((task) => [task.status, task.dueOn.toString(), task.teamName, task.title])
  return [
    record.reference,
    table(facts),
    ...(parts.length > 0 ? ['', 'Parts', table(parts)] : []),
    ...(tasks.length > 0 ? ['', 'Tasks', table(tasks)] : []),
  ].join('\n')
}
