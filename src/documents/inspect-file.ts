import { detectType, type Detected } from './detect-type.ts'
import { extensionOf, safeFileName } from './file-name.ts'
import { allowedUploads, fileTypes, typeOfExtension, typeOfMediaType, type FileType } from './file-types.ts'
import { isArchiveBomb } from './zip-directory.ts'

export type FileProblemCode =
  | 'empty'
  | 'too-large'
  | 'type-mismatch'
  | 'not-allowed'
  | 'encrypted'
  | 'macro'
  | 'executable'
  | 'archive-bomb'
  | 'unreadable'

/** `message` is a sentence for the person who chose the file. */
export type FileProblem = { code: FileProblemCode; message: string }

export type Inspection = {
  type: FileType
  mediaType: string
  /** With no dot; empty where the type is unknown and the name has none. */
  extension: string
  problems: FileProblem[]
  safeName: string
}

/**
 * Says what a file is by its bytes, never by its name, and what stands against accepting it. Nothing is unpacked.
 * Does not throw on any input. `limits` is `allowedUploads` unless a place allows fewer kinds.
 */
export function inspectFile(
  bytes: Uint8Array,
  declaredName: string,
  declaredType: string,
  limits: Partial<Record<FileType, { maxBytes: number }>> = allowedUploads,
): Inspection {
  const name = safeFileName(declaredName)
  const claimed = typeOfExtension(extensionOf(name))
  const found = bytes.length === 0 ? null : refineText(detectType(bytes), claimed, declaredType)
  const type = found?.type ?? 'unknown'
  const facts = fileTypes[type]
  const extensions: readonly string[] = facts.extensions
  const extension =
    extensions.includes(extensionOf(name)) || extensions.length === 0
      ? extensionOf(name)
      : (extensions[0] ?? '')
  return {
    type,
    mediaType: facts.mediaType,
    extension,
    problems:
      found === null
        ? [problem('empty', 'The selected file is empty')]
        : findProblems(bytes, name, claimed, found, limits),
    safeName: name,
  }
}

function findProblems(
  bytes: Uint8Array,
  name: string,
  claimed: FileType,
  found: Detected,
  limits: Partial<Record<FileType, { maxBytes: number }>>,
): FileProblem[] {
  const problems: FileProblem[] = []
  const limit = limits[found.type]
  if (found.type === 'program' || claimed === 'program')
    problems.push(problem('executable', 'The selected file is a program or script, which cannot be accepted'))
  else if (found.encrypted) problems.push(problem('encrypted', 'The selected file is password protected'))
  else if (limit === undefined && !(found.damaged && found.type === 'unknown'))
    problems.push(problem('not-allowed', `The selected file must be a ${listTypes(limits)}`))
  if (limit !== undefined && bytes.length > limit.maxBytes)
    problems.push(
      problem(
        'too-large',
        `The selected file must be smaller than ${Math.round(limit.maxBytes / 1024 / 1024)}MB`,
      ),
    )
  if (found.damaged)
    problems.push(problem('unreadable', 'The selected file could not be read – it may be damaged'))
  if (found.entries !== null && isArchiveBomb(found.entries, bytes.length))
    problems.push(
      problem(
        'archive-bomb',
        'The selected file unpacks to far more than its own size, which cannot be accepted',
      ),
    )
  if (found.macros || /\.(doc|dot|xls|xlt|ppt|pot)m$/i.test(name))
    problems.push(
      problem('macro', 'The selected file contains macros – save it without macros and try again'),
    )
  if (claimed !== 'unknown' && claimed !== found.type && found.type !== 'unknown' && found.type !== 'program')
    problems.push(
      problem(
        'type-mismatch',
        `The selected file is named as ${fileTypes[claimed].words} but its content is ${fileTypes[found.type].words}`,
      ),
    )
  else if (claimed !== 'unknown' && found.type === 'unknown' && !found.encrypted && !found.damaged)
    problems.push(
      problem(
        'type-mismatch',
        `The selected file is named as ${fileTypes[claimed].words} but its content is not`,
      ),
    )
  return problems
}

// Plain-text kinds shade into one another (a one-column CSV is text; Markdown is text), so there the claim decides.
function refineText(found: Detected, claimed: FileType, declaredType: string): Detected {
  const loose: FileType[] = ['txt', 'csv', 'html', 'ics', 'eml']
  if (found.type !== 'txt' && found.type !== 'csv' && !(found.type === 'eml' && claimed === 'txt'))
    return found
  const claim = claimed === 'unknown' ? typeOfMediaType(declaredType) : claimed
  if (claim === 'program') return { ...found, type: 'program' }
  return loose.includes(claim) ? { ...found, type: claim } : found
}

function problem(code: FileProblemCode, message: string): FileProblem {
  return { code, message }
}

function listTypes(limits: Partial<Record<FileType, unknown>>): string {
  const words = Object.keys(limits).map((type) => fileTypes[type as FileType].words)
  const last = words.pop() ?? 'file of an accepted type'
  return words.length === 0 ? last : `${words.join(', ')} or ${last}`
}
