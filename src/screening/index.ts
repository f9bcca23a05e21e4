export { entities, type Entity, type Finding } from './finding.ts'
export { screenText, type ScreenOptions } from './screen-text.ts'
