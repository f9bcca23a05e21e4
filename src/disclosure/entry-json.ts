import type { DisclosureEntry, EntryPart, EntrySummary } from './entry.ts'

/** An entry of the log for programs. Every field is named here, so that nothing is published by accident. */
export function toEntryJson(entry: DisclosureEntry, url: string) {
  return { ...toSummaryJson(entry, url), parts: toPartsJson(entry.parts) }
}

export function toSummaryJson(entry: EntrySummary, url: string) {
  return {
    reference: entry.reference,
    url,
    title: entry.title,
    summary: entry.summary,
    regime: entry.regime,
    outcome: entry.outcome,
    topic: entry.topic,
    receivedOn: entry.receivedOn.toString(),
    answeredOn: entry.answeredOn.toString(),
    workingDays: entry.workingDays,
    publishedAt: entry.publishedAt.toString(),
  }
}

export function toPartsJson(parts: readonly EntryPart[]) {
  return parts.map(({ number, question, outcome, answer, link, grounds }) => ({
    number,
    question,
    outcome,
    answer,
    link: link === undefined ? null : { url: link.url, title: link.title },
    grounds: grounds.map(({ provision, act, plain }) => ({ provision, act, plain })),
  }))
}
