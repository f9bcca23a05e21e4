import type { FastifyReply } from 'fastify'
import { refuseFields, success, type Outcome } from '../../../../../kernel/outcome.ts'
import { findDuplicatePages, flagPages, type DuplicatePage } from '../../../../../redaction/index.ts'
import { blankForm, plural, readForm, sendRefusal, type App, type FormReader } from '../../../../kit/index.ts'
import { show } from '../../../answer.ts'
import { requireStaff } from '../../../session.ts'
import { answerChange } from '../answer-change.ts'
import { flagBack, type Change } from '../changes.ts'
import {
  loadQuickly,
  loadWorkspace,
  redactAddress,
  redactFrame,
  type FullWorkspace,
  type RedactServices,
  type Workspace,
} from '../workspace.ts'

const reasons: Record<DuplicatePage['because'], string> = {
  'same-words': 'It has the same words',
  'same-look': 'It looks the same',
}

/** Pages of this document that stand elsewhere in the request too: found by machine, decided by a person. */
export function addDuplicatesPage(app: App, context: RedactServices): void {
  const { services } = context
  const address = `${redactAddress}/duplicates`

  app.get(address, { config: { private: true } }, async (request, reply) => {
    requireStaff(request, 'redact')
    return showDuplicates(context, reply, await loadWorkspace(services, request))
  })

  app.post(address, { config: { private: true } }, async (request, reply) => {
    requireStaff(request, 'redact')
    const workspace = await loadQuickly(services, request)
    const form = readForm(request.body)
    const outcome = await flagDuplicates(context, workspace, form)
    return answerChange(context, request, reply, workspace, outcome, form)
  })
}

async function showDuplicates(
  context: RedactServices,
  reply: FastifyReply,
  workspace: FullWorkspace,
): Promise<FastifyReply> {
  const { record, staff, page } = workspace
  const found = await findDuplicatePages(context.services, staff, record.caseId)
  if (!found.ok) return sendRefusal(reply, found)
  const nameOf = (id: string) =>
    id === record.documentId
      ? 'this document'
      : (page.record.documents.find((each) => each.id === id)?.name ?? 'another document')
  const flags = new Map(record.pages.map((each) => [each.page, each.flag]))
  return show(reply, 'cases/redact/duplicates/page.njk', {
    ...redactFrame(context, workspace, 'overview', 'Duplicate pages', 'pages'),
    from: 'list',
    form: blankForm(),
    left: found.value.left.length,
    rows: found.value.pages
      .filter(({ documentId }) => documentId === record.documentId)
      .map(({ page: number, of, because }) => ({
        value: `${number} ${of.documentId} ${of.page}`,
        number,
        first: { name: nameOf(of.documentId), page: of.page },
        href: workspace.base.replace(record.documentId, of.documentId) + `/pages/${of.page}`,
        because: reasons[because],
        done: flags.get(number) === 'duplicate',
      })),
  })
}

/** Each page names its own first copy, so that the answer can say where it is. */
async function flagDuplicates(
  { services }: RedactServices,
  { staff, record }: Workspace,
  form: FormReader,
): Promise<Outcome<Change>> {
  const sent = form.text('all', { most: 200_000 })
  const ticked = form.choices('pages', sent.split(','))
  const pairs = ticked.flatMap((text) => {
    const [, page, documentId, first] = /^(\d{1,6}) ([0-9a-f-]{36}) (\d{1,6})$/.exec(text) ?? []
    return page === undefined || documentId === undefined
      ? []
      : [{ page: Number(page), duplicateOf: { documentId, page: Number(first) } }]
  })
  const before = form.wholeNumber('version', { label: 'The version' }) ?? record.version
  if (pairs.length === 0) return refuseFields([{ field: 'marks', message: 'Select at least one page' }])
  let version = before
  for (const { page, duplicateOf } of pairs) {
    const { documentId } = record
    const done = await flagPages(services, staff, {
      documentId,
      version,
      pages: [page],
      flag: 'duplicate',
      duplicateOf,
    })
    if (!done.ok) return done
    version = done.value.version
  }
  const pages = pairs.map(({ page }) => page)
  const said = `Left out ${plural(pages.length, 'page')} as ${pages.length === 1 ? 'a duplicate' : 'duplicates'}`
  return success({ said, before, after: version, steps: flagBack(record, pages) })
}
