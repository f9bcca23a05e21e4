import { sql } from 'kysely'
import type { Reader } from '../../db/index.ts'
import { readArrival } from '../arrival.ts'
import type { CaseClock, CaseDocument, CaseEvent, CaseMessage, CasePart, CaseRecord } from '../case.ts'
import type { DocumentExtras, MessageExtras, PartExtras, Raw, RawCase, RawClock } from './raw-case.ts'
import { toTask } from './tasks.ts'

/**
 * A whole case in one statement: every list is aggregated to JSON by the database, so a page costs one round trip
 * however much the case holds. `lock` is for commands, which already hold the row.
 */
export async function loadCaseRecord(
  reader: Reader,
  where: { authorityId: string; reference: string } | { caseId: string },
): Promise<(CaseRecord & { authorityId: string }) | null> {
  const condition =
    'caseId' in where
      ? sql`c.id = ${where.caseId}`
      : sql`c.authority_id = ${where.authorityId} and c.reference = ${where.reference}`
  const { rows } = await sql<{ record: RawCase }>`
    select to_jsonb(c) - 'search' - 'tracking_hash' || jsonb_build_object(
      'officer', (select jsonb_build_object('id', s.id, 'name', s.name) from staff s where s.id = c.officer_id),
      'requester', (select to_jsonb(r) from requester r where r.id = c.requester_id),
      'parts', (select jsonb_agg(to_jsonb(p) || jsonb_build_object(
          'team_name', t.name,
          'decided_by_name', d.name,
          'grounds', (select jsonb_agg(to_jsonb(g) order by g.id) from part_ground g where g.part_id = p.id)
        ) order by p.number)
        from case_part p left join team t on t.id = p.team_id left join staff d on d.id = p.decided_by where p.case_id = c.id),
      'tasks', (select jsonb_agg(to_jsonb(k) || jsonb_build_object('team_name', t.name, 'completed_by_name', s.name, 'part_number', p.number) order by k.created_at)
        from task k join team t on t.id = k.team_id left join staff s on s.id = k.completed_by left join case_part p on p.id = k.part_id
        where k.case_id = c.id),
      'documents', (select jsonb_agg(to_jsonb(d) - 'redaction' || jsonb_build_object('uploaded_by_name', s.name) order by d.created_at)
        from document d left join staff s on s.id = d.uploaded_by where d.case_id = c.id),
      'messages', (select jsonb_agg(to_jsonb(m) || jsonb_build_object('delivery', o.state) order by m.created_at, m.id)
        from message m left join outbox o on o.id = m.outbox_id where m.case_id = c.id),
      'clock', (select to_jsonb(k) - 'inputs' from clock k where k.case_id = c.id and k.superseded_at is null order by k.computed_at desc limit 1),
      'clock_events', (select jsonb_agg(to_jsonb(e) order by e.happened_on, e.recorded_at) from clock_event e where e.case_id = c.id and e.retracted_at is null),
      'letters', (select jsonb_agg(to_jsonb(l) - 'input' - 'text_body' || jsonb_build_object('created_by_name', s.name) order by l.version)
        from letter l join staff s on s.id = l.created_by where l.case_id = c.id),
      'approvals', (select jsonb_agg(to_jsonb(a) || jsonb_build_object('assigned_name', s.name, 'decided_by_name', d.name) order by a.created_at, a.step, a.id)
        from approval a left join staff s on s.id = a.assigned_to left join staff d on d.id = a.decided_by where a.case_id = c.id),
      'cost_estimate', (select to_jsonb(e) from cost_estimate e where e.case_id = c.id order by e.created_at desc limit 1),
      'links', (select jsonb_agg(link) from (
          select jsonb_build_object('kind', l.kind, 'direction', 'to', 'reference', o.reference, 'title', o.title, 'stage', o.stage) as link
            from case_link l join cases o on o.id = l.to_id where l.from_id = c.id
          union all
          select jsonb_build_object('kind', l.kind, 'direction', 'from', 'reference', o.reference, 'title', o.title, 'stage', o.stage)
            from case_link l join cases o on o.id = l.from_id where l.to_id = c.id) links),
      'disclosure', (select jsonb_build_object('reference', e.reference, 'withdrawn', e.withdrawn_at is not null) from disclosure_entry e where e.case_id = c.id)
    ) as record
    from cases c where ${condition}`.execute(reader)
  const found = rows[0]
  return found ? toRecord(found.record) : null
}

const day = (text: string | null): Temporal.PlainDate | null =>
  text === null ? null : Temporal.PlainDate.from(text)
const moment = (text: string | null): Temporal.Instant | null =>
  text === null ? null : Temporal.Instant.from(text)

