import { sql } from 'kysely'
import { recordAudit, systemActor } from '../../audit/index.ts'
import type { CaseServices } from '../../cases/index.ts'
import { entryOutcomeOf } from '../../disclosure/index.ts'
import { listStaff, type Authority } from '../../identity/index.ts'
import { today } from '../../kernel/clock.ts'
import { hashSecret, newId, type CaseId } from '../../kernel/ids.ts'
import {
  findExemption,
  findProceduralGround,
  regimes,
  workingDaysBetween,
  type Calendars,
} from '../../law/index.ts'
import type { Progress } from '../progress.ts'
import { caseMaker, officeHour, type BelievableCase } from './believable-case.ts'
import { createChance } from './chance.ts'
import { inventedRequester } from './requesters.ts'

export type ManyCases = { cases: number; entries: number; seconds: number }

const batchSize = 1000

/**
 * Adds made-up cases in bulk: a thousand at a time, each table in one statement, each batch all or nothing. The same
 * number into the same empty installation on the same day gives the same words and dates.
 */
export async function seedManyCases(
  services: CaseServices,
  authority: Authority,
  wanted: number,
  progress: Progress,
): Promise<ManyCases> {
  const began = performance.now()
  const { reader } = services.database
  const staff = await listStaff(reader, authority.id)
  const officers = staff.filter((one) => one.roles.includes('information-officer')).map((one) => one.id)
  const chance = createChance(4543)
  const make = caseMaker(authority, officers, today(services.clock), services.calendars())
  const rowsOf = rowMaker(services, authority, Math.ceil(wanted / 32))
  progress.stage(`Making ${wanted} cases`, wanted)
  let entries = 0
  let writing: Promise<void> = Promise.resolve()
  for (let done = 0; done < wanted; done += batchSize) {
    const size = Math.min(batchSize, wanted - done)
    const first = await takeNumbers(services, authority, size)
    const rows = emptyRows()
    for (let index = 0; index < size; index += 1)
      rowsOf(
        rows,
        make(chance),
        `${authority.referencePrefix}${String(first + index).padStart(5, '0')}`,
        first + index,
      )
    entries += rows.disclosure_entry.length
    // The next batch is made while the database takes this one in.
    await writing
    progress.at(done)
    writing = write(services, authority, rows)
    writing.catch(() => undefined)
  }
  await writing
  progress.stage('Measuring the tables for the planner', 0)
  for (const table of tables) await sql`analyze ${sql.table(table)}`.execute(reader)
  return { cases: wanted, entries, seconds: (performance.now() - began) / 1000 }
}

/** The first of so many references in a row. */
async function takeNumbers({ database }: CaseServices, authority: Authority, count: number): Promise<number> {
  const { rows } = await sql<{ last: number }>`
    insert into reference_counter (authority_id, prefix, last) values (${authority.id}, ${authority.referencePrefix}, ${count})
    on conflict (authority_id, prefix) do update set last = reference_counter.last + ${count}
    returning last`.execute(database.reader)
  return (rows[0]?.last ?? count) - count + 1
}

/** In the order in which they refer to one another. */
const tables = [
  'requester',
  'cases',
  'case_part',
  'part_ground',
  'clock_event',
  'clock',
  'message',
  'disclosure_entry',
] as const
type Rows = Record<(typeof tables)[number], Record<string, unknown>[]>

function emptyRows(): Rows {
  return {
    requester: [],
    cases: [],
    case_part: [],
    part_ground: [],
    clock_event: [],
    clock: [],
    message: [],
    disclosure_entry: [],
  }
}

async function write({ database, clock }: CaseServices, authority: Authority, rows: Rows): Promise<void> {
  await database.write(async (tx) => {
    for (const table of tables) {
      const [first] = rows[table]
      if (first === undefined) continue
      const columns = sql.join(Object.keys(first).map((name) => sql.ref(name)))
      await sql`insert into ${sql.table(table)} (${columns})
        select ${columns} from json_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(rows[table])}::json)`.execute(
        tx,
      )
    }
    await recordAudit(tx, authority.id, clock.now(), [
      {
        actor: systemActor,
        action: 'seed-cases',
        subject: { kind: 'authority', id: authority.id },
        details: { cases: rows.cases.length, entries: rows.disclosure_entry.length },
      },
    ])
  })
}

type RowMaker = (rows: Rows, made: BelievableCase, reference: string, number: number) => void

