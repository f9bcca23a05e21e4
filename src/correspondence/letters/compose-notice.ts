import type { Wording } from '../wording/index.ts'
import { sayDay, sayDeadline } from '../wording/index.ts'
import { linkify } from './clean-text.ts'
import { composeGround, composePart, paragraph, passages, quote, sayMoney } from './compose-part.ts'
import { composeReuse, composeRights } from './compose-rights.ts'
import type { Block } from './letter-model.ts'
import type { LetterInput } from './letter.ts'

/** What stands between the salutation and the closing of each kind of letter. */
export function composeBody(input: LetterInput, wording: Wording): Block[] {
  const opening = composeOpening(input, wording)
  const rights = () => composeRights(input, wording, { review: true })
  switch (input.kind) {
    case 'response':
      return [
        ...opening,
        paragraph(wording.say(input.parts.length === 1 ? 'opening.one-part' : 'opening.parts')),
        ...input.parts.flatMap((part) => composePart(part, input, wording)),
        ...composeReuse(input, wording),
        ...rights(),
      ]
    case 'acknowledgement':
      return [...opening, ...acknowledge(input, wording), ...quoteAll(input, wording)]
    case 'clarification':
      return [...opening, ...clarify(input, wording), ...quoteAll(input, wording)]
    case 'fees-notice':
      return [...opening, ...askFee(input, wording), ...quoteAll(input, wording), ...rights()]
    case 'extension':
      return [...opening, ...extend(input, wording), ...quoteAll(input, wording), ...rights()]
    case 'review-outcome':
      return [...opening, ...reviewed(input, wording), ...composeRights(input, wording, { review: false })]
    case 'withdrawal':
      return [...opening, ...withdrawn(input, wording), ...quoteAll(input, wording)]
    case 'closing':
      return [
        ...opening,
        paragraph(wording.say('closing.done')),
        ...passages(input.closing?.reason ?? ''),
        paragraph(wording.say('closing.again')),
        ...quoteAll(input, wording),
        ...rights(),
      ]
    case 'transfer':
      return [...opening, ...transferred(input, wording), ...quoteAll(input, wording), ...rights()]
  }
}

function composeOpening(input: LetterInput, wording: Wording): Block[] {
  const facts = {
    received: sayDay(input.receivedOn, wording.locale),
    act: input.actTitle,
    instrument: wording.say(`instrument.${input.regime}`),
  }
  if (input.kind === 'review-outcome') {
    const requestedOn = input.review ? sayDay(input.review.requestedOn, wording.locale) : ''
    return [paragraph(wording.say('opening.review-outcome', { ...facts, requestedOn }), ['act-named'])]
  }
  const key =
    input.kind === 'response' || input.kind === 'acknowledgement'
      ? (`opening.${input.kind}` as const)
      : 'opening.other'
  return [paragraph(wording.say(key, facts), ['act-named'])]
}

/** The request again, so that the letter can be read without the earlier ones. */
function quoteAll(input: LetterInput, wording: Wording): Block[] {
  if (input.parts.length === 0) return []
  const heading: Block = { type: 'heading', level: 2, text: wording.say('request.heading') }
  const many = input.parts.length > 1
  const label = (number: number) => wording.say('part.heading', { number: String(number) })
  return [
    heading,
    ...input.parts.map((part) =>
      many ? { ...quote(part, wording), label: label(part.number) } : quote(part, wording),
    ),
  ]
}

function acknowledge(input: LetterInput, wording: Wording): Block[] {
  const due = input.dueOn
    ? [paragraph(wording.say('acknowledgement.due', { due: sayDeadline(input.dueOn, wording.locale) }))]
    : []
  return [...due, paragraph(wording.say('acknowledgement.contact', { reference: input.reference }))]
}

