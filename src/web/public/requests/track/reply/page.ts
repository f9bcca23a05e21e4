import { replyAsRequester, textLimits } from '../../../../../cases/index.ts'
import { inspectFile } from '../../../../../documents/index.ts'
import { ProblemError } from '../../../../../kernel/outcome.ts'
import type { App, FormState } from '../../../../kit/index.ts'
import { blankForm, readForm, readUploadForm } from '../../../../kit/index.ts'
import type { FastifyReply } from '../../../../kit/options.ts'
import type { PublicServices } from '../../../public-services.ts'
import { readWhole } from '../../../read-whole.ts'
import { formRefusal } from '../form-refusal.ts'
import { openTracked, sendNotNow, trackedPage, trackingPath, type Tracked } from '../tracked.ts'

const address = '/requests/:token/reply'
const closed = 'We no longer take messages about this request. Contact us instead.'

export function registerReply(app: App, services: PublicServices): void {
  app.get(address, { config: trackedPage }, async (request, reply) => {
    const tracked = await openTracked(services, request)
    if (tracked === null) return reply.callNotFound()
    return tracked.view.can.reply
      ? showReply(reply, tracked, blankForm())
      : sendNotNow(reply, tracked, closed)
  })

  app.post(
    address,
    { config: { ...trackedPage, upload: true }, bodyLimit: 30_000_000 },
    async (request, reply) => {
      const tracked = await openTracked(services, request)
      if (tracked === null) return reply.callNotFound()
      const { secret, authority, view } = tracked
      let sent: Awaited<ReturnType<typeof readUploadForm<Awaited<ReturnType<typeof readWhole>>>>>
      try {
        sent = await readUploadForm(request, readWhole)
      } catch (error) {
        if (!(error instanceof ProblemError) || error.problem !== 'too-large') throw error
        const form = readForm({})
        form.fail('file', error.message)
        return showReply(reply, tracked, form.state(), 422)
      }
      if (!view.can.reply) return sendNotNow(reply, tracked, closed)
      const form = readForm(sent.fields)
      const text = form.text('text', {
        required: 'Enter your message',
        label: 'Your message',
        most: textLimits.reply,
        multiline: true,
      })
      for (const file of sent.files) {
        const [problem] = inspectFile(file.bytes, file.name, file.declaredType).problems
        if (problem !== undefined) form.fail('file', problem.message)
      }
      if (!form.ok) return showReply(reply, tracked, form.state(), 422)
      // The same form sent twice: what we have already is not added again.
      const last = view.messages.find(({ direction }) => direction === 'in')
      if (last?.body === text && sent.files.length === 0)
        return reply.redirect(trackingPath(secret, '?done=reply'), 303)
      const outcome = await replyAsRequester(services, authority, secret, { text, uploads: sent.files })
      if (outcome.ok) return reply.redirect(trackingPath(secret, '?done=reply'), 303)
      return formRefusal(reply, outcome, form, (state) => showReply(reply, tracked, state, 422))
    },
  )
}

function showReply(reply: FastifyReply, tracked: Tracked, form: FormState, status = 200): FastifyReply {
  const { secret, view } = tracked
  return reply.page(
    'public/requests/track/reply/page.njk',
    {
      form,
      reference: view.reference,
      asked: view.waitingFor === 'clarification',
      question: view.pauseReason?.asked ?? null,
      longest: textLimits.reply,
      action: trackingPath(secret, '/reply'),
      backLink: trackingPath(secret),
    },
    { status },
  )
}
