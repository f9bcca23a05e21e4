import { requestReviewAsRequester } from '../../../../../cases/index.ts'
import { regimes } from '../../../../../law/index.ts'
import type { App, FormState } from '../../../../kit/index.ts'
import { blankForm, readForm } from '../../../../kit/index.ts'
import type { FastifyReply } from '../../../../kit/options.ts'
import { lawWords } from '../../../law-words.ts'
import type { PublicServices } from '../../../public-services.ts'
import { formRefusal } from '../form-refusal.ts'
import { openTracked, sendNotNow, trackedPage, trackingPath, type Tracked } from '../tracked.ts'

const address = '/requests/:token/review'
const longestReview = 20_000

export function registerReview(app: App, services: PublicServices): void {
  app.get(address, { config: trackedPage }, async (request, reply) => {
    const tracked = await openTracked(services, request)
    if (tracked === null) return reply.callNotFound()
    return tracked.view.can.askReview
      ? showReview(reply, tracked, blankForm())
      : sendNotNow(reply, tracked, whyNoReview(tracked))
  })

  app.post(address, { config: trackedPage, bodyLimit: 2_000_000 }, async (request, reply) => {
    const tracked = await openTracked(services, request)
    if (tracked === null) return reply.callNotFound()
    const { secret, authority, view } = tracked
    // The same form sent twice finds the review it opened.
    if (!view.can.askReview && view.reviews.length > 0)
      return reply.redirect(trackingPath(secret, '?done=review'), 303)
    if (!view.can.askReview) return sendNotNow(reply, tracked, whyNoReview(tracked))
    const form = readForm(request.body)
    const text = form.text('text', {
      required: 'Enter what you would like us to look at again',
      label: 'What you would like us to look at again',
      most: longestReview,
      multiline: true,
    })
    if (!form.ok) return showReview(reply, tracked, form.state(), 422)
    const outcome = await requestReviewAsRequester(services, authority, secret, { text })
    if (outcome.ok) return reply.redirect(trackingPath(secret, '?done=review'), 303)
    return formRefusal(reply, outcome, form, (state) => showReview(reply, tracked, state, 422))
  })
}

function whyNoReview({ view }: Tracked): string {
  if (view.reviews.length > 0) return 'We are already looking at our answer again.'
  if (view.can.reviewUntil !== null || view.stage === 'answered')
    return 'The time to ask for a review has passed. Contact us if there was a good reason.'
  return 'You can ask for a review once we have answered.'
}

function showReview(reply: FastifyReply, tracked: Tracked, form: FormState, status = 200): FastifyReply {
  const { secret, view } = tracked
  const reviewRegime = regimes[view.regime].reviewRegime
  return reply.page(
    'public/requests/track/review/page.njk',
    {
      form,
      reference: view.reference,
      until: view.can.reviewUntil,
      reviewLaw: reviewRegime === null ? null : lawWords(reviewRegime),
      longest: longestReview,
      action: trackingPath(secret, '/review'),
      backLink: trackingPath(secret),
    },
    { status },
  )
}
