import type { Examination, Finding, ReleaseCheck } from './certificate.ts'

/** Checks and findings as a certificate keeps them. Older ones named no place, weight or key. */
export function readKept(row: {
  checks: unknown
  findings: unknown
}): Pick<Examination, 'checks' | 'findings' | 'notes'> {
  const kept = (Array.isArray(row.findings) ? row.findings : []) as (Partial<Finding> &
    Pick<Finding, 'kind' | 'detail'>)[]
  const all = kept.map((finding, index): Finding => {
    const line = finding.line ?? null
    const where = finding.where ?? (line === null ? 'the file' : `line ${line} of its text`)
    return {
      kind: finding.kind,
      field: finding.field ?? null,
      offset: finding.offset ?? null,
      line,
      where,
      detail: finding.detail,
      key: finding.key ?? `${finding.kind}:${where}#${index + 1}`,
      weight: finding.weight ?? 'alarm',
      acceptable: finding.acceptable ?? false,
    }
  })
  return {
    checks: row.checks as ReleaseCheck[],
    findings: all.filter(({ weight }) => weight === 'alarm'),
    notes: all.filter(({ weight }) => weight === 'note'),
  }
}
