import { inspectFile, type FileType } from '../../documents/index.ts'
import type { ReleaseSource } from '../certificate.ts'
import type { Found } from '../weigh-findings.ts'
import { provePdf } from './prove-pdf.ts'
import { provePicture } from './prove-picture.ts'
import { proveText } from './prove-text.ts'

/** What the proof came to: how many marked words were looked for, and how many pages were compared by their look. */
export type Proof = { found: Found[]; words: number; looked: number }

const pictures: readonly FileType[] = ['png', 'jpeg', 'webp', 'tiff', 'gif']

/**
 * Whether a redacted copy is its source without what was marked. Works on the two files alone, with other readers than
 * those that made the copy, and repeats none of their words.
 */
export async function proveCopy(bytes: Uint8Array, name: string, source: ReleaseSource): Promise<Proof> {
  const { type: before } = inspectFile(source.bytes, source.name, '')
  const { type: after } = inspectFile(bytes, name, '')
  if (before === 'pdf' && after === 'pdf') return provePdf(bytes, name, source)
  if (pictures.includes(before))
    return pictures.includes(after)
      ? provePicture(bytes, source)
      : otherKind('A picture became another kind of file.')
  if (before === 'pdf') return otherKind('A PDF became another kind of file.')
  return proveText({ bytes, type: after, name }, { ...source, type: before })
}

const otherKind = (detail: string): Proof => ({
  found: [{ kind: 'differs-from-source', where: 'the file', detail }],
  words: 0,
  looked: 0,
})
