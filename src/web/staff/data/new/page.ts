import { randomUUID } from 'node:crypto'
import type { FastifyReply } from 'fastify'
import {
  createDataset,
  findDataset,
  findTemplate,
  listDatasets,
  receiveImport,
  type ImportOptions,
} from '../../../../datasets/index.ts'
import type { Staff } from '../../../../identity/index.ts'
import {
  readForm,
  readState,
  sendRefusal,
  type App,
  type FormReader,
  type FormState,
} from '../../../kit/index.ts'
import { done, show } from '../../answer.ts'
import { withRefusal } from '../../form-fields.ts'
import { requireStaff } from '../../session.ts'
import type { StaffServices } from '../../staff-services.ts'
import { dataFrame } from '../data-frame.ts'
import { kindItems } from '../forms/choices.ts'
import { factsFields, factsValues, readEntry, readFacts, type FactsAsked } from '../forms/facts-fields.ts'
import { templateItems, usualFacts } from '../forms/usual-facts.ts'
import { receiveFile, type KeptFile } from './receive-file.ts'

const fileKinds = ['update', 'addition', 'correction'] as const
const mostListed = 1000
/** Asked of what has no file here, and of nothing else. */
const ofEntries = new Set(['kind', 'links'])
const places = [
  { name: 'file' },
  { name: 'dataset' },
  { name: 'title' },
  { name: 'fileKind' },
  { name: 'note' },
]

/** “Publish a file”: which file, of which dataset, and what it is for. What can be asked later is asked later. */
export function addNewDataPage(app: App, services: StaffServices): void {
  const showPage = async (
    reply: FastifyReply,
    staff: Staff,
    form: FormState,
    kept: { file: KeptFile | null; ticket: string },
    status = 200,
  ) => {
    const { items } = await listDatasets(services.database.reader, staff.authorityId, {
      states: ['draft', 'published'],
      kind: 'table',
      sort: 'title',
      pageSize: mostListed,
    })
    const fields = factsFields().filter(({ name }) => !ofEntries.has(name))
    const usual = factsValues(usualFacts(services.authority(staff.authorityId)))
    const wrong = new Set(form.errors.map(({ field }) => field.replace(/-(day|month|year)$/, '')))
    return show(
      reply,
      'data/new/page.njk',
      {
        ...(await dataFrame(services, staff, 'datasets', [{ text: 'Publish a file', href: '' }])),
        title: 'Publish a file',
        plain: true,
        form: { ...form, values: { ...usual, ...form.values } },
        kept: kept.file,
        ticket: kept.ticket,
        largest: services.largestDataset,
        datasets: [
          { value: '', text: 'Select a dataset' },
          ...items.map(({ slug, title }) => ({ value: slug, text: title })),
        ],
        templates: templateItems(),
        entryKinds: kindItems().filter(({ value }) => value !== 'table'),
        fields,
        openFacts: fields.some(({ name }) => wrong.has(name)),
      },
      status,
    )
  }

  app.get('/staff/data/new', { config: { private: true } }, async (request, reply) => {
    const staff = requireStaff(request, 'manage-datasets')
    const { query } = readState(request)
    const asked = [query['dataset'] ?? ''].flat()[0] ?? ''
    const dataset = await findDataset(services.database.reader, staff.authorityId, asked)
    const template = findTemplate([query['template'] ?? ''].flat()[0] ?? '')
    const kind = fileKinds.find((name) => name === query['kind'])
    const values = {
      which: dataset !== null ? 'existing' : template === null ? '' : 'new',
      title: template?.title ?? '',
      template: template?.id ?? '',
      dataset: dataset?.slug ?? '',
      fileKind: kind ?? (dataset?.updateMode === 'add' ? 'addition' : 'update'),
      key: randomUUID(),
    }
    return showPage(reply, staff, { values, errors: [] }, { file: null, ticket: '' })
  })

  app.post('/staff/data/new', { config: { private: true, upload: true } }, async (request, reply) => {
    const staff = requireStaff(request, 'manage-datasets')
    const received = await receiveFile(services, staff, request)
    const { file } = received
    const form = readForm(received.fields)
    if (received.fault !== null) form.fail('file', received.fault)
    else if (file === null && received.fields['which'] !== 'entry') form.fail('file', 'Select a file')
    const asked = readAsked(form, received.fields)
    if (!form.ok) return showPage(reply, staff, form.state(), received, 422)
    const { reader } = services.database
    if (asked.which === 'existing' && (await findDataset(reader, staff.authorityId, asked.slug)) === null) {
      form.fail('dataset', 'Select the dataset the file belongs to')
      return showPage(reply, staff, form.state(), received, 422)
    }
    const proposal = {
      ...saidFacts(asked.facts, usualFacts(services.authority(staff.authorityId))),
      title: asked.title,
      ...(asked.template === null ? {} : { template: asked.template }),
    }
    if (asked.which === 'entry' || file === null) {
      const made = await createDataset(services, staff, proposal)
      if (made.ok) return done(reply, `/staff/data/datasets/${made.value.slug}`, 'dataset-created')
      if (made.problem !== 'invalid-input') return sendRefusal(reply, made)
      return showPage(reply, staff, withRefusal(form.state(), made, allPlaces), received, 422)
    }
    const outcome = await receiveImport(services, staff, {
      ...(asked.which === 'existing' ? { slug: asked.slug } : { proposal }),
      file: { name: file.name, sha256: file.sha256, size: file.size },
      options: asked.options,
      publish: false,
      ...(asked.key === '' ? {} : { requestKey: asked.key }),
    })
    if (outcome.ok) return reply.redirect(`/staff/data/imports/${outcome.value.importId}`, 303)
    if (outcome.problem !== 'invalid-input' && outcome.problem !== 'not-now')
      return sendRefusal(reply, outcome)
    return showPage(reply, staff, withRefusal(form.state(), outcome, allPlaces), received, 422)
  })
}

