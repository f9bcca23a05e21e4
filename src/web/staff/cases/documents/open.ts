import type { FastifyReply, FastifyRequest } from 'fastify'
import {
  findDocument,
  noteWarningsSeen,
  readDocument,
  unlockDocument,
  type FoundDocument,
} from '../../../../cases/index.ts'
import { can, type Staff } from '../../../../identity/index.ts'
import { isId } from '../../../../kernel/ids.ts'
import { blankForm, readForm, readState, sendRefusal, type App, type FormState } from '../../../kit/index.ts'
import { done, show } from '../../answer.ts'
import { arrivalView } from '../../arrival-words.ts'
import { withRefusal } from '../../form-fields.ts'
import { requireStaff } from '../../session.ts'
import type { StaffServices } from '../../staff-services.ts'
import { casePath } from '../case-page.ts'

/** Opening a file: what stands against it is said first, and a file with a virus opens for nobody. */
export function addOpenDocument(app: App, services: StaffServices): void {
  const find = (request: FastifyRequest, staff: Staff): Promise<FoundDocument | null> => {
    const { id } = request.params as { id: string }
    return isId(id) ? findDocument(services, staff, id) : Promise.resolve(null)
  }

  app.get('/staff/documents/:id', { config: { private: true } }, async (request, reply) => {
    const staff = requireStaff(request, 'read-cases', 'complete-task')
    const found = await find(request, staff)
    if (found === null) return sendRefusal(reply, { ok: false, problem: 'not-found' })
    const { state } = arrivalView(found)
    if (state === 'warning' || state === 'virus') await noteWarningsSeen(services, staff, found)
    const goesOn = readState(request).query['open'] === 'yes'
    if (state === 'virus' && goesOn) return sendRefusal(reply, { ok: false, problem: 'quarantined' })
    if (state !== 'ready' && !goesOn) return showBefore(services, reply, staff, found, blankForm())
    const file = await readDocument(services, staff, found.id)
    if (file === null) return sendRefusal(reply, { ok: false, problem: 'not-found' })
    // Never opened inside this site: what a stranger sent stays a download.
    return reply
      .type('application/octet-stream')
      .header('Content-Disposition', `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`)
      .header('Content-Length', file.size)
      .send(file.stream)
  })

  app.post('/staff/documents/:id/unlock', { config: { private: true } }, async (request, reply) => {
    const staff = requireStaff(request, 'unlock-file')
    const found = await find(request, staff)
    if (found === null) return sendRefusal(reply, { ok: false, problem: 'not-found' })
    const form = readForm(request.body)
    const reason = form.text('reason', {
      required: 'Enter why it is a false alarm',
      multiline: true,
      most: 2000,
      label: 'The reason',
    })
    if (!form.ok) return showBefore(services, reply, staff, found, form.state(), 422)
    const outcome = await unlockDocument(services, staff, { documentId: found.id, reason })
    if (outcome.ok)
      return done(
        reply,
        `/staff/documents/${found.id}`,
        outcome.value.state === 'released' ? 'file-let-out' : 'file-unlock-asked',
      )
    if (outcome.problem !== 'invalid-input') return sendRefusal(reply, outcome)
    const state = withRefusal(form.state(), outcome, [{ name: 'reason', kind: 'textarea' }])
    return showBefore(services, reply, staff, found, state, 422)
  })
}

function showBefore(
  services: StaffServices,
  reply: FastifyReply,
  staff: Staff,
  found: FoundDocument,
  form: FormState,
  status = 200,
): FastifyReply {
  const arrival = arrivalView(found)
  const view = {
    title: 'Before you open it',
    breadcrumbs: crumbs(found, can(staff, 'read-cases')),
    document: found,
    arrival,
    form,
    mayUnlock: can(staff, 'unlock-file'),
    awaitsScan: services.virusScanner !== null && !arrival.scanned,
    redactHref:
      can(staff, 'redact') && found.caseReference !== null
        ? `${casePath(found.caseReference)}/documents/${found.id}/redact`
        : null,
  }
  return show(reply, 'cases/documents/open.njk', view, status)
}

function crumbs({ caseReference }: FoundDocument, canRead: boolean): { text: string; href?: string }[] {
  const place = 'Before you open it'
  if (caseReference === null || !canRead) return [{ text: 'Tasks', href: '/staff/tasks' }, { text: place }]
  const path = casePath(caseReference)
  return [
    { text: caseReference, href: path },
    { text: 'Documents', href: `${path}/documents` },
    { text: place },
  ]
}
