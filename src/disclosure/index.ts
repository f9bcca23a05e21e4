export { publishEntry } from './commands/publish-entry.ts'
export { removePublishedItem, savePublishedItem } from './commands/save-published-item.ts'
export { withdrawEntry } from './commands/withdraw-entry.ts'
export * from './entry.ts'
export { toEntryJson, toPartsJson, toSummaryJson } from './entry-json.ts'
export { entryColumns, entryRow } from './entry-row.ts'
export { entryOutcomeOf, prepareEntry } from './prepare-entry.ts'
export * from './published-item.ts'
export { listEntries } from './queries/list-entries.ts'
export {
  listPublishedItems,
  readPublicationScheme,
  type PublishedItemFilters,
  type SchemeClass,
} from './queries/published-items.ts'
export { readCaseAnswer } from './queries/read-case-answer.ts'
export { readEntry, recentEntries, relatedTo, streamEntries, type RelatedItem } from './queries/read-entry.ts'
export { answersToPublish, type AnswerToPublish } from './queries/answers-to-publish.ts'
