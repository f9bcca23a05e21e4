import { findByTracking } from '../../../../../cases/index.ts'
import type { App } from '../../../../kit/index.ts'
import type { PublicServices } from '../../../public-services.ts'
import { openDraft, sendNoDraft } from '../draft.ts'
import { draftPage } from '../step-page.ts'
import { firstOpenStep, stepAddress } from '../steps.ts'

/** The end of the journey. It may be kept as a bookmark for as long as the draft is. */
export function registerSent(app: App, services: PublicServices): void {
  app.get('/requests/new/:draft/sent', { config: draftPage }, async (request, reply) => {
    const draft = await openDraft(services, request)
    if (draft === null) return sendNoDraft(reply)
    if (draft.submitted === null)
      return reply.redirect(stepAddress(draft.secret, firstOpenStep(draft.answers)), 303)
    const { reference, trackingSecret } = draft.submitted
    const view = await findByTracking(services, draft.authority, trackingSecret)
    return reply.page('public/requests/new/sent/page.njk', {
      reference,
      dueOn: view?.dueOn ?? null,
      trackingPath: `/requests/${trackingSecret}`,
      trackingAddress: services.linkTo(draft.authority, `/requests/${trackingSecret}`),
      mailConfigured: services.mailConfigured,
    })
  })
}
