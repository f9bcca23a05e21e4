import {
  renderDocx,
  renderHtml,
  renderPdf,
  renderText,
  type LetterKind,
  type LetterModel,
} from '../../correspondence/index.ts'
import { json } from '../../db/index.ts'
import { approvalSteps, can, type Staff } from '../../identity/index.ts'
import { legalDay } from '../../kernel/clock.ts'
import { newId, type CaseId, type LetterId, type StaffId } from '../../kernel/ids.ts'
import { refuse, refuseFields, success, type Outcome } from '../../kernel/outcome.ts'
import { type CaseRecord, type CaseServices, type Stage } from '../case.ts'
import { byStaff, changeCase, type Versioned } from '../change-case.ts'
import { composeCaseLetter, type Extras } from '../letter-input.ts'
import { checkText, textLimits, tidyText } from '../people.ts'
import { loadCaseRecord } from '../queries/case-record.ts'
import { reviewExtras } from '../review-outcome.ts'
import { whyNot } from '../transitions.ts'
import { loadFacts } from '../store.ts'

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

async function ownCase(services: CaseServices, staff: Staff, caseId: string): Promise<boolean> {
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
async function keepRenditions(services: CaseServices, model: LetterModel) {
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

/** Sends the composed answer to whoever must approve it, step by step as the authority decided; never to its author. */
export async function submitLetter(
  services: CaseServices,
  staff: Staff,
  input: Versioned & { version: number },
): Promise<Outcome<{ letterId: LetterId; stage: Stage }>> {
  if (!(await ownCase(services, staff, input.caseId))) return refuse('not-found')
  const row = await services.database.reader
    .selectFrom('cases')
    .selectAll()
    .where('id', '=', input.caseId)
    .executeTakeFirstOrThrow()
  if (row.version !== input.version) return refuse('stale')
  const blocked = whyNot('submit', await loadFacts(services.database.reader, row))
  if (blocked !== null) return refuse('not-now', `${blocked}.`)
  const composed = await composeAnswer(services, input.caseId, legalDay(services.clock.now()))
  if (!composed.ok) return composed
  const kept = await keepRenditions(services, composed.value.model)
  return changeCase(services, byStaff(staff), input, 'submit', async ({ tx, row: fresh, now }) => {
    const steps = await approvalSteps(tx, fresh.authority_id, fresh.regime, fresh.risk_flags)
    const letterId = newId<LetterId>()
    const last = await tx
      .selectFrom('letter')
      .select((letter) => letter.fn.max('version').as('version'))
      .where('case_id', '=', fresh.id)
      .executeTakeFirst()
    await tx
      .updateTable('letter')
      .set({ state: 'superseded' })
      .where('case_id', '=', fresh.id)
      .where('state', '!=', 'sent')
      .execute()
    await tx
      .insertInto('letter')
      .values({
        id: letterId,
        case_id: fresh.id,
        version: (last?.version ?? 0) + 1,
        kind: composed.value.kind,
        input: json(composed.value.input),
        wording_version: composed.value.wordingVersion,
        state: steps.length === 0 ? 'approved' : 'submitted',
        ...kept.hashes,
        text_body: kept.text,
        created_by: staff.id,
        created_at: now,
        sent_at: null,
      })
      .execute()
    if (steps.length > 0) {
      await tx
        .insertInto('approval')
        .values(
          steps.map((step, index) => ({
            id: newId(),
            letter_id: letterId,
            case_id: fresh.id,
            step: index + 1,
            role: step.role,
            label: step.label,
            assigned_to: null,
            decision: null,
            decided_by: null,
            decided_at: null,
            created_at: now,
          })),
        )
        .execute()
    }
    const stage: Stage = steps.length === 0 ? 'approved' : 'approval'
    return success({
      value: { letterId, stage },
      set: { stage },
      details: { letterId, steps: steps.length, pdf: kept.hashes.pdf_sha256 },
    })
  })
}

export function recallLetter(
  services: CaseServices,
  staff: Staff,
  input: Versioned & { reason?: string },
): Promise<Outcome<null>> {
  return changeCase(services, byStaff(staff), input, 'recall', async ({ tx, row }) => {
    await tx
      .updateTable('letter')
      .set({ state: 'superseded' })
      .where('case_id', '=', row.id)
      .where('state', 'in', ['submitted', 'approved'])
      .execute()
    return success({ value: null, set: { stage: 'open' } })
  })
}

export type ApprovalInput = Versioned & {
  decision: 'approved' | 'changes-asked' | 'passed-on'
  comment: string
  passTo?: StaffId
}

/** One step's decision on the letter that waits. The author of the letter is refused, whatever their roles. */
export function decideApproval(
  services: CaseServices,
  staff: Staff,
  input: ApprovalInput,
): Promise<Outcome<{ stage: Stage }>> {
  const comment = tidyText(input.comment)
  if (input.decision !== 'approved') {
    const errors = checkText(
      'comment',
      comment,
      textLimits.reason,
      input.decision === 'changes-asked' ? 'Enter what must change' : 'Enter why you pass it on',
    )
    if (errors.length) return Promise.resolve(refuseFields(errors))
  }
  const action = ({ approved: 'approve', 'changes-asked': 'ask-changes', 'passed-on': 'pass-on' } as const)[
    input.decision
  ]
  return changeCase<{ stage: Stage }>(services, byStaff(staff), input, action, async ({ tx, row, now }) => {
    const letter = await tx
      .selectFrom('letter')
      .select(['id', 'created_by'])
      .where('case_id', '=', row.id)
      .where('state', '=', 'submitted')
      .executeTakeFirst()
    if (!letter) return refuse('not-now', 'No letter waits for approval.')
    // Separation of duties: whoever wrote the letter or decided a part of it is not the one to approve it.
    const decided = await tx
      .selectFrom('case_part')
      .select('id')
      .where('case_id', '=', row.id)
      .where('decided_by', '=', staff.id)
      .executeTakeFirst()
    if (letter.created_by === staff.id || decided) return refuse('own-work')
    const steps = await tx
      .selectFrom('approval')
      .selectAll()
      .where('letter_id', '=', letter.id)
      .orderBy('step')
      .execute()
    const current = steps.find((step) => step.decision === null)
    if (!current) return refuse('not-now', 'Every step has been decided.')
    if (!staff.roles.some((role) => role === current.role))
      return refuse('not-permitted', `This step is for the role “${current.role}”.`)
    if (current.assigned_to !== null && current.assigned_to !== staff.id)
      return refuse('not-permitted', 'This step was passed on to somebody else.')
    if (steps.some((step) => step.decision === 'approved' && step.decided_by === staff.id)) {
      return refuse('own-work', 'You approved an earlier step; each step is for a different person.')
    }
    const details = { step: current.step, letterId: letter.id }
    if (input.decision === 'passed-on') {
      const to = await approverNamed(tx, row.authority_id, input.passTo, current.role)
      if (!to || to === staff.id || to === letter.created_by) {
        return refuseFields([{ field: 'passTo', message: 'Select another approver, not the author' }])
      }
      await tx
        .updateTable('approval')
        .set({ assigned_to: to, comment })
        .where('id', '=', current.id)
        .execute()
      return success({ value: { stage: 'approval' }, details: { ...details, passedTo: to } })
    }
    await tx
      .updateTable('approval')
      .set({ decision: input.decision, comment, decided_by: staff.id, decided_at: now })
      .where('id', '=', current.id)
      .execute()
    const done =
      input.decision === 'approved' &&
      steps.every((step) => step.id === current.id || step.decision === 'approved')
    const stage: Stage = input.decision === 'changes-asked' ? 'open' : done ? 'approved' : 'approval'
    if (stage !== 'approval') {
      await tx
        .updateTable('letter')
        .set({ state: done ? 'approved' : 'changes-asked' })
        .where('id', '=', letter.id)
        .execute()
    }
    return success({ value: { stage }, set: { stage }, details })
  })
}

async function approverNamed(
  tx: Parameters<typeof approvalSteps>[0],
  authorityId: string,
  staffId: string | undefined,
  role: string,
): Promise<string | null> {
  if (staffId === undefined) return null
  const found = await tx
    .selectFrom('staff as s')
    .innerJoin('staff_role as r', 'r.staff_id', 's.id')
    .select('s.id')
    .where('s.id', '=', staffId)
    .where('s.authority_id', '=', authorityId)
    .where('s.active', '=', true)
    .where('r.role', '=', role)
    .executeTakeFirst()
  return found?.id ?? null
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

export { keepRenditions }
