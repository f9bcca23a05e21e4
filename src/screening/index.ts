export { entities, type Entity, type Finding } from './finding.ts'
export { entityHeading, entityNames } from './entity-names.ts'
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
export { describeUniqueness, type Uniqueness } from './small-numbers/find-unique.ts'
export { generalise, levels, type Level } from './small-numbers/generalise.ts'
export {
  missingColumns,
  protectRows,
  type ProtectedTable,
  type ProtectOptions,
  type TextTable,
} from './small-numbers/protect-rows.ts'
export { redactCells, type RedactCellsOptions } from './tables/redact-cells.ts'
export { makeCountTable, readKeys } from './small-numbers/count-table.ts'
export { suppressCounts } from './small-numbers/suppress-counts.ts'
