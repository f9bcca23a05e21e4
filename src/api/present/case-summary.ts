import type { CaseState, WorklistRow } from '../../cases/index.ts'
import { clockRegimes } from '../../law/index.ts'
import { day, key, named, nullable, oneOf, Type } from '../schemas.ts'

export const stages = ['new', 'open', 'approval', 'approved', 'answered', 'withdrawn', 'closed'] as const
const caseOutcomes = [
  'granted-in-full',
  'granted-in-part',
  'refused-in-full',
  'not-held',
  'over-cost-limit',
  'vexatious',
  'repeated',
  'clarification-needed',
  'withdrawn',
  'upheld',
  'upheld-in-part',
  'overturned',
] as const

const stateFields = {
  id: key(),
  reference: Type.String(),
  regime: oneOf(clockRegimes),
  stage: oneOf(stages),
  outcome: nullable(oneOf(caseOutcomes)),
  clockState: oneOf(['running', 'waiting', 'stopped']),
  waitingFor: nullable(oneOf(['clarification', 'fee', 'identity'])),
  receivedOn: day(),
  dueOn: nullable(day('The last day in law; null while the clock waits')),
  draftDueOn: nullable(day('The authority’s own day for a draft')),
  answeredOn: nullable(day()),
  version: Type.Integer({ description: 'Send it as If-Match with the next change' }),
}

export const personSchema = named('Person', { id: key(), name: Type.String() })
export const stateSchema = named('CaseState', stateFields)
export const summaryFields = {
  ...stateFields,
  title: Type.String(),
  channel: oneOf(['web', 'email', 'post', 'phone', 'api']),
  extended: Type.Boolean(),
  officer: nullable(personSchema),
  riskFlags: Type.Array(Type.String()),
  topic: nullable(Type.String()),
  campaign: nullable(Type.String()),
}
export const rowSchema = named('CaseRow', {
  ...summaryFields,
  withWhom: Type.String(),
  partsCount: Type.Integer(),
  openTasks: Type.Integer(),
})

type State = Omit<CaseState, 'parts'>

export function presentState(state: State) {
  return {
    id: state.id,
    reference: state.reference,
    regime: state.regime,
    stage: state.stage,
    outcome: state.outcome,
    clockState: state.clockState,
    waitingFor: state.waitingFor,
    receivedOn: state.receivedOn.toString(),
    dueOn: state.dueOn?.toString() ?? null,
    draftDueOn: state.draftDueOn?.toString() ?? null,
    answeredOn: state.answeredOn?.toString() ?? null,
    version: state.version,
  }
}

export function presentSummary(row: Omit<WorklistRow, 'withWhom' | 'partsCount' | 'openTasks'>) {
  return {
    ...presentState(row),
    title: row.title,
    channel: row.channel,
    extended: row.extended,
    officer: row.officer === null ? null : { id: row.officer.id, name: row.officer.name },
    riskFlags: [...row.riskFlags],
    topic: row.topic,
    campaign: row.campaign,
  }
}

export function presentRow(row: WorklistRow) {
  return {
    ...presentSummary(row),
    withWhom: row.withWhom,
    partsCount: row.partsCount,
    openTasks: row.openTasks,
  }
}
