import type { Generated, GeneratedAlways } from 'kysely'
import type { Day, Json, Moment } from './column-types.ts'

// The tables of a case and what hangs on it, as migrations 0002 and after leave them.

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
  redacted_from: Generated<string | null>
  redaction: Json<unknown>
  arrival: Json<unknown>
  arrival_attempts: Generated<number>
}
export type RedactionTable = {
  document_id: string
  authority_id: string
  case_id: string
  version: Generated<number>
  created_by: string
  created_at: Moment
}
export type RedactionMarkTable = {
  id: string
  document_id: string
  page: number
  place: Json<unknown>
  reason: string
  layer: string
  state: string
  rule: string | null
  why: string | null
  score: number | null
  created_by: string
  created_at: Moment
  decided_by: string | null
  decided_at: Moment | null
  removed_at: Moment | null
}
export type RedactionPageTable = {
  document_id: string
  page: number
  flag: string
  reason: string | null
  duplicate_of: string | null
  duplicate_page: number | null
  set_by: string
  set_at: Moment
}
export type CasePersonTable = {
  id: string
  case_id: string
  name: string
  role: string
  added_by: string
  added_at: Moment
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
