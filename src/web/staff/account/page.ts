import type { FastifyReply } from 'fastify'
import {
  can,
  confirmSecondFactor,
  createApiToken,
  enrolSecondFactor,
  listApiTokens,
  listStaff,
  removeSecondFactor,
  revokeApiToken,
  roleNames,
  setPassword,
  staffActor,
  type Staff,
} from '../../../identity/index.ts'
import { blankForm, readForm, sendRefusal, type App, type FormState } from '../../kit/index.ts'
import { done, show } from '../answer.ts'
import { addSettingsForm, breadcrumbs } from '../settings/settings-form.ts'
import { requireStaff, sessionOf } from '../session.ts'
import { rawField } from '../sign-in/page.ts'
import type { StaffServices } from '../staff-services.ts'

/** What everybody may do about their own way in. */
export function addAccountPages(app: App, services: StaffServices): void {
  const { reader } = services.database

  app.get('/staff/account', { config: { private: true } }, async (request, reply) => {
    const staff = requireStaff(request)
    const [people, tokens] = await Promise.all([
      listStaff(reader, staff.authorityId),
      can(staff, 'create-api-token') ? listApiTokens(reader, staff.id) : null,
    ])
    const me = people.find(({ id }) => id === staff.id)
    return show(reply, 'account/page.njk', {
      title: 'Your account',
      me,
      roleWords: staff.roles.map((role) => roleNames[role]).join(', '),
      tokens,
      endsAt: sessionOf(request)?.expiresAt ?? null,
    })
  })

  addSettingsForm(app, services, {
    address: '/staff/account/password',
    permissions: [],
    title: 'Change your password',
    button: 'Change the password',
    done: 'saved',
    back: '/staff/account',
    lead: () => 'You are signed out everywhere else.',
    load: async (staff) =>
      (await listStaff(reader, staff.authorityId)).find(({ id }) => id === staff.id)?.hasPassword ?? false,
    fields: (hasPassword) => [
      ...(hasPassword
        ? [{ kind: 'text' as const, type: 'password', name: 'current', label: 'Password now' }]
        : []),
      {
        kind: 'text',
        type: 'password',
        name: 'password',
        label: 'New password',
        autocomplete: 'new-password',
      },
    ],
    read: (form, _hasPassword, request) => {
      const password = rawField(request.body, 'password')
      if (password === '') form.fail('password', 'Enter a new password')
      return {
        password,
        current: rawField(request.body, 'current'),
        keepSession: sessionOf(request)?.secret ?? '',
      }
    },
    run: (staff, { password, current, keepSession }) =>
      setPassword(services, staffActor(staff), staff.id, password, { current, keepSession }),
  })

  addSecondFactor(app, services)
  addTokens(app, services)
}

function addSecondFactor(app: App, services: StaffServices): void {
  const address = '/staff/account/second-factor'
  const showConfirm = async (
    reply: FastifyReply,
    staff: Staff,
    form: FormState,
    kept: string,
    status = 200,
  ) => {
    let secret = kept
    if (secret === '') {
      const begun = await enrolSecondFactor(services, staff)
      if (!begun.ok) return sendRefusal(reply, begun)
      secret = begun.value.secret
    }
    return show(
      reply,
      'account/second-factor.njk',
      {
        title: 'Second factor',
        breadcrumbs: breadcrumbs('Second factor', address),
        secret,
        form,
      },
      status,
    )
  }
  // Begun by a press and not by a visit, because it gives out a secret.
  app.post(address, { config: { private: true } }, async (request, reply) =>
    showConfirm(reply, requireStaff(request), blankForm(), ''),
  )
  app.post(`${address}/confirm`, { config: { private: true } }, async (request, reply) => {
    const staff = requireStaff(request)
    const form = readForm(request.body)
    const secret = form.text('secret', { most: 200 })
    const code = form.text('code', { required: 'Enter the code', most: 20 }).replace(/\s/g, '')
    if (!form.ok) return showConfirm(reply, staff, form.state(), secret, 422)
    const outcome = await confirmSecondFactor(services, staff, code)
    if (outcome.ok) return done(reply, '/staff/account', 'saved')
    if (outcome.problem !== 'invalid-input') return sendRefusal(reply, outcome)
    return showConfirm(reply, staff, { values: {}, errors: outcome.fields ?? [] }, secret, 422)
  })
  addSettingsForm(app, services, {
    address: `${address}/remove`,
    permissions: [],
    title: 'Remove the second factor',
    button: 'Remove it',
    done: 'saved',
    back: '/staff/account',
    warning: true,
    load: async () => null,
    fields: () => [{ kind: 'text', name: 'code', label: 'Code from your authenticator', width: 10 }],
    read: (form) => ({
      code: form.text('code', { required: 'Enter the code', most: 20 }).replace(/\s/g, ''),
    }),
    run: (staff, { code }) => removeSecondFactor(services, staffActor(staff), { staffId: staff.id, code }),
  })
}

function addTokens(app: App, services: StaffServices): void {
  app.post('/staff/account/tokens', { config: { private: true } }, async (request, reply) => {
    const staff = requireStaff(request, 'create-api-token')
    const form = readForm(request.body)
    const name = form.text('name', { required: 'Enter what the token is for', most: 100, label: 'The name' })
    const days = form.wholeNumber('days', {
      label: 'The days',
      required: 'Enter how many days it works',
      least: 1,
      most: 366,
    })
    const fail = async (state: FormState) => {
      const [people, tokens] = await Promise.all([
        listStaff(services.database.reader, staff.authorityId),
        listApiTokens(services.database.reader, staff.id),
      ])
      return show(
        reply,
        'account/page.njk',
        {
          title: 'Your account',
          me: people.find(({ id }) => id === staff.id),
          roleWords: staff.roles.map((role) => roleNames[role]).join(', '),
          tokens,
          form: state,
          endsAt: sessionOf(request)?.expiresAt ?? null,
        },
        422,
      )
    }
    if (!form.ok || days === null) return fail(form.state())
    const outcome = await createApiToken(services, staff, { name, days })
    if (!outcome.ok)
      return outcome.problem === 'invalid-input'
        ? fail({ values: form.state().values, errors: outcome.fields ?? [] })
        : sendRefusal(reply, outcome)
    return show(reply, 'account/token.njk', {
      title: 'Your new token',
      breadcrumbs: breadcrumbs('Your new token', '/staff/account'),
      token: outcome.value.token,
      expiresAt: outcome.value.expiresAt,
    })
  })
  app.post('/staff/account/tokens/:id/revoke', { config: { private: true } }, async (request, reply) => {
    const staff = requireStaff(request)
    const { id } = request.params as { id: string }
    const outcome = await revokeApiToken(services, staff, id)
    return outcome.ok ? done(reply, '/staff/account', 'token-revoked') : sendRefusal(reply, outcome)
  })
}
