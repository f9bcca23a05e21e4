import type { Staff } from '../../identity/index.ts'
import { refusalOf, refuse, success, type Outcome, type Refusal } from '../../kernel/outcome.ts'
import { checkReason } from '../check-marks.ts'
import { findDocument, type SourceDocument } from '../find-document.ts'
import { askPages, type Shelved } from '../pages/ask-pages.ts'
import { noPages, noSuchPage } from '../pages/page-job.ts'
import { pageFlags, type PageFlag, type RedactionServices } from '../redaction.ts'
import { changeRedaction, type Versioned } from '../store.ts'

export type FlagInput = Versioned & {
  pages: readonly number[]
  /** Null takes the flag away */
  flag: PageFlag | null
  /** Needed for withheld pages; duplicates and pages out of scope say it themselves */
  reason?: string
  duplicateOf?: { documentId: string; page: number }
}

/** Says of whole pages how they leave. Withheld, duplicate and out-of-scope pages leave as one box each. */
export async function flagPages(
  services: RedactionServices,
  staff: Staff,
  input: FlagInput,
): Promise<Outcome<{ version: number; pages: number[] }>> {
  const { reader } = services.database
  const found = await findDocument(reader, staff, input.documentId)
  if (!found.ok) return found
  const pages = [...new Set(input.pages)].toSorted((a, b) => a - b)
  const { flag } = input
  if (pages.length === 0) return refuse('invalid-input', 'Select at least one page.')
  if (flag !== null && !pageFlags.includes(flag))
    return refuse('invalid-input', `There is no page flag “${flag}”.`)
  const reason = reasonFor(input)
  if (!reason.ok) return reason
  const first = input.duplicateOf
  const wrongFirst =
    first === undefined ? null : await checkFirstCopy(services, staff, found.value, input, first)
  if (wrongFirst !== null) return wrongFirst
  const counted = await pagesOf(services, found.value)
  if (!counted.ok) return counted
  const missing = pages.find((page) => !isPage(page, counted.value))
  if (missing !== undefined) return refuse('invalid-input', noSuchPage(missing, counted.value))
  return changeRedaction(services, staff, input, async ({ tx, documentId, now }) => {
    await tx
      .deleteFrom('redaction_page')
      .where('document_id', '=', documentId)
      .where('page', 'in', pages)
      .execute()
    if (flag !== null)
      await tx
        .insertInto('redaction_page')
        .values(
          pages.map((page) => ({
            document_id: documentId,
            page,
            flag,
            reason: reason.value,
            duplicate_of: first?.documentId ?? null,
            duplicate_page: first?.page ?? null,
            set_by: staff.id,
            set_at: now,
          })),
        )
        .execute()
    return success({
      value: { pages },
      action: 'flag-redaction-pages',
      details: { pages: pages.slice(0, 500), flag, reason: reason.value },
    })
  })
}

async function checkFirstCopy(
  services: RedactionServices,
  staff: Staff,
  { caseId }: SourceDocument,
  { documentId, pages }: FlagInput,
  first: NonNullable<FlagInput['duplicateOf']>,
): Promise<Refusal | null> {
  const found = await findDocument(services.database.reader, staff, first.documentId)
  if (!found.ok || found.value.caseId !== caseId)
    return refuse('invalid-input', 'The first copy of a duplicate must be in a document of the same request.')
  if (first.documentId === documentId && pages.includes(first.page))
    return refuse('invalid-input', 'A page cannot be a duplicate of itself.')
  const counted = await pagesOf(services, found.value)
  if (!counted.ok) return counted
  return isPage(first.page, counted.value)
    ? null
    : refuse('invalid-input', `The first copy has no page ${first.page}.`)
}

function reasonFor({ flag, reason, duplicateOf }: FlagInput): Outcome<string | null> {
  if (duplicateOf !== undefined && flag !== 'duplicate')
    return refuse('invalid-input', 'Only a duplicate has a first copy.')
  if (flag === 'duplicate' || flag === 'out-of-scope') return success(flag)
  if (flag !== 'withheld') return success(null)
  if (reason === undefined || reason === '')
    return refuse('invalid-input', 'Select the reason why the page is withheld.')
  const known = checkReason(reason)
  return known.ok ? success(known.value.id) : known
}

const isPage = (page: number, count: number): boolean => Number.isInteger(page) && page >= 1 && page <= count

async function pagesOf(services: RedactionServices, document: Shelved): Promise<Outcome<number>> {
  try {
    const outline = await askPages(services.files, document, { ask: 'outline' })
    return outline.kind === 'pages' ? success(outline.pages.length) : refuse('invalid-input', noPages)
  } catch (error) {
    return refusalOf(error)
  }
}
