import type { FastifyReply } from 'fastify'
import { addDocument, setDocumentRelease, whyNot, type CaseDocument } from '../../../../cases/index.ts'
import type { FieldError } from '../../../../kernel/outcome.ts'
import { blankForm, readForm, sendRefusal, type App, type FormState } from '../../../kit/index.ts'
import { done, show } from '../../answer.ts'
import { arrivalView } from '../../arrival-words.ts'
import type { StaffServices } from '../../staff-services.ts'
import { readFiles } from '../../uploads.ts'
import type { Tag } from '../../words.ts'
import { caseFrame } from '../case-frame.ts'
import { loadCase, type CasePage } from '../case-page.ts'
import { readVersion } from '../../form-fields.ts'
import { readId } from '../forms/read-id.ts'
import { shorten } from '../parts/page.ts'
import { addOpenDocument } from './open.ts'

const releaseTags: Record<CaseDocument['releaseState'], Tag> = {
  held: { text: 'For our use', colour: 'grey' },
  'for-release': { text: 'Will be sent', colour: 'blue' },
  released: { text: 'Sent', colour: 'green' },
  withheld: { text: 'Withheld', colour: 'red' },
}
const origins: Record<CaseDocument['origin'], string> = {
  requester: 'The requester',
  service: 'A team',
  officer: 'An officer',
  letter: 'A letter made here',
  mail: 'An email',
  redacted: 'A redacted copy',
}
const releaseChoices = ['held', 'for-release', 'withheld'] as const

export function addDocumentPages(app: App, services: StaffServices): void {
  const showPage = (reply: FastifyReply, page: CasePage, form: FormState, status = 200) => {
    const open = whyNot('add-document', page.facts) === null
    return show(
      reply,
      'cases/documents/page.njk',
      {
        ...caseFrame(services, page, 'documents', 'Documents'),
        form,
        version: page.record.version,
        documents: page.record.documents.map((document) => ({
          ...document,
          arrivalView: arrivalView(document),
          tag: releaseTags[document.releaseState],
          from: origins[document.origin],
          part: page.record.parts.find(({ id }) => id === document.partId)?.number ?? null,
        })),
        partItems: [
          { value: '', text: 'No part in particular' },
          ...page.record.parts.map(({ id, number, text }) => ({
            value: id,
            text: `${number}. ${shorten(text, 80)}`,
          })),
        ],
        releaseChoices: [
          { value: 'held', text: 'For our use' },
          { value: 'for-release', text: 'Send with the answer' },
          { value: 'withheld', text: 'Withhold' },
        ],
        open,
        canAdd: page.may('work-case') && open,
        canDecide: (page.may('decide-part') || page.may('work-case')) && open,
      },
      status,
    )
  }

  app.get('/staff/cases/:reference/documents', { config: { private: true } }, async (request, reply) =>
    showPage(reply, await loadCase(services, request, 'read-cases'), blankForm()),
  )

  app.post(
    '/staff/cases/:reference/documents',
    { config: { private: true, upload: true } },
    async (request, reply) => {
      const page = await loadCase(services, request, 'work-case')
      const { fields, uploads } = await readFiles(request)
      const form = readForm(fields)
      const partId = readId(form, 'partId')
      const forRelease = form.choices('forRelease', ['yes']).length > 0
      if (uploads.length === 0) form.fail('files', 'Select a file')
      if (!form.ok) return showPage(reply, page, form.state(), 422)
      const errors: FieldError[] = []
      let kept = 0
      for (const upload of uploads) {
        // Each file is an act of its own: one that is refused takes none of the others with it.
        const outcome = await addDocument(services, page.staff, {
          caseId: page.record.id,
          upload,
          forRelease,
          ...(partId === null ? {} : { partId }),
        })
        if (outcome.ok) kept += 1
        else if (outcome.problem === 'invalid-input')
          for (const { message } of outcome.fields ?? [])
            errors.push({ field: 'files', message: `${shorten(upload.name, 60)}: ${message}` })
        else return sendRefusal(reply, outcome)
      }
      if (errors.length === 0) return done(reply, `${page.path}/documents`, 'document-added')
      if (kept > 0)
        errors.push({
          field: 'files',
          message: `The other ${kept === 1 ? 'file was' : `${kept} files were`} added`,
        })
      const fresh = await loadCase(services, request, 'work-case')
      return showPage(reply, fresh, { values: form.state().values, errors }, 422)
    },
  )

  app.post(
    '/staff/cases/:reference/documents/release',
    { config: { private: true } },
    async (request, reply) => {
      const page = await loadCase(services, request, 'work-case', 'decide-part')
      const form = readForm(request.body)
      const documentId = readId(form, 'documentId')
      const state = form.choice('state', releaseChoices, { required: 'Select what happens to it' })
      const partId = readId(form, 'releasePart')
      if (documentId === null) return sendRefusal(reply, { ok: false, problem: 'not-found' })
      if (state === null || !form.ok) return showPage(reply, page, form.state(), 422)
      const outcome = await setDocumentRelease(services, page.staff, {
        caseId: page.record.id,
        version: readVersion(request.body),
        documentId,
        state,
        ...(partId === null ? {} : { partId }),
      })
      if (outcome.ok) return done(reply, `${page.path}/documents`, 'release-changed')
      if (outcome.problem === 'invalid-input') {
        const errors = (outcome.fields ?? []).map(({ field, message }) => ({
          field: `${field === 'partId' ? 'releasePart' : 'state'}-${documentId}`,
          message,
        }))
        return showPage(reply, page, { values: form.state().values, errors }, 422)
      }
      if (outcome.problem !== 'stale') return sendRefusal(reply, outcome)
      const fresh = await loadCase(services, request, 'work-case', 'decide-part')
      const message =
        'The request was changed since you opened this page, by somebody else or in another window of yours. Look at the document again, then choose'
      return showPage(
        reply,
        fresh,
        { values: form.state().values, errors: [{ field: `state-${documentId}`, message }] },
        409,
      )
    },
  )

  addOpenDocument(app, services)
}
