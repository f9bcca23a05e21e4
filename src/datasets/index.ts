export * from './dataset.ts'
export { importTable, warmImports } from './build/import-table.ts'
export type * from './build/job.ts'
export * from './import-record.ts'
export { appendRows, type AppendedRow } from './commands/append-rows.ts'
export { answerImport, cancelImport, resumeImport } from './commands/answer-import.ts'
export { approveVersion, refuseVersion } from './commands/approve-version.ts'
export { createDataset } from './commands/create-dataset.ts'
export { readSomeWords } from './check-words.ts'
export { suggestSlug } from './check-facts.ts'
export { editDataset, publishEntryOfDataset } from './commands/edit-dataset.ts'
export { onImportWaiting } from './commands/imports-waiting.ts'
export { keepDatasetFile } from './commands/keep-file.ts'
export { readScreenedRows } from './commands/read-screened-rows.ts'
export { protectImport } from './commands/protect-import.ts'
export { protections, protectionWords, type Protection, type ProtectionHow } from './protection.ts'
export { receiveImport, type ReceivedFile } from './commands/receive-import.ts'
export { rehearseImport } from './commands/rehearse-import.ts'
export { runImport, runWaitingImports, type RunHooks } from './commands/run-import.ts'
export { sealDataset, sealDueDatasets } from './commands/seal-dataset.ts'
export { sweepImports } from './commands/sweep-imports.ts'
export { withdrawDataset, withdrawVersion } from './commands/withdraw-dataset.ts'
export { bytesSource, fileSource, type ByteSource } from './ingest/byte-source.ts'
export { checkFile, type Check, type CheckOptions } from './ingest/check-file.ts'
export { readDistinctValues, type DistinctColumn } from './ingest/distinct-values.ts'
export { readTableRows, type TableRows } from './ingest/table-rows.ts'
export type { Fault, FaultCode } from './ingest/fault.ts'
export type { Ledger } from './ingest/ledger.ts'
export { attributionOf, licenceOf } from './licence-of.ts'
export { opennessOf, type Openness } from './openness.ts'
export {
  browseDatasets,
  datasetFacets,
  datasetSorts,
  formatsOf,
  streamDatasets,
  type BrowseFilters,
  type BrowsedDatasets,
  type DatasetFacet,
} from './queries/browse-datasets.ts'
export {
  findDataset,
  findVersion,
  listDatasets,
  listVersions,
  type DatasetFilters,
  type ListedDataset,
} from './queries/dataset.ts'
export {
  findImport,
  findVersionById,
  listImports,
  listWaitingVersions,
  type ImportFilters,
} from './queries/imports.ts'
export { previewImport } from './queries/preview-import.ts'
export {
  datasetColumns,
  toDataset,
  toVersionFacts,
  versionFactColumns,
  type VersionFacts,
  type VersionFactsRow,
} from './queries/row-to-dataset.ts'
export { listVersionSummaries, type VersionSummary } from './queries/versions.ts'
export { openTableEngine, type TableEngine } from './table/engine.ts'
export { exportDifference, type DifferenceExportOptions } from './table/export-difference.ts'
export { exportFormats, exportTable, type ExportOptions, type TableExport } from './table/export-table.ts'
export type { ExportFormat } from './table/write-export.ts'
export {
  findPublicDataset,
  findPublicTable,
  tablesNamedIn,
  type PublicTable,
} from './table/find-public-table.ts'
export { queryTable, type TableServices } from './table/query-table.ts'
export {
  differenceKinds,
  readDifference,
  type DifferenceKind,
  type DifferencePage,
  type DifferenceQuery,
  type DifferenceRow,
} from './table/read-difference.ts'
export { readRow, type TableRow } from './table/read-row.ts'
export { readTableQuery } from './table/read-table-query.ts'
export { runSql, type SqlInput, type SqlResult } from './table/run-sql.ts'
export { sqlCsv, sqlJson } from './table/sql-csv.ts'
export { sqlLimits, type SqlColumn } from './table/sql-messages.ts'
export type { TableVersion } from './table/stored-table.ts'
export * from './table/table-query.ts'
export { writeTableQuery } from './table/write-table-query.ts'
export { queryByOffset, type OffsetPage, type OffsetQuery } from './table/rows-by-offset.ts'
export { checkFilter } from './table/filter-value.ts'
export { findTheme, themes, type Theme } from './themes.ts'
export { findTemplate, templates } from './templates/templates.ts'
export type { Template } from './templates/template.ts'
