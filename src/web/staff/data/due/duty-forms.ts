import { addDuty, findDutyItem, saveDuty, type StaffDutyItem } from '../../../../catalogue/index.ts'
import { listDatasets, type ListedDataset } from '../../../../datasets/index.ts'
import type { Staff } from '../../../../identity/index.ts'
import { today } from '../../../../kernel/clock.ts'
import { ProblemError } from '../../../../kernel/outcome.ts'
import { frequencies } from '../../../../law/index.ts'
import type { App, FormReader } from '../../../kit/index.ts'
import type { StaffServices } from '../../staff-services.ts'
import { frequencyItems } from '../forms/choices.ts'
import { addDataForm, type DataField } from '../forms/data-form.ts'
import { dayValues } from '../../form-fields.ts'

type Loaded = { duty: StaffDutyItem | null; datasets: ListedDataset[]; day: Temporal.PlainDate }

/** One duty: whose it is, since when, what meets it, whether it applies; and one of the authority's own. */
export function addDutyForms(app: App, services: StaffServices): void {
  const datasetsOf = async (staff: Staff) => {
    const { reader } = services.database
    const found = await listDatasets(reader, staff.authorityId, { sort: 'title', pageSize: 1000 })
    return found.items
  }
  const list = '/staff/data/due'

  addDataForm(app, services, {
    address: `${list}/new`,
    permissions: ['manage-duties'],
    tab: 'due',
    title: () => 'Add a duty of your own',
    button: 'Add it',
    done: 'duty-saved',
    back: () => list,
    lead: () => 'A resolution of the council, an agreement, or a promise to publish something regularly.',
    load: async (staff): Promise<Loaded> => ({
      duty: null,
      datasets: await datasetsOf(staff),
      day: today(services.clock),
    }),
    fields: ({ datasets }): DataField[] => [
      { kind: 'text', name: 'title', label: 'What must be published' },
      {
        kind: 'text',
        name: 'basis',
        label: 'What asks for it',
        hint: 'For example, Council resolution of 14 January 2026.',
      },
      { kind: 'select', name: 'frequency', label: 'How often', items: frequencyItems() },
      {
        kind: 'text',
        name: 'graceDays',
        label: 'Days after the end of a period by which it is due',
        width: 4,
      },
      ...keeping(datasets),
    ],
    values: ({ day }) => ({ frequency: 'monthly', graceDays: '30', ...dayValues('startsOn', day) }),
    read: (form, { day }) => ({
      title: form.text('title', {
        required: 'Enter what must be published',
        most: 300,
        label: 'What must be published',
      }),
      basis: form.text('basis', { required: 'Enter what asks for it', most: 300, label: 'What asks for it' }),
      frequency:
        form.choice(
          'frequency',
          frequencies.map(({ id }) => id),
          { required: 'Select how often' },
        ) ?? '',
      graceDays: form.wholeNumber('graceDays', { label: 'The days', least: 0, most: 366 }) ?? 0,
      ...readKeeping(form, day),
    }),
    run: (staff, { version: _version, ...input }) => addDuty(services, staff, input),
  })

  addDataForm(app, services, {
    address: `${list}/:key`,
    permissions: ['manage-duties'],
    tab: 'due',
    title: ({ duty }: Loaded) => duty?.title ?? '',
    button: 'Save',
    done: 'duty-saved',
    back: () => list,
    lead: ({ duty }) => dutyLead(duty),
    load: async (staff, request): Promise<Loaded> => {
      const day = today(services.clock)
      const { key } = request.params as { key: string }
      const authority = services.authority(staff.authorityId)
      const duty = await findDutyItem(services.database.reader, authority, key, day)
      if (duty === null) throw new ProblemError('not-found', 'There is no such duty here.')
      return { duty, datasets: await datasetsOf(staff), day }
    },
    fields: ({ datasets, duty }): DataField[] => [
      {
        kind: 'radios',
        name: 'applies',
        label: 'Does it apply to us?',
        ...(duty?.appliesWhen === null || duty === null ? {} : { hint: duty.appliesWhen }),
        items: [
          { value: 'yes', text: 'Yes' },
          { value: 'no', text: 'No: the note says why' },
        ],
      },
      ...keeping(datasets),
    ],
    values: ({ duty }) => ({
      applies: duty?.applies === false ? 'no' : 'yes',
      dataset: duty?.dataset?.slug ?? '',
      owner: duty?.owner ?? '',
      ownerEmail: duty?.ownerEmail ?? '',
      note: duty?.note ?? '',
      ...dayValues('startsOn', duty?.startsOn ?? null),
    }),
    version: ({ duty }) => duty?.version ?? 0,
    read: (form, { day, duty }) => {
      const applies =
        form.choice('applies', ['yes', 'no'], { required: 'Select whether it applies' }) !== 'no'
      const kept = readKeeping(form, day)
      if (!applies && kept.note === '') form.fail('note', 'Enter why it does not apply')
      return { key: duty?.key ?? '', applies, ...kept }
    },
    run: (staff, input) => saveDuty(services, staff, input),
  })
}

/** Whose it is, since when, and what meets it: asked of every duty. */
function keeping(datasets: ListedDataset[]): DataField[] {
  return [
    {
      kind: 'select',
      name: 'dataset',
      label: 'Which dataset meets it',
      items: [
        { value: '', text: 'None yet' },
        ...datasets.map(({ slug, title }) => ({ value: slug, text: title })),
      ],
    },
    { kind: 'text', name: 'owner', label: 'Who sees to it', hint: 'A service or a role.', optional: true },
    {
      kind: 'text',
      name: 'ownerEmail',
      label: 'Email for reminders',
      type: 'email',
      autocomplete: 'email',
      optional: true,
    },
    {
      kind: 'date',
      name: 'startsOn',
      label: 'Since when',
      hint: 'What fell due before is not asked for. For example, 1 4 2026',
    },
    { kind: 'textarea', name: 'note', label: 'Note', optional: true, rows: 3 },
  ]
}

function readKeeping(form: FormReader, day: Temporal.PlainDate) {
  const ownerEmail = form.text('ownerEmail', { most: 254, label: 'The email address' })
  if (ownerEmail !== '' && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(ownerEmail))
    form.fail('ownerEmail', 'Enter an email address in the form name@example.org')
  return {
    dataset: form.text('dataset', { most: 200 }) || null,
    owner: form.text('owner', { most: 200, label: 'Who sees to it' }),
    ownerEmail: ownerEmail || null,
    startsOn: form.day('startsOn', { label: 'The day', required: 'Enter since when' }) ?? day,
    note: form.text('note', { multiline: true, most: 2000, label: 'The note' }),
  }
}

function dutyLead(duty: StaffDutyItem | null): string {
  if (duty === null) return ''
  const why = (duty.status?.because ?? []).map(({ text }) => text).join(' ')
  return [duty.words, `${duty.basis}. ${duty.dueWords}.`, why, duty.basisNote ?? '']
    .filter((part) => part !== '')
    .join('\n\n')
}
