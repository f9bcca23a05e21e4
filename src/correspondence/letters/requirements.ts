import { blockText } from './letter-model.ts'
import type { Block } from './letter-model.ts'
import type { Ground, LetterInput, LetterPart, LetterRegime } from './letter.ts'

/** What a letter must contain, and where that comes from under each regime. */
export const requirements = {
  'act-named': { label: 'the law the request was dealt with under', foia: 's.45 Code', eir: 'reg 16 Code' },
  'request-quoted': { label: 'the request, in the requester’s words', foia: 's.45 Code', eir: 'reg 16 Code' },
  'holding-stated': { label: 'whether the information is held', foia: 's.1(1)(a)', eir: 'reg 5(1)' },
  answer: {
    label: 'the answer',
    foia: 's.1(1)(b)',
    eir: 'reg 5(1)',
    ropsi: 'reg 8(4)',
    'uk-gdpr': 'art 12(3)',
  },
  'where-available': { label: 'where the information can be found', foia: 's.16', eir: 'reg 6(1)(b)' },
  'exemption-named': {
    label: 'the exemption or exception relied on',
    foia: 's.17(1)(b)',
    eir: 'reg 14(3)(a)',
    ropsi: 'reg 9',
    'uk-gdpr': 'art 12(4)',
  },
  'exemption-reason': {
    label: 'why it applies',
    foia: 's.17(1)(c)',
    eir: 'reg 14(3)',
    ropsi: 'reg 9',
    'uk-gdpr': 'art 12(4)',
  },
  'public-interest': {
    label: 'the public interest considered and why it favours withholding',
    foia: 's.17(3)',
    eir: 'reg 14(3)(b)',
  },
  'public-interest-pending': {
    label: 'that the public interest is undecided, and when it will be',
    foia: 's.17(2)',
  },
  'qualified-person': { label: 'the qualified person’s opinion', foia: 's.36(2)' },
  'unfinished-material': { label: 'who is finishing the material, and when', eir: 'reg 14(4)' },
  'rights-owner': { label: 'who owns the intellectual property, where known', ropsi: 'reg 9' },
  'claim-stated': { label: 'the claim that the duty does not apply', foia: 's.17(5)' },
  advice: { label: 'advice and assistance', foia: 's.16', eir: 'reg 9' },
  'review-right': {
    label: 'the right to a review, how and by when',
    foia: 's.17(7)(a)',
    eir: 'reg 14(5)(a)',
    ropsi: 'reg 9',
    'uk-gdpr': 's.164A',
  },
  'review-address': {
    label: 'where to send it',
    foia: 's.17(7)(a)',
    eir: 'reg 14(5)(a)',
    ropsi: 'reg 9',
    'uk-gdpr': 's.164A',
  },
  'regulator-right': {
    label: 'the right to go to the regulator',
    foia: 's.17(7)(b)',
    eir: 'reg 14(5)(b)',
    ropsi: 'reg 9',
    'uk-gdpr': 'art 12(4)',
  },
  'regulator-address': { label: 'the regulator’s address', foia: 's.45 Code', eir: 'reg 16 Code' },
  're-use': { label: 'how the information may be re-used', foia: 'RoPSI 2015', eir: 'RoPSI 2015' },
  questions: {
    label: 'what is asked of the requester',
    foia: 's.1(3)',
    eir: 'reg 9(2)',
    'uk-gdpr': 's.54(3C)',
  },
  'fee-notice': { label: 'the fee', foia: 's.9(1)', eir: 'reg 8(4)' },
  'fee-deadline': { label: 'by when it must be paid', foia: 's.9(2)', eir: 'reg 8(5)' },
  'extension-notice': {
    label: 'the extension, its reason and its date',
    foia: 's.17(2)',
    eir: 'reg 7(3)',
    ropsi: 'reg 8(3)',
    'uk-gdpr': 'art 12(3)',
  },
  'review-outcome': { label: 'what the review decided and why', foia: 's.45 Code', eir: 'reg 11(4)' },
  'review-remedy': { label: 'what will be put right, and by when', eir: 'reg 11(5)' },
} as const satisfies Record<string, { label: string } & Partial<Record<LetterRegime, string>>>

export type RequirementId = keyof typeof requirements

function isRequirement(id: string): id is RequirementId {
  return Object.hasOwn(requirements, id)
}

/** The law's own names for what a refusal says. Null: said once, for the whole letter, whatever the ground. */
const lawNames: Readonly<Record<string, RequirementId | null>> = {
  fact: 'exemption-named',
  provision: 'exemption-named',
  'why-it-applies': 'exemption-reason',
  'public-interest-reasons': 'public-interest',
  'estimated-decision-date': 'public-interest-pending',
  'who-is-preparing-and-when': 'unfinished-material',
  'ip-owner': 'rights-owner',
  'advice-and-assistance': 'advice',
  'complaints-procedure': null,
  'reg-11-right': null,
  'regulator-right': null,
}

/** The requirement a ground's `required` entry names, by either vocabulary; undefined where it names none. */
export function requirementNamed(name: string): RequirementId | null | undefined {
  if (Object.hasOwn(lawNames, name)) return lawNames[name]
  return isRequirement(name) ? name : undefined
}

/** `s.17(7)(b)` for people who ask why a paragraph is locked; null where the regime names no provision. */
export function requirementSource(id: RequirementId, regime: LetterRegime): string | null {
  const row: Partial<Record<LetterRegime, string>> = requirements[id]
  return row[regime] ?? null
}

export type Requirement = { id: RequirementId; part?: number; ground?: number }

