import type { Writer } from '../../db/index.ts'
import type { Staff } from '../../identity/index.ts'
import { newId } from '../../kernel/ids.ts'
import { refuse, refuseFields, success, type FieldError, type Outcome } from '../../kernel/outcome.ts'
import { findExemption, findProceduralGround } from '../../law/index.ts'
import {
  partOutcomes,
  type CaseServices,
  type Ground,
  type Held,
  type PartOutcome,
  type Regime,
} from '../case.ts'
import { byStaff, changeCase, type Versioned } from '../change-case.ts'
import { letterRegime } from '../letter-input.ts'
import { checkText, textLimits, tidyLine, tidyText } from '../people.ts'

export type DecidePartInput = Versioned & {
  partId: string
  held: Held
  outcome: PartOutcome
  answer: string
  linkUrl?: string | null
  linkTitle?: string | null
  advice?: string
  grounds: Ground[]
}

/** Outcomes that rest on a legal ground, and the only ones that may name any. */
const needsGround: readonly PartOutcome[] = ['partly-provided', 'refused', 'neither-confirm-nor-deny']
const proceduralOutcomes: Partial<
  Record<PartOutcome, { ground: string; regimes: readonly Regime[]; elsewhere: string }>
> = {
  'over-cost-limit': {
    ground: 'foia-12-1',
    regimes: ['foia', 'foia-review'],
    elsewhere: 'regulation 12(4)(b)',
  },
  vexatious: { ground: 'foia-14-1', regimes: ['foia', 'foia-review'], elsewhere: 'regulation 12(4)(b)' },
  repeated: { ground: 'foia-14-2', regimes: ['foia', 'foia-review'], elsewhere: 'regulation 12(4)(b)' },
}

/** Records what was decided for one part, with its reasons; replaces an earlier decision, which stays in the trail. */
export function decidePart(
  services: CaseServices,
  staff: Staff,
  given: DecidePartInput,
): Promise<Outcome<null>> {
  const input = tidy(given)
  return changeCase(services, byStaff(staff), input, 'decide-part', async ({ tx, row, now, today }) => {
    const errors = check(input, row.regime)
    if (errors.length) return refuseFields(errors)
    const part = await tx
      .selectFrom('case_part')
      .select(['id', 'number', 'outcome'])
      .where('id', '=', input.partId)
      .where('case_id', '=', row.id)
      .executeTakeFirst()
    if (!part) return refuse('not-found', 'That part is not on this case.')
    await tx
      .updateTable('case_part')
      .set({
        held: input.held,
        outcome: input.outcome,
        answer: input.answer,
        link_url: input.linkUrl ?? null,
        link_title: input.linkTitle ?? null,
        advice: input.advice ?? '',
        decided_by: staff.id,
        decided_at: now,
      })
      .where('id', '=', part.id)
      .execute()
    await replaceGrounds(tx, part.id, withProceduralGround(input), staff.id, today)
    return success({
      value: null,
      details: {
        part: part.number,
        from: part.outcome,
        to: input.outcome,
        held: input.held,
        grounds: input.grounds.map(({ exemptionId }) => exemptionId),
      },
    })
  })
}

function tidy(input: DecidePartInput): DecidePartInput {
  return {
    ...input,
    answer: tidyText(input.answer),
    advice: tidyText(input.advice ?? ''),
    linkUrl: tidyLine(input.linkUrl ?? '') || null,
    linkTitle: tidyLine(input.linkTitle ?? '') || null,
    grounds: input.grounds.map((ground) => ({
      ...ground,
      reasoning: tidyText(ground.reasoning),
      prejudice: tidyText(ground.prejudice),
      conclusion: tidyText(ground.conclusion),
      factorsFor: ground.factorsFor.map(tidyText).filter(Boolean),
      factorsAgainst: ground.factorsAgainst.map(tidyText).filter(Boolean),
      qualifiedPerson: tidyLine(ground.qualifiedPerson ?? '') || null,
    })),
  }
}

