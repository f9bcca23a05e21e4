import type { Generated, GeneratedAlways } from 'kysely'
import type {
  RequesterTable,
  CasesTable,
  CasePartTable,
  PartGroundTable,
  ClockTable,
  ClockEventTable,
  TaskTable,
  MessageTable,
  DocumentTable,
  LetterTable,
  ApprovalTable,
  CasePersonTable,
  RedactionMarkTable,
  RedactionPageTable,
  RedactionTable,
} from './case-tables.ts'
import type { Day, Json, Moment } from './column-types.ts'
import type {
  DatasetTable,
  DatasetVersionTable,
  DatasetImportTable,
  DatasetBatchTable,
  CatalogueEventTable,
  CatalogueSubscriptionTable,
  FeedbackTable,
  PublicationDutyTable,
  NewsItemTable,
} from './dataset-tables.ts'

export type * from './case-tables.ts'
export type * from './dataset-tables.ts'

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
  quarantine_release: {
    id: string
    authority_id: string
    document_id: string
    sha256: string
    asked_by: string
    asked_at: Moment
    reason: string
    verdict: string
    decided_by: string | null
    decided_at: Moment | null
    decided_reason: string | null
    released: boolean
  }
  release_acceptance: {
    id: string
    authority_id: string
    certificate_id: string
    case_id: string | null
    route: string
    sha256: string
    finding: string
    reason: string
    accepted_by: string
    accepted_at: Moment
  }
  redaction: RedactionTable
  redaction_mark: RedactionMarkTable
  redaction_page: RedactionPageTable
  case_person: CasePersonTable
  scanned_page: { sha256: string; page: number; words: Json<unknown>; made_at: Moment }
  scan_reading: { sha256: string; attempts: number; taken_at: Moment | null; ended_at: Moment | null }
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
  answered_day: { authority_id: string; day: Day; answered: number; on_time: number }
  disclosure_facet: {
    authority_id: string
    topic: string
    year: number
    outcome: string
    regime: string
    entries: number
  }
  published_item: PublishedItemTable
  dataset: DatasetTable
  dataset_version: DatasetVersionTable
  dataset_import: DatasetImportTable
  dataset_batch: DatasetBatchTable
  catalogue_event: CatalogueEventTable
  catalogue_subscription: CatalogueSubscriptionTable
  feedback: FeedbackTable
  publication_duty: PublicationDutyTable
  news_item: NewsItemTable
}
