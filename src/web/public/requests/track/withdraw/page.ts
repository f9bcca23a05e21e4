import { withdrawAsRequester } from '../../../../../cases/index.ts'
import type { App, FormState } from '../../../../kit/index.ts'
import { blankForm, readForm } from '../../../../kit/index.ts'
import type { FastifyReply } from '../../../../kit/options.ts'
import type { PublicServices } from '../../../public-services.ts'
import { formRefusal } from '../form-refusal.ts'
import { openTracked, sendNotNow, trackedPage, trackingPath, type Tracked } from '../tracked.ts'

const address = '/requests/:token/withdraw'
const finished = 'This request is finished, so it cannot be withdrawn.'

export function registerWithdraw(app: App, services: PublicServices): void {
  app.get(address, { config: trackedPage }, async (request, reply) => {
    const tracked = await openTracked(services, request)
    if (tracked === null) return reply.callNotFound()
    return tracked.view.can.withdraw
      ? showWithdraw(reply, tracked, blankForm())
      : sendNotNow(reply, tracked, finished)
  })

  app.post(address, { config: trackedPage }, async (request, reply) => {
    const tracked = await openTracked(services, request)
    if (tracked === null) return reply.callNotFound()
    const { secret, authority, view } = tracked
    // The same button pressed twice finds the work done.
    if (view.stage === 'withdrawn') return reply.redirect(trackingPath(secret, '?done=withdraw'), 303)
    if (!view.can.withdraw) return sendNotNow(reply, tracked, finished)
    const form = readForm(request.body)
    const sure = form.choice('sure', ['yes', 'no'], {
      required: 'Select yes if you want to withdraw your request',
    })
    const reason = form.text('reason', { label: 'The reason', most: 2000, multiline: true })
    if (!form.ok) return showWithdraw(reply, tracked, form.state(), 422)
    if (sure === 'no') return reply.redirect(trackingPath(secret), 303)
    const outcome = await withdrawAsRequester(services, authority, secret, reason === '' ? {} : { reason })
    if (outcome.ok) return reply.redirect(trackingPath(secret, '?done=withdraw'), 303)
    return formRefusal(reply, outcome, form, (state) => showWithdraw(reply, tracked, state, 422))
  })
}

function showWithdraw(reply: FastifyReply, tracked: Tracked, form: FormState, status = 200): FastifyReply {
  const { secret, view } = tracked
  return reply.page(
    'public/requests/track/withdraw/page.njk',
    {
      form,
      reference: view.reference,
      action: trackingPath(secret, '/withdraw'),
      backLink: trackingPath(secret),
    },
    { status },
  )
}
