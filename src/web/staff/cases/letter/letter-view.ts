import type { CaseRecord } from '../../../../cases/index.ts'
import type { FieldError } from '../../../../kernel/outcome.ts'
import { describeFile } from '../../uploads.ts'

/** What goes out with the letter. */
export function attachmentsOf(record: CaseRecord) {
  return record.documents
    .filter(({ releaseState }) => releaseState === 'for-release' || releaseState === 'released')
    .map((document) => ({
      id: document.id,
      words: describeFile(document),
      part: record.parts.find(({ id }) => id === document.partId)?.number ?? null,
      problems: document.inspection,
    }))
}

/** What is missing from a letter, each with the page on which to put it right. */
export function missingLinks(
  fields: readonly FieldError[],
  record: CaseRecord,
  path: string,
): { message: string; href: string; text: string }[] {
  return fields.map(({ field, message }) => {
    const index = /^parts[.[](\d+)/.exec(field)?.[1]
    const part = index === undefined ? undefined : record.parts[Number(index)]
    if (part !== undefined)
      return { message, href: `${path}/parts/${part.number}/decide`, text: `Decide part ${part.number}` }
    if (/^requester|^subject|^title|address|email/i.test(field) && !field.startsWith('authority'))
      return { message, href: `${path}/details`, text: 'Change details' }
    if (/^(authority|regulator|signOff|wording)/.test(field))
      return { message, href: '/staff/settings/authority', text: 'Authority settings' }
    if (/^(review|outcome|findings|remedy)/.test(field))
      return { message, href: `${path}/review-outcome`, text: 'Decide the review' }
    if (field === 'parts') return { message, href: `${path}/parts/change`, text: 'Change the parts' }
    return { message, href: `${path}/decision`, text: 'See the decisions' }
  })
}

export type LineChange = { kind: 'same' | 'added' | 'removed'; text: string }

/** Which paragraphs of a letter changed since its last version. Letters are short: a plain table is fast enough. */
export function paragraphChanges(before: string, after: string): LineChange[] {
  const old = paragraphs(before)
  const now = paragraphs(after)
  const common: number[][] = Array.from({ length: old.length + 1 }, () =>
    Array<number>(now.length + 1).fill(0),
  )
  const at = (i: number, j: number) => common[i]?.[j] ?? 0
  for (let i = old.length - 1; i >= 0; i--) {
    const row = common[i]
    if (row === undefined) continue
    for (let j = now.length - 1; j >= 0; j--)
      row[j] = old[i] === now[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
  }
  const changes: LineChange[] = []
  let i = 0
  let j = 0
  while (i < old.length || j < now.length) {
    if (i < old.length && j < now.length && old[i] === now[j]) {
      changes.push({ kind: 'same', text: now[j] ?? '' })
      i++
      j++
    } else if (i < old.length && (j >= now.length || at(i + 1, j) >= at(i, j + 1)))
      changes.push({ kind: 'removed', text: old[i++] ?? '' })
    else changes.push({ kind: 'added', text: now[j++] ?? '' })
  }
  return changes
}

function paragraphs(text: string): string[] {
  return text
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.replace(/\s+/g, ' ').trim())
    .filter((paragraph) => paragraph !== '')
    .slice(0, 400)
}
