import type { FieldError } from '../../kernel/outcome.ts'
import { isWebAddress } from './clean-text.ts'
import type { Ground, LetterInput, LetterPart } from './letter.ts'
import type { RequirementId } from './requirements.ts'
import { refusesPart, requirementNamed, requirementsOf, weighsPublicInterest } from './requirements.ts'

/** What is missing or contradictory in the decisions, each with what to do. Empty where a letter can be made. */
export function checkInput(input: LetterInput): FieldError[] {
  const errors: FieldError[] = []
  const need = (given: unknown, field: string, message: string) => {
    if (given === undefined || given === null || (typeof given === 'string' && given === ''))
      errors.push({ field, message })
  }
  const { authority, regulator, kind } = input
  need(input.reference, 'reference', 'Give the request a reference.')
  need(input.subject, 'subject', 'Give the request a subject.')
  need(input.actTitle, 'actTitle', 'Name the Act or Regulations the request was dealt with under.')
  need(authority.name, 'authority.name', 'Enter the authority’s name.')
  need(authority.signOff, 'authority.signOff', 'Enter the team that signs letters.')
  need(authority.email, 'authority.email', 'Enter the authority’s email address.')
  if (authority.colour !== undefined && !/^#[0-9a-f]{6}$/i.test(authority.colour)) {
    errors.push({
      field: 'authority.colour',
      message: 'Enter the colour as # and six hexadecimal digits, like #00703c.',
    })
  }
  for (const field of ['website', 'disclosureLogUrl', 'publicationSchemeUrl'] as const) {
    const url = authority[field]
    if (url !== undefined && !isWebAddress(url)) {
      errors.push({ field: `authority.${field}`, message: 'Enter a web address that starts with https://' })
    }
  }
  const wanted = requirementsOf(input)
  if (wanted.some((requirement) => requirement.id === 'regulator-address')) {
    need(regulator.name, 'regulator.name', 'Name the regulator that complaints go to.')
    if (regulator.addressLines.length === 0)
      errors.push({ field: 'regulator.addressLines', message: 'Enter the regulator’s address.' })
  }
  if (wanted.some((requirement) => requirement.id === 'review-right') && input.regime !== 'uk-gdpr') {
    need(input.reviewLastDay, 'reviewLastDay', 'Give the last day to ask for a review.')
  }
  if (kind === 'response' && input.parts.length === 0) {
    errors.push({ field: 'parts', message: 'The request has no parts to answer. Add at least one.' })
  }
  if (kind === 'response' || kind === 'review-outcome') {
    input.parts.forEach((part, index) => errors.push(...checkPart(part, `parts.${index}`, input)))
  }
  errors.push(...checkKind(input))
  return errors
}

function checkKind(input: LetterInput): FieldError[] {
  const say = (field: string, message: string): FieldError[] => [{ field, message }]
  switch (input.kind) {
    case 'clarification':
      return (input.clarification?.questions.filter(Boolean).length ?? 0) > 0
        ? []
        : say('clarification.questions', 'Enter at least one question for the requester.')
    case 'fees-notice':
      if (!input.fee) return say('fee', 'Enter the fee, the day to pay by and how to pay.')
      return [
        ...(input.fee.amountPence > 0 ? [] : say('fee.amountPence', 'Enter a fee of more than nothing.')),
        ...(input.fee.how ? [] : say('fee.how', 'Say how to pay.')),
      ]
    case 'extension': {
      const { extension, regime } = input
      if (!extension) return say('extension', 'Enter the new date and the reason for the extension.')
      const grounds = extension.grounds ?? []
      return [
        ...(extension.reason ? [] : say('extension.reason', 'Say why more time is needed.')),
        ...(regime === 'foia' && grounds.length === 0
          ? say(
              'extension.grounds',
              'Name the qualified exemption whose public interest test is still open (s.10(3)).',
            )
          : []),
        ...grounds.flatMap((ground, index) => checkGround(ground, `extension.grounds.${index}`, input)),
      ]
    }
    case 'review-outcome': {
      const { review, regime } = input
      if (!review) return say('review', 'Enter what the review decided.')
      const owes = review.outcome !== 'not-upheld' && regime === 'eir' && !review.remedy
      return [
        ...(review.findings ? [] : say('review.findings', 'Say what the review found and why.')),
        ...(owes ? say('review.remedy', 'Say what will be put right (reg 11(5)).') : []),
        ...(regime === 'eir' && review.remedy && !review.remedyBy
          ? say('review.remedyBy', 'Give the day by which it will be put right (reg 11(5)).')
          : []),
      ]
    }
    case 'withdrawal':
      return input.withdrawal ? [] : say('withdrawal', 'Give the day the requester withdrew.')
    case 'closing':
      return input.closing?.reason ? [] : say('closing.reason', 'Say why the request is closed.')
    case 'transfer':
      return input.transfer?.body ? [] : say('transfer.body', 'Name the body that holds the information.')
    case 'response':
    case 'acknowledgement':
      return []
  }
}

