import { refuseFields, success, type Outcome } from '../../../../../kernel/outcome.ts'
import {
  changeMarks,
  decideMarks,
  layers,
  proposalsTogether,
  removeMarks,
  type Mark,
  type Together,
} from '../../../../../redaction/index.ts'
import { plural, readForm, type App, type FormReader } from '../../../../kit/index.ts'
import { requireStaff } from '../../../session.ts'
import type { StaffServices } from '../../../staff-services.ts'
import { answerChange } from '../answer-change.ts'
import { changeBack, decideBack, takeBack, type Change } from '../changes.ts'
import { loadQuickly, redactAddress, type RedactServices, type Workspace } from '../workspace.ts'

const acts = ['accept', 'reject', 'remove', 'change', 'undo'] as const
type Act = (typeof acts)[number]

/** What is done to marks that are there: one, the ticked ones, or all that one rule proposed. */
export function addMarksForm(app: App, context: RedactServices): void {
  app.post(`${redactAddress}/marks`, { config: { private: true } }, async (request, reply) => {
    requireStaff(request, 'redact')
    const workspace = await loadQuickly(context.services, request)
    const form = readForm(request.body)
    const outcome = await doAct(context, workspace, form)
    return answerChange(context, request, reply, workspace, outcome, form)
  })
}

async function doAct(
  context: RedactServices,
  workspace: Workspace,
  form: FormReader,
): Promise<Outcome<Change>> {
  const { services, memory } = context
  const { staff, record } = workspace
  const [one = '', oneId = ''] = form.text('one').split(' ', 2)
  const [together = '', kind, which = ''] = form.text('together', { most: 300 }).split(/ (rule|alike) /)
  const act = acts.find((each) => each === (one || together || form.text('act')))
  const version = form.wholeNumber('version', { label: 'The version' }) ?? record.version
  const target = { documentId: record.documentId, version }
  if (act === undefined)
    return refuseFields([{ field: 'marks', message: 'Choose what to do with the marks' }])
  if (act === 'undo') {
    const last = memory.last(staff.id, record)
    if (last === null)
      return refuseFields([{ field: 'marks', message: 'There is no change of yours that can be undone now' }])
    const done = await takeBack(services, staff, { ...record, version }, last.steps)
    if (!done.ok) return done
    memory.undone(staff.id, record.documentId, done.value.version)
    return success({ said: `Undone: ${lowerFirst(last.said)}`, before: 0, after: 0, steps: [], undone: true })
  }
  if (together !== '' && (act === 'accept' || act === 'reject')) {
    const group = kind === 'alike' ? { alike: which } : { rule: which }
    return decideGroup(services, workspace, { act, group, target, reason: form.text('togetherReason') })
  }
  const chosen = chooseMarks(record.marks, form, oneId)
  if (chosen.length === 0) return refuseFields([{ field: 'marks', message: 'Select at least one mark' }])
  return applyAct(services, workspace, { act, chosen, target, form })
}

/** All of one kind or of one value, and what takes exactly that back. */
async function decideGroup(
  services: StaffServices,
  { staff, record }: Workspace,
  {
    act,
    group,
    target,
    reason,
  }: {
    act: 'accept' | 'reject'
    group: Together
    target: Work['target']
    reason: string
  },
): Promise<Outcome<Change>> {
  const chosen = await proposalsTogether(services, staff, record, group)
  if (!chosen.ok)
    return chosen.problem === 'not-found'
      ? refuseFields([{ field: 'marks', message: 'None of these waits for a decision any more' }])
      : chosen
  const done = await decideMarks(services, staff, {
    ...target,
    ids: chosen.value.map(({ id }) => id),
    state: act === 'accept' ? 'accepted' : 'rejected',
    ...(act === 'accept' && reason !== '' ? { reason } : {}),
  })
  if (!done.ok) return done
  const count = plural(done.value.changed, 'mark')
  return success({
    said: act === 'accept' ? `Accepted ${count}` : `Rejected ${count}`,
    before: target.version,
    after: done.value.version,
    steps: decideBack(chosen.value),
  })
}

type Work = {
  act: Exclude<Act, 'undo'>
  chosen: readonly Mark[]
  target: { documentId: string; version: number }
  form: FormReader
}

async function applyAct(
  services: StaffServices,
  { staff }: Workspace,
  { act, chosen, target, form }: Work,
): Promise<Outcome<Change>> {
  const ids = chosen.map(({ id }) => id)
  const count = plural(ids.length, 'mark')
  const told = (after: number, said: string, steps: Change['steps']): Outcome<Change> =>
    success({ said, before: target.version, after, steps })
  if (act === 'remove') {
    const done = await removeMarks(services, staff, { ...target, ids })
    return done.ok ? told(done.value.version, `Removed ${count}`, [{ kind: 'restore', ids }]) : done
  }
  if (act === 'change') {
    const reason = form.text('newReason')
    const layer = form.choice('newLayer', layers)
    if (reason === '' && layer === null)
      return refuseFields([{ field: 'newReason', message: 'Select a reason, or whom to hide it from' }])
    const done = await changeMarks(services, staff, {
      ...target,
      ids,
      ...(reason === '' ? {} : { reason }),
      ...(layer === null ? {} : { layer }),
    })
    return done.ok ? told(done.value.version, `Changed ${count}`, changeBack(chosen)) : done
  }
  const state = act === 'accept' ? 'accepted' : 'rejected'
  const done = await decideMarks(services, staff, { ...target, ids, state })
  const said = `${act === 'accept' ? 'Accepted' : 'Rejected'} ${count}`
  return done.ok ? told(done.value.version, said, decideBack(chosen)) : done
}

/** One mark, or the ticked ones. Those that are gone meanwhile are left out. */
function chooseMarks(marks: readonly Mark[], form: FormReader, oneId: string): Mark[] {
  if (oneId !== '') return marks.filter(({ id }) => id === oneId)
  const ticked = new Set(
    form.choices(
      'ids',
      marks.map(({ id }) => id),
    ),
  )
  return marks.filter(({ id }) => ticked.has(id))
}

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1)