function clarify({ clarification, regime }: LetterInput, wording: Wording): Block[] {
  if (!clarification) return []
  const blocks: Block[] = [
    paragraph(wording.say('clarification.ask')),
    { type: 'list', items: clarification.questions.filter(Boolean).map(linkify), satisfies: ['questions'] },
    ...passages(clarification.help ?? '', ['advice']),
    paragraph(wording.say(`clarification.effect.${regime}`)),
  ]
  if (clarification.closeOn) {
    const closeOn = sayDeadline(clarification.closeOn, wording.locale)
    blocks.push(paragraph(wording.say('clarification.close', { closeOn })))
  }
  return blocks
}

function askFee({ fee, regime }: LetterInput, wording: Wording): Block[] {
  if (!fee) return []
  const named = regime === 'foia' || regime === 'eir' ? regime : 'other'
  const blocks: Block[] = [
    paragraph(wording.say(`fee.amount.${named}`, { amount: sayMoney(fee.amountPence) }), ['fee-notice']),
  ]
  if (fee.lines?.length) {
    blocks.push({
      type: 'table',
      caption: wording.say('fee.caption'),
      head: [wording.say('fee.item'), wording.say('fee.cost')],
      rows: fee.lines.map((line) => [line.item, sayMoney(line.pence)]),
      total: [wording.say('cost.total'), sayMoney(fee.amountPence)],
    })
  }
  blocks.push(
    paragraph(wording.say('fee.pay', { payBy: sayDeadline(fee.payBy, wording.locale) }), ['fee-deadline']),
  )
  if (named !== 'other') blocks.push(paragraph(wording.say('fee.clock')))
  blocks.push({ type: 'heading', level: 2, text: wording.say('fee.how') }, ...passages(fee.how))
  return blocks
}

function extend(input: LetterInput, wording: Wording): Block[] {
  const { extension, regime } = input
  if (!extension) return []
  const newDueOn = sayDeadline(extension.newDueOn, wording.locale)
  return [
    paragraph(wording.say(`extension.${regime}`, { newDueOn }), ['extension-notice']),
    { type: 'heading', level: 2, text: wording.say('extension.reason') },
    ...passages(extension.reason, ['extension-notice']),
    ...(extension.grounds ?? []).flatMap((ground, index) => composeGround(ground, index, input, wording)),
  ]
}

function reviewed(input: LetterInput, wording: Wording): Block[] {
  const { review, parts } = input
  if (!review) return []
  const blocks: Block[] = [
    paragraph(wording.say(`review.outcome.${review.outcome}`), ['review-outcome']),
    { type: 'heading', level: 2, text: wording.say('review.findings') },
    ...passages(review.findings, ['review-outcome']),
  ]
  if (review.remedy) {
    blocks.push(
      { type: 'heading', level: 2, text: wording.say('review.remedy') },
      ...passages(review.remedy, ['review-remedy']),
    )
    if (review.remedyBy) {
      const remedyBy = sayDeadline(review.remedyBy, wording.locale)
      blocks.push(paragraph(wording.say('review.remedy-by', { remedyBy }), ['review-remedy']))
    }
  }
  if (parts.length > 0) {
    blocks.push({ type: 'heading', level: 2, text: wording.say('review.answers') })
    blocks.push(...parts.flatMap((part) => composePart(part, input, wording)))
    blocks.push(...composeReuse(input, wording))
  }
  return blocks
}

function withdrawn({ withdrawal }: LetterInput, wording: Wording): Block[] {
  if (!withdrawal) return []
  const withdrawnOn = sayDay(withdrawal.withdrawnOn, wording.locale)
  return [
    paragraph(wording.say('withdrawal.done', { withdrawnOn })),
    paragraph(wording.say('withdrawal.again')),
  ]
}

function transferred({ transfer }: LetterInput, wording: Wording): Block[] {
  if (!transfer) return []
  const contact: Block = {
    type: 'address',
    label: transfer.body,
    lines: transfer.contactLines.filter(Boolean).map(linkify),
  }
  return [
    paragraph(wording.say('transfer.holder', { body: transfer.body })),
    paragraph(wording.say(transfer.passedOn ? 'transfer.sent' : 'transfer.ask')),
    contact,
  ]
}
