import type { Writer } from '../db/index.ts'
import { sha256 } from '../kernel/ids.ts'
import {
  examineRelease,
  findCleanCertificate,
  publicDetailsOf,
  recordCertificate,
  waysOut,
  type ReleaseRequest,
} from '../release/index.ts'

export type Notice = { subject: string; text: string }

/**
 * A message that tells of something in words that a person typed: those words go only where the gate finds nothing in
 * them, with a certificate of exactly what goes; else `plain` goes, which nobody typed, and nobody waits. `about` is
 * what the certificate is kept under. The link that ends a subscription is added afterwards: it is a secret.
 */
export async function certifiedNotice(
  tx: Writer,
  authorityId: string,
  at: Temporal.Instant,
  about: string,
  { typed, plain }: { typed: Notice; plain: Notice },
): Promise<Notice> {
  const text = `${typed.subject}\n\n${typed.text}`
  // The same news goes to a thousand subscribers.
  const before = await findCleanCertificate(tx, {
    authorityId,
    caseId: null,
    route: 'notice',
    sha256: sha256(text),
  })
  if (before !== null && Temporal.Instant.compare(before.createdAt.add({ hours: 1 }), at) > 0) return typed
  const request: ReleaseRequest = {
    authorityId,
    caseId: null,
    route: 'notice',
    subject: about,
    content: { text },
    identity: { name: null, email: null, phone: null, postalAddress: null },
    allow: waysOut.notice.allow,
    public: await publicDetailsOf(tx, authorityId),
    createdBy: null,
  }
  const examined = await examineRelease(request)
  if (examined.verdict !== 'clean') return plain
  await recordCertificate(tx, at, request, examined)
  return typed
}
