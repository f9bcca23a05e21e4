import type { FastifyReply } from 'fastify'
import { readLetter, sendResponse, whyNot } from '../../../../cases/index.ts'
import { fragmentOfPage } from '../../../../correspondence/index.ts'
import type { Refusal } from '../../../../kernel/outcome.ts'
import { warmInspection } from '../../../../release/index.ts'
import { sendRefusal, type App } from '../../../kit/index.ts'
import { done, show } from '../../answer.ts'
import { stoppedView } from '../../release/stopped-view.ts'
import type { StaffServices } from '../../staff-services.ts'
import { caseFrame } from '../case-frame.ts'
import { loadCase, type CasePage } from '../case-page.ts'
import { readVersion } from '../../form-fields.ts'
import { changesSince } from '../history/event-words.ts'
import { attachmentsOf } from '../letter/letter-view.ts'

export function addSendPage(app: App, services: StaffServices): void {
  const address = '/staff/cases/:reference/send'

  app.get(address, { config: { private: true } }, async (request, reply) => {
    const page = await loadCase(services, request, 'send-letter')
    const why = whyNot('send', page.facts)
    if (why !== null) return sendRefusal(reply, { ok: false, problem: 'not-now', detail: `${why}.` })
    warmInspection()
    return showSend(services, reply, page)
  })

  app.post(address, { config: { private: true } }, async (request, reply) => {
    const page = await loadCase(services, request, 'send-letter')
    const outcome = await sendResponse(services, page.staff, {
      caseId: page.record.id,
      version: readVersion(request.body),
    })
    if (outcome.ok) return done(reply, page.path, services.mailConfigured ? 'sent' : 'sent-held')
    const fresh = await loadCase(services, request, 'send-letter')
    // Sent already, by a second click or a colleague: say so, and send nothing.
    if (fresh.record.stage === 'answered')
      return show(
        reply,
        'cases/send/sent.njk',
        { ...caseFrame(services, fresh, null, 'Already sent'), plain: true },
        409,
      )
    if (outcome.problem === 'stale' || outcome.problem === 'release-stopped')
      return showSend(services, reply, fresh, outcome)
    return sendRefusal(reply, outcome)
  })
}

async function showSend(
  services: StaffServices,
  reply: FastifyReply,
  page: CasePage,
  refusal: Refusal | null = null,
): Promise<FastifyReply> {
  const { record } = page
  const letter = record.letters.findLast(({ state }) => state === 'approved')
  const file =
    letter === undefined ? null : await readLetter(services, page.staff, record.id, letter.id, 'html')
  const byPost = record.replyBy === 'post'
  const stopped = stoppedView(
    refusal && { ...refusal, detail: withNames(refusal.detail ?? '', record.documents) },
  )
  return show(
    reply,
    'cases/send/page.njk',
    {
      ...caseFrame(services, page, null, 'Send the answer'),
      plain: true,
      html: file === null ? null : fragmentOfPage(new TextDecoder().decode(file.bytes), 3),
      pdf: letter === undefined ? null : `${page.path}/letters/${letter.id}/pdf`,
      attachments: attachmentsOf(record),
      to: byPost ? record.requester.postalAddress : record.requester.email,
      byPost,
      mailConfigured: services.mailConfigured,
      version: record.version,
      stopped,
      refusal: refusal && {
        detail: refusal.detail ?? null,
        changes: refusal.problem === 'stale' ? changesSince(page, reply.request.body) : [],
      },
    },
    refusal === null ? 200 : 409,
  )
}

/** The check names documents by their id, for names may tell of people; whoever sends them knows them by name. */
const withNames = (detail: string, documents: CasePage['record']['documents']): string =>
  documents.reduce((words, { id, name }) => words.replaceAll(`document ${id}`, `“${name}”`), detail)
