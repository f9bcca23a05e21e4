export { parsePeriod, quarterOf, recentQuarters } from './periods.ts'
export { caseStatistics } from './queries/case-statistics.ts'
export {
  countMigrations,
  installationGauges,
  type InstallationGauges,
} from './queries/installation-gauges.ts'
export { recentPerformance, type Performance } from './queries/recent-performance.ts'
export * from './statistics.ts'
export { outcomeNames, toRows } from './to-rows.ts'
