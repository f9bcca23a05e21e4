import type { Services } from '../../identity/index.ts'
import { refuse, success, type Outcome } from '../../kernel/outcome.ts'
import type { Certificate, Finding, ReleaseRequest } from '../certificate.ts'
import { examineRelease } from '../examine-release.ts'
import { recordCertificate } from '../store.ts'

/**
 * The gate: nothing leaves by any route without it. Its certificate is kept whatever the verdict, in a transaction of
 * its own, so that a stop is on record even where the caller then gives up. Refuses `release-stopped`, saying what was
 * found and where. Inside an open transaction use `examineRelease` and `recordCertificate`.
 */
export async function checkRelease(
  { database, clock }: Services,
  request: ReleaseRequest,
): Promise<Outcome<Certificate>> {
  const examination = await examineRelease(request)
  const certificate = await database.write((tx) => recordCertificate(tx, clock.now(), request, examination))
  return certificate.verdict === 'clean'
    ? success(certificate)
    : refuse('release-stopped', findingsInWords(request.subject, certificate.findings))
}

const mostInWords = 5

/** `letter 3, PDF: The given name and surname (13 characters), line 4. …`; never the words found. */
export function findingsInWords(subject: string, findings: readonly Finding[]): string {
  const shown = findings
    .slice(0, mostInWords)
    .map(({ detail, line }) => (line === null ? detail : `${detail}, line ${line}.`))
  const rest = findings.length - shown.length
  return `${subject}: ${shown.join(' ')}${rest > 0 ? ` And ${rest} more.` : ''}`
}
