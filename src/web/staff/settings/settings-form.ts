import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Permission, Staff } from '../../../identity/index.ts'
import type { Outcome } from '../../../kernel/outcome.ts'
import {
  blankForm,
  readForm,
  sendRefusal,
  type App,
  type FormReader,
  type FormState,
  type FormValue,
} from '../../kit/index.ts'
import { done, show, type Done } from '../answer.ts'
import { withRefusal, type Field } from '../form-fields.ts'
import { requireStaff } from '../session.ts'
import type { StaffServices } from '../staff-services.ts'

/** A form outside any case: one address, one command. `load` gives what its questions and values are made from. */
export type SettingsForm<Loaded, Input> = {
  address: string
  permissions: Permission[]
  title: string
  button: string
  done: Done
  /** Where it leads, and where Cancel goes */
  back: string
  warning?: boolean
  lead?: (loaded: Loaded) => string
  load: (staff: Staff, request: FastifyRequest) => Promise<Loaded>
  fields: (loaded: Loaded) => Field[]
  values?: (loaded: Loaded) => Record<string, FormValue>
  read: (form: FormReader, loaded: Loaded, request: FastifyRequest) => Input
  run: (staff: Staff, input: Input, loaded: Loaded) => Promise<Outcome<unknown>>
}

export function addSettingsForm<Loaded, Input>(
  app: App,
  _services: StaffServices,
  definition: SettingsForm<Loaded, Input>,
): void {
  const { address, permissions } = definition
  const showForm = (reply: FastifyReply, loaded: Loaded, form: FormState, status = 200) =>
    show(
      reply,
      'settings/form.njk',
      {
        title: definition.title,
        breadcrumbs: breadcrumbs(definition.title, address),
        form,
        fields: definition.fields(loaded),
        button: definition.button,
        warning: definition.warning === true,
        lead: definition.lead?.(loaded) ?? '',
        action: reply.request.url.split('?')[0],
        back: definition.back,
      },
      status,
    )

  app.get(address, { config: { private: true } }, async (request, reply) => {
    const loaded = await definition.load(requireStaff(request, ...permissions), request)
    return showForm(reply, loaded, blankForm(definition.values?.(loaded) ?? {}))
  })

  app.post(address, { config: { private: true } }, async (request, reply) => {
    const staff = requireStaff(request, ...permissions)
    const loaded = await definition.load(staff, request)
    const form = readForm(request.body)
    const input = definition.read(form, loaded, request)
    if (!form.ok) return showForm(reply, loaded, form.state(), 422)
    const outcome = await definition.run(staff, input, loaded)
    if (outcome.ok) return done(reply, definition.back, definition.done)
    if (outcome.problem !== 'invalid-input') return sendRefusal(reply, outcome)
    const fields = definition.fields(loaded)
    const plain = {
      ...outcome,
      fields: (outcome.fields ?? []).map(({ field, message }) => ({
        field: field.replace(/^settings\./, ''),
        message,
      })),
    }
    return showForm(reply, loaded, withRefusal(form.state(), plain, fields), 422)
  })
}

export function breadcrumbs(title: string, address: string) {
  return address.startsWith('/staff/account')
    ? [{ text: 'Your account', href: '/staff/account' }, { text: title }]
    : [{ text: 'Settings', href: '/staff/settings' }, { text: title }]
}
