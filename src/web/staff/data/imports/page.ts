import type { FastifyReply } from 'fastify'
import {
  answerImport,
  cancelImport,
  findDataset,
  findVersionById,
  importStates,
  listImports,
  previewImport,
  receiveImport,
  resumeImport,
  type ImportRecord,
  type VersionColumn,
} from '../../../../datasets/index.ts'
import { defaultLicence, findLicence } from '../../../../law/index.ts'
import {
  blankForm,
  pageLinks,
  readState,
  sendRefusal,
  withQuery,
  type App,
  type FormState,
} from '../../../kit/index.ts'
import { done, show } from '../../answer.ts'
import { readVersion } from '../../form-fields.ts'
import { requireStaff } from '../../session.ts'
import type { StaffServices } from '../../staff-services.ts'
import { dataFrame } from '../data-frame.ts'
import { importTags } from '../data-words.ts'
import { previewView } from '../preview-view.ts'
import { answerValues, decisionItems, headingItems, keepEntered, readAnswers } from './answers.ts'
import { importPath, loadImport, type ImportPage } from './load-import.ts'
import { progressView } from './progress-view.ts'
import { answeredWords, reportView } from './report-view.ts'

const refreshSeconds = 3
const previewRows = 10
const mostSeen = 5

export function addImportPages(app: App, services: StaffServices): void {
  addImportList(app, services)
  addImportPage(app, services)
  addImportActs(app, services)
}

function addImportList(app: App, services: StaffServices): void {
  app.get('/staff/data/imports', { config: { private: true } }, async (request, reply) => {
    const staff = requireStaff(request, 'manage-datasets')
    const state = readState(request)
    const one = (name: string) => [state.query[name] ?? ''].flat()[0] ?? ''
    const chosen = importStates.find((name) => name === one('state'))
    const page = /^\d{1,6}$/.test(one('page')) ? Math.max(1, Number(one('page'))) : 1
    const found = await listImports(services.database.reader, staff.authorityId, {
      page,
      pageSize: 25,
      ...(chosen === undefined ? {} : { state: chosen }),
    })
    const links = pageLinks(state, found)
    if (page > links.pages) return reply.redirect(withQuery(state, { page: null }), 302)
    return show(reply, 'data/imports/list.njk', {
      ...(await dataFrame(services, staff, 'imports')),
      title: 'Files coming in',
      pageNumber: page,
      states: [
        { text: 'All', href: withQuery(state, { state: null, page: null }), current: chosen === undefined },
        ...importStates.map((name) => ({
          text: importTags[name].text,
          href: withQuery(state, { state: name, page: null }),
          current: name === chosen,
        })),
      ],
      rows: found.items.map((record) => ({
        ...record,
        href: importPath(record.id),
        tag: importTags[record.state],
        soFar: record.progress === null ? null : progressView(record, services.clock.now()),
      })),
      links,
    })
  })
}

function addImportPage(app: App, services: StaffServices): void {
  app.get('/staff/data/imports/:id', { config: { private: true } }, async (request, reply) => {
    const page = await loadImport(services, request)
    return showImport(services, reply, page, null)
  })

  /** What the page's script asks while the page is open. */
  app.get('/staff/data/imports/:id/progress.json', { config: { private: true } }, async (request, reply) => {
    const { record } = await loadImport(services, request)
    return reply.send({ state: record.state, ...progressView(record, services.clock.now()) })
  })

  app.post('/staff/data/imports/:id', { config: { private: true } }, async (request, reply) => {
    const page = await loadImport(services, request)
    const { record } = page
    if (record.report === null) return sendRefusal(reply, { ok: false, problem: 'not-now' })
    const { form, options } = readAnswers(request.body, record, record.report)
    if (!form.ok) return showImport(services, reply, page, form.state(), 422)
    const version = readVersion(request.body)
    const outcome = await answerImport(services, page.staff, {
      importId: record.id,
      version,
      options,
      publish: false,
    })
    if (outcome.ok) return done(reply, page.path, 'import-answered')
    if (outcome.problem === 'stale' || outcome.problem === 'not-now')
      return showImport(services, reply, await loadImport(services, request), form.state(), 409)
    if (outcome.problem !== 'invalid-input') return sendRefusal(reply, outcome)
    const errors = (outcome.fields ?? []).map(({ field, message }) => ({
      field: field.replace(/^options\./, '').replace(/^mapping\./, 'map-'),
      message,
    }))
    return showImport(services, reply, page, { values: form.state().values, errors }, 422)
  })
}

