import {
  addCasePerson,
  casePersonRoles,
  listCasePeople,
  removeCasePerson,
  type CasePersonRole,
} from '../../../../../cases/index.ts'
import type { FastifyReply } from 'fastify'
import { showDocument } from '../../../../../redaction/index.ts'
import { blankForm, readForm, sendRefusal, type App, type FormState } from '../../../../kit/index.ts'
import { done, show } from '../../../answer.ts'
import { requireStaff } from '../../../session.ts'
import {
  loadQuickly,
  loadWorkspace,
  redactAddress,
  redactFrame,
  type FullWorkspace,
  type RedactServices,
} from '../workspace.ts'

const roleWords: Record<CasePersonRole, string> = {
  'data-subject': 'Whom the documents are about',
  'third-party': 'Another person: look for the name',
  public: 'A public name: leave it in',
}

/** The people of the request: names to look for, and public names to leave. */
export function addPeoplePages(app: App, context: RedactServices): void {
  const { services } = context
  const address = `${redactAddress}/people`

  const showPeople = async (reply: FastifyReply, workspace: FullWorkspace, form: FormState, status = 200) => {
    const { staff, record, page } = workspace
    const [people, whole] = await Promise.all([
      listCasePeople(services.database.reader, staff.authorityId, record.caseId),
      showDocument(services, staff, record.documentId),
    ])
    const kind = whole.ok ? whole.value.kind : 'pages'
    return show(
      reply,
      'cases/redact/people/page.njk',
      {
        ...redactFrame(context, workspace, 'people', 'People of the request', kind),
        from: 'list',
        form,
        requester: page.record.requester.name,
        people: people.map((person) => ({ ...person, role: roleWords[person.role] })),
        roles: casePersonRoles.map((value) => ({ value, text: roleWords[value] })),
      },
      status,
    )
  }

  app.get(address, { config: { private: true } }, async (request, reply) =>
    showPeople(reply, await loadWorkspace(services, request), blankForm({ role: 'third-party' })),
  )

  app.post(address, { config: { private: true } }, async (request, reply) => {
    const staff = requireStaff(request, 'redact')
    const { record, base } = await loadQuickly(services, request)
    const form = readForm(request.body)
    const name = form.text('name', { label: 'The name', most: 200, required: 'Enter the name' })
    const role = form.choice('role', casePersonRoles, { required: 'Select who they are in this request' })
    if (role === null || !form.ok)
      return showPeople(reply, await loadWorkspace(services, request), form.state(), 422)
    const added = await addCasePerson(services, staff, { caseId: record.caseId, name, role })
    if (added.ok) return done(reply, `${base}/people`, 'person-added')
    if (added.problem !== 'invalid-input') return sendRefusal(reply, added)
    const state = { values: form.state().values, errors: added.fields ?? [] }
    return showPeople(reply, await loadWorkspace(services, request), state, 422)
  })

  app.post(`${address}/remove`, { config: { private: true } }, async (request, reply) => {
    const staff = requireStaff(request, 'redact')
    const { record, base } = await loadQuickly(services, request)
    const id = readForm(request.body).text('person')
    const removed = await removeCasePerson(services, staff, { caseId: record.caseId, id })
    return removed.ok ? done(reply, `${base}/people`, 'person-removed') : sendRefusal(reply, removed)
  })
}
