import { refuseFields, success } from '../../kernel/outcome.ts'
import type { Outcome } from '../../kernel/outcome.ts'
import { sayDay } from '../wording/index.ts'
import type { Wording } from '../wording/index.ts'
import { checkInput } from './check-input.ts'
import { cleanDeep, cleanLine } from './clean-text.ts'
import { composeBody } from './compose-notice.ts'
import { contactLines } from './compose-rights.ts'
import type { LetterModel } from './letter-model.ts'
import type { Ground, LetterInput } from './letter.ts'
import { requirements, requirementSource, unmetRequirements } from './requirements.ts'
import { addressableName, greet } from './salutation.ts'

const plainColour = '#4a5568'

/**
 * The letter that follows from the decisions. Refused, naming each field, where anything that the law or the
 * Codes require is missing. The words come from `wording`; nothing about the requester is used beyond name and
 * address, so that the answer is the one anybody would get.
 */
export function composeLetter(given: LetterInput, wording: Wording): Outcome<LetterModel> {
  const input = spellProvisions(cleanDeep(given))
  const errors = checkInput(input)
  if (errors.length > 0) return refuseFields(errors)
  const blocks = composeBody(input, wording)
  const unmet = unmetRequirements(input, blocks)
  if (unmet.length > 0) {
    return refuseFields(
      unmet.map(({ id, part }) => {
        const source = requirementSource(id, input.regime)
        const where = part === undefined ? 'The letter' : `Part ${part}`
        return {
          field:
            part === undefined ? id : `parts.${input.parts.findIndex((each) => each.number === part)}.${id}`,
          message: `${where} must give ${requirements[id].label}${source ? ` (${source})` : ''}.`,
        }
      }),
    )
  }
  const { authority, requester } = input
  const name = addressableName(requester.name)
  const addressLines = (requester.addressLines ?? []).map(cleanLine).filter(Boolean)
  return success({
    kind: input.kind,
    locale: wording.locale,
    title: wording.say(`title.${input.kind}`, { reference: cleanLine(input.reference) }),
    day: input.date.toString(),
    sender: {
      name: cleanLine(authority.name),
      lines: [
        ...(authority.signOff ? [[{ text: authority.signOff }]] : []),
        ...contactLines({ ...authority, name: '' }, wording),
      ],
      colour: authority.colour ?? plainColour,
    },
    recipient: [...(name === null ? [] : [name]), ...addressLines],
    postal: addressLines.length > 0,
    details: [
      { label: wording.say('label.reference'), value: cleanLine(input.reference) },
      { label: wording.say('label.date'), value: sayDay(input.date, wording.locale) },
    ],
    ...greet(requester.name, wording),
    subject: wording.say('subject', { act: input.actTitle, subject: cleanLine(input.subject) }),
    blocks,
    signature: [authority.signOff, authority.name],
    pageLabel: wording.say('page', { page: '{page}', pages: '{pages}' }),
  })
}

/** `s.43(2)` and `reg 12(5)(e)` are for lists; a letter says `section` and `regulation`. */
function spellProvisions(input: LetterInput): LetterInput {
  const spell = (ground: Ground): Ground => ({
    ...ground,
    provision: ground.provision
      .replace(/^ss?\. ?(?=\d)/, 'section ')
      .replace(/^regs?\.? (?=\d)/, 'regulation ')
      .replace(/^arts?\.? (?=\d)/, 'article '),
  })
  const { extension } = input
  return {
    ...input,
    parts: input.parts.map((part) => ({ ...part, grounds: part.grounds.map(spell) })),
    ...(extension?.grounds ? { extension: { ...extension, grounds: extension.grounds.map(spell) } } : {}),
  }
}
