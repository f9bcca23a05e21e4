export {
  recordAudit,
  systemActor,
  verifyAudit,
  type Actor,
  type AuditEntry,
  type ChainReport,
} from './audit.ts'
