import { sql } from 'kysely'
import type { Reader } from '../../db/index.ts'
import { exemptions, regimes, workingDaysBetween, type Calendars } from '../../law/index.ts'
import {
  outcomeCategories,
  type CaseStatistics,
  type OutcomeCategory,
  type PeriodInput,
} from '../statistics.ts'
import { standingCases } from './case-outcomes.ts'
import { readBacklog } from './read-backlog.ts'

const accessibleElsewhere = 's.21'
const mostTopics = 20

/**
 * The figures of the section 45 Code (8.5) and the Cabinet Office's categories, of the cases received in the period, as
 * they stand today. In time means by the day that was due in law, permitted extensions and clarifications included.
 */
export async function caseStatistics(
  reader: Reader,
  authorityId: string,
  { from, to, regime }: PeriodInput,
  calendars: Calendars,
  today: Temporal.PlainDate,
): Promise<CaseStatistics> {
  const included = regime === undefined ? ['foia', 'eir'] : [regime]
  const reviews = included.map((each) => `${each}-review`)
  const standing = standingCases(authorityId, from, to, included)
  const codes = exemptions.filter((rule) => included.includes(rule.regime))
  const [figures, used, backlog] = await Promise.all([
    sql<Figures>`with ${standing}
      select ${counts(today, lastDayInLimit(calendars, today))},
        (select coalesce(json_object_agg(category, cases), '{}') from
          (select category, count(*) as cases from standing where category is not null group by category) each) as outcomes,
        (select coalesce(json_agg(each), '[]') from
          (select topic, count(*) as cases from standing where topic is not null group by topic
            order by count(*) desc, topic limit ${mostTopics}) each) as topics,
        (select row_to_json(each) from (${reviewCounts(authorityId, from, to, reviews)}) each) as reviews
      from standing`.execute(reader),
    sql<{ regime: 'foia' | 'eir'; code: string; cases: number }>`with ${standing}
      select rule.regime, rule.code, count(distinct standing.id)::integer as cases
      from standing join case_part part on part.case_id = standing.id
        join part_ground used on used.part_id = part.id
        join unnest(${codes.map(({ id }) => id)}::text[], ${codes.map((rule) => rule.regime)}::text[],
          ${codes.map((rule) => rule.reportingCode)}::text[]) as rule (id, regime, code) on rule.id = used.exemption_id
      where standing.category is not null group by rule.regime, rule.code`.execute(reader),
    readBacklog(reader, authorityId, { from, to, regimes: included }, today),
  ])
  const row = figures.rows[0]
  if (row === undefined) throw new Error('an aggregate always has one row')
  const outcomes = Object.fromEntries(
    outcomeCategories.map((category) => [category, row.outcomes[category] ?? 0]),
  ) as Record<OutcomeCategory, number>
  return {
    from,
    to,
    regime: regime ?? null,
    received: row.received,
    receivedEir: row.received_eir,
    open: row.open,
    openWaitingClarification: row.waiting,
    openFeeOutstanding: row.fee,
    openOverLimit: row.over_limit,
    answered: row.answered,
    inTime: row.in_time,
    late: row.late,
    extended: row.extended,
    onTimeRate: row.answered === 0 ? null : row.in_time / row.answered,
    outcomes,
    national: nationalLines(outcomes),
    exemptions: inOrderOfTheAct(used.rows, codes),
    reviews: row.reviews,
    topics: row.topics,
    backlog,
  }
}

type Figures = {
  received: number
  received_eir: number
  open: number
  waiting: number
  fee: number
  over_limit: number
  answered: number
  in_time: number
  late: number
  extended: number
  outcomes: Partial<Record<OutcomeCategory, number>>
  topics: { topic: string; cases: number }[]
  reviews: CaseStatistics['reviews']
}

