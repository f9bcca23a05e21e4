export * from './certificate.ts'
export { acceptFindings, type Accepted, type AcceptInput } from './commands/accept-findings.ts'
export { carryAcceptances } from './commands/carry-acceptances.ts'
export { checkRelease, stoppedBy } from './commands/check-release.ts'
export { examineRelease } from './examine-release.ts'
export { findIdentity, type IdentityMatch } from './find-identity.ts'
export { inspectApart, inspectingHere, warmInspection } from './inspect-apart.ts'
export {
  inspectForRelease,
  listFindings,
  type InspectionFinding,
  type ReleaseInspection,
} from './inspect-for-release.ts'
export { findingKinds } from './policy.ts'
export {
  countWaitingCertificates,
  findCertificate,
  listCertificates,
  type CertificateFilter,
  type CertificateRecord,
  type CertificateRow,
} from './queries/certificates.ts'
export { findCleanCertificate, identityOfCase, publicDetailsOf, recordCertificate } from './store.ts'
export { fixedMessages, waysOut, type WayOut } from './ways-out.ts'
