import { messageLimits, reportProblem } from '../../../../catalogue/index.ts'
import { findDataset } from '../../../../datasets/index.ts'
import type { Authority } from '../../../../identity/index.ts'
import type { App, FormReader, FormState } from '../../../kit/index.ts'
import { blankForm, readForm } from '../../../kit/index.ts'
import type { FastifyReply } from '../../../kit/options.ts'
import type { PublicServices } from '../../public-services.ts'
import { readQueryText } from '../../read-query.ts'
import { addRefusal } from '../add-refusal.ts'

/** The longest message in an address-encoded form, and some. */
const largestForm = 200_000

/** “Something is wrong here”, about one dataset; “please publish this”, about none. Nobody has to say who they are. */
export function registerReport(app: App, services: PublicServices): void {
  app.get('/data/:slug/report', async (request, reply) => {
    const dataset = await findPublic(services.authorityFor(request), request.params)
    if (dataset === null) return reply.callNotFound()
    const { row } = request.query as { row?: unknown }
    return showReport(reply, dataset, blankForm({ row: readQueryText(row, 12) }))
  })

  app.post('/data/:slug/report', { bodyLimit: largestForm }, async (request, reply) => {
    const authority = services.authorityFor(request)
    const dataset = await findPublic(authority, request.params)
    if (dataset === null) return reply.callNotFound()
    const form = readForm(request.body)
    const message = readMessage(form, 'Enter what is wrong')
    const row = form.wholeNumber('row', { label: 'The row', least: 1, most: 999_999_999 })
    const email = readEmail(form)
    if (!form.ok) return showReport(reply, dataset, form.state(), 422)
    const sent = await reportProblem(services, authority, {
      kind: 'problem',
      dataset: dataset.slug,
      message,
      // RFC 7111 counts the line of headings: row 1 of the data is row 2 of the file.
      place: row === null ? null : `row=${row + 1}`,
      email,
    })
    if (!sent.ok) {
      addRefusal(form, sent, 'message')
      return showReport(reply, dataset, form.state(), 422)
    }
    return reply.redirect(`/data/reports/${sent.value.reference}/sent`, 303)
  })

  app.get('/data/suggest', (request, reply) => {
    const { q } = request.query as { q?: unknown }
    return showSuggest(reply, blankForm({ message: readQueryText(q) }))
  })

  app.post('/data/suggest', { bodyLimit: largestForm }, async (request, reply) => {
    const form = readForm(request.body)
    const message = readMessage(form, 'Enter which data you would like us to publish')
    const email = readEmail(form)
    if (!form.ok) return showSuggest(reply, form.state(), 422)
    const sent = await reportProblem(services, services.authorityFor(request), {
      kind: 'suggestion',
      dataset: null,
      message,
      place: null,
      email,
    })
    if (!sent.ok) {
      addRefusal(form, sent, 'message')
      return showSuggest(reply, form.state(), 422)
    }
    return reply.redirect(`/data/reports/${sent.value.reference}/sent`, 303)
  })

  async function findPublic(authority: Authority, params: unknown) {
    const { slug } = params as { slug: string }
    const dataset = await findDataset(services.database.reader, authority.id, slug)
    return dataset?.state === 'published' ? dataset : null
  }
}

function readMessage(form: FormReader, required: string): string {
  const message = form.text('message', {
    required,
    label: 'Your message',
    most: messageLimits.most,
    multiline: true,
  })
  if (form.ok && message.length < messageLimits.least)
    form.fail('message', `Your message must be ${messageLimits.least} characters or more`)
  return message
}

function readEmail(form: FormReader): string | null {
  return form.text('email', { label: 'Your email address', most: 300 }) || null
}

function showReport(
  reply: FastifyReply,
  { slug, title }: { slug: string; title: string },
  form: FormState,
  status = 200,
): FastifyReply {
  return reply.page(
    'public/data/report/page.njk',
    { form, slug, dataset: title, longest: messageLimits.most, backLink: `/data/${slug}` },
    { status },
  )
}

function showSuggest(reply: FastifyReply, form: FormState, status = 200): FastifyReply {
  return reply.page(
    'public/data/report/suggest.njk',
    { form, longest: messageLimits.most, backLink: '/data' },
    { status },
  )
}