/** Outcomes that refuse, so that the notice of refusal must carry everything s.17 or reg 14 asks. */
export function refusesPart(part: LetterPart, regime: LetterRegime): boolean {
  return (
    !['provided', 'withdrawn', 'clarification-needed'].includes(part.outcome) &&
    (part.outcome !== 'not-held' || regime === 'eir')
  )
}

/** Everything the law and the Codes require of this letter, worked out from the decisions alone. */
export function requirementsOf(input: LetterInput): Requirement[] {
  const always: Requirement[] = [{ id: 'act-named' }]
  const answers =
    input.kind === 'response' || input.kind === 'review-outcome'
      ? input.parts.flatMap((part) => ofPart(part, input))
      : []
  return [...always, ...answers, ...ofKind(input)]
}

function ofKind({ kind, review, extension, regime, parts }: LetterInput): Requirement[] {
  const review_: Requirement[] = [{ id: 'review-right' }, { id: 'review-address' }]
  const regulator: Requirement[] = [{ id: 'regulator-right' }, { id: 'regulator-address' }]
  const rights = [...review_, ...regulator]
  switch (kind) {
    case 'response':
      return [...rights, ...(parts.some(givesInformation) ? [{ id: 're-use' } as const] : [])]
    case 'review-outcome':
      return [
        { id: 'review-outcome' },
        ...(review?.remedy ? [{ id: 'review-remedy' } as const] : []),
        ...regulator,
      ]
    case 'clarification':
      return [{ id: 'questions' }]
    case 'fees-notice':
      return [{ id: 'fee-notice' }, { id: 'fee-deadline' }, ...rights]
    case 'extension': {
      const grounds = (extension?.grounds ?? []).flatMap((ground, index) =>
        ofGround(ground, regime, undefined, index),
      )
      return [{ id: 'extension-notice' }, ...grounds, ...rights]
    }
    case 'closing':
    case 'transfer':
      return rights
    case 'acknowledgement':
    case 'withdrawal':
      return []
  }
}

export function givesInformation(part: LetterPart): boolean {
  return part.outcome === 'provided' || part.outcome === 'partly-provided'
}

function ofPart(part: LetterPart, input: LetterInput): Requirement[] {
  const of = (...ids: RequirementId[]): Requirement[] => ids.map((id) => ({ id, part: part.number }))
  const grounds = part.grounds.flatMap((ground, index) => ofGround(ground, input.regime, part.number, index))
  const quoted = of('request-quoted')
  switch (part.outcome) {
    case 'provided':
      return [...quoted, ...of('holding-stated', 'answer')]
    case 'partly-provided':
      return [...quoted, ...of('holding-stated', 'answer'), ...grounds]
    case 'refused':
      return [...quoted, ...(input.regime === 'ropsi' ? [] : of('holding-stated')), ...grounds]
    case 'neither-confirm-nor-deny':
      return [...quoted, ...grounds]
    case 'not-held':
      return [
        ...quoted,
        ...of('holding-stated'),
        ...(input.regime === 'eir' ? of('exemption-named', 'exemption-reason', 'public-interest') : []),
      ]
    case 'available-elsewhere': {
      const cited =
        input.regime === 'foia' || input.regime === 'eir' ? of('exemption-named', 'exemption-reason') : []
      return [...quoted, ...of('holding-stated', 'where-available'), ...cited]
    }
    case 'over-cost-limit':
      return [...quoted, ...of('claim-stated', 'advice')]
    case 'vexatious':
    case 'repeated':
      return [...quoted, ...of('claim-stated')]
    case 'clarification-needed':
      return [...quoted, ...of('questions', 'advice')]
    case 'withdrawn':
      return quoted
  }
}

/** EIR reg 12(4) and 12(5) are all subject to the public interest test, whatever the caller says. */
export function weighsPublicInterest(ground: Ground, regime: LetterRegime): boolean {
  return (
    ground.publicInterestTest || (regime === 'eir' && /^reg(ulation)?\.? ?12\([45]\)/.test(ground.provision))
  )
}

function ofGround(
  ground: Ground,
  regime: LetterRegime,
  part: number | undefined,
  index: number,
): Requirement[] {
  const ids = new Set<RequirementId>(['exemption-named', 'exemption-reason'])
  if (weighsPublicInterest(ground, regime))
    ids.add(ground.decisionDueOn ? 'public-interest-pending' : 'public-interest')
  if (regime === 'eir' && /12\(4\)\(d\)/.test(ground.provision)) ids.add('unfinished-material')
  if (regime === 'foia' && /^s(ection|\.) ?36\b/.test(ground.provision)) ids.add('qualified-person')
  for (const name of ground.required ?? []) {
    const id = requirementNamed(name)
    if (id && !(id === 'public-interest' && ground.decisionDueOn)) ids.add(id)
  }
  return [...ids].map((id) => ({
    id,
    // Help is given once for the part, not for each ground.
    ...(id === 'advice' ? {} : { ground: index }),
    ...(part === undefined ? {} : { part }),
  }))
}

/** The requirements that no block with words in it meets. */
export function unmetRequirements(input: LetterInput, blocks: Block[]): Requirement[] {
  return requirementsOf(input).filter(
    (wanted) =>
      !blocks.some(
        (block) =>
          block.satisfies?.includes(wanted.id) &&
          (wanted.part === undefined || block.part === wanted.part) &&
          (wanted.ground === undefined || block.ground === wanted.ground) &&
          blockText(block).trim() !== '',
      ),
  )
}
