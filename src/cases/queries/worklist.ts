import { sql, type Expression, type SqlBool } from 'kysely'
import type { Reader } from '../../db/index.ts'
import type { Staff } from '../../identity/index.ts'
import { addWorkingDays, type Calendars } from '../../law/index.ts'
import type { CaseSummary, Regime, Stage } from '../case.ts'

export const worklistTabs = [
  'to-do',
  'waiting',
  'due-soon',
  'unassigned',
  'approval',
  'open',
  'closed',
] as const
export type WorklistTab = (typeof worklistTabs)[number]

export type WorklistFilters = {
  tab: WorklistTab
  q?: string
  regime?: Regime
  officerId?: string
  topic?: string
  sort: 'due' | 'received' | 'reference'
  direction: 'asc' | 'desc'
  /** From 1 */
  page: number
  pageSize?: number
}

export type WorklistRow = CaseSummary & { withWhom: string; partsCount: number; openTasks: number }
export type TabCount = { n: number; capped: boolean }
export type WorklistPage = {
  rows: WorklistRow[]
  page: number
  pageSize: number
  total: number
  totalIsCapped: boolean
  counts: Record<WorklistTab, TabCount>
}

/** Counting stops here: "more than 1,000" tells a person as much, and costs the same at any size. */
const countCap = 1000
/** A case is due soon within this many working days; a habit of the office, not of the law. */
const dueSoonWorkingDays = 5

const openStages = sql<SqlBool>`c.stage in ('new', 'open', 'approval', 'approved')`

type Sql = Expression<SqlBool>

function tabCondition(tab: WorklistTab, staff: Staff, soon: Temporal.PlainDate): Sql {
  switch (tab) {
    case 'to-do':
      return sql`c.officer_id = ${staff.id} and ${openStages}`
    case 'waiting':
      return sql`c.clock_state = 'waiting' and ${openStages}`
    case 'due-soon':
      return sql`c.due_on <= ${soon} and ${openStages}`
    case 'unassigned':
      return sql`c.officer_id is null and ${openStages}`
    case 'approval':
      return sql`c.stage = 'approval'`
    case 'open':
      return openStages
    case 'closed':
      return sql`c.stage in ('answered', 'withdrawn', 'closed')`
  }
}

function conditions(
  staff: Staff,
  filters: Omit<WorklistFilters, 'page' | 'sort' | 'direction'>,
  soon: Temporal.PlainDate,
): Sql {
  const parts: Sql[] = [sql`c.authority_id = ${staff.authorityId}`, tabCondition(filters.tab, staff, soon)]
  if (filters.regime) parts.push(sql`c.regime = ${filters.regime}`)
  if (filters.officerId) parts.push(sql`c.officer_id = ${filters.officerId}`)
  if (filters.topic) parts.push(sql`c.topic = ${filters.topic}`)
  const q = filters.q?.replaceAll('\0', '').trim()
  if (q) parts.push(sql`(c.search @@ websearch_to_tsquery('english', ${q}) or c.reference = upper(${q}))`)
  return sql<SqlBool>`${sql.join(parts, sql` and `)}`
}

const orders = {
  due: (direction: 'asc' | 'desc') =>
    direction === 'asc' ? sql`c.due_on asc nulls last, c.id asc` : sql`c.due_on desc nulls last, c.id desc`,
  received: (direction: 'asc' | 'desc') =>
    direction === 'asc' ? sql`c.received_on asc, c.id asc` : sql`c.received_on desc, c.id desc`,
  reference: (direction: 'asc' | 'desc') =>
    direction === 'asc' ? sql`c.reference asc` : sql`c.reference desc`,
}

type Row = {
  id: never
  reference: string
  title: string
  regime: Regime
  channel: never
  stage: Stage
  outcome: never
  clock_state: never
  waiting_for: never
  received_on: Temporal.PlainDate
  due_on: Temporal.PlainDate | null
  draft_due_on: Temporal.PlainDate | null
  answered_on: Temporal.PlainDate | null
  extended: boolean
  officer_id: never
  officer_name: string | null
  risk_flags: string[]
  topic: string | null
  campaign: string | null
  version: number
  parts_count: number
  open_tasks: number
  task_team: string | null
}

/** Only the rows of the page are joined and counted; the inner select walks one index. */
const columns = sql`c.*, s.name as officer_name,
  (select count(*) from case_part p where p.case_id = c.id) as parts_count,
  (select count(*) from task k where k.case_id = c.id and k.status in ('not-started', 'in-progress')) as open_tasks,
  (select t.name from task k join team t on t.id = k.team_id
    where k.case_id = c.id and k.status in ('not-started', 'in-progress') order by k.due_on limit 1) as task_team`
const pageColumns = sql`c.id, c.reference, c.title, c.regime, c.channel, c.stage, c.outcome, c.clock_state, c.waiting_for,
  c.received_on, c.due_on, c.draft_due_on, c.answered_on, c.extended, c.officer_id, c.risk_flags, c.topic, c.campaign, c.version`

