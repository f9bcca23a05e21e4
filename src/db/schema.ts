import type { ColumnType, Generated, GeneratedAlways } from 'kysely'

/** JSON columns come back parsed and go in as text; see `json()` in connection.ts. */
type Json<T> = ColumnType<T, unknown, unknown>
type Day = Temporal.PlainDate
type Moment = Temporal.Instant

export type AuthorityTable = {
  id: string
  slug: string
  name: string
  short_name: string
  nation: string
  hostnames: Generated<string[]>
  reference_prefix: string
  address_lines: Generated<string[]>
  email: string
  phone: string | null
  website: string | null
  colour: Generated<string>
  settings: Json<Record<string, unknown>>
  created_at: Generated<Moment>
}
export type StaffTable = {
  id: string
  authority_id: string
  email: string
  name: string
  job_title: Generated<string>
  password_hash: string | null
  totp_secret: string | null
  totp_pending: string | null
  totp_last_step: number | null
  active: Generated<boolean>
  failed_sign_ins: Generated<number>
  locked_until: Moment | null
  created_at: Generated<Moment>
}
export type RequesterTable = {
  id: string
  authority_id: string
  name: string | null
  email: string | null
  phone: string | null
  postal_address: string | null
  kind: string | null
  erased_at: Moment | null
  created_at: Generated<Moment>
}
export type CasesTable = {
  id: string
  authority_id: string
  reference: string
  regime: string
  channel: string
  title: string
  request_text: string
  period_text: string | null
  format_preference: string | null
  reply_by: Generated<string>
  requester_id: string
  received_on: Day
  received_at: Moment
  stage: string
  outcome: string | null
  officer_id: string | null
  risk_flags: Generated<string[]>
  topic: string | null
  clock_state: Generated<string>
  waiting_for: string | null
  due_on: Day | null
  draft_due_on: Day | null
  extended: Generated<boolean>
  answered_on: Day | null
  closed_on: Day | null
  tracking_hash: string
  campaign: string | null
  version: Generated<number>
  search: GeneratedAlways<string>
  created_at: Generated<Moment>
}
export type CasePartTable = {
  id: string
  case_id: string
  number: number
  text: string
  team_id: string | null
  held: Generated<string>
  outcome: string | null
  answer: Generated<string>
  link_url: string | null
  link_title: string | null
  advice: Generated<string>
  decided_by: string | null
  decided_at: Moment | null
}
export type PartGroundTable = {
  id: string
  part_id: string
  exemption_id: string
  reasoning: string
  prejudice: Generated<string>
  factors_for: Generated<string[]>
  factors_against: Generated<string[]>
  conclusion: Generated<string>
  qualified_person: string | null
  qualified_opinion_on: Day | null
  decided_by: string | null
  decided_on: Day
}
export type ClockTable = {
  id: string
  case_id: string
  rule: string
  calendar_id: string
  calendar_version: string
  inputs: Json<unknown>
  raw_on: Day | null
  due_on: Day | null
  state: string
  waiting_for: string | null
  lapses_on: Day | null
  notice_by: Day | null
  because: Json<{ date: string; text: string; citation: string }[]>
  computed_at: Moment
  cause: string
  superseded_at: Moment | null
}
export type ClockEventTable = {
  id: string
  case_id: string
  type: string
  happened_on: Day
  until_on: Day | null
  reason: Generated<string>
  recorded_by: string | null
  recorded_at: Moment
  retracted_at: Moment | null
}
export type TaskTable = {
  id: string
  authority_id: string
  case_id: string
  part_id: string | null
  team_id: string
  title: string
  instructions: Generated<string>
  due_on: Day
  status: Generated<string>
  response: Generated<string>
  chases: Generated<number>
  next_chase_on: Day | null
  created_by: string | null
  created_at: Moment
  completed_by: string | null
  completed_at: Moment | null
}
export type MessageTable = {
  id: string
  authority_id: string
  case_id: string | null
  direction: string
  kind: string
  channel: string
  from_address: string | null
  to_address: string | null
  subject: Generated<string>
  body: string
  mail_id: string | null
  mail_references: Generated<string[]>
  content_hash: string | null
  outbox_id: string | null
  warnings: Generated<string[]>
  created_by: string | null
  created_at: Moment
}
export type DocumentTable = {
  id: string
  authority_id: string
  case_id: string | null
  task_id: string | null
  part_id: string | null
  message_id: string | null
  name: string
  media_type: string
  file_type: string
  size: number
  sha256: string
  origin: string
  release_state: Generated<string>
  inspection: Json<{ code: string; message: string }[]>
  uploaded_by: string | null
  created_at: Moment
}
export type LetterTable = {
  id: string
  case_id: string
  version: number
  kind: string
  input: Json<unknown>
  wording_version: string
  state: string
  html_sha256: string | null
  pdf_sha256: string | null
  docx_sha256: string | null
  text_body: string
  created_by: string
  created_at: Moment
  sent_at: Moment | null
}
export type ApprovalTable = {
  id: string
  letter_id: string
  case_id: string
  step: number
  role: string
  label: string
  assigned_to: string | null
  decision: string | null
  comment: Generated<string>
  decided_by: string | null
  decided_at: Moment | null
  created_at: Moment
}
export type OutboxTable = {
  id: string
  key: string
  kind: string
  authority_id: string
  payload: Json<unknown>
  state: Generated<string>
  attempts: Generated<number>
  next_attempt_at: Generated<Moment>
  last_error: string | null
  created_at: Generated<Moment>
  sent_at: Moment | null
}
export type AuditEventTable = {
  id: string
  chain: string
  number: number
  at: Moment
  actor_kind: string
  actor_id: string | null
  action: string
  subject_kind: string
  subject_id: string
  case_id: string | null
  details: Json<Record<string, unknown>>
  previous_hash: string
  hash: string
}
export type DisclosureEntryTable = {
  id: string
  authority_id: string
  case_id: string | null
  reference: string
  title: string
  summary: Generated<string>
  parts: Json<unknown>
  body_text: string
  regime: string
  outcome: string
  topic: string | null
  received_on: Day
  answered_on: Day
  working_days: number
  published_at: Moment
  published_by: string | null
  withdrawn_at: Moment | null
  withdrawn_reason: string | null
  replaced_by: string | null
  search: GeneratedAlways<string>
}
export type PublishedItemTable = {
  id: string
  authority_id: string
  kind: string
  title: string
  description: Generated<string>
  url: string
  scheme_class: number | null
  format: string | null
  charge: Generated<string>
  updated_on: Day | null
  search: GeneratedAlways<string>
}

