import {
  entryOutcomeNames,
  entryPath,
  type DisclosureEntry,
  type EntryOutcome,
  type EntrySummary,
} from '../../../disclosure/index.ts'
import { regimes } from '../../../law/index.ts'
import type { PartOutcome } from '../../../cases/index.ts'

const colours: Record<EntryOutcome, string> = {
  released: 'green',
  'part-released': 'blue',
  withheld: 'orange',
  'not-held': 'grey',
}

/** What was decided on one question, to a reader who knows no law. */
const partOutcomeNames: Record<PartOutcome, string> = {
  provided: 'We gave this information',
  'partly-provided': 'We gave part of this information',
  'not-held': 'We do not hold this information',
  'available-elsewhere': 'This information is already available',
  refused: 'We withheld this information',
  'over-cost-limit': 'It would cost more to find than the law allows for',
  vexatious: 'We did not answer, because the request was vexatious',
  repeated: 'We did not answer, because we had answered it before',
  'neither-confirm-nor-deny': 'We can neither confirm nor deny that we hold this information',
  withdrawn: 'The question was withdrawn',
  'clarification-needed': 'We needed to know more before we could answer',
}

export function toSummaryView(entry: EntrySummary) {
  return {
    reference: entry.reference,
    title: entry.title,
    summary: entry.summary,
    topic: entry.topic,
    href: entryPath(entry.reference),
    outcomeName: entryOutcomeNames[entry.outcome],
    outcomeColour: colours[entry.outcome],
    receivedOn: entry.receivedOn,
    answeredOn: entry.answeredOn,
    workingDays: entry.workingDays,
  }
}

export function toEntryView(entry: DisclosureEntry) {
  return {
    ...toSummaryView(entry),
    law: lawTitle(entry.regime),
    parts: entry.parts.map((part) => ({
      ...part,
      outcomeName: isPartOutcome(part.outcome) ? partOutcomeNames[part.outcome] : null,
    })),
  }
}

/** The law's name; a regime this version does not know has none. */
export function lawTitle(regime: string): string | null {
  return Object.values(regimes).find(({ id }) => id === regime)?.title ?? null
}

function isPartOutcome(outcome: string): outcome is PartOutcome {
  return Object.hasOwn(partOutcomeNames, outcome)
}
