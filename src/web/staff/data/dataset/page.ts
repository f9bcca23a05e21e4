import {
  findTheme,
  findVersion,
  listImports,
  listVersionSummaries,
  publishEntryOfDataset,
  type Dataset,
} from '../../../../datasets/index.ts'
import { can, type Staff } from '../../../../identity/index.ts'
import { today } from '../../../../kernel/clock.ts'
import { dayInWords } from '../../../../kernel/dates.ts'
import { findFrequency, findLicence } from '../../../../law/index.ts'
import { pageLinks, readState, sendRefusal, type App } from '../../../kit/index.ts'
import { done, show } from '../../answer.ts'
import { readVersion } from '../../form-fields.ts'
import { stoppedView } from '../../release/stopped-view.ts'
import { requireStaff } from '../../session.ts'
import type { StaffServices } from '../../staff-services.ts'
import { dataFrame, dataPermissions } from '../data-frame.ts'
import {
  datasetTags,
  differenceWords,
  importTags,
  kindNames,
  reasonNames,
  versionTags,
} from '../data-words.ts'
import { dueOf } from '../due/dataset-due.ts'
import { importPath } from '../imports/load-import.ts'
import { datasetPath, datasetTrail, loadDataset } from './load-dataset.ts'

const openStates = new Set(['received', 'working', 'needs-decision', 'ready', 'failed'])

/** One dataset as its publisher meets it: what is said of it, its versions, and what can be done. */
export function addDatasetPage(app: App, services: StaffServices): void {
  app.get('/staff/data/datasets/:slug', { config: { private: true } }, async (request, reply) => {
    const staff = requireStaff(request, ...dataPermissions)
    const dataset = await loadDataset(services, staff, request)
    const { reader } = services.database
    const state = readState(request)
    const asked = [state.query['page'] ?? ''].flat()[0] ?? ''
    const page = /^\d{1,6}$/.test(asked) ? Math.max(1, Number(asked)) : 1
    const [versions, imports, latest] = await Promise.all([
      listVersionSummaries(reader, dataset.id, { page, pageSize: 25 }),
      listImports(reader, staff.authorityId, { slug: dataset.slug, pageSize: 10 }),
      dataset.latestVersion === null ? null : findVersion(reader, dataset.id, dataset.latestVersion),
    ])
    const path = datasetPath(dataset.slug)
    const mayWithdraw = can(staff, 'withdraw-dataset')
    const described = dataset.contract.filter(({ description }) => description !== '').length
    return show(reply, 'data/dataset/page.njk', {
      ...(await dataFrame(services, staff, 'datasets', datasetTrail(dataset))),
      title: dataset.title,
      plain: true,
      dataset,
      path,
      tag: datasetTags[dataset.state],
      due: dueOf({ ...dataset, latest }, today(services.clock)),
      publicHref: dataset.state === 'draft' ? null : `/data/${dataset.slug}`,
      facts: factRows(dataset, path, can(staff, 'manage-datasets') && dataset.state !== 'withdrawn'),
      described,
      ...actionsOf(dataset, staff, path),
      versions: versions.items.map((version) => ({
        ...version,
        tag: versionTags[version.state],
        reasonName: reasonNames[version.reason],
        differs: version.difference === null ? null : differenceWords(version.difference),
        publicHref: `/data/${dataset.slug}/versions/${version.number}`,
        withdrawHref:
          mayWithdraw && version.state === 'published' ? `${path}/versions/${version.number}/withdraw` : null,
      })),
      links: pageLinks(state, versions),
      imports: can(staff, 'manage-datasets')
        ? imports.items
            .filter((item) => openStates.has(item.state))
            .map((item) => ({ ...item, href: importPath(item.id), tag: importTags[item.state] }))
        : [],
    })
  })

  app.post('/staff/data/datasets/:slug/publish', { config: { private: true } }, async (request, reply) => {
    const staff = requireStaff(request, 'manage-datasets')
    const dataset = await loadDataset(services, staff, request)
    const version = readVersion(request.body)
    const outcome = await publishEntryOfDataset(services, staff, { slug: dataset.slug, version })
    if (outcome.ok) return done(reply, datasetPath(dataset.slug), 'dataset-published')
    if (outcome.problem !== 'release-stopped') return sendRefusal(reply, outcome)
    return show(
      reply,
      'data/dataset/stopped.njk',
      {
        ...(await dataFrame(services, staff, 'datasets', datasetTrail(dataset))),
        title: dataset.title,
        plain: true,
        stopped: stoppedView(outcome),
        editHref: datasetPath(dataset.slug, 'edit'),
      },
      409,
    )
  })
}

