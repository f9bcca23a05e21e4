import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Permission, Staff } from '../../../../identity/index.ts'
import type { Outcome, Refusal } from '../../../../kernel/outcome.ts'
import {
  blankForm,
  readForm,
  sendRefusal,
  type App,
  type FormReader,
  type FormState,
  type FormValue,
  type Link,
} from '../../../kit/index.ts'
import { done, show, type Done } from '../../answer.ts'
import { compare, firstValues, readVersion, withRefusal, type Field } from '../../form-fields.ts'
import { requireStaff } from '../../session.ts'
import type { StaffServices } from '../../staff-services.ts'
import { stoppedView } from '../../release/stopped-view.ts'
import { dataFrame, type DataTab } from '../data-frame.ts'

/** A question, and the heading that begins its group where it is the first. */
export type DataField = Field & { group?: string }

/**
 * A form that does one thing to one record: its questions, what stands in them, how the answers are read and the
 * command they become. Errors, another person's change and the last question before a grave step are the same for all.
 */
export type DataForm<Loaded, Input> = {
  address: string
  permissions: Permission[]
  tab: DataTab
  title: (loaded: Loaded) => string
  button: string
  done: Done
  trail?: (loaded: Loaded) => Link[]
  /** Where it leads, and where Cancel goes */
  back: (loaded: Loaded) => string
  next?: (loaded: Loaded, value: unknown) => string
  warning?: boolean
  lead?: (loaded: Loaded) => string
  /** Words of somebody else, shown as such */
  quote?: (loaded: Loaded) => string
  /** Why nothing can be done here; the form is then not shown. */
  unavailable?: (loaded: Loaded, staff: Staff) => string | null
  load: (staff: Staff, request: FastifyRequest) => Promise<Loaded>
  fields: (loaded: Loaded) => DataField[]
  values?: (loaded: Loaded) => Record<string, FormValue>
  /** Of the record, where a form filled in on an older one must be refused */
  version?: (loaded: Loaded) => number
  read: (form: FormReader, loaded: Loaded) => Input
  /** Asked once more on a page of its own before it is done. */
  confirm?: (input: Input, loaded: Loaded) => { title: string; text: string; button: string }
  run: (staff: Staff, input: Input & { version: number }, loaded: Loaded) => Promise<Outcome<unknown>>
}

export function addDataForm<Loaded, Input extends object>(
  app: App,
  services: StaffServices,
  definition: DataForm<Loaded, Input>,
): void {
  const { address, permissions } = definition
  const actionOf = (request: FastifyRequest) => request.url.split('?')[0] ?? address

  const showForm = async (
    reply: FastifyReply,
    staff: Staff,
    loaded: Loaded,
    form: FormState,
    status = 200,
    refusal: Refusal | null = null,
  ) => {
    const fields = definition.fields(loaded)
    const version = definition.version?.(loaded) ?? 1
    return show(
      reply,
      'data/forms/form.njk',
      {
        ...(await dataFrame(services, staff, definition.tab, [
          ...(definition.trail?.(loaded) ?? []),
          { text: definition.title(loaded), href: '' },
        ])),
        title: definition.title(loaded),
        plain: true,
        form,
        fields,
        version: status === 422 ? readVersion(reply.request.body) : version,
        button: definition.button,
        warning: definition.warning === true,
        lead: definition.lead?.(loaded) ?? '',
        quote: definition.quote?.(loaded) ?? '',
        action: actionOf(reply.request),
        back: definition.back(loaded),
        unavailable: definition.unavailable?.(loaded, staff) ?? null,
        stopped: stoppedView(refusal),
        stale:
          refusal?.problem === 'stale'
            ? { changes: [], rows: compare(fields, form, definition.values?.(loaded) ?? {}) }
            : null,
      },
      status,
    )
  }

  const refuse = async (
    reply: FastifyReply,
    staff: Staff,
    refusal: Refusal,
    state: FormState,
    before: Loaded,
  ) => {
    if (refusal.problem === 'invalid-input')
      return showForm(
        reply,
        staff,
        before,
        withRefusal(state, plainFields(refusal), definition.fields(before)),
        422,
      )
    if (refusal.problem !== 'stale' && refusal.problem !== 'release-stopped')
      return sendRefusal(reply, refusal)
    return showForm(reply, staff, await definition.load(staff, reply.request), state, 409, refusal)
  }

  app.get(address, { config: { private: true } }, async (request, reply) => {
    const staff = requireStaff(request, ...permissions)
    const loaded = await definition.load(staff, request)
    return showForm(reply, staff, loaded, blankForm(definition.values?.(loaded) ?? {}))
  })

  app.post(address, { config: { private: true } }, async (request, reply) => {
    const staff = requireStaff(request, ...permissions)
    const loaded = await definition.load(staff, request)
    const form = readForm(request.body)
    const input = definition.read(form, loaded)
    const version = readVersion(request.body)
    if (!form.ok) return showForm(reply, staff, loaded, form.state(), 422)
    const { confirm } = definition
    const state = form.state()
    if (confirm !== undefined && form.text('confirmed') !== 'yes')
      return show(reply, 'data/forms/confirm.njk', {
        ...(await dataFrame(services, staff, definition.tab, definition.trail?.(loaded) ?? [])),
        title: definition.title(loaded),
        asked: confirm(input, loaded),
        action: actionOf(request),
        fields: { ...firstValues(state.values), version: String(version), confirmed: 'yes' },
        back: definition.back(loaded),
      })
    const outcome = await definition.run(staff, { ...input, version }, loaded)
    if (!outcome.ok) return refuse(reply, staff, outcome, state, loaded)
    return done(reply, definition.next?.(loaded, outcome.value) ?? definition.back(loaded), definition.done)
  })
}

/** Commands name their fields by path (`facts.title`); a form knows the last word. */
function plainFields(refusal: Refusal): Refusal {
  const fields = (refusal.fields ?? []).map(({ field, message }) => ({
    field: field.replace(/^(facts|proposal)\./, ''),
    message,
  }))
  return { ...refusal, fields }
}
