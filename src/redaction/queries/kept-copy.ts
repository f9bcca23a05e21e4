import type { Reader } from '../../db/index.ts'
import type { RedactedCopy, RedactionRecord } from '../redaction.ts'
import { copyFacts, type CopyFacts } from './redaction.ts'

/** A copy of a document with what was kept about it when it was made; null where there is no such copy. */
export async function keptCopy(
  reader: Reader,
  { copies }: Pick<RedactionRecord, 'copies'>,
  copyId: string | undefined,
): Promise<{ copy: RedactedCopy; facts: CopyFacts } | null> {
  const copy = copies.find(({ documentId }) => documentId === copyId)
  if (copy === undefined) return null
  const { redaction } = await reader
    .selectFrom('document')
    .select('redaction')
    .where('id', '=', copy.documentId)
    .executeTakeFirstOrThrow()
  const facts = copyFacts(redaction)
  return facts === null ? null : { copy, facts }
}
