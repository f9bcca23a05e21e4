import type { Wording } from '../wording/index.ts'
import { sayDeadline } from '../wording/index.ts'
import { linkify } from './clean-text.ts'
import { paragraph } from './compose-part.ts'
import type { Block, Inline } from './letter-model.ts'
import type { LetterInput } from './letter.ts'
import { givesInformation } from './requirements.ts'

type Contact = { name: string; addressLines: string[]; email?: string; phone?: string; website?: string }

/** Where to write, telephone and look, one line each. */
export function contactLines(contact: Contact, wording: Wording): Inline[][] {
  const lines: Inline[][] = []
  // A postcode broken over two lines is misread.
  const postal = [contact.name, ...contact.addressLines]
    .filter(Boolean)
    .join(', ')
    .replace(/\b([A-Z]{1,2}\d[A-Z\d]?) (\d[A-Z]{2})$/, '$1\u00A0$2')
  const labelled = (
    key: 'label.email' | 'label.phone' | 'label.website' | 'label.post',
    value: string | undefined,
  ) => {
    if (value) lines.push([{ text: `${wording.say(key)}: ` }, ...linkify(value)])
  }
  if (contact.addressLines.length > 0) labelled('label.post', postal)
  labelled('label.email', contact.email)
  labelled('label.phone', contact.phone)
  labelled('label.website', contact.website)
  return lines
}

/** Both rights of s.17(7) and reg 14(5): the authority’s own procedure with its last day, then the regulator. */
export function composeRights(input: LetterInput, wording: Wording, options: { review: boolean }): Block[] {
  const { regime, reference, authority, regulator, reviewLastDay } = input
  const blocks: Block[] = [
    {
      type: 'heading',
      level: 2,
      text: wording.say(input.kind === 'response' ? 'rights.heading' : 'rights.heading.handling'),
    },
  ]
  if (options.review) {
    const contact = {
      name: authority.name,
      addressLines: authority.reviewAddressLines ?? authority.addressLines,
      email: authority.reviewEmail ?? authority.email,
    }
    const lastDay = reviewLastDay ? sayDeadline(reviewLastDay, wording.locale) : ''
    const said =
      regime === 'uk-gdpr'
        ? wording.say('rights.review.uk-gdpr', { reference })
        : wording.say(`rights.review.${regime}`, { reference, lastDay })
    blocks.push(paragraph(said, ['review-right']))
    blocks.push({
      type: 'address',
      label: '',
      lines: contactLines(contact, wording),
      satisfies: ['review-address'],
    })
  }
  blocks.push(
    paragraph(wording.say(`rights.regulator.${regime}`, { regulator: regulator.name }), ['regulator-right']),
  )
  blocks.push({
    type: 'address',
    label: '',
    lines: contactLines(regulator, wording),
    satisfies: ['regulator-address'],
  })
  return blocks
}

/** How what was sent may be used again, and where more is published. */
export function composeReuse(input: LetterInput, wording: Wording): Block[] {
  const { authority, parts } = input
  const blocks: Block[] = []
  if (parts.some(givesInformation)) {
    blocks.push({ type: 'heading', level: 2, text: wording.say('reuse.heading') })
    blocks.push(paragraph(wording.say(`reuse.${authority.reuse ?? 'on-request'}`), ['re-use']))
  }
  if (authority.disclosureLogUrl)
    blocks.push(paragraph(wording.say('published.log', { url: authority.disclosureLogUrl })))
  if (authority.publicationSchemeUrl) {
    blocks.push(paragraph(wording.say('published.scheme', { url: authority.publicationSchemeUrl })))
  }
  return blocks
}
