import { makeRedactedCopy } from '../../../../../cases/index.ts'
import { layers } from '../../../../../redaction/index.ts'
import { readForm, sendRefusal, type App } from '../../../../kit/index.ts'
import { done } from '../../../answer.ts'
import { requireStaff } from '../../../session.ts'
import { readId } from '../../forms/read-id.ts'
import { showOverview } from '../overview/show.ts'
import { loadQuickly, loadWorkspace, redactAddress, type RedactServices } from '../workspace.ts'

/** Makes the redacted copy. It is checked before it is kept; one that fails is not. */
export function addCopiesForm(app: App, context: RedactServices): void {
  const { services } = context
  app.post(`${redactAddress}/copies`, { config: { private: true } }, async (request, reply) => {
    const staff = requireStaff(request, 'redact')
    const { record, base } = await loadQuickly(services, request)
    const form = readForm(request.body)
    const layer = form.choice('copyLayer', layers, { required: 'Select whom it is for' })
    const partId = readId(form, 'copyPart')
    const forRelease = form.choices('forRelease', ['yes']).length > 0
    const version = form.wholeNumber('version', { label: 'The version' }) ?? record.version
    const again = async (field: string, message: string, status: number) =>
      showOverview(context, reply, await loadWorkspace(services, request), {
        form: { values: form.state().values, errors: form.ok ? [{ field, message }] : form.state().errors },
        status,
      })
    if (layer === null || !form.ok) return again('copyLayer', '', 422)
    const made = await makeRedactedCopy(services, staff, {
      documentId: record.documentId,
      version,
      layer,
      forRelease,
      ...(partId === null ? {} : { partId }),
    })
    if (made.ok) return done(reply, `${base}#copies`, 'copy-made')
    if (made.problem === 'stale')
      return again(
        'copyLayer',
        'The marks were changed since you opened this page, by somebody else or in another window of yours. Look at them, then make the copy',
        409,
      )
    if (made.problem === 'not-permitted' || made.problem === 'not-found') return sendRefusal(reply, made)
    if (made.fields?.some(({ field }) => field === 'partId'))
      return again('copyPart', 'Select the part of the request it answers', 422)
    return again(
      'copyLayer',
      made.detail?.replace(/\.$/, '') ?? 'The copy could not be made',
      made.problem === 'invalid-input' ? 422 : 409,
    )
  })
}
