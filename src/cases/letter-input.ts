import {
  catalogues,
  composeLetter,
  resolveWording,
  type LetterInput,
  type LetterKind,
  type LetterModel,
  type Wording,
} from '../correspondence/index.ts'
import type { Reader } from '../db/index.ts'
import { wordingOverrides, type Authority } from '../identity/index.ts'
import { success, type Outcome } from '../kernel/outcome.ts'
import {
  appropriateLimits,
  costActivities,
  findExemption,
  findProceduralGround,
  hourlyRate,
  internalReviewLastDay,
  regimes,
  type Calendars,
} from '../law/index.ts'
import type { CasePart, CaseServices, PartOutcome, Regime, RequesterDetails } from './case.ts'

/** What a letter needs to know of its case; a CaseRecord has it all. */
export type LetterCase = {
  reference: string
  title: string
  regime: Regime
  receivedOn: Temporal.PlainDate
  replyBy: 'email' | 'post'
  requester: RequesterDetails
  parts: CasePart[]
  documents: { name: string; partId: string | null; releaseState: string }[]
  costEstimate: { activities: { activity: string; hours: number }[]; totalPence: number } | null
}

export type Extras = Partial<
  Pick<
    LetterInput,
    'clarification' | 'fee' | 'extension' | 'review' | 'withdrawal' | 'closing' | 'transfer' | 'dueOn'
  >
>

/** The authority's own wording, as it stands on a day. */
async function wordingFor(
  reader: Reader,
  authority: Authority,
  on: Temporal.PlainDate,
): Promise<{ wording: Wording; version: string }> {
  const found = await wordingOverrides(reader, authority.id, 'en', on)
  const overrides = Object.entries(found.wording).map(([key, text]) => ({
    key,
    locale: 'en' as const,
    version: 1,
    text,
  }))
  const wording = resolveWording(catalogues, overrides, 'en')
  if (!wording.ok)
    throw new Error(`the wording of ${authority.slug} cannot be used: ${JSON.stringify(wording)}`)
  return { wording: wording.value, version: found.version }
}

/** The law whose letter is written: a review is answered under the law of the request it reviews. */
export function letterRegime(regime: Regime): LetterInput['regime'] {
  if (regime === 'foia-review') return 'foia'
  if (regime === 'eir-review') return 'eir'
  return regime === 'dp-complaint' ? 'uk-gdpr' : regime
}

/** Everything a letter of one kind says about one case, from the decisions, the law and the authority's facts. */
function letterInput(
  services: Pick<CaseServices, 'linkTo'>,
  authority: Authority,
  record: LetterCase,
  kind: LetterKind,
  date: Temporal.PlainDate,
  calendars: Calendars,
  extras: Extras = {},
): LetterInput {
  const regime = letterRegime(record.regime)
  const { settings } = authority
  const reviewable = regime === 'foia' || regime === 'eir'
  const { name, email, postalAddress } = record.requester
  return {
    kind,
    locale: 'en',
    date,
    authority: {
      name: authority.name,
      addressLines: authority.addressLines,
      email: authority.email,
      ...(authority.phone ? { phone: authority.phone } : {}),
      ...(authority.website ? { website: authority.website } : {}),
      reviewEmail: settings.reviewEmail ?? authority.email,
      colour: authority.colour,
      signOff: settings.signOff,
      disclosureLogUrl: settings.disclosureLogUrl ?? services.linkTo(authority, '/disclosure-log'),
      publicationSchemeUrl: settings.publicationSchemeUrl ?? services.linkTo(authority, '/registers'),
    },
    regime,
    actTitle: regimes[regime].title,
    reference: record.reference,
    receivedOn: record.receivedOn,
    requester: {
      name,
      ...(record.replyBy === 'post' && postalAddress ? { addressLines: postalAddress.split('\n') } : {}),
      ...(email ? { email } : {}),
    },
    subject: record.title,
    parts: record.parts.map((part) => letterPart(record, part)),
    regulator: settings.regulator,
    ...(reviewable ? { reviewLastDay: internalReviewLastDay(regime, date, calendars).day } : {}),
    ...extras,
  }
}

