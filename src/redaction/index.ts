export type { Layer, Mark, MarkPlace, MarkState } from './mark.ts'
export { redactFile, type Redacted, type RedactOptions, type Verification } from './redact-file.ts'
export { placeInWords, scheduleOf, type ScheduleLine } from './schedule.ts'