const allPlaces = [...places, ...factsFields()].map((place) => ({ kind: 'text' as const, ...place }))

function readAsked(form: FormReader, fields: unknown) {
  const which = form.choice('which', ['new', 'existing', 'entry'], { required: 'Select what the file is' })
  const isNew = which === 'new'
  const slug = form.text('dataset', { most: 200 })
  if (which === 'existing' && slug === '') form.fail('dataset', 'Select the dataset the file belongs to')
  const titled = (name: string, asks: boolean) =>
    form.text(name, { ...(asks ? { required: 'Enter a title' } : {}), most: 200, label: 'The title' })
  const [title, entryTitle] = [titled('title', isNew), titled('entryTitle', which === 'entry')]
  const template = form.choice(
    'template',
    templateItems().map(({ value }) => value),
  )
  const fileKind = form.choice('fileKind', fileKinds) ?? 'update'
  const correcting = which === 'existing' && fileKind === 'correction'
  const note = form.text('note', {
    ...(correcting ? { required: 'Enter what was wrong and what is right now' } : {}),
    multiline: true,
    most: 2000,
    label: 'The note',
  })
  // What is said of a dataset that exists is changed on its own page, never by a form that only brings a file.
  const said = readFacts(isNew ? form : readForm(fields))
  const entry = which === 'entry' ? readEntry(form) : null
  const facts = entry === null ? { ...said, kind: 'table' as const, links: [] } : { ...said, ...entry }
  const options: ImportOptions = {
    ...(which === 'existing' ? { reason: fileKind } : {}),
    ...(note === '' ? {} : { note }),
    ...(isNew && template !== null && template !== '' ? { template } : {}),
  }
  const key = form.text('key', { most: 100 })
  return {
    which,
    slug,
    title: entryTitle || title,
    template: template === '' ? null : template,
    facts,
    options,
    key,
  }
}

/** What differs from what stood in the form: the rest is left to the template, else to what is usual. */
function saidFacts(facts: FactsAsked, usual: FactsAsked): Partial<FactsAsked> {
  const said = Object.entries(facts).filter(
    ([name, value]) =>
      name === 'areaName' || JSON.stringify(value) !== JSON.stringify(Reflect.get(usual, name)),
  )
  return Object.fromEntries(said)
}
