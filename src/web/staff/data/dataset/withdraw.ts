import {
  findVersion,
  withdrawDataset,
  withdrawVersion,
  type Dataset,
  type DatasetVersion,
} from '../../../../datasets/index.ts'
import { ProblemError } from '../../../../kernel/outcome.ts'
import { plural, type App, type FormReader } from '../../../kit/index.ts'
import type { StaffServices } from '../../staff-services.ts'
import { addDataForm, type DataField } from '../forms/data-form.ts'
import { datasetPath, datasetTrail, loadDataset, whyClosed } from './load-dataset.ts'

const reason: DataField = {
  kind: 'textarea',
  name: 'reason',
  label: 'Why',
  hint: 'Everybody reads this. Do not repeat what must not be public.',
  rows: 4,
}
const readReason = (form: FormReader) =>
  form.text('reason', {
    required: 'Enter why it is withdrawn',
    multiline: true,
    most: 2000,
    label: 'The reason',
  })

/** Taking a version or a whole dataset down. Its address then answers 410 and says what, when and why. */
export function addWithdrawPages(app: App, services: StaffServices): void {
  addDataForm(app, services, {
    address: '/staff/data/datasets/:slug/withdraw',
    permissions: ['withdraw-dataset'],
    tab: 'datasets',
    title: (dataset: Dataset) => `Withdraw ${dataset.title}`,
    button: 'Continue',
    warning: true,
    done: 'dataset-withdrawn',
    trail: datasetTrail,
    back: (dataset) => datasetPath(dataset.slug),
    lead: () =>
      'Every version comes down at once, with its files, its charts and its place in the catalogue. The address stays, and says that it was withdrawn, when, why, and whom to ask.',
    unavailable: (dataset) =>
      whyClosed(dataset) ??
      (dataset.state === 'draft' ? 'It is not public: there is nothing to withdraw.' : null),
    load: (staff, request) => loadDataset(services, staff, request),
    fields: () => [
      reason,
      { kind: 'text', name: 'contact', label: 'Email for questions', type: 'email' },
      {
        kind: 'text',
        name: 'replacedBy',
        label: 'What replaces it',
        hint: 'The name of a dataset here, for example spending-over-500, or a web address.',
        optional: true,
      },
    ],
    values: (dataset) => ({ contact: dataset.contactEmail }),
    version: (dataset) => dataset.version,
    read: (form) => ({
      reason: readReason(form),
      contact: form.text('contact', { required: 'Enter whom to ask', most: 254, label: 'The email address' }),
      replacedBy: form.text('replacedBy', { most: 500, label: 'What replaces it' }),
    }),
    confirm: ({ reason: why }, dataset) => ({
      title: `Withdraw “${dataset.title}” with all its versions?`,
      text: `Whoever uses it loses it at once, and it cannot be put back: what is published again begins as a new dataset.\n\nThe public will read: ${why}`,
      button: 'Withdraw it',
    }),
    run: (staff, { version, reason: why, contact, replacedBy }, dataset) =>
      withdrawDataset(services, staff, {
        slug: dataset.slug,
        version,
        reason: why,
        contact,
        ...(replacedBy === '' ? {} : { replacedBy }),
      }),
  })

  addDataForm(app, services, {
    address: '/staff/data/datasets/:slug/versions/:number/withdraw',
    permissions: ['withdraw-dataset'],
    tab: 'datasets',
    title: ({ version }: OneVersion) => `Withdraw version ${version.number ?? ''}`,
    button: 'Continue',
    warning: true,
    done: 'version-withdrawn',
    trail: ({ dataset }) => datasetTrail(dataset),
    back: ({ dataset }) => datasetPath(dataset.slug),
    lead: ({ dataset, version }) =>
      version.number === dataset.latestVersion
        ? 'It is the latest version: the newest one before it takes its place. Where there is none, the dataset is withdrawn with it.'
        : 'Its address then says that it was withdrawn, when, and why. Other versions stay.',
    unavailable: ({ version }) =>
      version.state === 'published' ? null : 'This version was withdrawn already.',
    load: async (staff, request): Promise<OneVersion> => {
      const dataset = await loadDataset(services, staff, request)
      const { number } = request.params as { number: string }
      const version = /^\d{1,9}$/.test(number)
        ? await findVersion(services.database.reader, dataset.id, Number(number))
        : null
      if (version === null) throw new ProblemError('not-found', 'There is no version of that number.')
      return { dataset, version }
    },
    fields: () => [reason],
    read: (form) => ({ reason: readReason(form) }),
    confirm: ({ reason: why }, { dataset, version }) => ({
      title: `Withdraw version ${version.number ?? ''} of “${dataset.title}”?`,
      text: `${plural(version.rows, 'row')} come down at once. It cannot be put back: publish the file again instead.\n\nThe public will read: ${why}`,
      button: 'Withdraw it',
    }),
    run: (staff, { reason: why }, { dataset, version }) =>
      withdrawVersion(services, staff, { slug: dataset.slug, number: version.number ?? 0, reason: why }),
  })
}

type OneVersion = { dataset: Dataset; version: DatasetVersion }
