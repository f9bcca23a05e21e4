import type { Reader, Writer } from '../db/index.ts'
import type { Staff } from '../identity/index.ts'
import { success, type Outcome } from '../kernel/outcome.ts'
import {
  examineRelease,
  publicDetailsOf,
  recordCertificate,
  stoppedBy,
  waysOut,
  type Examination,
  type PublicDetails,
  type ReleaseRequest,
} from '../release/index.ts'
import type { ContractColumn, DatasetFacts, Screening, ScreeningFinding } from './dataset.ts'

/** Words that somebody typed and the public will read, in pages, files, feeds, webhooks and the catalogue. */
export type PublicWords = readonly { where: string; text: string }[]

/** What is said of a dataset. Its contact is judged by whose mailbox it is, so it is told apart. */
export function wordsOfFacts(facts: DatasetFacts): PublicWords {
  const { links, attributions, keywords } = facts
  return [
    { where: 'its title', text: facts.title },
    { where: 'its description', text: facts.description },
    { where: 'its keywords', text: keywords.join('\n') },
    { where: 'the service that keeps it', text: facts.owner },
    { where: 'whom to ask', text: facts.contactEmail },
    { where: 'its area', text: facts.areaName ?? '' },
    { where: 'whose data is in it', text: attributions.join('\n') },
    { where: 'its known problems', text: facts.knownProblems },
    { where: 'what is left out', text: facts.redactionNote },
    ...links.map(({ title, url, note }, index) => ({
      where: `its link ${index + 1}`,
      text: [title, url, note].join('\n'),
    })),
    ...wordsOfColumns(facts.contract),
  ]
}

/** The column documentation. The where is the column's name: its title may be what is found. */
export function wordsOfColumns(columns: readonly ContractColumn[]): PublicWords {
  return columns.map(({ name, title, description, unit = '', values = [], redaction = '' }) => ({
    where: `what is said of the column ${name}`,
    text: [title, description, unit, values.join('\n'), redaction].filter((part) => part !== '').join('\n'),
  }))
}

/** What would be said that is not said in public yet: what is public was checked when it became so. */
export function newWords(words: PublicWords, before: PublicWords): PublicWords {
  const known = new Set(before.map(({ where, text }) => `${where}\n${text}`))
  return words.filter(({ where, text }) => text.trim() !== '' && !known.has(`${where}\n${text}`))
}

type Examined = { request: Omit<ReleaseRequest, 'createdBy' | 'subject'>; examination: Examination }

/** Looks at the words in this process, writes nothing. Null where there are none. */
async function examineWords(
  reader: Reader,
  authorityId: string,
  words: PublicWords,
): Promise<Examined | null> {
  if (words.length === 0) return null
  const details = await publicDetailsOf(reader, authorityId)
  let text = ''
  const parts = words.map(({ where, text: said }) => {
    const start = text.length
    text += `${said}\n`
    return { start, where }
  })
  const contacts = words.flatMap(({ where, text: said }) =>
    where === 'whom to ask' && isOwnMailbox(said, details) ? [said] : [],
  )
  const request = {
    authorityId,
    caseId: null,
    route: 'dataset-words',
    content: { text, parts },
    identity: { name: null, email: null, phone: null, postalAddress: null },
    allow: waysOut['dataset-words'].allow,
    public: { names: details.names, contacts: [...details.contacts, ...contacts] },
  } as const
  return { request, examination: await examineRelease(request) }
}

/** What finds people in words is compiled at its first use: not while somebody publishes, and others wait. */
export async function readSomeWords(): Promise<void> {
  await examineRelease({
    route: 'dataset-words',
    content: {
      text: 'Payments of £500 or more by Ann Example, Elm Street, CV1 4AA, 07700 900123, in May 2026.',
    },
    identity: { name: null, email: null, phone: null, postalAddress: null },
    allow: waysOut['dataset-words'].allow,
  })
}

/** A mailbox of the authority’s own, given as the one to write to, is public whoever reads it. */
function isOwnMailbox(address: string, { contacts }: PublicDetails): boolean {
  const domainOf = (text: string): string => /@([^\s@]+)$/.exec(text.trim().toLowerCase())?.[1] ?? ''
  const domain = domainOf(address)
  return domain !== '' && contacts.some((each) => domainOf(each) === domain)
}

/**
 * Words that become public by themselves, without a version: through the gate, with a certificate. Refuses
 * `release-stopped` until a second person lets it go on the certificate; then the same words pass. Return the refusal,
 * so that the transaction keeps the certificate.
 */
export async function certifyWords(
  tx: Writer,
  at: Temporal.Instant,
  { staff, subject, words }: { staff: Staff; subject: string; words: PublicWords },
): Promise<Outcome<null>> {
  const examined = await examineWords(tx, staff.authorityId, words)
  if (examined === null) return success(null)
  const request = { ...examined.request, subject, createdBy: staff.id }
  const certificate = await recordCertificate(tx, at, request, examined.examination)
  return certificate.verdict === 'clean' ? success(null) : stoppedBy(certificate)
}

/** The screening of a version with what its words hold: who decides on the one decides on the other. */
export async function screenWords(
  reader: Reader,
  authorityId: string,
  words: PublicWords,
  screening: Screening,
): Promise<Screening> {
  const examined = await examineWords(reader, authorityId, words)
  if (examined === null || examined.examination.verdict === 'clean') return screening
  const findings = examined.examination.findings.map(({ key, where, detail }): ScreeningFinding => ({
    column: where,
    // `personal-data:UK_NHS:its title`
    kind: key.split(':')[1] ?? 'personal-data',
    count: Number(/^[\d,]+/.exec(detail)?.[0].replaceAll(',', '') ?? 1),
    rows: [],
    message: detail,
    words: true,
  }))
  return { ...screening, verdict: 'second-person', findings: [...findings, ...screening.findings] }
}
