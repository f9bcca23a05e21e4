import type { Database } from '../../src/db/index.ts'
import type { Staff } from '../../src/identity/index.ts'
import { newId, type AuthorityId, type StaffId } from '../../src/kernel/ids.ts'

/** Rows put straight into the database, for tests of queries that need many of them or odd ones. */
export async function addAuthority(database: Database, slug = 'test'): Promise<AuthorityId> {
  const id = newId<AuthorityId>()
  await database.reader
    .insertInto('authority')
    .values({
      id,
      slug,
      name: 'Brackwater Council',
      short_name: 'Brackwater',
      nation: 'england',
      reference_prefix: 'REQ',
      email: 'foi@example.org',
      settings: '{}',
    })
    .execute()
  return id
}

export async function addStaff(
  database: Database,
  authorityId: AuthorityId,
  roles: Staff['roles'],
): Promise<Staff> {
  const id = newId<StaffId>()
  const email = `${id}@example.org`
  await database.reader
    .insertInto('staff')
    .values({ id, authority_id: authorityId, email, name: 'Pat Test' })
    .execute()
  return { id, authorityId, name: 'Pat Test', email, jobTitle: '', roles, teamIds: [] }
}

export type CaseRow = {
  reference: string
  regime?: string
  title?: string
  text?: string
  stage?: string
  outcome?: string | null
  received: string
  due?: string | null
  answered?: string | null
  closed?: string | null
  extended?: boolean
  waitingFor?: string | null
  topic?: string | null
  requester?: { name?: string; email?: string; phone?: string; address?: string }
  parts?: { outcome: string; text?: string; answer?: string; grounds?: string[]; link?: string }[]
}

/** One case with its requester, parts and grounds. Returns its id. */
export async function addCase(database: Database, authorityId: string, row: CaseRow): Promise<string> {
  const id = newId()
  const requesterId = newId()
  const day = (text: string | null | undefined) => (text ? Temporal.PlainDate.from(text) : null)
  const received = Temporal.PlainDate.from(row.received)
  await database.reader
    .insertInto('requester')
    .values({
      id: requesterId,
      authority_id: authorityId,
      name: row.requester?.name ?? null,
      email: row.requester?.email ?? null,
      phone: row.requester?.phone ?? null,
      postal_address: row.requester?.address ?? null,
      kind: null,
      erased_at: null,
    })
    .execute()
  await database.reader
    .insertInto('cases')
    .values({
      id,
      authority_id: authorityId,
      reference: row.reference,
      regime: row.regime ?? 'foia',
      channel: 'web',
      title: row.title ?? 'A request',
      request_text: row.text ?? 'Some words.',
      period_text: null,
      format_preference: null,
      requester_id: requesterId,
      received_on: received,
      received_at: received.toZonedDateTime({ timeZone: 'Europe/London', plainTime: '10:00' }).toInstant(),
      stage: row.stage ?? (row.answered ? 'answered' : 'open'),
      outcome: row.outcome ?? null,
      officer_id: null,
      topic: row.topic ?? null,
      clock_state: row.waitingFor ? 'waiting' : row.answered ? 'stopped' : 'running',
      waiting_for: row.waitingFor ?? null,
      due_on: day(row.due),
      draft_due_on: null,
      extended: row.extended ?? false,
      answered_on: day(row.answered),
      closed_on: day(row.closed),
      tracking_hash: id,
      campaign: null,
    })
    .execute()
  for (const [index, part] of (row.parts ?? []).entries()) {
    const partId = newId()
    await database.reader
      .insertInto('case_part')
      .values({
        id: partId,
        case_id: id,
        number: index + 1,
        text: part.text ?? `Question ${index + 1}`,
        team_id: null,
        outcome: part.outcome,
        answer: part.answer ?? '',
        link_url: part.link ?? null,
        link_title: null,
        decided_by: null,
        decided_at: null,
      })
      .execute()
    for (const exemptionId of part.grounds ?? []) {
      await database.reader
        .insertInto('part_ground')
        .values({
          id: newId(),
          part_id: partId,
          exemption_id: exemptionId,
          reasoning: 'Because.',
          qualified_person: null,
          qualified_opinion_on: null,
          decided_by: null,
          decided_on: received,
        })
        .execute()
    }
  }
  return id
}
