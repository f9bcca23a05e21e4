import type { Reader } from '../../db/index.ts'

export type AnswerToPublish = {
  caseId: string
  reference: string
  title: string
  regime: string
  answeredOn: Temporal.PlainDate
}

/** Answered cases without an entry in the log, oldest first, or the one with a reference. Nothing of who asked. */
export async function answersToPublish(
  reader: Reader,
  authorityId: string,
  filters: { reference?: string; limit?: number } = {},
): Promise<AnswerToPublish[]> {
  let query = reader
    .selectFrom('cases as c')
    .leftJoin('disclosure_entry as e', (join) =>
      join.onRef('e.case_id', '=', 'c.id').on('e.withdrawn_at', 'is', null),
    )
    .select(['c.id', 'c.reference', 'c.title', 'c.regime', 'c.answered_on'])
    .where('c.authority_id', '=', authorityId)
    .where('c.stage', '=', 'answered')
    .where('c.regime', 'in', ['foia', 'eir'])
    .where('e.id', 'is', null)
    .orderBy('c.answered_on')
    .orderBy('c.id')
    .limit(filters.limit ?? 50)
  if (filters.reference !== undefined) query = query.where('c.reference', '=', filters.reference)
  return (await query.execute()).flatMap((row) =>
    row.answered_on === null
      ? []
      : [
          {
            caseId: row.id,
            reference: row.reference,
            title: row.title,
            regime: row.regime,
            answeredOn: row.answered_on,
          },
        ],
  )
}