/** Publish, put aside, try again: each with the version of the import that the person saw. */
function addImportActs(app: App, services: StaffServices): void {
  app.get('/staff/data/imports/:id/publish', { config: { private: true } }, async (request, reply) => {
    const { staff, record, path } = await loadImport(services, request)
    if (record.state !== 'ready' || record.built === null)
      return sendRefusal(reply, {
        ok: false,
        problem: 'not-now',
        detail: 'The file is not ready to be published.',
      })
    const authority = services.authority(staff.authorityId)
    return show(reply, 'data/imports/confirm.njk', {
      title: `Publish ${record.title}`,
      name: record.title,
      file: record.file,
      path,
      rows: record.built.rows,
      columns: record.built.columns.length,
      licence: await licenceOf(services, record),
      address: services.linkTo(authority, `/data/${record.slug}`),
      ...seenIn(record.built),
      protectsLate: (record.options.protect ?? []).length > 0 && (await hasPublished(services, record)),
      versionsPath: `/staff/data/datasets/${record.slug}`,
      isFirst: record.datasetId === null,
      action: `${path}/publish`,
      fields: { version: String(record.version) },
    })
  })
  app.post('/staff/data/imports/:id/publish', { config: { private: true } }, async (request, reply) => {
    const { staff, record, path } = await loadImport(services, request)
    const outcome = await answerImport(services, staff, {
      importId: record.id,
      version: readVersion(request.body),
      options: {},
      publish: true,
    })
    if (!outcome.ok) return sendRefusal(reply, outcome)
    return done(reply, path, seenIn(record.built).secondPerson ? 'import-asking' : 'import-publishing')
  })
  app.get('/staff/data/imports/:id/cancel', { config: { private: true } }, async (request, reply) => {
    const { record, path } = await loadImport(services, request)
    return show(reply, 'data/imports/cancel.njk', {
      title: `Put ${record.file.name} aside`,
      path,
      action: `${path}/cancel`,
      fields: { version: String(record.version) },
    })
  })
  app.post('/staff/data/imports/:id/cancel', { config: { private: true } }, async (request, reply) => {
    const { staff, record } = await loadImport(services, request)
    const version = readVersion(request.body)
    const outcome = await cancelImport(services, staff, { importId: record.id, version })
    return outcome.ok ? done(reply, '/staff/data/imports', 'import-cancelled') : sendRefusal(reply, outcome)
  })
  app.post('/staff/data/imports/:id/again', { config: { private: true } }, async (request, reply) => {
    const { staff, record } = await loadImport(services, request)
    if (record.state === 'failed') {
      const version = readVersion(request.body)
      const resumed = await resumeImport(services, staff, { importId: record.id, version })
      return resumed.ok ? done(reply, importPath(record.id), 'import-retried') : sendRefusal(reply, resumed)
    }
    // The bytes are still in the store: a new import of them, and the one put aside stays as it was.
    const outcome = await receiveImport(services, staff, {
      ...(record.proposal === null ? { slug: record.slug } : { proposal: record.proposal }),
      file: { name: record.file.name, sha256: record.file.sha256, size: record.file.bytes },
      options: record.options,
      publish: false,
      requestKey: `again-${record.id}`,
    })
    return outcome.ok
      ? done(reply, importPath(outcome.value.importId), 'import-retried')
      : sendRefusal(reply, outcome)
  })
}

/** The page of one file: how far it is, or what was found and what must be answered, or what became of it. */
async function showImport(
  services: StaffServices,
  reply: FastifyReply,
  { staff, record, path }: ImportPage,
  entered: FormState | null,
  status = 200,
): Promise<FastifyReply> {
  const progress = progressView(record, services.clock.now())
  const report =
    record.report === null ? null : reportView(record, record.report, await columnsOf(services, record))
  const open = record.state === 'needs-decision' || record.state === 'ready'
  const fresh = record.report === null ? {} : answerValues(record, record.report)
  const { query } = readState(reply.request)
  const rows =
    record.state === 'ready'
      ? await previewImport(services, record.authorityId, record.id, previewRows)
      : null
  return show(
    reply,
    'data/imports/page.njk',
    {
      ...(await dataFrame(services, staff, 'imports', [{ text: record.file.name, href: '' }])),
      title: `${record.title}: ${importTags[record.state].text.toLowerCase()}`,
      heading: record.title,
      file: { name: record.file.name, size: record.file.bytes },
      slug: record.slug,
      state: record.state,
      sentAt: record.createdAt,
      finishedAt: record.finishedAt,
      problem: record.problem,
      outcome: record.outcome,
      isNewDataset: record.proposal !== null,
      path,
      tag: importTags[record.state],
      progress,
      refresh: progress.working && query['refresh'] !== 'off' ? refreshSeconds : null,
      report,
      open,
      decisions: record.report === null ? [] : decisionItems(record.report),
      canAnswer: (record.report?.decisions ?? []).every(
        ({ kind }) => kind !== 'unreadable' && kind !== 'empty',
      ),
      answered: answeredWords(record),
      protects: record.report?.decisions.some(({ kind }) => kind === 'protect') === true,
      headings: record.report === null ? [] : headingItems(record.report),
      preview: rows === null ? null : previewView(rows),
      ...seenIn(record.built),
      difference: record.built?.difference ?? null,
      form: entered === null ? blankForm(fresh) : keepEntered(entered, fresh),
      version: status === 422 ? readVersion(reply.request.body) : record.version,
      stale: status === 409,
      sendAnother: record.proposal === null ? `/staff/data/new?dataset=${record.slug}` : '/staff/data/new',
    },
    status,
  )
}

/** Of what was built, or of the version it became. */
async function columnsOf(
  { database }: StaffServices,
  { built, outcome, authorityId }: ImportRecord,
): Promise<VersionColumn[]> {
  if (built !== null) return built.columns
  if (outcome === null) return []
  return (await findVersionById(database.reader, authorityId, outcome.versionId))?.version.columns ?? []
}

/** What a second person will be asked about, said to the publisher before anybody is asked. */
function seenIn(built: ImportRecord['built']): { secondPerson: boolean; seen: string[]; moreSeen: number } {
  if (built?.screening.verdict !== 'second-person') return { secondPerson: false, seen: [], moreSeen: 0 }
  const lines = built.screening.findings.map(({ message }) => message)
  return {
    secondPerson: true,
    seen: lines.slice(0, mostSeen),
    moreSeen: Math.max(0, lines.length - mostSeen),
  }
}

async function hasPublished({ database }: StaffServices, record: ImportRecord): Promise<boolean> {
  const dataset = await findDataset(database.reader, record.authorityId, record.slug)
  return (dataset?.latestVersion ?? null) !== null
}

async function licenceOf(services: StaffServices, record: ImportRecord): Promise<string> {
  const dataset = await findDataset(services.database.reader, record.authorityId, record.slug)
  const id = dataset?.licence ?? record.proposal?.licence ?? defaultLicence
  return findLicence(id)?.title ?? id
}
