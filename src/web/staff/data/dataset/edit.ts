import { editDataset, type Dataset } from '../../../../datasets/index.ts'
import type { App } from '../../../kit/index.ts'
import type { StaffServices } from '../../staff-services.ts'
import { addDataForm, type DataField } from '../forms/data-form.ts'
import { factsFields, factsValues, readFacts } from '../forms/facts-fields.ts'
import { datasetPath, datasetTrail, loadDataset, whyClosed } from './load-dataset.ts'

/** Everything that is said of a dataset, in one form. */
export function addEditDatasetPage(app: App, services: StaffServices): void {
  addDataForm(app, services, {
    address: '/staff/data/datasets/:slug/edit',
    permissions: ['manage-datasets'],
    tab: 'datasets',
    title: () => 'Edit what is said of it',
    button: 'Save',
    done: 'saved',
    trail: datasetTrail,
    back: (dataset: Dataset) => datasetPath(dataset.slug),
    unavailable: whyClosed,
    load: (staff, request) => loadDataset(services, staff, request),
    fields: (dataset): DataField[] => [
      { kind: 'text', name: 'title', label: 'Title' },
      ...factsFields(dataset),
    ],
    values: (dataset) => ({ title: dataset.title, ...factsValues(dataset) }),
    version: (dataset) => dataset.version,
    read: (form) => {
      const title = form.text('title', { required: 'Enter a title', most: 200, label: 'The title' })
      const facts = readFacts(form)
      if (facts.description === '') form.fail('description', 'Enter what the data is')
      return { title, ...facts }
    },
    run: (staff, { version, ...facts }, dataset) =>
      editDataset(services, staff, { slug: dataset.slug, version, facts }),
  })
}
