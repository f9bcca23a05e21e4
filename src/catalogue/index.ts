export type { CatalogueServices } from './services.ts'
export type { AddDutyInput, DutyItem, SaveDutyInput, StaffDutyItem } from './duty-item.ts'
export { addDuty, saveDuty, saveDutyAs, takeUpDuties } from './commands/duties.ts'
export { remindDuties } from './commands/remind-duties.ts'
export { findDutyItem, listDuties, listPublicDuties, type DutyAuthority } from './queries/duties.ts'
export { resourceIdsOf } from './distribution.ts'
export * from './formats/index.ts'
export { inTurns, stringifyInTurns } from './in-turns.ts'
export { listCatalogueEvents, type CatalogueEvent } from './queries/catalogue-events.ts'
export { countPlaces, listPlaces } from './queries/places.ts'
export type { RecordField, RecordFilter } from './queries/record-filter.ts'
export {
  countValues,
  findRecord,
  lastChanged,
  listResources,
  readRecords,
  type RecordQuery,
} from './queries/records.ts'
export {
  makePublisher,
  recordOfPage,
  type CatalogueRecord,
  type CatalogueSource,
  type DetailedRecord,
  type PublishedVersion,
} from './record.ts'
export * from './feedback.ts'
export { answerFeedback, clearFeedback, rejectFeedback } from './commands/answer-feedback.ts'
export { reportProblem } from './commands/report-problem.ts'
export {
  countWaitingFeedback,
  findFeedback,
  findPublicFeedback,
  listFeedback,
  listPublicFeedback,
  type FeedbackFilters,
} from './queries/feedback.ts'
export * from './news-item.ts'
export { saveNews, withdrawNews } from './commands/news.ts'
export { findNews, listNews, listNewsFeed, type NewsFilters } from './queries/news.ts'
export * from './subscription.ts'
export {
  confirmSubscription,
  endSubscription,
  removeUnconfirmed,
  subscribe,
  type Subscribed,
} from './commands/subscribe.ts'
export { notifySubscribers } from './commands/notify-subscribers.ts'
export type { Notified } from './webhooks/tell-webhook.ts'
export { countSubscribers, findSubscription } from './queries/subscription.ts'
export { networkPost, type Posted, type PostWebhook } from './webhooks/post-webhook.ts'
