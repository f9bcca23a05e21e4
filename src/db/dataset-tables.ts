import type { Generated, GeneratedAlways } from 'kysely'
import type { Day, Json, Moment } from './column-types.ts'

// Tables that are published and what is kept about them, as migrations 0040 and after leave them.

export type DatasetTable = {
  id: string
  authority_id: string
  slug: string
  title: string
  description: Generated<string>
  kind: string
  theme: string
  keywords: Generated<string[]>
  owner: Generated<string>
  contact_email: string
  licence: string
  attributions: Generated<string[]>
  frequency: string
  area_name: string | null
  area_code: string | null
  period_from: Day | null
  period_to: Day | null
  template: string | null
  update_mode: Generated<string>
  contract: Json<unknown>
  primary_key: Generated<string[]>
  known_problems: Generated<string>
  redaction_note: Generated<string>
  links: Json<unknown>
  charts: Generated<string[]>
  seal_every: string | null
  state: Generated<string>
  latest_version: number | null
  first_published_at: Moment | null
  changed_at: Moment
  withdrawn_at: Moment | null
  withdrawn_by: string | null
  withdrawn_reason: string | null
  withdrawn_contact: string | null
  replaced_by: string | null
  version: Generated<number>
  created_by: string | null
  created_at: Moment
  search: GeneratedAlways<string>
}

export type DatasetVersionTable = {
  id: string
  dataset_id: string
  number: number | null
  state: string
  reason: string
  note: Generated<string>
  breaking: string | null
  period_from: Day | null
  period_to: Day | null
  rows: number
  columns: Json<unknown>
  primary_key: Generated<string[]>
  source_name: string
  source_sha256: string
  source_bytes: number
  recipe: Json<unknown>
  ledger: Json<unknown>
  parquet_sha256: string
  parquet_bytes: number
  csv_sha256: string
  csv_bytes: number
  difference: Json<unknown>
  screening: Json<unknown>
  certificate_id: string | null
  based_on: Generated<number | null>
  created_by: string | null
  created_at: Moment
  published_at: Moment | null
  approved_by: string | null
  approval_reason: string | null
  withdrawn_at: Moment | null
  withdrawn_by: string | null
  withdrawn_reason: string | null
}

export type DatasetImportTable = {
  id: string
  authority_id: string
  dataset_id: string | null
  proposal: Json<unknown>
  file_name: string
  file_sha256: string
  file_bytes: number
  options: Json<unknown>
  publish: boolean
  state: string
  stage: string | null
  stage_done: Generated<number>
  stage_total: Generated<number>
  stage_since: Moment | null
  lease_until: Moment | null
  attempts: Generated<number>
  report: Json<unknown>
  problem: Json<unknown>
  version_id: string | null
  request_key: string | null
  version: Generated<number>
  created_by: string | null
  created_at: Moment
  finished_at: Moment | null
  built: Json<unknown>
  built_from: string | null
  lease_by: string | null
  stored: Generated<string[]>
  sealed_to: number | null
}

export type DatasetBatchTable = {
  dataset_id: string
  key: string
  number: GeneratedAlways<number>
  body_hash: string
  rows: Json<unknown>
  row_count: number
  received_by: string | null
  received_at: Moment
  sealed_in: string | null
}

export type CatalogueEventTable = {
  id: string
  number: GeneratedAlways<number>
  authority_id: string
  dataset_id: string
  version_number: number | null
  kind: string
  summary: string
  at: Moment
}

export type CatalogueSubscriptionTable = {
  id: string
  authority_id: string
  dataset_id: string | null
  channel: string
  address: string
  secret_hash: string
  signing_secret: string | null
  confirmed_at: Moment | null
  ended_at: Moment | null
  told_number: number
  failures: Generated<number>
  next_attempt_at: Moment | null
  created_at: Moment
}

export type FeedbackTable = {
  id: string
  authority_id: string
  reference: string
  dataset_id: string | null
  kind: string
  message: string
  place: string | null
  reporter_email: string | null
  state: string
  public_text: string | null
  answer: string | null
  corrected_in: number | null
  received_at: Moment
  answered_at: Moment | null
  answered_by: string | null
  version: Generated<number>
}

export type PublicationDutyTable = {
  id: string
  authority_id: string
  rule: string | null
  title: string
  basis: string
  frequency: string
  grace_days: Generated<number>
  applies: Generated<boolean>
  note: Generated<string>
  owner: Generated<string>
  owner_email: string | null
  dataset_id: string | null
  starts_on: Day
  reminded_for: Day | null
  version: Generated<number>
}

export type NewsItemTable = {
  id: string
  authority_id: string
  kind: string
  slug: string
  title: string
  body: string
  starts_at: Moment | null
  ends_at: Moment | null
  place: string | null
  published_at: Moment
  withdrawn_at: Moment | null
  created_by: string | null
}