/** Every table, as the migrations leave it. */
export type Schema = {
  authority: AuthorityTable
  reference_counter: { authority_id: string; prefix: string; last: Generated<number> }
  staff: StaffTable
  staff_role: { staff_id: string; role: string }
  team: { id: string; authority_id: string; name: string; email: string | null }
  team_member: { team_id: string; staff_id: string }
  session: {
    secret_hash: string
    staff_id: string
    form_secret: string
    created_at: Moment
    last_seen_at: Moment
    expires_at: Moment
  }
  sign_in_link: { secret_hash: string; staff_id: string; expires_at: Moment; used_at: Moment | null }
  api_token: {
    id: Generated<string>
    secret_hash: string
    staff_id: string
    name: string
    expires_at: Moment
    created_at: Generated<Moment>
  }
  approval_workflow: {
    id: string
    authority_id: string
    regime: string | null
    risk_flag: string | null
    steps: Json<{ role: string; label: string }[]>
  }
  wording_override: {
    authority_id: string
    key: string
    locale: string
    version: number
    text: string
    effective_from: Day
    created_by: string | null
  }
  audit_event: AuditEventTable
  audit_head: { chain: string; number: number; hash: string }
  holiday_feed: {
    version: GeneratedAlways<number>
    sha256: string
    content: string
    source: string
    imported_at: Moment
  }
  idempotency_key: {
    scope: string
    key: string
    body_hash: string
    status: number | null
    response: Json<unknown>
    created_at: Moment
  }
  outbox: OutboxTable
  requester: RequesterTable
  cases: CasesTable
  case_link: { from_id: string; to_id: string; kind: string; created_at: Generated<Moment> }
  case_part: CasePartTable
  part_ground: PartGroundTable
  review_decision: {
    case_id: string
    outcome: string
    findings: string
    remedy: Generated<string>
    decided_by: string
    decided_at: Moment
  }
  cost_estimate: {
    id: string
    case_id: string
    activities: Json<{ activity: string; hours: number; note: string }[]>
    total_pence: number
    over_limit: boolean
    created_by: string
    created_at: Moment
  }
  clock_event: ClockEventTable
  clock: ClockTable
  task: TaskTable
  message: MessageTable
  document: DocumentTable
  letter: LetterTable
  approval: ApprovalTable
  release_certificate: {
    id: string
    authority_id: string
    case_id: string | null
    route: string
    subject: string
    sha256: string
    verdict: string
    checks: Json<unknown>
    findings: Json<unknown>
    created_by: string | null
    created_at: Moment
  }
  request_draft: {
    secret_hash: string
    authority_id: string
    answers: Json<Record<string, unknown>>
    case_id: string | null
    reference: string | null
    tracking_secret: string | null
    created_at: Moment
    expires_at: Moment
  }
  suggestion_count: {
    authority_id: string
    day: Day
    shown: Generated<number>
    opened: Generated<number>
    resolved: Generated<number>
  }
  disclosure_entry: DisclosureEntryTable
  disclosure_facet: {
    authority_id: string
    topic: string
    year: number
    outcome: string
    regime: string
    entries: number
  }
  published_item: PublishedItemTable
}