function check(input: DecidePartInput, regime: Regime): FieldError[] {
  const errors: FieldError[] = []
  const say = (field: string, message: string): void => void errors.push({ field, message })
  if (!partOutcomes.includes(input.outcome)) say('outcome', 'Select what was decided')
  if (input.answer.length > textLimits.answer)
    say('answer', 'The answer is too long; attach it as a document')
  if (['provided', 'partly-provided'].includes(input.outcome) && input.held === 'no')
    say('held', 'Information that is provided must be held')
  if (input.outcome === 'not-held' && (input.held === 'yes' || input.held === 'part'))
    say('held', 'Select “No” where nothing is held')
  if (input.outcome === 'available-elsewhere' && input.linkUrl === null)
    say('linkUrl', 'Enter where the information can be found')
  if (input.linkUrl !== null && input.linkUrl !== undefined && !isWebAddress(input.linkUrl)) {
    say('linkUrl', 'Enter a web address in the correct format, like https://www.example.org/page')
  }
  if (needsGround.includes(input.outcome) && input.grounds.length === 0)
    say('grounds', 'Select the legal reason it is not given')
  if (!needsGround.includes(input.outcome) && input.grounds.length > 0)
    say('grounds', 'Remove the legal reasons: this outcome withholds nothing')
  const procedural = proceduralOutcomes[input.outcome]
  if (procedural && !procedural.regimes.includes(regime)) {
    say('outcome', `This regime has no such ground; consider refusing under ${procedural.elsewhere}`)
  }
  if (procedural)
    errors.push(...checkText('answer', input.answer, textLimits.answer, 'Enter the reasons for this ground'))
  if (input.outcome === 'over-cost-limit') {
    errors.push(
      ...checkText(
        'advice',
        input.advice ?? '',
        textLimits.reply,
        'Enter what could be done within the limit',
      ),
    )
  }
  const seen = new Set<string>()
  input.grounds.forEach((ground, index) =>
    errors.push(...checkGround(ground, `grounds.${index}`, regime, seen)),
  )
  return errors
}

function checkGround(ground: Ground, at: string, regime: Regime, seen: Set<string>): FieldError[] {
  const exemption = findExemption(ground.exemptionId)
  if (!exemption || exemption.regime !== letterRegime(regime)) {
    return [
      {
        field: `${at}.exemptionId`,
        message: 'Select a legal reason of the law this request is answered under',
      },
    ]
  }
  if (seen.has(exemption.id))
    return [{ field: `${at}.exemptionId`, message: `${exemption.section} is named twice` }]
  seen.add(exemption.id)
  const errors = checkText(
    `${at}.reasoning`,
    ground.reasoning,
    textLimits.reply,
    `Enter why ${exemption.section} applies`,
  )
  if (exemption.publicInterestTest) {
    if (ground.factorsFor.length === 0)
      errors.push({ field: `${at}.factorsFor`, message: 'Enter at least one factor in favour of disclosure' })
    if (ground.factorsAgainst.length === 0)
      errors.push({
        field: `${at}.factorsAgainst`,
        message: 'Enter at least one factor in favour of withholding',
      })
    if (ground.conclusion === '')
      errors.push({
        field: `${at}.conclusion`,
        message: 'Enter where the balance of the public interest lies, and why',
      })
  }
  if (exemption.qualifiedPerson && (ground.qualifiedPerson === null || ground.qualifiedOpinionOn === null)) {
    errors.push({
      field: `${at}.qualifiedPerson`,
      message: 'Enter the qualified person and the day of their opinion',
    })
  }
  return errors
}

/** Sections 12 and 14 are chosen as outcomes; the ground that the notice must state follows from them. */
function withProceduralGround(input: DecidePartInput): Ground[] {
  const procedural = proceduralOutcomes[input.outcome]
  if (!procedural || !findProceduralGround(procedural.ground)) return input.grounds
  const ground: Ground = {
    exemptionId: procedural.ground,
    reasoning: input.answer,
    prejudice: '',
    factorsFor: [],
    factorsAgainst: [],
    conclusion: '',
    qualifiedPerson: null,
    qualifiedOpinionOn: null,
  }
  return [ground]
}

async function replaceGrounds(
  tx: Writer,
  partId: string,
  grounds: readonly Ground[],
  staffId: string,
  today: Temporal.PlainDate,
): Promise<void> {
  await tx.deleteFrom('part_ground').where('part_id', '=', partId).execute()
  if (grounds.length === 0) return
  await tx
    .insertInto('part_ground')
    .values(
      grounds.map((ground) => ({
        id: newId(),
        part_id: partId,
        exemption_id: ground.exemptionId,
        reasoning: ground.reasoning,
        prejudice: ground.prejudice,
        factors_for: ground.factorsFor,
        factors_against: ground.factorsAgainst,
        conclusion: ground.conclusion,
        qualified_person: ground.qualifiedPerson,
        qualified_opinion_on: ground.qualifiedOpinionOn,
        decided_by: staffId,
        decided_on: today,
      })),
    )
    .execute()
}

function isWebAddress(text: string): boolean {
  const url = URL.parse(text)
  return (
    url !== null &&
    (url.protocol === 'https:' || url.protocol === 'http:') &&
    url.username === '' &&
    url.password === ''
  )
}