function toRecord(row: RawCase): CaseRecord & { authorityId: string } {
  return {
    authorityId: row.authority_id,
    id: row.id,
    reference: row.reference,
    title: row.title,
    regime: row.regime,
    channel: row.channel,
    stage: row.stage,
    outcome: row.outcome,
    clockState: row.clock_state,
    waitingFor: row.waiting_for,
    receivedOn: Temporal.PlainDate.from(row.received_on),
    dueOn: day(row.due_on),
    draftDueOn: day(row.draft_due_on),
    answeredOn: day(row.answered_on),
    closedOn: day(row.closed_on),
    extended: row.extended,
    officer: row.officer,
    riskFlags: row.risk_flags,
    topic: row.topic,
    campaign: row.campaign,
    version: row.version,
    requestText: row.request_text,
    periodText: row.period_text,
    formatPreference: row.format_preference,
    replyBy: row.reply_by,
    requesterId: row.requester_id,
    requester: {
      name: row.requester.name,
      email: row.requester.email,
      phone: row.requester.phone,
      postalAddress: row.requester.postal_address,
    },
    parts: (row.parts ?? []).map(toPart),
    tasks: (row.tasks ?? []).map((task) =>
      toTask({
        ...task,
        reference: row.reference,
        due_on: Temporal.PlainDate.from(task.due_on),
        next_chase_on: day(task.next_chase_on),
        completed_at: moment(task.completed_at),
      }),
    ),
    documents: (row.documents ?? []).map(toDocument),
    messages: (row.messages ?? []).map(toMessage),
    clock: row.clock && toClock(row.clock),
    clockEvents: (row.clock_events ?? []).map((event) => ({
      id: event.id,
      type: event.type,
      on: Temporal.PlainDate.from(event.happened_on),
      until: day(event.until_on),
      reason: event.reason,
      recordedAt: Temporal.Instant.from(event.recorded_at),
    })),
    letters: (row.letters ?? []).map((letter) => ({
      id: letter.id,
      version: letter.version,
      kind: letter.kind,
      state: letter.state,
      createdBy: { id: letter.created_by, name: letter.created_by_name },
      createdAt: Temporal.Instant.from(letter.created_at),
      sentAt: moment(letter.sent_at),
      pdfSha256: letter.pdf_sha256,
    })),
    approvals: (row.approvals ?? []).map((approval) => ({
      id: approval.id,
      letterId: approval.letter_id,
      step: approval.step,
      role: approval.role,
      label: approval.label,
      assignedTo: approval.assigned_to
        ? { id: approval.assigned_to, name: approval.assigned_name ?? '' }
        : null,
      decision: approval.decision,
      comment: approval.comment,
      decidedBy: approval.decided_by_name,
      decidedAt: moment(approval.decided_at),
    })),
    costEstimate: row.cost_estimate && {
      activities: row.cost_estimate.activities,
      totalPence: row.cost_estimate.total_pence,
      overLimit: row.cost_estimate.over_limit,
    },
    links: row.links ?? [],
    disclosure: row.disclosure,
  }
}

function toPart(part: Raw<'case_part', PartExtras>): CasePart {
  return {
    id: part.id,
    number: part.number,
    text: part.text,
    teamId: part.team_id,
    teamName: part.team_name,
    held: part.held,
    outcome: part.outcome,
    answer: part.answer,
    linkUrl: part.link_url,
    linkTitle: part.link_title,
    advice: part.advice,
    decidedBy: part.decided_by_name,
    decidedAt: moment(part.decided_at),
    grounds: (part.grounds ?? []).map((ground) => ({
      exemptionId: ground.exemption_id,
      reasoning: ground.reasoning,
      prejudice: ground.prejudice,
      factorsFor: ground.factors_for,
      factorsAgainst: ground.factors_against,
      conclusion: ground.conclusion,
      qualifiedPerson: ground.qualified_person,
      qualifiedOpinionOn: day(ground.qualified_opinion_on),
    })),
  }
}

function toDocument(document: Raw<'document', DocumentExtras>): CaseDocument {
  return {
    id: document.id,
    name: document.name,
    mediaType: document.media_type,
    fileType: document.file_type,
    size: document.size,
    sha256: document.sha256,
    origin: document.origin,
    redactedFrom: document.redacted_from,
    releaseState: document.release_state,
    inspection: document.inspection,
    arrival: readArrival(document.arrival),
    taskId: document.task_id,
    partId: document.part_id,
    uploadedBy: document.uploaded_by_name,
    createdAt: Temporal.Instant.from(document.created_at),
  }
}

function toMessage(message: Raw<'message', MessageExtras>): CaseMessage {
  return {
    id: message.id,
    direction: message.direction,
    kind: message.kind,
    channel: message.channel,
    fromAddress: message.from_address,
    toAddress: message.to_address,
    subject: message.subject,
    body: message.body,
    warnings: message.warnings,
    delivery: message.delivery,
    createdAt: Temporal.Instant.from(message.created_at),
  }
}

function toClock(clock: RawClock): CaseClock {
  return {
    rule: clock.rule,
    calendarVersion: clock.calendar_version,
    state: clock.state,
    waitingFor: clock.waiting_for,
    rawOn: day(clock.raw_on),
    dueOn: day(clock.due_on),
    lapsesOn: day(clock.lapses_on),
    noticeBy: day(clock.notice_by),
    because: clock.because,
    cause: clock.cause,
    computedAt: Temporal.Instant.from(clock.computed_at),
  }
}

/** The case's own trail, newest first, with the names of staff; requesters stay unnamed. */
export async function loadCaseEvents(reader: Reader, caseId: string, limit = 1000): Promise<CaseEvent[]> {
  const rows = await reader
    .selectFrom('audit_event as e')
    .leftJoin('staff as s', 's.id', 'e.actor_id')
    .select(['e.number', 'e.at', 'e.action', 'e.actor_kind', 'e.details', 's.name'])
    .where('e.case_id', '=', caseId)
    .orderBy('e.number', 'desc')
    .limit(limit)
    .execute()
  return rows.map((row) => ({
    number: row.number,
    at: row.at,
    action: row.action,
    actorKind: row.actor_kind as CaseEvent['actorKind'],
    actorName: row.actor_kind === 'staff' ? row.name : null,
    details: row.details,
  }))
}
