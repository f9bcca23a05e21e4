export {
  layers,
  markStates,
  mostMarks,
  surroundings,
  type Layer,
  type Mark,
  type MarkPlace,
  type MarkState,
} from './mark.ts'
export { findReason, reasonCodes, type ReasonCode } from './reason-code.ts'
export * from './redaction.ts'
export { addMarks, markWords, type MarksAdded } from './commands/add-marks.ts'
export {
  changeMarks,
  decideMarks,
  removeMarks,
  restoreMarks,
  type MarksChanged,
} from './commands/change-marks.ts'
export { decideTogether, proposalsTogether, type Together } from './commands/decide-together.ts'
export { burnCopy, type BurntCopy } from './commands/burn-copy.ts'
export { earlierReleases } from './queries/earlier-releases.ts'
export { findDuplicatePages, type DuplicatePage, type Duplicates } from './queries/find-duplicates.ts'
export { findAndMark, type FindInput, type FoundAndMarked } from './commands/find-and-mark.ts'
export { flagPages, type FlagInput } from './commands/flag-pages.ts'
export { openRedaction } from './commands/open-redaction.ts'
export { readArrivedScans } from './pages/read-arrived-scans.ts'
export { mostPieces, pictureOfPage, pictureWidths, showDocument, showPage } from './pages/show-page.ts'
export { valueKey, wordsUnder } from './queries/words-under.ts'
export { wordsIn } from './pages/words-in-box.ts'
export { copyFacts, findRedaction, type CopyFacts } from './queries/redaction.ts'
export { keptCopy } from './queries/kept-copy.ts'
export { readSchedule, type Schedule } from './queries/read-schedule.ts'
export { combinationLeaks, type CombinationLeak } from './queries/combination-leaks.ts'
export { whyNotReleased } from './queries/release-guard.ts'
export { isOpenStage, pastStage, staleAt, whyNotChanged } from './store.ts'
export { findMarks, redactFile, type Redacted, type RedactOptions, type Verification } from './redact-file.ts'
export { pagesInWords, placeInWords, scheduleCsv, scheduleOf, type ScheduleLine } from './schedule.ts'
