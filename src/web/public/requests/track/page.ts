import { readReleasedDocument, readSentLetter } from '../../../../cases/index.ts'
import { isId } from '../../../../kernel/ids.ts'
import { regimes } from '../../../../law/index.ts'
import type { App, Banner } from '../../../kit/index.ts'
import { lawWords } from '../../law-words.ts'
import type { PublicServices } from '../../public-services.ts'
import { openTracked, trackedPage, trackingPath, type Tracked } from './tracked.ts'

/** What was just done, told once at the head of the page. The address holds only which act it was. */
const done: Record<string, Banner> = {
  reply: { kind: 'success', text: 'We have your message', detail: 'It is with your request.' },
  withdraw: { kind: 'success', text: 'Your request is withdrawn', detail: 'We have stopped work on it.' },
}

export function registerTracking(app: App, services: PublicServices): void {
  app.get('/requests/:token', { config: trackedPage }, async (request, reply) => {
    const tracked = await openTracked(services, request)
    if (tracked === null) return reply.callNotFound()
    const { done: act } = request.query as { done?: unknown }
    return reply.page('public/requests/track/page.njk', {
      ...toTrackingPage(tracked),
      banner: toBanner(tracked, act),
    })
  })

  app.get('/requests/:token/documents/:id', { config: trackedPage }, async (request, reply) => {
    const tracked = await openTracked(services, request)
    if (tracked === null) return reply.callNotFound()
    const { id } = request.params as { id: string }
    const file = isId(id) ? await readReleasedDocument(services, tracked.authority, tracked.secret, id) : null
    if (file === null) return reply.callNotFound()
    return reply
      .type(file.mediaType)
      .header('Content-Length', file.size)
      .header('Content-Disposition', attachment(file.name))
      .send(file.stream)
  })

  app.get('/requests/:token/letter.:format', { config: trackedPage }, async (request, reply) => {
    const tracked = await openTracked(services, request)
    if (tracked === null) return reply.callNotFound()
    const { format } = request.params as { format: string }
    if (!isLetterFormat(format)) return reply.callNotFound()
    const letter = await readSentLetter(services, tracked.authority, tracked.secret, format)
    if (letter === null) return reply.callNotFound()
    return reply
      .type(letterTypes[format])
      .header('Content-Disposition', attachment(letter.name))
      .send(Buffer.from(letter.bytes))
  })

  app.get('/requests/:token/complain', { config: trackedPage }, async (request, reply) => {
    const tracked = await openTracked(services, request)
    if (tracked === null) return reply.callNotFound()
    return reply.page('public/requests/track/complain.njk', {
      reference: tracked.view.reference,
      can: tracked.view.can,
      regulator: tracked.authority.settings.regulator,
      reviewHref: trackingPath(tracked.secret, '/review'),
      backLink: trackingPath(tracked.secret),
    })
  })
}

function toBanner({ view }: Tracked, act: unknown): Banner | null {
  const [review] = view.reviews
  const { reviewRegime } = regimes[view.regime]
  if (act === 'review' && review !== undefined && reviewRegime !== null)
    return {
      kind: 'success',
      text: 'We will look at our answer again',
      detail: `The reference of the review is ${review.reference}. We reply within ${lawWords(reviewRegime).period}.`,
    }
  return typeof act === 'string' && Object.hasOwn(done, act) ? (done[act] ?? null) : null
}

/** The page's own model. The state words, dates and acts come from the case; nothing is worked out twice. */
function toTrackingPage({ secret, view }: Tracked) {
  const law = regimes[view.regime]
  return {
    ...view,
    // Not `parts`: the layout calls its own macros that.
    questions: view.parts,
    law,
    links: {
      reply: trackingPath(secret, '/reply'),
      withdraw: trackingPath(secret, '/withdraw'),
      review: trackingPath(secret, '/review'),
      complain: trackingPath(secret, '/complain'),
      pdf: trackingPath(secret, '/letter.pdf'),
      docx: trackingPath(secret, '/letter.docx'),
    },
    documents: view.documents.map((file) => ({
      ...file,
      href: trackingPath(secret, `/documents/${file.id}`),
    })),
    // Each event that was a message can be read where it stands.
    events: view.timeline.map((event) => ({
      ...event,
      body: view.messages.find(({ createdAt }) => createdAt.equals(event.at))?.body ?? null,
    })),
    finished: view.stage === 'answered' || view.stage === 'withdrawn' || view.stage === 'closed',
    clock: [
      view.dueOn === null
        ? { label: 'Reply due', text: 'Paused until we hear from you', state: 'paused' }
        : { label: 'Reply due by', date: view.dueOn, state: 'ok' },
    ],
  }
}

const letterTypes = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
} as const

function isLetterFormat(format: string): format is keyof typeof letterTypes {
  return Object.hasOwn(letterTypes, format)
}

/** Always saved, never opened in this site's name: a file must not run here. */
function attachment(name: string): string {
  return `attachment; filename*=UTF-8''${encodeURIComponent(name).replace(/['()*]/g, (found) => `%${found.charCodeAt(0).toString(16)}`)}`
}
