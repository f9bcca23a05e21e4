import {
  createSignInLink,
  createStaff,
  createTeam,
  deactivateStaff,
  listStaff,
  listTeams,
  reactivateStaff,
  removeSecondFactor,
  roleNames,
  roles,
  setRoles,
  setTeams,
  staffActor,
  type Role,
  type StaffRecord,
  type Team,
} from '../../../identity/index.ts'
import { ProblemError, success } from '../../../kernel/outcome.ts'
import { sendRefusal, type App } from '../../kit/index.ts'
import { done, show } from '../answer.ts'
import type { Field } from '../form-fields.ts'
import { requireStaff } from '../session.ts'
import type { StaffServices } from '../staff-services.ts'
import { addSettingsForm, breadcrumbs } from './settings-form.ts'

const list = '/staff/settings/people'
const linkMinutes = 60 * 24

const roleHints: Record<Role, string> = {
  'information-officer': 'Works requests from receipt to answer',
  'service-contact': 'Answers tasks for a team; never sees who asked',
  approver: 'Approves answers that others wrote',
  'data-protection-officer': 'Reads and approves; takes entries out of the log',
  publisher: 'Publishes answers; never sees who asked',
  auditor: 'Reads everything, changes nothing',
  administrator: 'People, teams and settings; no requests',
}
const roleField: Field = {
  kind: 'checkboxes',
  name: 'roles',
  label: 'Roles',
  items: roles.map((value) => ({ value, text: roleNames[value], hint: { text: roleHints[value] } })),
}
const teamField = (teams: readonly Team[]): Field => ({
  kind: 'checkboxes',
  name: 'teamIds',
  label: 'Teams',
  items: teams.map(({ id, name }) => ({ value: id, text: name })),
})

/** Who works here, in which roles and teams. */
export function addPeoplePages(app: App, services: StaffServices): void {
  const { reader } = services.database

  app.get(list, { config: { private: true } }, async (request, reply) => {
    const staff = requireStaff(request, 'manage-staff')
    const [people, teams] = await Promise.all([
      listStaff(reader, staff.authorityId),
      listTeams(reader, staff.authorityId),
    ])
    return show(reply, 'settings/people.njk', {
      title: 'Staff and teams',
      breadcrumbs: breadcrumbs('Staff and teams', list),
      people: people.map((person) => ({
        ...person,
        roleWords: person.roles.map((role) => roleNames[role]).join(', '),
        teamWords: teams
          .filter(({ id }) => person.teamIds.includes(id))
          .map(({ name }) => name)
          .join(', '),
      })),
      teams,
    })
  })

  addSettingsForm(app, services, {
    address: `${list}/new`,
    permissions: ['manage-staff'],
    title: 'Add a person',
    button: 'Add the person',
    done: 'staff-added',
    back: list,
    lead: () => 'They sign in first with a link that you make for them on their page.',
    load: (staff) => listTeams(reader, staff.authorityId),
    fields: (teams) => [
      { kind: 'text', name: 'name', label: 'Name', width: 20 },
      { kind: 'text', name: 'email', label: 'Email', type: 'email', width: 20 },
      { kind: 'text', name: 'jobTitle', label: 'Job title', optional: true, width: 20 },
      roleField,
      ...(teams.length === 0 ? [] : [teamField(teams)]),
    ],
    read: (form, teams) => ({
      name: form.text('name', { required: 'Enter the name', most: 200 }),
      email: form.text('email', { required: 'Enter the email address', most: 254 }),
      jobTitle: form.text('jobTitle', { most: 200 }),
      roles: form.choices('roles', roles),
      teamIds: form.choices(
        'teamIds',
        teams.map(({ id }) => id as string),
      ),
    }),
    run: (staff, input) =>
      createStaff(services, staffActor(staff), { authorityId: staff.authorityId, ...input }),
  })

  addSettingsForm(app, services, {
    address: '/staff/settings/teams/new',
    permissions: ['manage-staff'],
    title: 'Add a team',
    button: 'Add the team',
    done: 'saved',
    back: list,
    load: async () => null,
    fields: () => [
      { kind: 'text', name: 'name', label: 'Name', width: 20 },
      { kind: 'text', name: 'email', label: 'Email', optional: true, type: 'email', width: 20 },
    ],
    read: (form) => ({
      name: form.text('name', { required: 'Enter the name', most: 200 }),
      email: form.text('email', { most: 254 }) || null,
    }),
    run: (staff, input) =>
      createTeam(services, staffActor(staff), { authorityId: staff.authorityId, ...input }),
  })

  const person = async (authorityId: string, params: unknown): Promise<StaffRecord> => {
    const { id } = params as { id: string }
    const found = (await listStaff(reader, authorityId)).find((one) => one.id === id)
    if (found === undefined) throw new ProblemError('not-found', 'There is nobody with that address here.')
    return found
  }

  addSettingsForm(app, services, {
    address: `${list}/:id`,
    permissions: ['manage-staff'],
    title: 'Roles and teams',
    button: 'Save',
    done: 'saved',
    back: list,
    load: async (staff, request) => ({
      one: await person(staff.authorityId, request.params),
      teams: await listTeams(reader, staff.authorityId),
    }),
    lead: ({ one }) => `${one.name}, ${one.email}`,
    fields: ({ teams }) => [roleField, ...(teams.length === 0 ? [] : [teamField(teams)])],
    values: ({ one }) => ({ roles: [...one.roles], teamIds: [...one.teamIds] }),
    read: (form, { teams }) => ({
      roles: form.choices('roles', roles),
      teamIds: form.choices(
        'teamIds',
        teams.map(({ id }) => id as string),
      ),
    }),
    run: async (staff, input, { one }) => {
      const actor = staffActor(staff)
      const changed = await setRoles(services, actor, one.id, input.roles)
      if (!changed.ok) return changed
      const moved = await setTeams(services, actor, one.id, input.teamIds)
      return moved.ok ? success(null) : moved
    },
  })

  app.post(`${list}/:id/:act`, { config: { private: true } }, async (request, reply) => {
    const staff = requireStaff(request, 'manage-staff')
    const one = await person(staff.authorityId, request.params)
    const { act } = request.params as { act: string }
    const actor = staffActor(staff)
    if (act === 'link') {
      const secret = await createSignInLink(services, one.id, linkMinutes, actor)
      const path = `/staff/sign-in/link/${secret}`
      return show(reply, 'settings/link.njk', {
        title: 'Sign-in link',
        breadcrumbs: breadcrumbs('Sign-in link', list),
        person: one,
        link: services.linkTo(services.authority(staff.authorityId), path),
      })
    }
    const outcome =
      act === 'leave'
        ? await deactivateStaff(services, actor, one.id)
        : act === 'return'
          ? await reactivateStaff(services, actor, one.id)
          : act === 'second-factor'
            ? await removeSecondFactor(services, actor, { staffId: one.id })
            : ({ ok: false, problem: 'not-found' } as const)
    return outcome.ok ? done(reply, list, 'saved') : sendRefusal(reply, outcome)
  })
}
