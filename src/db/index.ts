export {
  json,
  openDatabase,
  type Database,
  type DatabaseSettings,
  type Reader,
  type Writer,
} from './connection.ts'
export { takeLock, type Lock } from './embedded/lock.ts'
export { prepareDirectory } from './embedded/start.ts'
export { listMigrations, migrate } from './migrate.ts'
export { writeOutcome } from './write-outcome.ts'
export type * from './schema.ts'
