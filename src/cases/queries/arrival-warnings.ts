import { sql } from 'kysely'
import type { Reader } from '../../db/index.ts'
import type { Staff } from '../../identity/index.ts'

export type CaseWithWarnings = { reference: string; documents: number }

/** The officer's own open cases with documents whose warnings nobody has looked at. */
export async function casesWithWarnings(reader: Reader, staff: Staff): Promise<CaseWithWarnings[]> {
  const { rows } = await sql<CaseWithWarnings>`select c.reference, count(*)::int as documents
    from cases c join document d on d.case_id = c.id
    where c.authority_id = ${staff.authorityId} and c.officer_id = ${staff.id}
      and c.stage in ('new', 'open', 'approval', 'approved') and d.origin not in ('letter', 'redacted')
      and d.arrival->>'clean' = 'false' and d.arrival->>'seenAt' is null
    group by c.reference order by c.reference limit 50`.execute(reader)
  return rows
}
