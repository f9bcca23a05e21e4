export { entities, type Entity, type Finding } from './finding.ts'
export { screenText, type ScreenOptions } from './screen-text.ts'
export { roleOf, type ColumnRole } from './tables/column-role.ts'
export {
  screenTable,
  type ColumnFinding,
  type ScreenedColumn,
  type TableOptions,
  type TableScreening,
} from './tables/screen-table.ts'
export { isOrganisation, whoIs, type Who } from './tables/who-is.ts'
export { describeUniqueness, groupSizes, type Uniqueness } from './small-numbers/find-unique.ts'
export {
  isDominated,
  roundToBase,
  suppressTable,
  type Marker,
  type Suppressed,
  type SuppressOptions,
} from './small-numbers/suppress-table.ts'
