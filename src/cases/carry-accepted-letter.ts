import { renderText } from '../correspondence/index.ts'
import type { Staff } from '../identity/index.ts'
import { legalDay } from '../kernel/clock.ts'
import { carryAcceptances } from '../release/index.ts'
import type { CaseServices } from './case.ts'
import { letterSubject } from './check-answer.ts'
import { composeAnswer, keepRenditions } from './commands/answer-letter.ts'

type Letter = { caseId: string; version: number; text: string; hashes: Hashes }
type Hashes = Awaited<ReturnType<typeof keepRenditions>>['hashes']

/** As letters say days, in English and Welsh, with or without the day of the week */
const days = /(?:(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Dydd \p{L}+) )?\d{1,2} \p{L}+ \d{4}/gu
const withoutDays = (text: string): string => text.replaceAll(/\s+/g, ' ').replaceAll(days, '·')

/**
 * An acceptance covers exact bytes, and a letter names its day and the last day to ask for a review: on another day it
 * has other bytes. Composed again for the day on which a second person let it go it has those bytes once more; where
 * the two say the same but for days, what was let go in it is let go in the letter of today. True where anything was.
 */
export async function carryAcceptedLetter(
  services: CaseServices,
  staff: Staff,
  { caseId, version, text, hashes }: Letter,
): Promise<boolean> {
  const { reader } = services.database
  const accepted = await reader
    .selectFrom('release_acceptance as a')
    .innerJoin('release_certificate as c', 'c.id', 'a.certificate_id')
    .select('c.created_at')
    .where('a.authority_id', '=', staff.authorityId)
    .where('a.case_id', '=', caseId)
    .where('a.route', '=', 'letter')
    .where(
      'c.subject',
      'in',
      ['pdf', 'docx', 'html'].map((format) => letterSubject(version, format)),
    )
    .orderBy('a.accepted_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (accepted === undefined) return false
  const before = await composeAnswer(services, caseId, legalDay(accepted.created_at))
  if (!before.ok || withoutDays(renderText(before.value.model)) !== withoutDays(text)) return false
  const earlier = (await keepRenditions(services, before.value.model)).hashes
  let carried = 0
  for (const format of ['pdf_sha256', 'docx_sha256', 'html_sha256'] as const)
    carried += await carryAcceptances(services, staff, {
      caseId,
      route: 'letter',
      from: earlier[format],
      to: hashes[format],
    })
  return carried > 0
}
