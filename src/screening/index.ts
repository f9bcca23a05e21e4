export { entities, type Entity, type Finding } from './finding.ts'
export { screenText, type ScreenOptions } from './screen-text.ts'
export { roleOf, type ColumnRole } from './tables/column-role.ts'
export { sayFinding } from './tables/say-finding.ts'
export {
  screenTable,
  type ColumnFinding,
  type ScreenedColumn,
  type TableOptions,
  type TableScreening,
} from './tables/screen-table.ts'
export { chooseIdentifying, type IdentifyingColumns } from './small-numbers/choose-identifying.ts'
export { describeUniqueness, groupSizes, type Uniqueness } from './small-numbers/find-unique.ts'
