export * from './dataset.ts'
export type * from './build/job.ts'
export { bytesSource, fileSource, type ByteSource } from './ingest/byte-source.ts'
export { checkFile, type Check, type CheckOptions } from './ingest/check-file.ts'
export type { Fault, FaultCode } from './ingest/fault.ts'
export type { Ledger } from './ingest/ledger.ts'
export {
  findDataset,
  findVersion,
  listDatasets,
  listVersions,
  type DatasetFilters,
  type ListedDataset,
} from './queries/dataset.ts'
export { openTableEngine, type TableEngine } from './table/engine.ts'
export * from './table/table-query.ts'
