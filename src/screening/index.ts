export { entities, type Entity, type Finding } from './finding.ts'
export { screenText, type ScreenOptions } from './screen-text.ts'
export {
  screenTable,
  type ColumnFinding,
  type ScreenedColumn,
  type TableOptions,
  type TableScreening,
} from './tables/screen-table.ts'
