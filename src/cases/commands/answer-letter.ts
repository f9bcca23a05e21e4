import {
  renderDocx,
  renderHtml,
  renderPdf,
  renderText,
  type LetterKind,
  type LetterModel,
} from '../../correspondence/index.ts'
import { can, type Staff } from '../../identity/index.ts'
import { legalDay } from '../../kernel/clock.ts'
import type { CaseId } from '../../kernel/ids.ts'
import { refuse, success, type Outcome } from '../../kernel/outcome.ts'
import type { CaseRecord, CaseServices } from '../case.ts'
import { composeCaseLetter, type Extras } from '../letter-input.ts'
import { loadCaseRecord } from '../queries/case-record.ts'
import { reviewExtras } from '../review-outcome.ts'

export type ComposedAnswer = {
  model: LetterModel
  input: unknown
  wordingVersion: string
  kind: LetterKind
  record: CaseRecord
}

/** The answer as its letter, dated as given. A review's answer is a letter of its own kind. */
export async function composeAnswer(
  services: CaseServices,
  caseId: string,
  date: Temporal.PlainDate,
): Promise<Outcome<ComposedAnswer>> {
  const { reader } = services.database
  const record = await loadCaseRecord(reader, { caseId })
  if (!record) return refuse('not-found')
  const authority = services.authority(record.authorityId)
  const review = record.regime === 'foia-review' || record.regime === 'eir-review'
  let extras: Extras = {}
  if (review) {
    const found = await reviewExtras(reader, caseId, record.receivedOn)
    if (!found.ok) return found
    extras = found.value
  }
  const kind: LetterKind = review ? 'review-outcome' : 'response'
  const composed = await composeCaseLetter(reader, services, authority, record, kind, date, extras)
  return composed.ok ? success({ ...composed.value, kind, record }) : composed
}

export async function ownCase(services: CaseServices, staff: Staff, caseId: string): Promise<boolean> {
  const row = await services.database.reader
    .selectFrom('cases')
    .select('authority_id')
    .where('id', '=', caseId)
    .executeTakeFirst()
  return row?.authority_id === staff.authorityId
}

/** The letter as it would go out today; or, field by field, what is still missing from it. */
export async function previewLetter(
  services: CaseServices,
  staff: Staff,
  caseId: string,
): Promise<Outcome<LetterModel>> {
  if (!can(staff, 'read-cases') || !(await ownCase(services, staff, caseId))) return refuse('not-found')
  const composed = await composeAnswer(services, caseId, legalDay(services.clock.now()))
  if (!composed.ok) return composed
  return success(composed.value.model)
}

/** Puts the renditions of a letter in the file store and gives their addresses. */
export async function keepRenditions(services: CaseServices, model: LetterModel) {
  const [pdf, docx] = await Promise.all([renderPdf(model), renderDocx(model)])
  const store = async (bytes: Uint8Array): Promise<string> => (await services.files.put(bytes)).sha256
  const text = renderText(model)
  const page = renderHtml(model)
  const html = Buffer.from(page)
  return {
    text,
    page,
    renditions: { html, pdf, docx },
    hashes: {
      html_sha256: await store(html),
      pdf_sha256: await store(pdf),
      docx_sha256: await store(docx),
    },
  }
}

export type LetterFile = { bytes: Uint8Array; mediaType: string; name: string }

/** One rendition of a letter that was submitted, for staff who may read cases. */
export async function readLetter(
  services: CaseServices,
  staff: Staff,
  caseId: CaseId,
  letterId: string,
  format: 'html' | 'pdf' | 'docx' | 'txt',
): Promise<LetterFile | null> {
  if (!can(staff, 'read-cases')) return null
  const letter = await services.database.reader
    .selectFrom('letter as l')
    .innerJoin('cases as c', 'c.id', 'l.case_id')
    .selectAll('l')
    .select(['c.authority_id', 'c.reference'])
    .where('l.id', '=', letterId)
    .where('l.case_id', '=', caseId)
    .executeTakeFirst()
  if (!letter || letter.authority_id !== staff.authorityId) return null
  const name = `${letter.reference}-letter-${letter.version}.${format}`
  if (format === 'txt')
    return { bytes: Buffer.from(letter.text_body), mediaType: 'text/plain; charset=utf-8', name }
  const hash = { html: letter.html_sha256, pdf: letter.pdf_sha256, docx: letter.docx_sha256 }[format]
  if (hash === null) return null
  return { bytes: await services.files.read(hash), mediaType: letterMediaTypes[format], name }
}

export const letterMediaTypes = {
  html: 'text/html; charset=utf-8',
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
} as const
