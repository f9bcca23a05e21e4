import { findDocument, noteWarningsSeen, readDocument, type FoundDocument } from '../../../../cases/index.ts'
import { can } from '../../../../identity/index.ts'
import { isId } from '../../../../kernel/ids.ts'
import { readState, sendRefusal, type App } from '../../../kit/index.ts'
import { show } from '../../answer.ts'
import { arrivalView } from '../../arrival-words.ts'
import { requireStaff } from '../../session.ts'
import type { StaffServices } from '../../staff-services.ts'
import { casePath } from '../case-page.ts'

/** Opening a file: what stands against it is said first, and a file with a virus opens for nobody. */
export function addOpenDocument(app: App, services: StaffServices): void {
  app.get('/staff/documents/:id', { config: { private: true } }, async (request, reply) => {
    const staff = requireStaff(request, 'read-cases', 'complete-task')
    const { id } = request.params as { id: string }
    const found = isId(id) ? await findDocument(services, staff, id) : null
    if (found === null) return sendRefusal(reply, { ok: false, problem: 'not-found' })
    const arrival = arrivalView(found)
    if (arrival.state === 'warning' || arrival.state === 'virus')
      await noteWarningsSeen(services, staff, found)
    const goesOn = readState(request).query['open'] === 'yes'
    if (arrival.state === 'virus' && goesOn) return sendRefusal(reply, { ok: false, problem: 'quarantined' })
    if (arrival.state !== 'ready' && !goesOn)
      return show(reply, 'cases/documents/open.njk', {
        title: 'Before you open it',
        breadcrumbs: crumbs(found, can(staff, 'read-cases')),
        document: found,
        arrival,
        awaitsScan: services.virusScanner !== null && !arrival.scanned,
        redactHref:
          can(staff, 'redact') && found.caseReference !== null
            ? `${casePath(found.caseReference)}/documents/${found.id}/redact`
            : null,
      })
    const file = await readDocument(services, staff, found.id)
    if (file === null) return sendRefusal(reply, { ok: false, problem: 'not-found' })
    // Never opened inside this site: what a stranger sent stays a download.
    return reply
      .type('application/octet-stream')
      .header('Content-Disposition', `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`)
      .header('Content-Length', file.size)
      .send(file.stream)
  })
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
