import type { Services } from '../../identity/index.ts'
import { success, type Outcome, type Refusal } from '../../kernel/outcome.ts'
import type { Certificate, Finding, ReleaseRequest } from '../certificate.ts'
import { examineRelease } from '../examine-release.ts'
import { publicDetailsOf, recordCertificate } from '../store.ts'

/**
 * The gate: nothing leaves by any route without it. Its certificate is kept whatever the verdict, in a transaction of
 * its own, so that a stop is on record even where the caller then gives up. Refuses `release-stopped`, saying what was
 * found and where, with the certificate on which a second person may accept it. Inside an open transaction use
 * `examineRelease` before it and `recordCertificate` inside.
 */
export async function checkRelease(
  { database, clock }: Services,
  given: ReleaseRequest,
): Promise<Outcome<Certificate>> {
  const request = {
    ...given,
    public: given.public ?? (await publicDetailsOf(database.reader, given.authorityId)),
  }
  const examination = await examineRelease(request)
  const certificate = await database.write((tx) => recordCertificate(tx, clock.now(), request, examination))
  return certificate.verdict === 'clean' ? success(certificate) : stoppedBy(certificate)
}

/** The refusal of a certificate that is not clean. */
export function stoppedBy(certificate: Certificate): Refusal {
  const open = openFindings(certificate)
  return {
    ok: false,
    problem: 'release-stopped',
    detail: findingsInWords(certificate.subject, open),
    certificates: [certificate.id],
  }
}

/** The reasons to stop that nobody has accepted. */
export function openFindings({ findings, checks }: Pick<Certificate, 'findings' | 'checks'>): Finding[] {
  const accepted = new Set(checks.flatMap((check) => (check.accepted ?? []).map(({ key }) => key)))
  return findings.filter(({ key }) => !accepted.has(key))
}

const mostInWords = 5

/** `letter 3, PDF: The given name and surname (13 characters), line 4 of its text. …`; never the words found. */
function findingsInWords(subject: string, findings: readonly Finding[]): string {
  const shown = findings.slice(0, mostInWords).map(({ kind, detail, where }) => {
    const what = detail.replace(/\.$/, '')
    return `${kind === 'personal-data' || kind === 'must-not-text' ? what : `${kind.replaceAll('-', ' ')}: ${what}`}, ${where}.`
  })
  const rest = findings.length - shown.length
  return `${subject}: ${shown.join(' ')}${rest > 0 ? ` And ${rest} more.` : ''}`
}