/** What may be done by this person, and why not where they may not. */
function actionsOf(dataset: Dataset, staff: Staff, path: string) {
  const { slug, kind, state, version } = dataset
  const manages = can(staff, 'manage-datasets')
  if (state === 'withdrawn') return { primary: null, menu: [] }
  const send = `/staff/data/new?dataset=${encodeURIComponent(slug)}`
  const primary = !manages
    ? { text: 'Add a file', unavailable: 'your role does not bring files in' }
    : kind === 'table'
      ? { text: 'Add a file', href: send }
      : state === 'draft'
        ? { text: 'Publish this entry', action: `${path}/publish`, fields: { version: String(version) } }
        : { text: 'Edit what is said of it', href: `${path}/edit` }
  const first = 'Publish a first version first'
  const menu = [
    ...(manages && kind === 'table'
      ? [
          dataset.latestVersion === null
            ? { text: 'Correct it', unavailable: first }
            : { text: 'Correct it', href: `${send}&kind=correction` },
        ]
      : []),
    ...(manages ? [{ text: 'Edit what is said of it', href: `${path}/edit` }] : []),
    ...(manages && kind === 'table'
      ? [
          dataset.contract.length === 0
            ? { text: 'Describe the columns', unavailable: first }
            : { text: 'Describe the columns', href: `${path}/columns` },
          { text: 'Charts', href: `${path}/charts` },
          { text: 'Rows sent by machine', href: `${path}/rows` },
        ]
      : []),
    { text: 'History', href: `${path}/history` },
    ...(can(staff, 'withdraw-dataset')
      ? [
          state === 'draft'
            ? { text: 'Withdraw it', unavailable: 'It is not public' }
            : { text: 'Withdraw it', href: `${path}/withdraw` },
        ]
      : []),
  ]
  return { primary, menu }
}

function factRows(dataset: Dataset, path: string, editable: boolean) {
  const period = [dataset.periodFrom, dataset.periodTo].map((day) => (day === null ? '' : dayInWords(day)))
  const rows: [key: string, value: string, id: string][] = [
    ['Description', dataset.description, 'description'],
    ['Kind', kindNames[dataset.kind], 'kind'],
    ['Theme', findTheme(dataset.theme)?.title ?? dataset.theme, 'theme'],
    ['Keywords', dataset.keywords.join(', '), 'keywords'],
    ['Service that keeps it', dataset.owner, 'owner'],
    ['Questions to', dataset.contactEmail, 'contactEmail'],
    ['How often', findFrequency(dataset.frequency)?.title ?? dataset.frequency, 'frequency'],
    ['Time it covers', period.join(' to ').trim() === 'to' ? '' : period.join(' to '), 'periodFrom-day'],
    ['Area', [dataset.areaName, dataset.areaCode].filter((part) => part !== null).join(', '), 'areaName'],
    ['Licence', findLicence(dataset.licence)?.shortTitle ?? dataset.licence, 'licence'],
    ['Whose data is in it', dataset.attributions.join('\n'), 'attributions'],
    ['Known problems', dataset.knownProblems, 'knownProblems'],
    ['What is left out', dataset.redactionNote, 'redactionNote'],
    ['Links', dataset.links.map(({ title, url }) => `${title}: ${url}`).join('\n'), 'links'],
  ]
  return rows.map(([key, value, id]) => ({
    key,
    value,
    ...(editable ? { change: { href: `${path}/edit#${id}` } } : {}),
  }))
}
