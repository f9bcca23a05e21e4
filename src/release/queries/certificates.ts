import { sql } from 'kysely'
import type { Reader } from '../../db/index.ts'
import { isId } from '../../kernel/ids.ts'
import { acceptancesOf, withAcceptances } from '../acceptance.ts'
import { releaseRoutes, type Certificate, type ReleaseRoute } from '../certificate.ts'
import { openFindings } from '../commands/check-release.ts'
import { readKept } from '../read-kept.ts'

export type CertificateRow = {
  id: string
  route: ReleaseRoute
  subject: string
  verdict: 'clean' | 'stopped'
  /** True where a second person can still let it go: nothing newer was said of the same bytes */
  waiting: boolean
  /** Reasons to stop, accepted ones included */
  findings: number
  /** Where one of them is beyond anybody’s acceptance */
  acceptable: boolean
  caseReference: string | null
  /** Of the document of the case that would leave: for those who may read the case */
  documentName: string | null
  createdByName: string | null
  createdAt: Temporal.Instant
}

export type CertificateFilter = {
  /** `waiting`: stopped, newest for their bytes, and not wholly accepted */
  state?: 'waiting' | 'stopped' | 'clean'
  route?: ReleaseRoute
  limit: number
  /** The id of the last row seen: what is older comes next */
  before?: string
}

/** Certificates of an authority, the newest first. */
export async function listCertificates(
  reader: Reader,
  authorityId: string,
  { state, route, limit, before }: CertificateFilter,
): Promise<CertificateRow[]> {
  let query = certificates(reader, authorityId)
  if (state === 'waiting') query = query.where('verdict', '=', 'stopped').where(isNewest).where(isOpen)
  else if (state !== undefined) query = query.where('verdict', '=', state)
  if (route !== undefined) query = query.where('route', '=', route)
  if (before !== undefined) query = query.where('c.id', '<', before)
  const rows = await query.orderBy('c.id', 'desc').limit(limit).execute()
  return rows.map((row) => {
    const { findings } = readKept(row)
    return {
      id: row.id,
      route: releaseRoutes.find((each) => each === row.route) ?? 'attachment',
      subject: row.subject,
      verdict: row.verdict === 'clean' ? 'clean' : 'stopped',
      waiting: row.verdict === 'stopped' && row.newest && row.open,
      findings: findings.length,
      acceptable: findings.every((finding) => finding.acceptable),
      caseReference: row.case_reference,
      documentName: row.document_name,
      createdByName: row.created_by_name,
      createdAt: row.created_at,
    }
  })
}

/** How many wait for a second person. */
export async function countWaitingCertificates(reader: Reader, authorityId: string): Promise<number> {
  const row = await reader
    .selectFrom('release_certificate as c')
    .select((count) => count.fn.countAll<number>().as('count'))
    .where('c.authority_id', '=', authorityId)
    .where('c.route', '!=', 'dataset')
    .where('verdict', '=', 'stopped')
    .where(isNewest)
    .where(isOpen)
    .executeTakeFirst()
  return row?.count ?? 0
}

export type CertificateRecord = Certificate & {
  caseId: string | null
  caseReference: string | null
  createdBy: string | null
  createdByName: string | null
  waiting: boolean
  /** What was let go for these bytes, whenever and on whichever certificate, by finding */
  acceptances: { key: string; byName: string; by: string; reason: string; at: Temporal.Instant }[]
  /** How many reasons to stop nobody has accepted */
  left: number
  /** What to open: the document itself, where it is one of the case; its name is for those who may read the case */
  documentId: string | null
  documentName: string | null
}

/** One certificate with who let what go; null where the authority has none of that id. */
export async function findCertificate(
  reader: Reader,
  authorityId: string,
  id: string,
): Promise<CertificateRecord | null> {
  if (!isId(id)) return null
  const row = await certificates(reader, authorityId).where('c.id', '=', id).executeTakeFirst()
  if (row === undefined) return null
  const route = releaseRoutes.find((each) => each === row.route) ?? 'attachment'
  const kept = readKept(row)
  const acceptances = await acceptancesOf(reader, {
    authorityId,
    caseId: row.case_id,
    route,
    sha256: row.sha256,
  })
  const people = acceptances.map(({ by }) => by)
  const names =
    people.length === 0
      ? []
      : await reader.selectFrom('staff').select(['id', 'name']).where('id', 'in', people).execute()
  const { findings, checks } = withAcceptances(
    { sha256: row.sha256, verdict: 'stopped', ...kept, checks: kept.checks.filter((each) => !each.accepted) },
    acceptances,
  )
  return {
    id: row.id,
    route,
    subject: row.subject,
    sha256: row.sha256,
    verdict: row.verdict === 'clean' ? 'clean' : 'stopped',
    ...kept,
    createdAt: row.created_at,
    caseId: row.case_id,
    caseReference: row.case_reference,
    createdBy: row.created_by,
    createdByName: row.created_by_name,
    waiting: row.verdict === 'stopped' && row.newest && row.open,
    acceptances: acceptances
      .filter(({ key }) => findings.some((finding) => finding.key === key))
      .map(({ key, by, reason, at }) => ({
        key,
        by,
        reason,
        at: Temporal.Instant.from(at),
        byName: names.find((person) => person.id === by)?.name ?? '',
      })),
    left: openFindings({ findings, checks }).length,
    documentId: row.document_id,
    documentName: row.document_name,
  }
}

function certificates(reader: Reader, authorityId: string) {
  return reader
    .selectFrom('release_certificate as c')
    .leftJoin('cases', 'cases.id', 'c.case_id')
    .leftJoin('staff', 'staff.id', 'c.created_by')
    .leftJoinLateral(
      (query) =>
        query
          .selectFrom('document')
          .select(['document.id', 'document.name'])
          .whereRef('document.case_id', '=', 'c.case_id')
          .whereRef('document.sha256', '=', 'c.sha256')
          .where('c.route', '=', 'attachment')
          .orderBy('document.id')
          .limit(1)
          .as('leaving'),
      (join) => join.onTrue(),
    )
    .select([
      'c.id',
      'c.route',
      'c.subject',
      'c.sha256',
      'c.verdict',
      'c.checks',
      'c.findings',
      'c.case_id',
      'c.created_by',
      'c.created_at',
      'cases.reference as case_reference',
      'staff.name as created_by_name',
      'leaving.id as document_id',
      'leaving.name as document_name',
      isNewest.as('newest'),
      isOpen.as('open'),
    ])
    .where('c.authority_id', '=', authorityId)
}

/** Nothing newer was said of the same bytes on the same way out. */
const isNewest = sql<boolean>`not exists (
  select from release_certificate newer
  where newer.authority_id = c.authority_id and newer.sha256 = c.sha256 and newer.route = c.route
    and newer.case_id is not distinct from c.case_id and newer.id > c.id)`

/** A finding that stops is left, which nobody has accepted for these bytes, and the answer has not gone without it. */
const isOpen = sql<boolean>`not exists (
  select from cases done
  where done.id = c.case_id and c.route in ('letter', 'attachment', 'email')
    and done.stage in ('answered', 'withdrawn', 'closed'))
  and exists (
  select from jsonb_array_elements(c.findings) seen(value)
  where coalesce(seen.value->>'weight', 'alarm') = 'alarm' and not exists (
    select from release_acceptance a
    where a.authority_id = c.authority_id and a.sha256 = c.sha256 and a.route = c.route
      and a.case_id is not distinct from c.case_id and a.finding = seen.value->>'key'))`