function checkPart(part: LetterPart, at: string, input: LetterInput): FieldError[] {
  const errors: FieldError[] = []
  const add = (field: string, message: string) =>
    errors.push({ field: `${at}.${field}`, message: `Part ${part.number}: ${message}` })
  const { regime } = input
  if (!part.text) add('text', 'quote what was asked.')
  if (part.link && !isWebAddress(part.link.url))
    add('link.url', 'the link must start with https:// or http://')
  const gives = part.outcome === 'provided' || part.outcome === 'partly-provided'
  if (gives && !part.answer && !part.link && !part.documents?.length)
    add('answer', 'write the answer, or attach a document.')
  const rests = ['partly-provided', 'refused', 'neither-confirm-nor-deny'].includes(part.outcome)
  if (rests && part.grounds.length === 0) add('grounds', 'choose the exemption or exception relied on.')
  if (!rests && gives && part.grounds.length > 0)
    add('outcome', 'it gives everything, yet relies on an exemption. Choose “partly provided”.')
  if (part.outcome === 'neither-confirm-nor-deny' && !part.grounds.every((ground) => ground.ncnd)) {
    add('grounds', 'each ground must be one that excludes the duty to confirm or deny.')
  }
  if (part.outcome !== 'neither-confirm-nor-deny' && part.grounds.some((ground) => ground.ncnd)) {
    add(
      'outcome',
      'a ground neither confirms nor denies, so the outcome cannot say whether the information is held.',
    )
  }
  if (part.outcome === 'available-elsewhere' && !part.link && !part.answer)
    add('link', 'say where the information can be found.')
  if (['over-cost-limit', 'vexatious', 'repeated'].includes(part.outcome) && regime === 'eir') {
    add(
      'outcome',
      'the Regulations have no such ground. Refuse as manifestly unreasonable, regulation 12(4)(b).',
    )
  }
  if (part.outcome === 'over-cost-limit' && !part.adviceAndAssistance) {
    add('adviceAndAssistance', 'say what could be done within the limit (s.16).')
  }
  if (part.outcome === 'clarification-needed' && !part.adviceAndAssistance) {
    add('adviceAndAssistance', 'say what detail is needed and help to give it.')
  }
  if (refusesPart(part, regime))
    part.grounds.forEach((ground, index) =>
      errors.push(...checkGround(ground, `${at}.grounds.${index}`, input, part)),
    )
  return errors
}

function checkGround(
  ground: Ground,
  at: string,
  { regime, kind }: LetterInput,
  part?: LetterPart,
): FieldError[] {
  const errors: FieldError[] = []
  const where = part ? `Part ${part.number}, ` : ''
  const add = (field: string, message: string) =>
    errors.push({ field: `${at}.${field}`, message: `${where}${ground.provision || 'ground'}: ${message}` })
  if (!ground.provision) add('provision', 'name the section or regulation.')
  for (const id of ground.required ?? []) {
    if (requirementNamed(id) === undefined) add('required', `there is no letter requirement called “${id}”.`)
  }
  // Claims under ss.12 and 14 are stated, not reasoned (s.17(5)); s.21 and reg 6 explain themselves.
  if (part && !['partly-provided', 'refused', 'neither-confirm-nor-deny'].includes(part.outcome))
    return errors
  if (!ground.plain) add('plain', 'say in plain words what it protects.')
  if (ground.reasoningExempt && regime !== 'foia')
    add('reasoningExempt', 'only FOIA s.17(4) lets the reason be left out.')
  if (!ground.reasoning && !ground.reasoningExempt) add('reasoning', 'say why it applies.')
  const pending = ground.decisionDueOn !== undefined || kind === 'extension'
  if (ground.decisionDueOn && regime !== 'foia') {
    add('decisionDueOn', 'only FOIA allows the public interest to be decided later (s.17(2)).')
  }
  if (weighsPublicInterest(ground, regime) && !pending) {
    if (!ground.publicInterest?.factorsFor.some(Boolean))
      add('publicInterest.factorsFor', 'give at least one factor for disclosure.')
    if (!ground.publicInterest?.factorsAgainst.some(Boolean)) {
      add('publicInterest.factorsAgainst', 'give at least one factor against disclosure.')
    }
    if (!ground.publicInterest?.conclusion)
      add('publicInterest.conclusion', 'say why the balance favours withholding.')
  }
  const needs = (id: RequirementId) => ground.required?.some((name) => requirementNamed(name) === id)
  if (
    (needs('qualified-person') || (regime === 'foia' && /^s(ection|\.) ?36\b/.test(ground.provision))) &&
    !ground.qualifiedPerson
  ) {
    add('qualifiedPerson', 'give the qualified person and the day of the opinion.')
  }
  if (
    (needs('unfinished-material') || (regime === 'eir' && ground.provision.includes('12(4)(d)'))) &&
    !ground.unfinished
  ) {
    add('unfinished', 'say who is finishing the material and when (reg 14(4)).')
  }
  if (needs('rights-owner') && ground.rightsOwner === undefined) {
    add('rightsOwner', 'name who owns the rights, or say that it is not known (reg 9).')
  }
  if (needs('advice') && part && !part.adviceAndAssistance)
    add('required', 'give advice and assistance with this part.')
  return errors
}
