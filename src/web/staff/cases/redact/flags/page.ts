import { refuseFields, success, type Outcome } from '../../../../../kernel/outcome.ts'
import { flagPages, pageFlags } from '../../../../../redaction/index.ts'
import { readForm, type App, type FormReader } from '../../../../kit/index.ts'
import { requireStaff } from '../../../session.ts'
import { answerChange } from '../answer-change.ts'
import { flagBack, type Change } from '../changes.ts'
import { flagStates } from '../words.ts'
import { loadQuickly, redactAddress, type RedactServices, type Workspace } from '../workspace.ts'
import { readPageRanges, writePageRanges } from './page-ranges.ts'

/** What happens to whole pages, one or many at once. */
export function addFlagsForm(app: App, context: RedactServices): void {
  app.post(`${redactAddress}/flags`, { config: { private: true } }, async (request, reply) => {
    requireStaff(request, 'redact')
    const workspace = await loadQuickly(context.services, request)
    const form = readForm(request.body)
    const outcome = await setFlags(context, workspace, form)
    return answerChange(context, request, reply, workspace, outcome, form)
  })
}

async function setFlags(
  { services }: RedactServices,
  { staff, record }: Workspace,
  form: FormReader,
): Promise<Outcome<Change>> {
  const pages = readPageRanges(form.text('flagPages', { required: 'Enter the pages, like 1-4, 9' }))
  if (pages === null && form.ok) form.fail('flagPages', 'Enter pages like 1-4, 9')
  const flag = form.choice('flag', pageFlags)
  const reason = form.text('flagReason')
  const first = /^([0-9a-f-]{36}) (\d{1,6})$/.exec(form.text('firstCopy'))
  const before = form.wholeNumber('version', { label: 'The version' }) ?? record.version
  if (flag === 'withheld' && reason === '') form.fail('flagReason', 'Select the reason why it is withheld')
  if (pages === null || !form.ok) return refuseFields(form.state().errors)
  const done = await flagPages(services, staff, {
    documentId: record.documentId,
    version: before,
    pages,
    flag,
    ...(flag === 'withheld' ? { reason } : {}),
    ...(flag === 'duplicate' && first?.[1] !== undefined
      ? { duplicateOf: { documentId: first[1], page: Number(first[2]) } }
      : {}),
  })
  if (!done.ok)
    return done.problem === 'invalid-input'
      ? refuseFields([
          { field: 'flagPages', message: (done.detail ?? 'Enter pages of the document').replace(/\.$/, '') },
        ])
      : done
  const which = `${pages.length === 1 ? 'page' : 'pages'} ${writePageRanges(pages)}`
  const said = flag === null ? `Took the decision off ${which}` : `${flagStates[flag]}: ${which}`
  return success({ said, before, after: done.value.version, steps: flagBack(record, pages) })
}
