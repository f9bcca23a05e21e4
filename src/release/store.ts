import { recordAudit, systemActor } from '../audit/index.ts'
import { json, type Reader, type Writer } from '../db/index.ts'
import { newId } from '../kernel/ids.ts'
import { acceptancesOf, withAcceptances } from './acceptance.ts'
import type {
  Certificate,
  Examination,
  PublicDetails,
  ReleaseRequest,
  ReleaseRoute,
  RequesterIdentity,
} from './certificate.ts'
import { readKept } from './read-kept.ts'

/**
 * Keeps what the examination said, and audits it, in the caller's transaction. What a second person has accepted for
 * exactly these bytes on this way out no longer stops them; the certificate says who, why and when.
 */
export async function recordCertificate(
  tx: Writer,
  at: Temporal.Instant,
  request: Omit<ReleaseRequest, 'content' | 'identity' | 'allow'>,
  examined: Examination,
  id = newId(),
): Promise<Certificate> {
  const { authorityId, caseId, route, subject, createdBy } = request
  const examination =
    examined.verdict === 'clean'
      ? examined
      : withAcceptances(
          examined,
          await acceptancesOf(tx, { authorityId, caseId, route, sha256: examined.sha256 }),
        )
  const { sha256, verdict, checks, findings, notes } = examination
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
      findings: json([...findings, ...notes]),
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
    ...readKept(row),
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

/** What is public about an authority: its own address and numbers, and the people who sign its letters. */
export async function publicDetailsOf(reader: Reader, authorityId: string): Promise<PublicDetails> {
  const [authority, staff] = await Promise.all([
    reader
      .selectFrom('authority')
      .select(['name', 'email', 'phone', 'website', 'address_lines'])
      .where('id', '=', authorityId)
      .executeTakeFirst(),
    reader
      .selectFrom('staff')
      .select('name')
      .where('authority_id', '=', authorityId)
      .where('active', '=', true)
      .execute(),
  ])
  const { name, email, phone, website, address_lines: lines = [] } = authority ?? {}
  return {
    names: staff.map((person) => person.name),
    contacts: [name, email, phone, website, ...lines, lines.join(' ')].flatMap((each) => each ?? []),
  }
}
