import { sql } from 'kysely'
import type { Reader } from '../../db/index.ts'
import type { Step } from '../../law/index.ts'
import type { CaseEvent, CaseRecord } from '../case.ts'

type Raw = { record: Record<string, unknown> }

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
  const { rows } = await sql<Raw>`
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
      'documents', (select jsonb_agg(to_jsonb(d) || jsonb_build_object('uploaded_by_name', s.name) order by d.created_at)
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

type Json = Record<string, never>
const list = (value: unknown): Json[] => (Array.isArray(value) ? (value as Json[]) : [])
const day = (value: unknown): Temporal.PlainDate | null =>
  typeof value === 'string' ? Temporal.PlainDate.from(value) : null
const moment = (value: unknown): Temporal.Instant | null =>
  typeof value === 'string' ? Temporal.Instant.from(value) : null
const someDay = (value: unknown): Temporal.PlainDate => Temporal.PlainDate.from(String(value))
const someMoment = (value: unknown): Temporal.Instant => Temporal.Instant.from(String(value))

function toRecord(raw: Record<string, unknown>): CaseRecord & { authorityId: string } {
  const row = raw as Json
  const requester = (raw['requester'] ?? {}) as Json
  const clock = raw['clock'] as Json | null
  const estimate = raw['cost_estimate'] as Json | null
  return {
    authorityId: row['authority_id'] ?? '',
    id: row['id'] as never,
    reference: row['reference'] as never,
    title: row['title'] as never,
    regime: row['regime'] as never,
    channel: row['channel'] as never,
    stage: row['stage'] as never,
    outcome: row['outcome'] as never,
    clockState: row['clock_state'] as never,
    waitingFor: row['waiting_for'] as never,
    receivedOn: someDay(row['received_on']),
    dueOn: day(row['due_on']),
    draftDueOn: day(row['draft_due_on']),
    answeredOn: day(row['answered_on']),
    closedOn: day(row['closed_on']),
    extended: row['extended'] as never,
    officer: row['officer'] as never,
    riskFlags: row['risk_flags'] as never,
    topic: row['topic'] as never,
    campaign: row['campaign'] as never,
    version: row['version'] as never,
    requestText: row['request_text'] as never,
    periodText: row['period_text'] as never,
    formatPreference: row['format_preference'] as never,
    replyBy: row['reply_by'] as never,
    requesterId: row['requester_id'] as never,
    requester: {
      name: requester['name'] ?? null,
      email: requester['email'] ?? null,
      phone: requester['phone'] ?? null,
      postalAddress: requester['postal_address'] ?? null,
    },
    parts: list(raw['parts']).map((part) => ({
      id: part['id'] as never,
      number: part['number'] as never,
      text: part['text'] as never,
      teamId: part['team_id'] as never,
      teamName: part['team_name'] as never,
      held: part['held'] as never,
      outcome: part['outcome'] as never,
      answer: part['answer'] as never,
      linkUrl: part['link_url'] as never,
      linkTitle: part['link_title'] as never,
      advice: part['advice'] as never,
      decidedBy: part['decided_by_name'] as never,
      decidedAt: moment(part['decided_at']),
      grounds: list(part['grounds']).map((ground) => ({
        exemptionId: ground['exemption_id'] as never,
        reasoning: ground['reasoning'] as never,
        prejudice: ground['prejudice'] as never,
        factorsFor: ground['factors_for'] as never,
        factorsAgainst: ground['factors_against'] as never,
        conclusion: ground['conclusion'] as never,
        qualifiedPerson: ground['qualified_person'] as never,
        qualifiedOpinionOn: day(ground['qualified_opinion_on']),
      })),
    })),
    tasks: list(raw['tasks']).map((task) => ({
      id: task['id'] as never,
      caseId: task['case_id'] as never,
      caseReference: row['reference'] as never,
      partNumber: task['part_number'] as never,
      teamId: task['team_id'] as never,
      teamName: task['team_name'] as never,
      title: task['title'] as never,
      instructions: task['instructions'] as never,
      dueOn: someDay(task['due_on']),
      status: task['status'] as never,
      response: task['response'] as never,
      chases: task['chases'] as never,
      nextChaseOn: day(task['next_chase_on']),
      completedBy: task['completed_by_name'] as never,
      completedAt: moment(task['completed_at']),
    })),
    documents: list(raw['documents']).map((document) => ({
      id: document['id'] as never,
      name: document['name'] as never,
      mediaType: document['media_type'] as never,
      fileType: document['file_type'] as never,
      size: document['size'] as never,
      sha256: document['sha256'] as never,
      origin: document['origin'] as never,
      releaseState: document['release_state'] as never,
      inspection: document['inspection'] as never,
      taskId: document['task_id'] as never,
      partId: document['part_id'] as never,
      uploadedBy: document['uploaded_by_name'] as never,
      createdAt: someMoment(document['created_at']),
    })),
    messages: list(raw['messages']).map((message) => ({
      id: message['id'] as never,
      direction: message['direction'] as never,
      kind: message['kind'] as never,
      channel: message['channel'] as never,
      fromAddress: message['from_address'] as never,
      toAddress: message['to_address'] as never,
      subject: message['subject'] as never,
      body: message['body'] as never,
      warnings: message['warnings'] as never,
      delivery: message['delivery'] as never,
      createdAt: someMoment(message['created_at']),
    })),
    clock: clock && {
      rule: clock['rule'] as never,
      calendarVersion: clock['calendar_version'] as never,
      state: clock['state'] as never,
      waitingFor: clock['waiting_for'] as never,
      rawOn: day(clock['raw_on']),
      dueOn: day(clock['due_on']),
      lapsesOn: day(clock['lapses_on']),
      noticeBy: day(clock['notice_by']),
      because: clock['because'] as unknown as Step[],
      cause: clock['cause'] as never,
      computedAt: someMoment(clock['computed_at']),
    },
    clockEvents: list(raw['clock_events']).map((event) => ({
      id: event['id'] as never,
      type: event['type'] as never,
      on: someDay(event['happened_on']),
      until: day(event['until_on']),
      reason: event['reason'] as never,
      recordedAt: someMoment(event['recorded_at']),
    })),
    letters: list(raw['letters']).map((letter) => ({
      id: letter['id'] as never,
      version: letter['version'] as never,
      kind: letter['kind'] as never,
      state: letter['state'] as never,
      createdBy: { id: letter['created_by'] as never, name: letter['created_by_name'] as never },
      createdAt: someMoment(letter['created_at']),
      sentAt: moment(letter['sent_at']),
      pdfSha256: letter['pdf_sha256'] as never,
    })),
    approvals: list(raw['approvals']).map((approval) => ({
      id: approval['id'] as never,
      letterId: approval['letter_id'] as never,
      step: approval['step'] as never,
      role: approval['role'] as never,
      label: approval['label'] as never,
      assignedTo: approval['assigned_to']
        ? { id: approval['assigned_to'] as never, name: approval['assigned_name'] as never }
        : null,
      decision: approval['decision'] as never,
      comment: approval['comment'] as never,
      decidedBy: approval['decided_by_name'] as never,
      decidedAt: moment(approval['decided_at']),
    })),
    costEstimate: estimate && {
      activities: estimate['activities'] as never,
      totalPence: estimate['total_pence'] as never,
      overLimit: estimate['over_limit'] as never,
    },
    links: list(raw['links']) as never,
    disclosure: raw['disclosure'] as never,
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