/** `regulars`: how many people ask again and again; a quarter of the requests are theirs, about eight each. */
function rowMaker(services: CaseServices, authority: Authority, regulars: number): RowMaker {
  const calendars = services.calendars()
  return (rows, made, reference, number) => {
    const caseId = newId<CaseId>()
    const requesterId = newId()
    const at = officeHour(made.received, 9 + (number % 8)).toString()
    const requester = inventedRequester(number % 4 === 0 ? (number * 7919) % regulars : number)
    const { name, email } = requester
    rows.requester.push({ id: requesterId, authority_id: authority.id, name, email, created_at: at })
    rows.cases.push({
      id: caseId,
      authority_id: authority.id,
      reference,
      regime: made.regime,
      channel: made.channel,
      title: made.wording.title,
      request_text: made.wording.requestText,
      reply_by: 'email',
      requester_id: requesterId,
      received_on: made.received,
      received_at: at,
      stage: made.stage,
      outcome: made.outcome,
      officer_id: made.officer,
      risk_flags: [],
      topic: made.wording.topic,
      clock_state: made.answered || made.closed ? 'stopped' : made.clock.state,
      waiting_for: made.clock.waitingFor ?? null,
      due_on: made.clock.due,
      draft_due_on: made.draftDue,
      extended: made.events.some(({ type }) => type === 'extended'),
      answered_on: made.answered,
      closed_on: made.closed,
      tracking_hash: hashSecret(services.trackingSecret(caseId)),
      version: 1,
      created_at: at,
    })
    addParts(rows, made, caseId)
    addClock(rows, made, authority, caseId, at)
    rows.message.push({
      id: newId(),
      authority_id: authority.id,
      case_id: caseId,
      direction: 'in',
      kind: 'request',
      channel: made.channel,
      from_address: email,
      subject: made.wording.title,
      body: made.wording.requestText,
      mail_references: [],
      warnings: [],
      created_at: at,
    })
    if (made.published) addEntry(rows, made, authority, caseId, reference, calendars)
  }
}

function addParts(rows: Rows, made: BelievableCase, caseId: string): void {
  const decidedAt = made.answered && officeHour(made.answered, 9).toString()
  made.parts.forEach((part, index) => {
    const partId = newId()
    rows.case_part.push({
      id: partId,
      case_id: caseId,
      number: index + 1,
      text: part.text,
      held: part.outcome === null ? 'unknown' : part.outcome === 'not-held' ? 'no' : 'yes',
      outcome: part.outcome,
      answer: part.answer,
      link_url: part.outcome === 'available-elsewhere' ? 'https://www.example.org/published' : null,
      link_title: part.outcome === 'available-elsewhere' ? 'What is published' : null,
      advice:
        part.outcome === 'over-cost-limit' ? 'Ask for one year, and it can be done within the limit.' : '',
      decided_by: part.outcome === null ? null : made.officer,
      decided_at: part.outcome === null ? null : decidedAt,
    })
    if (part.exemptionId === null) return
    const tested = findExemption(part.exemptionId)?.publicInterestTest === true
    rows.part_ground.push({
      id: newId(),
      part_id: partId,
      exemption_id: part.exemptionId,
      reasoning: 'The harm would come from what the document says of others.',
      prejudice: '',
      factors_for: tested ? ['People can see how the decision was made'] : [],
      factors_against: tested ? ['Those concerned would be harmed'] : [],
      conclusion: tested ? 'The harm weighs more.' : '',
      decided_by: made.officer,
      decided_on: made.answered ?? made.received,
    })
  })
}

function addClock(rows: Rows, made: BelievableCase, authority: Authority, caseId: string, at: string): void {
  for (const event of made.events)
    rows.clock_event.push({
      id: newId(),
      case_id: caseId,
      type: event.type,
      happened_on: event.on,
      reason: '',
      recorded_at: officeHour(event.on, 12).toString(),
    })
  const { clock } = made
  rows.clock.push({
    id: newId(),
    case_id: caseId,
    rule: clock.rule,
    calendar_id: clock.calendarId,
    calendar_version: clock.calendarVersion,
    inputs: { regime: made.regime, nation: authority.nation, received: made.received, events: made.events },
    raw_on: clock.raw,
    due_on: clock.due,
    state: clock.state,
    waiting_for: clock.waitingFor ?? null,
    lapses_on: clock.lapsesOn ?? null,
    notice_by: clock.noticeBy,
    because: clock.because,
    computed_at: at,
    cause: made.events.at(-1)?.type ?? 'opened',
  })
}

function addEntry(
  rows: Rows,
  made: BelievableCase,
  authority: Authority,
  caseId: string,
  reference: string,
  calendars: Calendars,
): void {
  if (made.answered === null) return
  const outcome = entryOutcomeOf(made.parts.map((part) => part.outcome ?? 'provided'))
  if (outcome === null) return
  const parts = made.parts.map((part, index) => ({
    number: index + 1,
    question: part.text,
    outcome: part.outcome,
    answer: part.answer,
    ...(part.outcome === 'available-elsewhere'
      ? { link: { url: 'https://www.example.org/published', title: 'What is published' } }
      : {}),
    grounds: part.exemptionId === null ? [] : [groundOf(part.exemptionId, made.regime)],
  }))
  rows.disclosure_entry.push({
    id: newId(),
    authority_id: authority.id,
    case_id: caseId,
    reference,
    title: made.wording.title,
    summary: '',
    parts,
    body_text: parts.map(({ question, answer }) => `${question}\n${answer}`).join('\n\n'),
    regime: made.regime,
    outcome,
    topic: made.wording.topic,
    received_on: made.received,
    answered_on: made.answered,
    working_days: workingDaysBetween(calendars, 'uk-all', made.received, made.answered),
    published_at: officeHour(made.answered, 16).toString(),
  })
}

function groundOf(id: string, regime: BelievableCase['regime']) {
  const rule = findExemption(id) ?? findProceduralGround(id)
  return { provision: rule?.section ?? id, act: regimes[regime].title, plain: rule?.title ?? '' }
}
