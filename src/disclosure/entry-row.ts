import { entryOutcomeNames, type DisclosureEntry } from './entry.ts'

/** The flat form of an entry for CSV: its columns, in order, and what each holds. */
const columns = {
  reference: (entry) => entry.reference,
  title: (entry) => entry.title,
  summary: (entry) => entry.summary,
  regime: (entry) => entry.regime,
  outcome: (entry) => entryOutcomeNames[entry.outcome],
  topic: (entry) => entry.topic ?? '',
  received_on: (entry) => entry.receivedOn.toString(),
  answered_on: (entry) => entry.answeredOn.toString(),
  working_days: (entry) => entry.workingDays,
  questions: (entry) => numbered(entry, (part) => part.question),
  answers: (entry) => numbered(entry, (part) => part.answer),
  grounds: (entry) =>
    [...new Set(entry.parts.flatMap((part) => part.grounds.map(({ provision }) => provision)))].join('; '),
  links: (entry) => entry.parts.flatMap((part) => (part.link ? [part.link.url] : [])).join(' '),
} satisfies Record<string, (entry: DisclosureEntry) => string | number>

export const entryColumns: readonly string[] = Object.keys(columns)

export function entryRow(entry: DisclosureEntry): Record<string, string | number> {
  return Object.fromEntries(Object.entries(columns).map(([name, read]) => [name, read(entry)]))
}

function numbered(
  { parts }: DisclosureEntry,
  read: (part: DisclosureEntry['parts'][number]) => string,
): string {
  return parts.length === 1
    ? parts.map(read).join('')
    : parts.map((part) => `${part.number}. ${read(part)}`).join('\n')
}
