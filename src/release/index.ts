import type { Reader, Writer } from '../db/index.ts'
import type { Services } from '../identity/index.ts'
import type { Outcome } from '../kernel/outcome.ts'
import type {
  Certificate,
  Examination,
  IdentityField,
  ReleaseRequest,
  ReleaseRoute,
  RequesterIdentity,
} from './certificate.ts'

export * from './certificate.ts'

// Signatures that others write against; each moves to its own file as it is written.
function pending(): never {
  throw new Error('not written yet')
}

/** Looks, writes nothing. Use with `recordCertificate` where a transaction is already open. */
export const examineRelease = (_request: ReleaseRequest): Promise<Examination> => pending()
/** Keeps what the examination said, and audits it, in the caller's transaction. */
export const recordCertificate = (
  _tx: Writer,
  _at: Temporal.Instant,
  _request: ReleaseRequest,
  _examination: Examination,
): Promise<Certificate> => pending()
/** Both, in a transaction of its own: a certificate is kept whatever the verdict. Refuses `release-stopped`. */
export const checkRelease = (_services: Services, _request: ReleaseRequest): Promise<Outcome<Certificate>> =>
  pending()
/** What the sender asks just before anything goes: the newest certificate of these exact bytes on this route, if clean. */
export const findCleanCertificate = (
  _reader: Reader,
  _of: { authorityId: string; caseId: string | null; route: ReleaseRoute; sha256: string },
): Promise<Certificate | null> => pending()
export const identityOfCase = (
  _reader: Reader,
  _authorityId: string,
  _caseId: string,
): Promise<RequesterIdentity | null> => pending()
/** `start` and `end` are UTF-16 offsets into the text given */
export type IdentityMatch = { field: IdentityField; start: number; end: number; form: string }
export const findIdentity = (
  _text: string,
  _identity: RequesterIdentity,
  _ordinaryWords?: readonly string[],
): IdentityMatch[] => pending()
