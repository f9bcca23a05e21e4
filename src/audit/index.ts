export {
  recordAudit,
  systemActor,
  verifyAudit,
  type Actor,
  type AuditEntry,
  type ChainReport,
} from './audit.ts'
export { listAudit, type AuditFilters, type AuditLine } from './list-audit.ts'
