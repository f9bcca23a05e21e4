import type { Wording } from '../wording/index.ts'
import { sayDay, sayDeadline } from '../wording/index.ts'
import { linkify, readPassages } from './clean-text.ts'
import type { Block, Inline } from './letter-model.ts'
import type { CostEstimate, Ground, LetterInput, LetterPart, LetterRegime } from './letter.ts'
import type { RequirementId } from './requirements.ts'
import { weighsPublicInterest } from './requirements.ts'

/** `the Act` where the ground is in the Act the letter opens with, the full title elsewhere. */
function instrumentOf(actTitle: string, input: LetterInput, wording: Wording): string {
  return actTitle === input.actTitle
    ? wording.say(`instrument.${input.regime}`)
    : wording.say('instrument.other', { act: actTitle })
}

export function paragraph(text: string, satisfies: RequirementId[] = []): Block {
  return { type: 'paragraph', content: linkify(text), ...(satisfies.length > 0 ? { satisfies } : {}) }
}

/** A text an officer typed, as blocks that all serve the same purpose. */
export function passages(text: string, satisfies: RequirementId[] = []): Block[] {
  return readPassages(text).map((passage) => ({ ...passage, ...(satisfies.length > 0 ? { satisfies } : {}) }))
}

export function quote(part: LetterPart, wording: Wording): Block {
  const paragraphs = readPassages(part.text).flatMap((passage): Inline[][] =>
    passage.type === 'paragraph' ? [passage.content] : passage.items.map((item) => [{ text: '– ' }, ...item]),
  )
  return {
    type: 'quote',
    label: wording.say('part.asked'),
    paragraphs,
    satisfies: ['request-quoted'],
    part: part.number,
  }
}

/** `£450`, `£12.50` */
export function sayMoney(pence: number): string {
  return new Intl.NumberFormat('en-GB', {
    style: 'currency',
    currency: 'GBP',
    minimumFractionDigits: pence % 100 === 0 ? 0 : 2,
  }).format(pence / 100)
}

/** One part: what was asked, then the answer with everything its outcome must say. */
export function composePart(part: LetterPart, input: LetterInput, wording: Wording): Block[] {
  const heading =
    input.parts.length === 1
      ? wording.say('request.heading')
      : wording.say('part.heading', { number: String(part.number) })
  const blocks: Block[] = [
    { type: 'heading', level: 2, text: heading },
    quote(part, wording),
    { type: 'heading', level: 3, text: wording.say('part.answer') },
    ...composeOutcome(part, input, wording),
  ]
  if (part.outcome !== 'clarification-needed') {
    blocks.push(
      ...passages(part.answer, part.outcome === 'available-elsewhere' ? ['where-available'] : ['answer']),
    )
  }
  if (part.link) {
    const content = [
      { text: `${part.link.title || part.link.url}: ` },
      { text: part.link.url, href: part.link.url },
    ]
    blocks.push({
      type: 'paragraph',
      content: part.link.title ? content : content.slice(1),
      satisfies: ['where-available', 'answer'],
    })
  }
  if (part.documents?.length) {
    const items = part.documents.map(({ name }) => [{ text: name }])
    blocks.push({ type: 'list', label: wording.say('part.documents'), items, satisfies: ['answer'] })
  }
  if (part.costEstimate) blocks.push(...composeEstimate(part.costEstimate, wording))
  if (['partly-provided', 'refused', 'neither-confirm-nor-deny'].includes(part.outcome)) {
    part.grounds.forEach((ground, index) => blocks.push(...composeGround(ground, index, input, wording)))
  }
  if (part.adviceAndAssistance) {
    blocks.push({ type: 'heading', level: 3, text: wording.say('part.help') })
    blocks.push(
      ...passages(
        part.adviceAndAssistance,
        part.outcome === 'clarification-needed' ? ['questions', 'advice'] : ['advice'],
      ),
    )
  }
  return blocks.map((block) => ({ ...block, part: part.number }))
}

/** Provisions that an outcome itself stands on, where the decision does not name a narrower one. */
const standsOn: Partial<Record<LetterPart['outcome'], Partial<Record<LetterRegime, string>>>> = {
  'not-held': { eir: 'regulation 12(4)(a)' },
  'available-elsewhere': { foia: 'section 21', eir: 'regulation 6(1)(b)' },
  'over-cost-limit': { foia: 'section 12(1)' },
  vexatious: { foia: 'section 14(1)' },
  repeated: { foia: 'section 14(2)' },
  'clarification-needed': { foia: 'section 1(3)', eir: 'regulation 9', 'uk-gdpr': 'article 12A' },
}

