import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Outcome } from '../../../../kernel/outcome.ts'
import { sendRefusal, wantsJson, type FormReader, type FormState } from '../../../kit/index.ts'
import { done } from '../../answer.ts'
import type { Change } from './changes.ts'
import { showOverview } from './overview/show.ts'
import { sendPageState } from './pages/page-state.ts'
import { showPageView } from './pages/show.ts'
import { readPlace, showText } from './text/show.ts'
import {
  loadQuickly,
  loadWorkspace,
  type FullWorkspace,
  type RedactServices,
  type Workspace,
} from './workspace.ts'

/** Which page a form stands on: `list`, `list state=proposed&page=2`, `page 12`, `text 1.3`. */
type From = { view: 'list' | 'page' | 'text'; rest: string }

function readFrom(form: FormReader): From {
  const [view = '', rest = ''] = form.text('from', { most: 300 }).split(' ', 2)
  return view === 'page' && /^[1-9]\d{0,5}$/.test(rest)
    ? { view, rest }
    : view === 'text'
      ? { view, rest: /^\d{1,5}\.\d{1,5}$/.test(rest) ? rest : '1.1' }
      : { view: 'list', rest }
}

/**
 * After a change: a script gets the page’s marks as they are now, a person goes back to the page the form stood on. A
 * refusal shows that page again, with what was entered.
 */
export async function answerChange(
  context: RedactServices,
  request: FastifyRequest,
  reply: FastifyReply,
  workspace: Workspace,
  outcome: Outcome<Change>,
  form: FormReader,
): Promise<FastifyReply> {
  const from = readFrom(form)
  const json = wantsJson(request)
  if (outcome.ok) {
    const { staff, record, base } = workspace
    const { after, before, said, undone } = outcome.value
    if (after !== before) context.memory.remember(staff.id, record.documentId, outcome.value, !json)
    if (json)
      return sendPageState(context, reply, await loadQuickly(context.services, request), Number(from.rest), {
        said,
      })
    const address = addressOf(base, from)
    if (undone) return done(reply, address, 'change-undone')
    return after === before ? done(reply, address, 'marked-already') : reply.redirect(address, 303)
  }
  if (json) return sendRefusal(reply, outcome)
  const { problem, fields = [], detail } = outcome
  const known = problem === 'stale' || problem === 'invalid-input' || problem === 'too-large'
  if (!known) return sendRefusal(reply, outcome)
  const errors =
    problem === 'stale'
      ? [
          {
            field: 'marks',
            message:
              'The marks were changed since you opened this page, by somebody else or in another window of yours. They are shown as they are now',
          },
        ]
      : fields.length > 0
        ? [...fields]
        : [{ field: 'marks', message: detail ?? 'That could not be done' }]
  const status = problem === 'stale' ? 409 : problem === 'too-large' ? 413 : 422
  return showFrom(context, request, reply, from, { values: form.state().values, errors }, status)
}

/** Shows again the page a form stood on. */
async function showFrom(
  context: RedactServices,
  request: FastifyRequest,
  reply: FastifyReply,
  from: From,
  form: FormState,
  status: number,
): Promise<FastifyReply> {
  const workspace: FullWorkspace = await loadWorkspace(context.services, request)
  const options = { form, status }
  if (from.view === 'page')
    return showPageView(context, reply, workspace, { ...options, page: Number(from.rest) })
  if (from.view === 'text')
    return showText(context, reply, workspace, { ...options, place: readPlace(from.rest) })
  return showOverview(context, reply, workspace, { ...options, query: from.rest })
}

function addressOf(base: string, { view, rest }: From): string {
  if (view === 'page') return `${base}/pages/${rest}`
  if (view === 'text') {
    const { portion, page } = readPlace(rest)
    return `${base}/text?portion=${portion}&page=${page}`
  }
  const query = new URLSearchParams(rest).toString()
  return `${base}${query === '' ? '' : `?${query}`}`
}