/** One page of a worklist with the counts of its tabs: two statements, whatever the number of cases. */
export async function worklist(
  reader: Reader,
  staff: Staff,
  filters: WorklistFilters,
  today: Temporal.PlainDate,
  calendars: Calendars,
): Promise<WorklistPage> {
  const soon = addWorkingDays(calendars, 'uk-all', today, dueSoonWorkingDays)
  const pageSize = filters.pageSize ?? 25
  const where = conditions(staff, filters, soon)
  const order = orders[filters.sort](filters.direction)
  const [{ rows }, { rows: counted }] = await Promise.all([
    sql<Row>`with page as (select ${pageColumns} from cases c where ${where} order by ${order}
        limit ${pageSize} offset ${(filters.page - 1) * pageSize})
      select ${columns} from page c left join staff s on s.id = c.officer_id order by ${order}`.execute(
      reader,
    ),
    countTabs(reader, staff, where, soon),
  ])
  const counts = counted[0]
  if (!counts) throw new Error('a count always has a row')
  const cap = (n: number): TabCount => ({ n: Math.min(n, countCap), capped: n > countCap })
  return {
    rows: rows.map(toRow),
    page: filters.page,
    pageSize,
    total: Math.min(counts['total'] ?? 0, countCap),
    totalIsCapped: (counts['total'] ?? 0) > countCap,
    counts: Object.fromEntries(worklistTabs.map((tab) => [tab, cap(counts[tab] ?? 0)])) as Record<
      WorklistTab,
      TabCount
    >,
  }
}

function countTabs(reader: Reader, staff: Staff, where: Sql, soon: Temporal.PlainDate) {
  const capped = (condition: Sql) =>
    sql`(select count(*) from (select 1 from cases c where ${condition} limit ${countCap + 1}) counted)`
  const mine = (tab: WorklistTab): Sql =>
    sql`c.authority_id = ${staff.authorityId} and ${tabCondition(tab, staff, soon)}`
  return sql<Record<string, number>>`select ${sql.join([
    sql`${capped(where)} as total`,
    ...worklistTabs.map((tab) => sql`${capped(mine(tab))} as ${sql.id(tab)}`),
  ])}`.execute(reader)
}

type ListFilters = Omit<WorklistFilters, 'page' | 'pageSize'>

/** What places a row in any of the orders: hand it back to go on after that row. */
export type WorklistPlace = {
  id: string
  reference: string
  receivedOn: Temporal.PlainDate
  dueOn: Temporal.PlainDate | null
}

/** The next rows of a worklist after a place in it, or the first ones: a keyset, so every batch costs the same. */
export async function worklistAfter(
  reader: Reader,
  staff: Staff,
  filters: ListFilters & { after?: WorklistPlace | null; limit: number },
  today: Temporal.PlainDate,
  calendars: Calendars,
): Promise<WorklistRow[]> {
  const { sort, direction, after, limit } = filters
  const soon = addWorkingDays(calendars, 'uk-all', today, dueSoonWorkingDays)
  const rest = after ? sql`and ${afterPlace(sort, direction, after)}` : sql``
  const order = orders[sort](direction)
  const { rows } = await sql<Row>`with page as (
      select ${pageColumns} from cases c where ${conditions(staff, filters, soon)} ${rest} order by ${order} limit ${limit})
    select ${columns} from page c left join staff s on s.id = c.officer_id order by ${order}`.execute(reader)
  return rows.map(toRow)
}

/** Every row of a worklist in its order, a batch at a time: for exports, with memory flat at any size. */
export async function* streamWorklist(
  reader: Reader,
  staff: Staff,
  filters: ListFilters,
  today: Temporal.PlainDate,
  calendars: Calendars,
): AsyncGenerator<WorklistRow> {
  const limit = 500
  let after: WorklistPlace | null = null
  for (;;) {
    const rows: WorklistRow[] = await worklistAfter(
      reader,
      staff,
      { ...filters, after, limit },
      today,
      calendars,
    )
    yield* rows
    after = rows.at(-1) ?? null
    if (rows.length < limit) return
  }
}

/** The rows that come after one, in the order of `orders`: a keyset, so the last batch costs what the first did. */
function afterPlace(
  sort: WorklistFilters['sort'],
  direction: 'asc' | 'desc',
  { id, reference, receivedOn, dueOn }: WorklistPlace,
): Sql {
  const beyond = direction === 'asc' ? sql`>` : sql`<`
  if (sort === 'reference') return sql`c.reference ${beyond} ${reference}`
  if (sort === 'received') return sql`(c.received_on, c.id) ${beyond} (${receivedOn}::date, ${id}::uuid)`
  if (dueOn === null) return sql`c.due_on is null and c.id ${beyond} ${id}::uuid`
  return sql`(c.due_on is null or (c.due_on, c.id) ${beyond} (${dueOn}::date, ${id}::uuid))`
}

function toRow(row: Row): WorklistRow {
  return {
    id: row.id,
    reference: row.reference,
    title: row.title,
    regime: row.regime,
    channel: row.channel,
    stage: row.stage,
    outcome: row.outcome,
    clockState: row.clock_state,
    waitingFor: row.waiting_for,
    receivedOn: row.received_on,
    dueOn: row.due_on,
    draftDueOn: row.draft_due_on,
    answeredOn: row.answered_on,
    extended: row.extended,
    officer: row.officer_name === null ? null : { id: row.officer_id, name: row.officer_name },
    riskFlags: row.risk_flags,
    topic: row.topic,
    campaign: row.campaign,
    version: row.version,
    partsCount: row.parts_count,
    openTasks: row.open_tasks,
    withWhom: withWhom(row),
  }
}

/** Derived, never stored: whose move it is. */
function withWhom(row: Row): string {
  if (row.stage === 'answered' || row.stage === 'withdrawn' || row.stage === 'closed') return 'Nobody'
  if (row.clock_state === 'waiting') return 'The requester'
  if (row.stage === 'approval') return 'An approver'
  return row.task_team ?? row.officer_name ?? 'Nobody yet'
}