function letterPart(record: LetterCase, part: CasePart): LetterInput['parts'][number] {
  const outcome: PartOutcome = part.outcome ?? 'clarification-needed'
  const documents = record.documents
    .filter((document) => document.partId === part.id && document.releaseState === 'for-release')
    .map(({ name }) => ({ name }))
  return {
    number: part.number,
    text: part.text,
    outcome,
    answer: part.answer,
    ...(part.linkUrl ? { link: { url: part.linkUrl, title: part.linkTitle ?? part.linkUrl } } : {}),
    ...(documents.length ? { documents } : {}),
    grounds: part.grounds.map((ground) => letterGround(ground, outcome)),
    ...(part.advice ? { adviceAndAssistance: part.advice } : {}),
    ...(outcome === 'over-cost-limit' && record.costEstimate
      ? { costEstimate: letterCost(record.costEstimate) }
      : {}),
  }
}

/** A ground as letters print it. Throws for an id that the law data does not have: commands check ids first. */
export function letterGround(
  ground: CasePart['grounds'][number],
  outcome: PartOutcome,
): LetterInput['parts'][number]['grounds'][number] {
  const exemption = findExemption(ground.exemptionId)
  const procedural = exemption ? undefined : findProceduralGround(ground.exemptionId)
  const source = exemption ?? procedural
  if (!source) throw new Error(`unknown ground ${ground.exemptionId}`)
  const tested = exemption?.publicInterestTest ?? false
  return {
    provision: source.section,
    actTitle: regimes[source.regime].title,
    // A letter names what is protected in passing; the longer explanation is for those who decide.
    plain: source.title.charAt(0).toLowerCase() + source.title.slice(1),
    reasoning: ground.prejudice ? `${ground.reasoning}\n\n${ground.prejudice}` : ground.reasoning,
    publicInterestTest: tested,
    ...(tested && ground.conclusion
      ? {
          publicInterest: {
            factorsFor: ground.factorsFor,
            factorsAgainst: ground.factorsAgainst,
            conclusion: ground.conclusion,
          },
        }
      : {}),
    ...(outcome === 'neither-confirm-nor-deny' ? { ncnd: true } : {}),
    ...(ground.qualifiedPerson && ground.qualifiedOpinionOn
      ? { qualifiedPerson: { role: ground.qualifiedPerson, givenOn: ground.qualifiedOpinionOn } }
      : {}),
  }
}

function letterCost(
  estimate: NonNullable<LetterCase['costEstimate']>,
): LetterInput['parts'][number]['costEstimate'] & object {
  return {
    lines: estimate.activities
      .filter((line) => costActivities.some((activity) => activity.id === line.activity && activity.counts))
      .map((line) => ({
        activity: costActivities.find((activity) => activity.id === line.activity)?.title ?? line.activity,
        hours: line.hours,
      })),
    hourlyRatePence: hourlyRate,
    totalPence: estimate.totalPence,
    limitPence: appropriateLimits.local,
  }
}

/** The composed letter, or what is missing from it. */
export async function composeCaseLetter(
  reader: Reader,
  services: Pick<CaseServices, 'linkTo' | 'calendars'>,
  authority: Authority,
  record: LetterCase,
  kind: LetterKind,
  date: Temporal.PlainDate,
  extras: Extras = {},
): Promise<Outcome<{ model: LetterModel; input: LetterInput; wordingVersion: string }>> {
  const { wording, version } = await wordingFor(reader, authority, date)
  const input = letterInput(services, authority, record, kind, date, services.calendars(), extras)
  const model = composeLetter(input, wording)
  return model.ok ? success({ model: model.value, input, wordingVersion: version }) : model
}
