import type { FastifyReply, FastifyRequest } from 'fastify'
import { refuseFields, success } from '../../../../../kernel/outcome.ts'
import { findAndMark, findRedaction, layers, type FindInput } from '../../../../../redaction/index.ts'
import { plural, readForm, type App, type FormReader } from '../../../../kit/index.ts'
import { requireStaff } from '../../../session.ts'
import { answerChange } from '../answer-change.ts'
import { addedMarks } from '../changes.ts'
import { writePageRanges } from '../flags/page-ranges.ts'
import { showOverview } from '../overview/show.ts'
import { entityGroups } from '../words.ts'
import {
  loadQuickly,
  loadWorkspace,
  redactAddress,
  type RedactServices,
  type Workspace,
} from '../workspace.ts'

const mostTexts = 100

/** Search and mark all: texts that somebody names are marked at once, personal data is proposed. */
export function addFindForms(app: App, context: RedactServices): void {
  const { services } = context

  app.post(`${redactAddress}/find`, { config: { private: true } }, async (request, reply) => {
    requireStaff(request, 'redact')
    const workspace = await loadQuickly(services, request)
    const { record } = workspace
    const form = readForm(request.body)
    const find = readLines(
      form.text('texts', {
        label: 'The texts',
        most: 10_000,
        multiline: true,
        required: 'Enter at least one text to find',
      }),
    )
    const reason = form.text('findReason', { required: 'Select a reason' })
    const layer = form.choice('findLayer', layers) ?? 'requester'
    const state = form.choices('findPropose', ['yes']).length > 0 ? 'proposed' : 'accepted'
    if (find.length > mostTexts) form.fail('texts', `Enter at most ${mostTexts} texts at once`)
    const version = form.wholeNumber('version', { label: 'The version' }) ?? record.version
    if (!form.ok)
      return answerChange(context, request, reply, workspace, refuseFields(form.state().errors), form)
    const input = { documentId: record.documentId, version, find, reason, layer, state } as const
    return search(context, request, reply, workspace, input, form)
  })

  app.post(`${redactAddress}/find/personal-data`, { config: { private: true } }, async (request, reply) => {
    requireStaff(request, 'redact')
    const workspace = await loadQuickly(services, request)
    const { record } = workspace
    const form = readForm(request.body)
    const groups = form.choices(
      'groups',
      entityGroups.map(({ id }) => id),
      { required: 'Select what to look for' },
    )
    const reason = form.text('dataReason', { required: 'Select a reason' })
    const layer = form.choice('dataLayer', layers) ?? 'requester'
    const version = form.wholeNumber('version', { label: 'The version' }) ?? record.version
    if (!form.ok)
      return answerChange(context, request, reply, workspace, refuseFields(form.state().errors), form)
    const entities = entityGroups.flatMap((group) => (groups.includes(group.id) ? group.entities : []))
    const input = { documentId: record.documentId, version, entities, reason, layer }
    return search(context, request, reply, workspace, input, form)
  })
}

function readLines(text: string): string[] {
  return [...new Set(text.split('\n').map((line) => line.trim()))].filter((line) => line !== '')
}

/** Searches, marks, and says how much was found; nothing found is no mistake, and the form stays as it was. */
async function search(
  context: RedactServices,
  request: FastifyRequest,
  reply: FastifyReply,
  workspace: Workspace,
  input: FindInput & { version: number },
  form: FormReader,
): Promise<FastifyReply> {
  const { services } = context
  const { record, staff } = workspace
  const done = await findAndMark(services, staff, input)
  if (!done.ok) {
    const field = input.find === undefined ? 'groups' : 'texts'
    const refused =
      done.problem === 'invalid-input' && done.fields === undefined
        ? refuseFields([{ field, message: (done.detail ?? 'Enter something to find').replace(/\.$/, '') }])
        : done
    return answerChange(context, request, reply, workspace, refused, form)
  }
  const { added, known, unread, version } = done.value
  const later =
    unread.length === 0
      ? ''
      : `. Pages ${writePageRanges(unread)} could not be read yet: search again for them`
  if (added === 0) {
    const text =
      known === 0 ? 'Nothing was found' : `Nothing new was found. ${plural(known, 'place')} found again`
    const whole = await loadWorkspace(services, request)
    return showOverview(context, reply, whole, { form: form.state(), notice: `${text}${later}` })
  }
  const told =
    input.state === 'accepted'
      ? `Found and marked ${plural(added, 'place')}`
      : `Found ${plural(added, 'place')} to decide`
  const fresh = await findRedaction(services.database.reader, staff.authorityId, record.documentId)
  const ids = fresh?.version === version ? fresh.marks.map(({ id }) => id) : []
  const change = addedMarks(record, input.version, { version, ids }, `${told}${later}`)
  return answerChange(context, request, reply, workspace, success(change), form)
}
