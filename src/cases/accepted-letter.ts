import { legalDay } from '../kernel/clock.ts'
import type { Reader } from '../db/index.ts'

/**
 * A letter that is older says too little of how long its reader has to answer: then it is dated afresh, and what was
 * found in it is looked at again. A second person’s word over a long weekend still counts.
 */
const mostDaysOld = 5

/**
 * The day on which a letter was composed as a second person last let it go; null where that is not so, or too long ago.
 * An acceptance covers exact bytes, and the letter names its day: composed for that day again it has those bytes, so
 * that it may go as it was looked at. The gate is asked again all the same, and compares the bytes.
 */
export async function dayOfAcceptedLetter(
  reader: Reader,
  letter: { caseId: string; authorityId: string; version: number; approvedFrom: Temporal.PlainDate },
  today: Temporal.PlainDate,
): Promise<Temporal.PlainDate | null> {
  const row = await reader
    .selectFrom('release_acceptance as a')
    .innerJoin('release_certificate as c', 'c.id', 'a.certificate_id')
    .select('c.created_at')
    .where('a.authority_id', '=', letter.authorityId)
    .where('a.case_id', '=', letter.caseId)
    .where('a.route', '=', 'letter')
    .where(
      'c.subject',
      'in',
      ['pdf', 'docx', 'html'].map((format) => letterSubject(letter.version, format)),
    )
    .orderBy('a.accepted_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (row === undefined) return null
  const day = legalDay(row.created_at)
  const age = day.until(today, { largestUnit: 'day' }).days
  const earlier = Temporal.PlainDate.compare(day, letter.approvedFrom) < 0
  return age < 0 || age > mostDaysOld || earlier ? null : day
}

/** What a letter’s certificates are kept under. */
export const letterSubject = (version: number, format: string): string => `letter ${version}, ${format}`
