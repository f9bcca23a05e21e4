import { sql } from 'kysely'
import type { Reader } from '../../db/index.ts'

const months = 3

export type Performance = { answered: number; onTime: number; percent: number; sentence: string }

/** How many of the answers of the last 3 months went out by the day due. Null while there were none. */
export async function recentPerformance(
  reader: Reader,
  authorityId: string,
  today: Temporal.PlainDate,
): Promise<Performance | null> {
  const { rows } = await sql<{ answered: number; on_time: number }>`
    select coalesce(sum(answered), 0)::integer as answered, coalesce(sum(on_time), 0)::integer as on_time
    from answered_day where authority_id = ${authorityId}
      and day > ${today.subtract({ months })}::date and day <= ${today}::date`.execute(reader)
  const { answered, on_time: onTime } = rows[0] ?? { answered: 0, on_time: 0 }
  if (answered === 0) return null
  // Rounded down: "100%" is said only of all of them
  const percent = Math.floor((onTime * 100) / answered)
  return {
    answered,
    onTime,
    percent,
    sentence: `We answered ${percent}% of requests on time in the last ${months} months.`,
  }
}
