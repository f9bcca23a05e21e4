import { sql } from 'kysely'
import type { Reader } from '../../db/index.ts'
import { isId } from '../../kernel/ids.ts'
import type { CaseAnswer } from '../entry.ts'

/** What an entry is proposed from. Null where the authority has no such case or it is not answered. */
export async function readCaseAnswer(
  reader: Reader,
  authorityId: string,
  caseId: string,
): Promise<CaseAnswer | null> {
  if (!isId(caseId)) return null
  const { rows } = await sql<AnswerRow>`
    select c.reference, c.title, c.regime, c.topic, c.received_on, c.answered_on,
      r.name, r.email, r.phone, r.postal_address,
      (select coalesce(json_agg(json_build_object('number', p.number, 'text', p.text, 'outcome', p.outcome,
          'answer', p.answer, 'linkUrl', p.link_url, 'linkTitle', p.link_title,
          'exemptionIds', (select coalesce(json_agg(distinct g.exemption_id), '[]') from part_ground g where g.part_id = p.id)
        ) order by p.number), '[]') from case_part p where p.case_id = c.id) as parts
    from cases c join requester r on r.id = c.requester_id
    where c.id = ${caseId} and c.authority_id = ${authorityId}`.execute(reader)
  const row = rows[0]
  if (row === undefined || row.answered_on === null) return null
  return {
    reference: row.reference,
    title: row.title,
    regime: row.regime,
    topic: row.topic,
    receivedOn: row.received_on,
    answeredOn: row.answered_on,
    identity: { name: row.name, email: row.email, phone: row.phone, postalAddress: row.postal_address },
    parts: row.parts.map((part) => ({ ...part, outcome: part.outcome ?? 'clarification-needed' })),
  }
}

type AnswerRow = {
  reference: string
  title: string
  regime: string
  topic: string | null
  received_on: Temporal.PlainDate
  answered_on: Temporal.PlainDate | null
  name: string | null
  email: string | null
  phone: string | null
  postal_address: string | null
  parts: (Omit<CaseAnswer['parts'][number], 'outcome'> & { outcome: string | null })[]
}
