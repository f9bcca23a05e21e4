import type { FastifyReply, FastifyRequest } from 'fastify'
import { whyNot, type Action } from '../../../../cases/index.ts'
import type { Permission, Staff } from '../../../../identity/index.ts'
import type { Outcome, Refusal } from '../../../../kernel/outcome.ts'
import type { ProblemCode } from '../../../../kernel/problems.ts'
import {
  blankForm,
  readForm,
  sendRefusal,
  type App,
  type FormReader,
  type FormState,
  type FormValue,
} from '../../../kit/index.ts'
import { done, show, type Done } from '../../answer.ts'
import { compare, readVersion, withRefusal, type Field } from '../../form-fields.ts'
import type { StaffServices } from '../../staff-services.ts'
import { caseFrame, type CaseTab } from '../case-frame.ts'
import { loadCase, type CasePage } from '../case-page.ts'
import { changesSince } from '../history/event-words.ts'
import { stoppedView } from '../../release/stopped-view.ts'

type Target = { caseId: string; version: number }

/**
 * A form that does one thing to one case. Its questions, what stands in them at first, how the answers are read, and
 * the command they become; the rest (permission, stage, errors, somebody else's change) is the same for all.
 */
export type CaseForm<Input> = {
  place: string
  /** The row of the transition table it belongs to; absent where none guards it */
  action?: Action
  permissions: Permission[]
  title: string
  button: string
  done: Done | ((page: CasePage) => Done)
  tab: CaseTab
  warning?: boolean
  lead?: (page: CasePage, services: StaffServices) => string
  fields: (page: CasePage, services: StaffServices) => Field[] | Promise<Field[]>
  values?: (page: CasePage) => Record<string, FormValue>
  read: (form: FormReader, page: CasePage) => Input
  run: (services: StaffServices, staff: Staff, input: Target & Input) => Promise<Outcome<unknown>>
  /** Where it leads, when not to the form's own tab */
  next?: (page: CasePage, value: unknown) => string
}

export function addCaseForm<Input>(app: App, services: StaffServices, definition: CaseForm<Input>): void {
  const address = `/staff/cases/:reference/${definition.place}`
  const { action } = definition

  app.get(address, { config: { private: true } }, async (request, reply) => {
    const page = await loadCase(services, request, ...definition.permissions)
    const why = action === undefined ? null : whyNot(action, page.facts)
    if (why !== null) return sendRefusal(reply, { ok: false, problem: 'not-now', detail: `${why}.` })
    return showForm(reply, services, definition, page, blankForm(definition.values?.(page) ?? {}))
  })

  app.post(address, { config: { private: true } }, async (request, reply) => {
    const page = await loadCase(services, request, ...definition.permissions)
    const form = readForm(request.body)
    const input = definition.read(form, page)
    if (!form.ok) return showForm(reply, services, definition, page, form.state(), 422)
    const target = { caseId: page.record.id, version: readVersion(request.body) }
    const outcome = await definition.run(services, page.staff, { ...target, ...input })
    if (outcome.ok) {
      const to = definition.next?.(page, outcome.value) ?? tabPath(page, definition.tab)
      return done(reply, to, typeof definition.done === 'function' ? definition.done(page) : definition.done)
    }
    return answerRefusal(request, reply, services, definition, outcome, form.state())
  })
}

function tabPath(page: CasePage, tab: CaseTab): string {
  return tab === 'summary' ? page.path : `${page.path}/${tab}`
}

/** Refusals that the form itself answers, with what was entered still in it. */
const answered = new Set<ProblemCode>(['invalid-input', 'stale', 'not-now', 'release-stopped'])

async function answerRefusal<Input>(
  request: FastifyRequest,
  reply: FastifyReply,
  services: StaffServices,
  definition: CaseForm<Input>,
  refusal: Refusal,
  state: FormState,
): Promise<FastifyReply> {
  if (!answered.has(refusal.problem)) return sendRefusal(reply, refusal)
  const page = await loadCase(services, request, ...definition.permissions)
  if (refusal.problem === 'invalid-input') {
    const fields = await definition.fields(page, services)
    return showForm(reply, services, definition, page, withRefusal(state, refusal, fields), 422)
  }
  return showForm(reply, services, definition, page, state, 409, refusal)
}

async function showForm<Input>(
  reply: FastifyReply,
  services: StaffServices,
  definition: CaseForm<Input>,
  page: CasePage,
  form: FormState,
  status = 200,
  refusal: Refusal | null = null,
): Promise<FastifyReply> {
  const fields = await definition.fields(page, services)
  const why = definition.action === undefined ? null : whyNot(definition.action, page.facts)
  const view = {
    ...caseFrame(services, page, definition.tab, definition.title),
    plain: true,
    form,
    fields,
    version: status === 422 ? readVersion(reply.request.body) : page.record.version,
    button: definition.button,
    warning: definition.warning === true,
    lead: definition.lead?.(page, services) ?? '',
    formAction: `${page.path}/${addressOf(reply.request, definition.place)}`,
    back: tabPath(page, definition.tab),
    unavailable: refusal === null ? null : why,
    stopped: stoppedView(refusal),
    stale:
      refusal === null || refusal.problem === 'release-stopped'
        ? null
        : {
            changes: changesSince(page, reply.request.body),
            rows: compare(fields, form, definition.values?.(page) ?? {}),
          },
  }
  return show(reply, 'cases/forms/form.njk', view, status)
}

/** A place with names in it (`parts/:number/decide`) as this request filled them. */
function addressOf(request: FastifyRequest, place: string): string {
  const parameters = request.params as Record<string, string>
  return place.replace(/:(\w+)/g, (_all, name: string) => encodeURIComponent(parameters[name] ?? ''))
}