function composeOutcome(part: LetterPart, input: LetterInput, wording: Wording): Block[] {
  const { regime } = input
  const named = part.grounds[0]
  const provision = named?.provision ?? standsOn[part.outcome]?.[regime] ?? ''
  const instrument = instrumentOf(named?.actTitle ?? input.actTitle, input, wording)
  const cited = { provision, instrument }
  switch (part.outcome) {
    case 'provided':
    case 'partly-provided':
      return [paragraph(wording.say(`outcome.${part.outcome}`), ['holding-stated'])]
    case 'not-held':
      if (regime !== 'eir') return [paragraph(wording.say('outcome.not-held'), ['holding-stated'])]
      return [
        paragraph(wording.say('outcome.not-held.eir', cited), [
          'holding-stated',
          'exemption-named',
          'exemption-reason',
        ]),
        paragraph(wording.say('outcome.not-held.public-interest'), ['public-interest']),
      ]
    case 'available-elsewhere': {
      const where = paragraph(wording.say('outcome.available.where'))
      if (regime !== 'foia' && regime !== 'eir')
        return [paragraph(wording.say('outcome.available.other'), ['holding-stated']), where]
      const said = wording.say(`outcome.available.${regime}`, cited)
      return [paragraph(said, ['holding-stated', 'exemption-named', 'exemption-reason']), where]
    }
    case 'refused':
      return regime === 'ropsi'
        ? [paragraph(wording.say('outcome.refused.reuse'))]
        : [paragraph(wording.say('outcome.refused'), ['holding-stated'])]
    case 'neither-confirm-nor-deny':
      return [paragraph(wording.say('outcome.neither'))]
    case 'over-cost-limit': {
      // s.12(2) is the narrower claim: even confirming or denying would go over the limit.
      const key = provision.includes('12(2)') ? 'outcome.over-cost.confirm' : 'outcome.over-cost'
      return [paragraph(wording.say(key, cited), ['claim-stated'])]
    }
    case 'vexatious':
    case 'repeated':
      return [
        paragraph(wording.say(`outcome.${part.outcome}`, cited), ['claim-stated']),
        ...passages(named?.reasoning ?? ''),
      ]
    case 'withdrawn':
      return [paragraph(wording.say('outcome.withdrawn'))]
    case 'clarification-needed':
      return [paragraph(wording.say('outcome.clarification', cited)), ...passages(part.answer)]
  }
}

function composeEstimate(estimate: CostEstimate, wording: Wording): Block[] {
  const hours = (count: number) => String(Math.round(count * 100) / 100)
  const sum = {
    rate: sayMoney(estimate.hourlyRatePence),
    total: sayMoney(estimate.totalPence),
    limit: sayMoney(estimate.limitPence),
  }
  const table: Block = {
    type: 'table',
    caption: wording.say('cost.caption'),
    head: [wording.say('cost.work'), wording.say('cost.hours')],
    rows: estimate.lines.map((line) => [line.activity, hours(line.hours)]),
    total: [wording.say('cost.total'), hours(estimate.lines.reduce((all, line) => all + line.hours, 0))],
  }
  return [...(estimate.lines.length > 0 ? [table] : []), paragraph(wording.say('cost.sum', sum))]
}

/** One exemption or exception: which, why, and where it depends on it, the balance of public interest. */
export function composeGround(ground: Ground, index: number, input: LetterInput, wording: Wording): Block[] {
  const { regime } = input
  const { provision, plain } = ground
  const instrument = instrumentOf(ground.actTitle, input, wording)
  const pending = input.kind === 'extension' ? input.extension?.newDueOn : ground.decisionDueOn
  const headed =
    input.kind === 'extension'
      ? 'extension.considering'
      : regime === 'ropsi'
        ? 'ground.heading.reuse'
        : 'ground.heading'
  const heading = wording.say(ground.ncnd ? 'ground.heading.neither' : headed, { provision })
  const relied = ground.ncnd ? 'neither' : regime === 'foia' || regime === 'eir' ? regime : 'other'
  const blocks: Block[] = [
    { type: 'heading', level: 3, text: heading },
    paragraph(wording.say(`ground.relied.${relied}`, { provision, instrument, plain }), ['exemption-named']),
    ...passages(ground.reasoning, ['exemption-reason']),
  ]
  if (ground.reasoningExempt)
    blocks.push(paragraph(wording.say('ground.reason-exempt'), ['exemption-reason']))
  if (ground.qualifiedPerson) {
    const givenOn = sayDay(ground.qualifiedPerson.givenOn, wording.locale)
    const said = wording.say('ground.qualified-person', { role: ground.qualifiedPerson.role, givenOn })
    blocks.push(paragraph(said, ['qualified-person']))
  }
  if (ground.rightsOwner !== undefined) {
    const owner = ground.rightsOwner
    const said = owner
      ? wording.say('ground.rights-owner', { owner })
      : wording.say('ground.rights-owner.unknown')
    blocks.push(paragraph(said, ['rights-owner']))
  }
  if (ground.unfinished)
    blocks.push(paragraph(wording.say('ground.unfinished', ground.unfinished), ['unfinished-material']))
  if (pending) {
    const date = sayDeadline(pending, wording.locale)
    blocks.push(
      paragraph(wording.say('interest.pending', { date }), ['public-interest-pending', 'public-interest']),
    )
  } else if (weighsPublicInterest(ground, regime) || ground.publicInterest)
    blocks.push(...composeInterest(ground, regime, wording))
  return blocks.map((block) => ({ ...block, ground: index }))
}

function composeInterest(ground: Ground, regime: LetterRegime, wording: Wording): Block[] {
  const interest = ground.publicInterest
  if (!interest) return []
  const words = ground.ncnd ? 'neither' : regime === 'eir' ? 'eir' : 'foia'
  const list = (label: string, factors: string[]): Block => ({
    type: 'list',
    label,
    items: factors.filter(Boolean).map(linkify),
    satisfies: ['public-interest'],
  })
  return [
    paragraph(wording.say(`interest.test.${words}`), ['public-interest']),
    list(wording.say(ground.ncnd ? 'interest.for.neither' : 'interest.for'), interest.factorsFor),
    list(wording.say(`interest.against.${words}`), interest.factorsAgainst),
    paragraph(wording.say(`interest.decided.${words}`), ['public-interest']),
    ...passages(interest.conclusion, ['public-interest']),
  ]
}
