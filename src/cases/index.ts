export * from './case.ts'
export { actions, offeredActions, transitions, whyNot } from './transitions.ts'
export type { Action, CaseFacts, Guard, OfferedAction, Transition } from './transitions.ts'
export { textLimits } from './people.ts'
export type { Upload } from './uploads.ts'
export { openCase, type OpenCaseInput, type OpenedCase } from './commands/open-case.ts'
export { setParts, type SetPartsInput } from './commands/set-parts.ts'
export {
  assignCase,
  changeRegime,
  editDetails,
  reopenCase,
  startCase,
  withdrawCase,
  type EditDetailsInput,
} from './commands/run-case.ts'
export {
  askClarification,
  extendTime,
  giveFeesNotice,
  recordClarification,
  recordFee,
  retractClockEvent,
} from './commands/keep-clock.ts'
export {
  addTask,
  answerTask,
  cancelTask,
  type AddTaskInput,
  type AnswerTaskInput,
} from './commands/run-tasks.ts'
export {
  addDocument,
  findDocument,
  noteWarningsSeen,
  readDocument,
  setDocumentRelease,
  type AddDocumentInput,
  type FoundDocument,
  type OpenedDocument,
} from './commands/keep-documents.ts'
export {
  countWaitingArrivals,
  lookIntoArrivals,
  requeueArrivals,
  type ArrivalsLooked,
} from './commands/look-into-arrivals.ts'
export { unlockDocument, type Unlocked, type UnlockInput } from './commands/unlock-document.ts'
export { onArrival } from './commands/arrivals-waiting.ts'
export { arrivalInWords, arrivalState, hasUnseenWarning, type Arrival, type ArrivalState } from './arrival.ts'
export { makeRedactedCopy, type RedactedCopyInput } from './commands/redact-document.ts'
export {
  addCasePerson,
  casePersonRoles,
  listCasePeople,
  removeCasePerson,
  type CasePerson,
  type CasePersonRole,
} from './commands/case-people.ts'
export { decidePart, type DecidePartInput } from './commands/decide-part.ts'
export { estimateCaseCost, type EstimateInput } from './commands/estimate-cost.ts'
export { previewLetter, readLetter, type LetterFile } from './commands/answer-letter.ts'
export { recallLetter, submitLetter } from './commands/submit-letter.ts'
export { decideApproval, type ApprovalInput } from './commands/decide-approval.ts'
export { sendResponse, type SentResponse } from './commands/send-response.ts'
export { closeCase, requestReview } from './commands/end-case.ts'
export { addNote, linkCases, splitCase } from './commands/note-and-link.ts'
export {
  readReleasedDocument,
  readSentLetter,
  replyAsRequester,
  requestReviewAsRequester,
  withdrawAsRequester,
} from './commands/act-as-requester.ts'
export {
  draftDays,
  loadDraft,
  removeOldDrafts,
  saveDraft,
  submitDraft,
  type Draft,
} from './commands/draft-request.ts'
export { importMail, type ImportedMail } from './commands/import-mail.ts'
export { chaseTasks, lapseCases, recomputeOpenClocks, type MovedClock } from './commands/run-timers.ts'
export { keepHolidays, type KeptHolidays } from './commands/keep-holidays.ts'
export { clockOfReference } from './queries/case-clock.ts'
export { deliverOutbox } from './commands/deliver-outbox.ts'
export {
  decideReviewOutcome,
  reviewOutcomes,
  type ReviewDecisionInput,
  type ReviewOutcome,
} from './review-outcome.ts'
export {
  streamWorklist,
  worklist,
  worklistAfter,
  worklistTabs,
  type TabCount,
  type WorklistFilters,
  type WorklistPage,
  type WorklistPlace,
  type WorklistRow,
  type WorklistTab,
} from './queries/worklist.ts'
export { caseByReference, type CasePageModel } from './queries/case-page.ts'
export { outboxFor, type OutboxEntry } from './queries/outbox.ts'
export { relatedByRequester, type RelatedCase } from './queries/related-cases.ts'
export { taskById, tasksFor, type TaskPageModel } from './queries/tasks.ts'
export { caseState, type CaseState } from './queries/case-state.ts'
export { casesWithWarnings, type CaseWithWarnings } from './queries/arrival-warnings.ts'
export { findByTracking, type TrackingView } from './queries/tracking.ts'
