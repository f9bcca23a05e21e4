import type { Selectable } from 'kysely'
import type { Schema } from '../../db/index.ts'
import type { Step, WaitingFor } from '../../law/index.ts'
import type {
  CaseApproval,
  CaseDocument,
  CaseLetter,
  CaseLink,
  CaseMessage,
  CasePart,
  CaseRecord,
  CaseTask,
  ClockEventRecord,
} from '../case.ts'

/** A value as `to_jsonb` writes it: days and instants are text. */
type Wire<T> = T extends Temporal.PlainDate | Temporal.Instant ? string : T
type WireRow<T> = { [Column in keyof T]: T[Column] extends infer V ? Wire<V> : never }

/** A table's row as JSON, with columns of few words given their types and what was joined to it. */
export type Raw<Table extends keyof Schema, Extras = unknown> = Omit<
  WireRow<Selectable<Schema[Table]>>,
  keyof Extras
> &
  Extras

export type PartExtras = Pick<CasePart, 'id' | 'held' | 'outcome'> & {
  team_id: CasePart['teamId']
  team_name: string | null
  decided_by_name: string | null
  grounds: Raw<'part_ground'>[] | null
}
export type TaskExtras = Pick<CaseTask, 'id' | 'status'> & {
  case_id: CaseTask['caseId']
  team_id: CaseTask['teamId']
  team_name: string
  part_number: number | null
  completed_by_name: string | null
}
export type DocumentExtras = Pick<CaseDocument, 'id' | 'origin'> & {
  release_state: CaseDocument['releaseState']
  task_id: CaseDocument['taskId']
  part_id: CaseDocument['partId']
  redacted_from: CaseDocument['redactedFrom']
  uploaded_by_name: string | null
}
export type MessageExtras = Pick<CaseMessage, 'direction' | 'delivery'>
type LetterExtras = Pick<CaseLetter, 'id' | 'state'> & {
  created_by: CaseLetter['createdBy']['id']
  created_by_name: string
}
type ApprovalExtras = Pick<CaseApproval, 'decision'> & {
  letter_id: CaseApproval['letterId']
  assigned_to: NonNullable<CaseApproval['assignedTo']>['id'] | null
  assigned_name: string | null
  decided_by_name: string | null
}
type EventExtras = Pick<ClockEventRecord, 'type'>

export type RawClock = Raw<
  'clock',
  { state: 'running' | 'waiting'; waiting_for: WaitingFor | null; because: Step[] }
>

/** What the one statement of `loadCaseRecord` gives. Lists that are empty come as null. */
export type RawCase = Raw<
  'cases',
  Pick<CaseRecord, 'id' | 'regime' | 'channel' | 'stage' | 'outcome' | 'officer' | 'disclosure'> & {
    clock_state: CaseRecord['clockState']
    waiting_for: CaseRecord['waitingFor']
    reply_by: CaseRecord['replyBy']
    requester_id: CaseRecord['requesterId']
    requester: {
      name: string | null
      email: string | null
      phone: string | null
      postal_address: string | null
    }
    parts: Raw<'case_part', PartExtras>[] | null
    tasks: Raw<'task', TaskExtras>[] | null
    documents: Raw<'document', DocumentExtras>[] | null
    messages: Raw<'message', MessageExtras>[] | null
    clock: RawClock | null
    clock_events: Raw<'clock_event', EventExtras>[] | null
    letters: Raw<'letter', LetterExtras>[] | null
    approvals: Raw<'approval', ApprovalExtras>[] | null
    cost_estimate: Raw<'cost_estimate'> | null
    links: CaseLink[] | null
  }
>
