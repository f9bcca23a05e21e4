import { inspectFile } from '../../../../../documents/index.ts'
import { ProblemError } from '../../../../../kernel/outcome.ts'
import type { App, FormState } from '../../../../kit/index.ts'
import { blankForm, readForm, readUploadForm } from '../../../../kit/index.ts'
import type { FastifyReply } from '../../../../kit/options.ts'
import type { PublicServices } from '../../../public-services.ts'
import { readWhole } from '../../../read-whole.ts'
import type { KeptFile } from '../answers.ts'
import { keepDraft, openDraft, sendNoDraft, type Draft } from '../draft.ts'
import { draftPage, sentAddress } from '../step-page.ts'
import { firstOpenStep, stepAddress } from '../steps.ts'

const mostFiles = 5
const address = '/requests/new/:draft/file'

/** Files that explain a request. Most people have none, so the page is only met from the check page. */
export function registerFile(app: App, services: PublicServices): void {
  app.get(address, { config: draftPage }, async (request, reply) => {
    const draft = await openDraft(services, request)
    if (draft === null) return sendNoDraft(reply)
    if (draft.submitted !== null) return reply.redirect(sentAddress(draft.secret), 303)
    return showFiles(reply, draft, blankForm())
  })

  app.post(address, { config: { ...draftPage, upload: true } }, async (request, reply) => {
    const draft = await openDraft(services, request)
    if (draft === null) return sendNoDraft(reply)
    if (draft.submitted !== null) return reply.redirect(sentAddress(draft.secret), 303)
    const form = readForm({})
    const added: KeptFile[] = []
    const room = mostFiles - draft.answers.uploads.length
    try {
      const sent = await readUploadForm(request, readWhole)
      if (sent.files.length === 0) form.fail('file', 'Select a file')
      if (sent.files.length > room) form.fail('file', `You can send up to ${mostFiles} files`)
      for (const file of form.ok ? sent.files : []) {
        const { problems, safeName, mediaType } = inspectFile(file.bytes, file.name, file.declaredType)
        const [problem] = problems
        if (problem !== undefined) form.fail('file', problem.message)
        else {
          const { sha256, size } = await services.files.put(file.bytes)
          added.push({ name: safeName, declaredType: mediaType, sha256, size })
        }
      }
    } catch (error) {
      if (!(error instanceof ProblemError) || error.problem !== 'too-large') throw error
      form.fail('file', error.message)
    }
    if (!form.ok) return showFiles(reply, draft, form.state(), 422)
    const uploads = [...draft.answers.uploads, ...added]
    await keepDraft(services, draft.authority, draft.secret, { ...draft.answers, uploads })
    return reply.redirect(stepAddress(draft.secret, firstOpenStep(draft.answers)), 303)
  })

  app.post('/requests/new/:draft/file/remove', { config: draftPage }, async (request, reply) => {
    const draft = await openDraft(services, request)
    if (draft === null) return sendNoDraft(reply)
    if (draft.submitted !== null) return reply.redirect(sentAddress(draft.secret), 303)
    const sha256 = readForm(request.body).text('sha256')
    const uploads = draft.answers.uploads.filter((file) => file.sha256 !== sha256)
    await keepDraft(services, draft.authority, draft.secret, { ...draft.answers, uploads })
    return reply.redirect(`/requests/new/${draft.secret}/file`, 303)
  })
}

function showFiles(reply: FastifyReply, draft: Draft, form: FormState, status = 200): FastifyReply {
  const base = `/requests/new/${draft.secret}/file`
  return reply.page(
    'public/requests/new/file/page.njk',
    {
      form,
      action: base,
      removeAction: `${base}/remove`,
      files: draft.answers.uploads,
      backLink: stepAddress(draft.secret, firstOpenStep(draft.answers)),
    },
    { status },
  )
}
