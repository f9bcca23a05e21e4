import { decodeText, extractText, fileTypes, inspectFile, type FileProblemCode } from '../documents/index.ts'
import { sha256 } from '../kernel/ids.ts'
import type { Examination, Finding, ReleaseContent, ReleaseRequest, ScreenedTable } from './certificate.ts'
import { findFolded, knownFields } from './find-identity.ts'
import { foldText, foldValue, type FoldedText } from './fold-text.ts'
import { findWhole, spelled } from './pattern.ts'
import { waysOut } from './ways-out.ts'

/** Raised whenever the rules change, so that an old certificate says what it was worth. */
const versions = {
  'requester-identity': 1,
  'must-not-text': 1,
  'text-extraction': 1,
  'second-person': 1,
} as const

const mostFindings = 200
const unread: readonly FileProblemCode[] = [
  'empty',
  'encrypted',
  'archive-bomb',
  'unreadable',
  'type-mismatch',
]
const textual = ['txt', 'csv', 'json', 'xml', 'html', 'ics', 'eml']

/**
 * Looks at the exact bytes, writes nothing. Stops for the requester's details, for text that must not leave, and for
 * whatever cannot be wholly read: what was not seen is not known to be clean.
 */
export async function examineRelease(
  request: Omit<ReleaseRequest, 'authorityId' | 'caseId' | 'subject' | 'createdBy'>,
): Promise<Examination> {
  const { content, identity } = request
  if ('table' in content) return examineTable(content.table)
  // The table has the last word: a caller may allow less, never more
  const allow = request.allow.filter((field) => waysOut[request.route].allow.includes(field))
  const read = await readContent(content)
  const wanted = knownFields(identity).filter((field) => !allow.includes(field))
  const findings: Finding[] = read.problems.map((detail) => ({
    kind: 'unreadable',
    field: null,
    offset: null,
    line: null,
    detail,
  }))
  for (const text of read.texts) {
    const folded = foldText(text)
    const matches = findFolded(folded, identity, request.ordinaryWords ?? [])
    const allowed = matches.filter((match) => allow.includes(match.field))
    for (const match of matches) {
      if (!wanted.includes(match.field)) continue
      // The name inside an address that may be shown is part of that address
      if (allowed.some((other) => other.start <= match.start && match.end <= other.end)) continue
      findings.push({
        kind: 'personal-data',
        field: match.field,
        ...placeOf(text, match.start),
        detail: describe(match.form, match.end - match.start),
      })
    }
    findings.push(...findMustNot(folded, request.mustNotContain ?? []))
  }
  const distinct = withoutRepeats(findings)
  return {
    sha256: sha256('text' in content ? content.text : content.bytes),
    verdict: distinct.length === 0 ? 'clean' : 'stopped',
    checks: [
      { check: 'text-extraction', version: versions['text-extraction'], lookedFor: read.texts.length },
      { check: 'requester-identity', version: versions['requester-identity'], lookedFor: wanted.length },
      {
        check: 'must-not-text',
        version: versions['must-not-text'],
        lookedFor: request.mustNotContain?.length ?? 0,
      },
    ],
    findings: distinct.slice(0, mostFindings),
  }
}

/**
 * What the screening said of exactly these bytes, as a certificate. It stops what needs a second person until that
 * person has accepted it; the findings stay on the certificate either way.
 */
function examineTable({ sha256: hash, rows, columns, screening, accepted }: ScreenedTable): Examination {
  const findings = screening.findings.map(({ column, kind, count, message }): Finding => ({
    kind: 'personal-data',
    field: null,
    offset: null,
    line: null,
    detail: `${column}: ${kind}, ${count} ${count === 1 ? 'cell' : 'cells'}. ${message}`,
  }))
  const checks = screening.checks.map((check) => ({ ...check, lookedFor: rows * columns }))
  return {
    sha256: hash,
    verdict: screening.verdict === 'clear' || accepted ? 'clean' : 'stopped',
    checks: accepted
      ? [
          ...checks,
          { check: 'second-person', version: versions['second-person'], lookedFor: findings.length },
        ]
      : checks,
    findings: findings.slice(0, mostFindings),
  }
}

/** Every text that the content shows or hides: as extracted, as its source where that is text, and its file name. */
async function readContent(
  content: Exclude<ReleaseContent, { table: ScreenedTable }>,
): Promise<{ texts: string[]; problems: string[] }> {
  if ('text' in content) {
    return content.text.trim() === ''
      ? { texts: [], problems: ['There is nothing in it.'] }
      : { texts: [content.text], problems: [] }
  }
  const declared = content.fileType === undefined ? content.mediaType : fileTypes[content.fileType].mediaType
  const inspection = inspectFile(content.bytes, content.name, declared)
  const problems = inspection.problems
    .filter(({ code }) => unread.includes(code))
    .map(({ message }) => message)
  const extraction = await extractText(content.bytes, inspection.type)
  if (!extraction.complete) problems.push(extraction.note ?? 'Not all of it could be read.')
  const texts = [extraction.text, content.name]
  if (textual.includes(inspection.type)) texts.push(decodeText(content.bytes).text)
  return { texts, problems: [...new Set(problems)] }
}

function findMustNot(text: FoldedText, wanted: readonly { label: string; text: string }[]): Finding[] {
  return wanted.flatMap(({ label, text: value }) => {
    const pattern = foldValue(value)
      .trim()
      .split(/[\s]+/)
      .filter((word) => word !== '')
      .map(spelled)
      .filter((word) => word !== '')
      .join('[\\s,.\\-]{0,4}')
    if (pattern === '') return []
    return findWhole(text, pattern).map((span): Finding => ({
      kind: 'must-not-text',
      field: null,
      ...placeOf(text.original, text.starts[span.start] ?? 0),
      detail: describe(label, (text.ends[span.end - 1] ?? 0) - (text.starts[span.start] ?? 0)),
    }))
  })
}

function describe(form: string, length: number): string {
  return `${form.charAt(0).toUpperCase()}${form.slice(1)} (${length} characters)`
}

function placeOf(text: string, offset: number): { offset: number; line: number } {
  let line = 1
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) line += 1
  return { offset, line }
}

/** The shown text and its source say the same thing twice; the first says it best. */
function withoutRepeats(findings: Finding[]): Finding[] {
  const seen = new Set<string>()
  return findings.filter(({ kind, field, line, detail }) => {
    const key = `${kind} ${field} ${line} ${detail}`
    return !seen.has(key) && seen.add(key)
  })
}
