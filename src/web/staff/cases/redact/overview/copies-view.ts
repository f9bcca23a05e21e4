import type { RedactedCopy } from '../../../../../redaction/index.ts'
import { madeFor } from '../words.ts'
import type { FullWorkspace } from '../workspace.ts'

const releaseWords: Record<RedactedCopy['releaseState'], string> = {
  held: 'For our use',
  'for-release': 'Will be sent',
  released: 'Sent',
  withheld: 'Withheld',
}

/** The copies made of a document, newest first, each with what there is to look at. */
export function copyRows({ record, base }: FullWorkspace) {
  return record.copies.map((copy) => ({
    ...copy,
    madeFor: madeFor[copy.layer],
    state: releaseWords[copy.releaseState],
    compare: `${base}/compare/1?copy=${copy.documentId}`,
    schedule: `${base}/schedule?copy=${copy.documentId}`,
    download: `/staff/documents/${copy.documentId}`,
  }))
}