/** Withdrawn cases were neither in time nor late. What was due but has no date (a stopped clock) was in time. */
function counts(today: Temporal.PlainDate, lastInLimit: Temporal.PlainDate) {
  const open = sql`stage in ('new', 'open', 'approval', 'approved')`
  const answered = sql`answered_on is not null and category is not null and category <> 'withdrawn'`
  const late = sql`due_on is not null and answered_on > due_on`
  return sql`count(*)::integer as received,
    (count(*) filter (where regime = 'eir'))::integer as received_eir,
    (count(*) filter (where ${open}))::integer as open,
    (count(*) filter (where ${open} and clock_state = 'waiting' and waiting_for = 'clarification'))::integer as waiting,
    (count(*) filter (where ${open} and clock_state = 'waiting' and waiting_for = 'fee'))::integer as fee,
    (count(*) filter (where ${open} and clock_state = 'running' and received_on < ${lastInLimit}::date
      and (due_on is null or due_on < ${today}::date or extended)))::integer as over_limit,
    (count(*) filter (where ${answered}))::integer as answered,
    (count(*) filter (where ${answered} and not (${late})))::integer as in_time,
    (count(*) filter (where ${answered} and ${late}))::integer as late,
    (count(*) filter (where extended and category is distinct from 'withdrawn'))::integer as extended`
}

/** Outcomes speak of our first answer: upheld means it stands. */
function reviewCounts(
  authorityId: string,
  from: Temporal.PlainDate,
  to: Temporal.PlainDate,
  reviews: readonly string[],
) {
  return sql`select count(*) as received,
      count(*) filter (where stage in ('new', 'open', 'approval', 'approved')) as open,
      count(*) filter (where outcome = 'upheld') as upheld,
      count(*) filter (where outcome = 'upheld-in-part') as "upheldInPart",
      count(*) filter (where outcome = 'overturned') as overturned,
      count(*) filter (where answered_on is not null and (due_on is null or answered_on <= due_on)) as "inTime",
      count(*) filter (where answered_on > due_on) as late
    from cases where authority_id = ${authorityId} and received_on between ${from}::date and ${to}::date
      and regime = any(${reviews}::text[])`
}

/** The earliest day of receipt whose standard limit has not passed. */
function lastDayInLimit(calendars: Calendars, today: Temporal.PlainDate): Temporal.PlainDate {
  const limit = regimes.foia.limit.count
  let day = today
  while (workingDaysBetween(calendars, 'uk-all', day.subtract({ days: 1 }), today) <= limit)
    day = day.subtract({ days: 1 })
  return day
}

/**
 * The national lines ask only about information that is held: a part not held beside a part given is a grant in full.
 * Resolvable leaves out what could not be answered in substance.
 */
function nationalLines(outcomes: Record<OutcomeCategory, number>): CaseStatistics['national'] {
  const grantedInFull = outcomes['granted-in-full'] + outcomes['part-disclosed-part-not-held']
  const partlyWithheld = outcomes['part-disclosed-part-refused']
  const fullyWithheld = outcomes['refused-in-full']
  const { clarification, vexatious, repeated } = outcomes
  const notHeld = outcomes['not-held']
  const overCostLimit = outcomes['over-cost-limit']
  const procedural = overCostLimit + vexatious + repeated
  const resolvable = grantedInFull + partlyWithheld + fullyWithheld + procedural
  return {
    total: resolvable + notHeld + clarification,
    accessibleElsewhereOnly: outcomes['accessible-elsewhere'],
    resolvable,
    grantedInFull,
    partlyWithheld,
    fullyWithheld,
    clarification,
    notHeld,
    vexatious,
    repeated,
    overCostLimit,
  }
}

function inOrderOfTheAct(
  used: { regime: 'foia' | 'eir'; code: string; cases: number }[],
  rules: { regime: string; reportingCode: string; title: string }[],
): CaseStatistics['exemptions'] {
  const titles = new Map<string, string>()
  for (const { regime, reportingCode, title } of rules) {
    const line = `${regime} ${reportingCode}`
    if (!titles.has(line)) titles.set(line, title)
  }
  return [...titles].flatMap(([line, title]) => {
    const found = used.find(({ regime, code }) => `${regime} ${code}` === line)
    return found === undefined || found.code === accessibleElsewhere ? [] : [{ ...found, title }]
  })
}
