import { recordAudit } from '../../audit/index.ts'
import type { Writer } from '../../db/index.ts'
import { can, staffActor, type Services, type Staff } from '../../identity/index.ts'
import { isId, newId } from '../../kernel/ids.ts'
import { refuse, refuseFields, success, type Outcome } from '../../kernel/outcome.ts'
import { acceptancesOf, withAcceptances } from '../acceptance.ts'
import type { ReleaseRoute } from '../certificate.ts'
import { readKept } from '../read-kept.ts'

export type AcceptInput = {
  certificateId: string
  /** Keys of findings, or every one that may be accepted */
  findings: readonly string[] | 'all'
  reason: string
}
export type Accepted = { accepted: string[]; left: number }

const shortestReason = 10
const longestReason = 2000

/**
 * A second person lets findings of a stopped certificate go, saying why: for exactly these bytes, on this way out, for
 * this case. It lets nothing leave by itself: whoever sends asks the gate again, which then takes it into account.
 * Refuses `own-work` to whoever asked the gate, wrote the letter, brought the file in or redacted it.
 */
export async function acceptFindings(
  { database, clock }: Services,
  staff: Staff,
  { certificateId, findings: wanted, reason: given }: AcceptInput,
): Promise<Outcome<Accepted>> {
  if (!can(staff, 'accept-finding')) return refuse('not-permitted')
  if (!isId(certificateId)) return refuse('not-found')
  const reason = given.trim()
  if (reason.length < shortestReason || reason.length > longestReason)
    return refuseFields([
      {
        field: 'reason',
        message: `Say why it may go, in ${shortestReason} to ${longestReason.toLocaleString('en-GB')} characters`,
      },
    ])
  const now = clock.now()
  return database.write(async (tx) => {
    const row = await tx
      .selectFrom('release_certificate')
      .selectAll()
      .where('id', '=', certificateId)
      .where('authority_id', '=', staff.authorityId)
      .forUpdate()
      .executeTakeFirst()
    if (row === undefined) return refuse('not-found')
    const route = row.route as ReleaseRoute
    if (row.verdict !== 'stopped') return refuse('not-now', 'This certificate stopped nothing.')
    if (route === 'dataset')
      return refuse('not-now', 'A version of a dataset is decided on where it waits, under Data.')
    const { findings, notes, checks } = readKept(row)
    const leaving = { authorityId: row.authority_id, caseId: row.case_id, route, sha256: row.sha256 }
    const before = await acceptancesOf(tx, leaving)
    const open = findings.filter(({ key }) => !before.some((each) => each.key === key))
    const unknown =
      wanted === 'all' ? undefined : wanted.find((key) => findings.every((each) => each.key !== key))
    if (unknown !== undefined || (wanted !== 'all' && wanted.length === 0))
      return refuseFields([{ field: 'findings', message: 'Select findings of this certificate' }])
    const chosen = open.filter(({ key, acceptable }) =>
      wanted === 'all' ? acceptable : wanted.includes(key),
    )
    if (chosen.some(({ acceptable }) => !acceptable))
      return refuse('not-now', 'Nobody may let that go: it must be taken out of what is sent.')
    if (chosen.length === 0) return refuse('not-now', 'Nothing here is left for a second person to accept.')
    if (await isOwnWork(tx, staff.id, row))
      return refuse(
        'own-work',
        'You asked for this to leave, or wrote or redacted it. Somebody else must look at what was found.',
      )
    await tx
      .insertInto('release_acceptance')
      .values(
        chosen.map(({ key }) => ({
          id: newId(),
          authority_id: row.authority_id,
          certificate_id: row.id,
          case_id: row.case_id,
          route,
          sha256: row.sha256,
          finding: key,
          reason,
          accepted_by: staff.id,
          accepted_at: now.round('microsecond'),
        })),
      )
      .execute()
    const keys = chosen.map(({ key }) => key)
    await recordAudit(tx, row.authority_id, now, [
      {
        actor: staffActor(staff),
        action: 'accept-finding',
        subject: { kind: 'release-certificate', id: row.id },
        ...(row.case_id === null ? {} : { caseId: row.case_id }),
        // A key says what kind and where, never the words
        details: { route, sha256: row.sha256, findings: keys },
      },
    ])
    const after = withAcceptances(
      { sha256: row.sha256, verdict: 'stopped', checks, findings, notes },
      await acceptancesOf(tx, leaving),
    )
    const accepted = after.checks.flatMap((check) => check.accepted ?? [])
    return success({
      accepted: keys,
      left: findings.filter(({ key }) => !accepted.some((each) => each.key === key)).length,
    })
  })
}

type Row = {
  case_id: string | null
  sha256: string
  created_by: string | null
  authority_id: string
  route: string
}

/** Whoever asked the gate, wrote the letter, brought the file in, or marked or made its redacted copy. */
async function isOwnWork(tx: Writer, staffId: string, row: Row): Promise<boolean> {
  if (row.created_by === staffId) return true
  if (row.case_id === null) return false
  if (row.route === 'letter') {
    const letter = await tx
      .selectFrom('letter')
      .select('id')
      .where('case_id', '=', row.case_id)
      .where('created_by', '=', staffId)
      .where('state', 'in', ['submitted', 'approved', 'sent'])
      .executeTakeFirst()
    return letter !== undefined
  }
  const documents = await tx
    .selectFrom('document')
    .select(['id', 'uploaded_by', 'redacted_from'])
    .where('case_id', '=', row.case_id)
    .where('sha256', '=', row.sha256)
    .execute()
  if (documents.some((document) => document.uploaded_by === staffId)) return true
  const sources = documents.flatMap(({ redacted_from: from }) => from ?? [])
  if (sources.length === 0) return false
  const mark = await tx
    .selectFrom('redaction_mark')
    .select('id')
    .where('document_id', 'in', sources)
    .where((where) => where.or([where('created_by', '=', staffId), where('decided_by', '=', staffId)]))
    .executeTakeFirst()
  return mark !== undefined
}
