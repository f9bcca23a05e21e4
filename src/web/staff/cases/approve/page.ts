import type { FastifyReply } from 'fastify'
import { decideApproval, readLetter, type CaseApproval, type CaseLetter } from '../../../../cases/index.ts'
import { fragmentOfPage } from '../../../../correspondence/index.ts'
import { listStaff } from '../../../../identity/index.ts'
import type { StaffId } from '../../../../kernel/ids.ts'
import type { Refusal } from '../../../../kernel/outcome.ts'
import { blankForm, readForm, sendRefusal, type App, type FormState } from '../../../kit/index.ts'
import { done, show } from '../../answer.ts'
import type { StaffServices } from '../../staff-services.ts'
import { caseFrame } from '../case-frame.ts'
import { loadCase, type CasePage } from '../case-page.ts'
import { readVersion, withRefusal } from '../../form-fields.ts'
import { readId } from '../forms/read-id.ts'
import { changesSince } from '../history/event-words.ts'
import { groundLine } from '../decision/ground-words.ts'
import { attachmentsOf, paragraphChanges } from '../letter/letter-view.ts'
import { isOwnWork } from '../next-steps.ts'

const decisions = ['approved', 'changes-asked', 'passed-on'] as const
const decisionWords = {
  approved: 'approved this',
  'changes-asked': 'asked for changes',
  'passed-on': 'passed this on',
}

export function addApprovePage(app: App, services: StaffServices): void {
  const address = '/staff/cases/:reference/approve'

  app.get(address, { config: { private: true } }, async (request, reply) => {
    const page = await loadCase(services, request, 'approve-letter')
    return showApprove(services, reply, page, blankForm())
  })

  app.post(address, { config: { private: true } }, async (request, reply) => {
    const page = await loadCase(services, request, 'approve-letter')
    const form = readForm(request.body)
    const decision = form.choice('decision', decisions, { required: 'Select what you decide' })
    const comment = form.text('comment', { multiline: true, most: 5000, label: 'The comment' })
    const passTo = readId(form, 'passTo') as StaffId | null
    if (decision === 'changes-asked' && comment === '') form.fail('comment', 'Enter what must change')
    if (decision === 'passed-on' && passTo === null) form.fail('passTo', 'Select who should decide')
    if (!form.ok || decision === null) return showApprove(services, reply, page, form.state(), 422)
    const outcome = await decideApproval(services, page.staff, {
      caseId: page.record.id,
      version: readVersion(request.body),
      decision,
      comment: comment === '' && decision === 'passed-on' ? 'Passed on' : comment,
      ...(decision === 'passed-on' && passTo !== null ? { passTo } : {}),
    })
    if (outcome.ok) {
      const code =
        decision === 'approved'
          ? outcome.value.stage === 'approved'
            ? 'approved'
            : 'approved-next'
          : decision
      return done(reply, '/staff', code)
    }
    if (outcome.problem === 'own-work') return showOwnWork(services, reply, page, outcome)
    const fresh = await loadCase(services, request, 'approve-letter')
    if (outcome.problem === 'invalid-input') {
      const fields = ['decision', 'comment', 'passTo'].map((name) => ({ name, kind: 'text' as const }))
      return showApprove(services, reply, fresh, withRefusal(form.state(), outcome, fields), 422)
    }
    if (outcome.problem === 'stale' || outcome.problem === 'not-now')
      return showApprove(services, reply, fresh, form.state(), 409, outcome)
    return sendRefusal(reply, outcome)
  })
}

async function showApprove(
  services: StaffServices,
  reply: FastifyReply,
  page: CasePage,
  form: FormState,
  status = 200,
  refusal?: Refusal,
): Promise<FastifyReply> {
  const { record, staff } = page
  const letter = record.letters.findLast(({ state }) => state === 'submitted')
  if (letter === undefined) return showDecided(services, reply, page, form, refusal === undefined ? 200 : 409)
  if (isOwnWork(page)) return showOwnWork(services, reply, page, { ok: false, problem: 'own-work' })
  const steps = record.approvals.filter(({ letterId }) => letterId === letter.id)
  const current = steps.find(({ decision }) => decision === null)
  const file = await readLetter(services, staff, record.id, letter.id, 'html')
  return show(
    reply,
    'cases/approve/page.njk',
    {
      ...caseFrame(services, page, null, 'Check and approve'),
      plain: true,
      form,
      letter,
      steps,
      current: current ?? null,
      html: file === null ? null : fragmentOfPage(new TextDecoder().decode(file.bytes), 2),
      pdf: `${page.path}/letters/${letter.id}/pdf`,
      attachments: attachmentsOf(record),
      changes: await changesFromLast(services, page, letter),
      grounds: record.parts.flatMap((part) =>
        part.grounds.map((ground) => ({ ...ground, part: part.number, line: groundLine(ground) })),
      ),
      version: record.version,
      others: await othersWhoMay(services, page, current),
      stale: refusal === undefined ? null : { changes: changesSince(page, reply.request.body), rows: [] },
    },
    status,
  )
}

/** Back button, second click, or a link kept too long: what became of it, with whatever was entered. */
function showDecided(
  services: StaffServices,
  reply: FastifyReply,
  page: CasePage,
  form: FormState,
  status: number,
) {
  const mine = page.record.approvals.findLast(({ decidedBy }) => decidedBy === page.staff.name)
  return show(
    reply,
    'cases/approve/decided.njk',
    {
      ...caseFrame(services, page, null, 'Already decided'),
      plain: true,
      mine: mine?.decision == null ? null : { ...mine, words: decisionWords[mine.decision] },
      entered: typeof form.values['comment'] === 'string' ? form.values['comment'] : '',
    },
    status,
  )
}

function showOwnWork(services: StaffServices, reply: FastifyReply, page: CasePage, refusal: Refusal) {
  return show(
    reply,
    'cases/approve/own-work.njk',
    {
      ...caseFrame(services, page, null, 'Somebody else must approve this'),
      plain: true,
      detail: refusal.ok ? null : (refusal.detail ?? null),
    },
    403,
  )
}

async function changesFromLast(services: StaffServices, page: CasePage, letter: CaseLetter) {
  const before = page.record.letters.findLast(({ version }) => version < letter.version)
  if (before === undefined) return null
  const read = (id: CaseLetter['id']) => readLetter(services, page.staff, page.record.id, id, 'txt')
  const [old, now] = await Promise.all([read(before.id), read(letter.id)])
  if (old === null || now === null) return null
  const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes)
  return {
    version: before.version,
    lines: paragraphChanges(decode(old.bytes), decode(now.bytes)).filter(({ kind }) => kind !== 'same'),
  }
}

async function othersWhoMay(services: StaffServices, page: CasePage, current: CaseApproval | undefined) {
  if (current === undefined) return []
  const all = await listStaff(services.database.reader, page.staff.authorityId)
  const author = page.record.letters.findLast(({ state }) => state === 'submitted')?.createdBy.id
  return all
    .filter(
      (person) =>
        person.active &&
        person.id !== page.staff.id &&
        person.id !== author &&
        person.roles.some((role) => role === current.role),
    )
    .map(({ id, name }) => ({ value: id, text: name }))
}
