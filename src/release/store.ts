import { recordAudit, systemActor } from '../audit/index.ts'
import { json, type Reader, type Writer } from '../db/index.ts'
import { newId } from '../kernel/ids.ts'
import type {
  Certificate,
  Examination,
  Finding,
  ReleaseCheck,
  ReleaseRequest,
  ReleaseRoute,
  RequesterIdentity,
} from './certificate.ts'

/** Keeps what the examination said, and audits it, in the caller's transaction. */
export async function recordCertificate(
  tx: Writer,
  at: Temporal.Instant,
  request: Omit<ReleaseRequest, 'content' | 'identity' | 'allow'>,
  examination: Examination,
): Promise<Certificate> {
  const { authorityId, caseId, route, subject, createdBy } = request
  const { sha256, verdict, checks, findings } = examination
  const id = newId()
  const createdAt = at.round('microsecond')
  await tx
    .insertInto('release_certificate')
    .values({
      id,
      authority_id: authorityId,
      case_id: caseId,
      route,
      subject,
      sha256,
      verdict,
      checks: json(checks),
      findings: json(findings),
      created_by: createdBy,
      created_at: createdAt,
    })
    .execute()
  await recordAudit(tx, authorityId, at, [
    {
      actor: createdBy === null ? systemActor : { kind: 'staff', id: createdBy },
      action: 'check-release',
      subject: { kind: 'release-certificate', id },
      ...(caseId === null ? {} : { caseId }),
      details: { route, sha256, verdict, findings: findings.map(({ kind, field }) => field ?? kind) },
    },
  ])
  return { ...examination, id, route, subject, createdAt }
}

/**
 * What the sender asks just before anything goes: the newest certificate of these exact bytes on this route for this
 * case, and only where it is clean. A later stop outweighs an earlier pass.
 */
export async function findCleanCertificate(
  reader: Reader,
  of: { authorityId: string; caseId: string | null; route: ReleaseRoute; sha256: string },
): Promise<Certificate | null> {
  const row = await reader
    .selectFrom('release_certificate')
    .select(['id', 'subject', 'verdict', 'checks', 'findings', 'created_at'])
    .where('authority_id', '=', of.authorityId)
    .where('sha256', '=', of.sha256)
    .where('route', '=', of.route)
    .where('case_id', 'is not distinct from', of.caseId)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (row === undefined || row.verdict !== 'clean') return null
  return {
    id: row.id,
    route: of.route,
    subject: row.subject,
    sha256: of.sha256,
    verdict: 'clean',
    checks: row.checks as ReleaseCheck[],
    findings: row.findings as Finding[],
    createdAt: row.created_at,
  }
}

/** What is known of who made a case's request; null where the authority has no such case. */
export async function identityOfCase(
  reader: Reader,
  authorityId: string,
  caseId: string,
): Promise<RequesterIdentity | null> {
  const row = await reader
    .selectFrom('cases')
    .innerJoin('requester', 'requester.id', 'cases.requester_id')
    .select(['requester.name', 'requester.email', 'requester.phone', 'requester.postal_address'])
    .where('cases.id', '=', caseId)
    .where('cases.authority_id', '=', authorityId)
    .executeTakeFirst()
  return row === undefined
    ? null
    : { name: row.name, email: row.email, phone: row.phone, postalAddress: row.postal_address }
}
