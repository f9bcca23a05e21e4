import { updateAuthority, type Authority } from '../../../identity/index.ts'
import type { App } from '../../kit/index.ts'
import type { Field } from '../form-fields.ts'
import type { StaffServices } from '../staff-services.ts'
import { addSettingsForm } from './settings-form.ts'

const fields: Field[] = [
  { kind: 'text', name: 'name', label: 'Name of the authority' },
  { kind: 'text', name: 'shortName', label: 'Short name', width: 20 },
  { kind: 'text', name: 'serviceName', label: 'Name of this service' },
  { kind: 'text', name: 'referencePrefix', label: 'Letters before a reference number', width: 10 },
  { kind: 'textarea', name: 'addressLines', label: 'Postal address', rows: 5 },
  { kind: 'text', name: 'email', label: 'Email for requests', type: 'email', width: 20 },
  { kind: 'text', name: 'phone', label: 'Telephone', optional: true, width: 20 },
  { kind: 'text', name: 'website', label: 'Website', optional: true },
  { kind: 'text', name: 'colour', label: 'Colour', hint: 'In the form #0b5d66', width: 10 },
  { kind: 'text', name: 'reviewEmail', label: 'Email for reviews', optional: true, type: 'email', width: 20 },
  {
    kind: 'textarea',
    name: 'signOff',
    label: 'How letters are signed',
    hint: 'A team, never a person',
    rows: 3,
  },
  { kind: 'text', name: 'draftDaysBefore', label: 'Working days between draft and legal date', width: 4 },
  { kind: 'text', name: 'taskWorkingDays', label: 'Working days a team has for a task', width: 4 },
  { kind: 'text', name: 'firstAfterDays', label: 'First reminder, days after a task fell due', width: 4 },
  { kind: 'text', name: 'everyDays', label: 'Days between reminders', width: 4 },
  { kind: 'text', name: 'escalateAfter', label: 'Reminders before somebody else is told', width: 4 },
  {
    kind: 'text',
    name: 'clarificationCloseDays',
    label: 'Days without a clarification before a request is closed',
    hint: 'Empty never closes it.',
    optional: true,
    width: 4,
  },
  {
    kind: 'text',
    name: 'disclosureDelayDays',
    label: 'Days between an answer and its publication',
    width: 4,
  },
  { kind: 'text', name: 'disclosureLogUrl', label: 'Disclosure log, if it is elsewhere', optional: true },
  {
    kind: 'text',
    name: 'publicationSchemeUrl',
    label: 'Publication scheme, if it is elsewhere',
    optional: true,
  },
  { kind: 'text', name: 'privacyNoticeUrl', label: 'Privacy notice, if it is elsewhere', optional: true },
]

/** The authority's own facts and choices. Periods of the law are not among them. */
export function addAuthorityForm(app: App, services: StaffServices): void {
  addSettingsForm<Authority, Parameters<typeof updateAuthority>[2]>(app, services, {
    address: '/staff/settings/authority',
    permissions: ['manage-authority'],
    title: 'The authority',
    button: 'Save',
    done: 'saved',
    back: '/staff/settings',
    load: async (staff) => services.authority(staff.authorityId),
    fields: () => fields,
    values: (authority) => {
      const { settings } = authority
      return {
        name: authority.name,
        shortName: authority.shortName,
        serviceName: settings.serviceName,
        referencePrefix: authority.referencePrefix,
        addressLines: authority.addressLines.join('\n'),
        email: authority.email,
        phone: authority.phone ?? '',
        website: authority.website ?? '',
        colour: authority.colour,
        reviewEmail: settings.reviewEmail ?? '',
        signOff: settings.signOff,
        draftDaysBefore: String(settings.draftDaysBefore),
        taskWorkingDays: String(settings.taskWorkingDays),
        firstAfterDays: String(settings.chase.firstAfterDays),
        everyDays: String(settings.chase.everyDays),
        escalateAfter: String(settings.chase.escalateAfter),
        clarificationCloseDays: String(settings.clarificationCloseDays ?? ''),
        disclosureDelayDays: String(settings.disclosureDelayDays),
        disclosureLogUrl: settings.disclosureLogUrl ?? '',
        publicationSchemeUrl: settings.publicationSchemeUrl ?? '',
        privacyNoticeUrl: settings.privacyNoticeUrl ?? '',
      }
    },
    read: (form, { settings }) => {
      const text = (name: string) => form.text(name, { most: 500 })
      const orNull = (name: string) => text(name) || null
      const count = (name: string, label: string) =>
        form.wholeNumber(name, { label, required: `Enter ${label.toLowerCase()}`, least: 0, most: 366 }) ?? 0
      const closing = form.wholeNumber('clarificationCloseDays', {
        label: 'The number of days',
        least: 1,
        most: 366,
      })
      return {
        name: text('name'),
        shortName: text('shortName'),
        referencePrefix: text('referencePrefix'),
        addressLines: form
          .text('addressLines', { multiline: true, most: 1000 })
          .split('\n')
          .filter((line) => line.trim() !== ''),
        email: text('email'),
        phone: orNull('phone'),
        website: orNull('website'),
        colour: text('colour'),
        settings: {
          ...settings,
          serviceName: orNull('serviceName') ?? settings.serviceName,
          reviewEmail: orNull('reviewEmail'),
          signOff: form.text('signOff', {
            multiline: true,
            most: 500,
            required: 'Enter how letters are signed',
          }),
          draftDaysBefore: count('draftDaysBefore', 'The working days for the draft'),
          taskWorkingDays: count('taskWorkingDays', 'The working days for a task'),
          chase: {
            firstAfterDays: count('firstAfterDays', 'The days before a reminder'),
            everyDays: count('everyDays', 'The days between reminders'),
            escalateAfter: count('escalateAfter', 'The number of reminders'),
          },
          clarificationCloseDays: closing,
          disclosureDelayDays: count('disclosureDelayDays', 'The days before publication'),
          disclosureLogUrl: orNull('disclosureLogUrl'),
          publicationSchemeUrl: orNull('publicationSchemeUrl'),
          privacyNoticeUrl: orNull('privacyNoticeUrl'),
        },
      }
    },
    run: async (staff, input) => {
      const outcome = await updateAuthority(services, staff, input)
      if (outcome.ok) await services.authoritiesChanged?.()
      return outcome
    },
  })
}
