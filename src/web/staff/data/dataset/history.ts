import { listAudit } from '../../../../audit/index.ts'
import { listVersions, versionReasons, type VersionReason } from '../../../../datasets/index.ts'
import { isId } from '../../../../kernel/ids.ts'
import { plural, type App } from '../../../kit/index.ts'
import { show } from '../../answer.ts'
import { requireStaff } from '../../session.ts'
import type { StaffServices } from '../../staff-services.ts'
import { dataFrame, dataPermissions } from '../data-frame.ts'
import { reasonNames } from '../data-words.ts'
import { datasetPath, datasetTrail, loadDataset } from './load-dataset.ts'

const most = 200

/** Everything that was done to a dataset and its versions, by whom, newest first: its part of the audit trail. */
export function addDatasetHistoryPage(app: App, services: StaffServices): void {
  app.get('/staff/data/datasets/:slug/history', { config: { private: true } }, async (request, reply) => {
    const staff = requireStaff(request, ...dataPermissions)
    const dataset = await loadDataset(services, staff, request)
    const { reader } = services.database
    const versions = await listVersions(reader, dataset.id)
    const lines = await listAudit(reader, staff.authorityId, {
      subjectIds: [dataset.id, ...versions.map(({ id }) => id)],
      limit: most,
    })
    return show(reply, 'data/dataset/history.njk', {
      ...(await dataFrame(services, staff, 'datasets', [
        ...datasetTrail(dataset),
        { text: 'History', href: '' },
      ])),
      title: `History of ${dataset.title}`,
      plain: true,
      back: datasetPath(dataset.slug),
      capped: lines.length === most,
      events: lines.map((line) => ({
        title: titleOf(line.action),
        by: line.actorName ?? (line.actorKind === 'system' ? 'Automatic' : null),
        at: line.at,
        text: factsOf(line.details),
      })),
    })
  })
}

const actions: Record<string, string> = {
  'create-dataset': 'Added',
  'edit-dataset': 'What is said of it was edited',
  'publish-dataset': 'The entry was published',
  'publish-dataset-version': 'A version was published',
  'hold-dataset-version': 'A version was held back for a second person',
  'approve-dataset-version': 'A second person let a version out',
  'refuse-dataset-version': 'A second person held a version back',
  'read-screened-rows': 'The rows in question were opened',
  'withdraw-dataset-version': 'A version was withdrawn',
  'append-rows': 'Rows came by machine',
  'seal-rows': 'Rows sent by machine became a version',
  'withdraw-dataset': 'The dataset was withdrawn',
}

function titleOf(action: string): string {
  const words = action.replaceAll('-', ' ')
  return actions[action] ?? `${words.charAt(0).toUpperCase()}${words.slice(1)}`
}

/** Facts of the change: numbers, states and names of fields. Hashes and ids are for the audit trail itself. */
function factsOf(details: Record<string, unknown>): string {
  return Object.entries(details)
    .filter(([name, value]) => name !== 'slug' && value !== null && value !== false && !isCode(value))
    .map(([name, value]) => wordsOf(name, value))
    .filter((text) => !text.includes('[object'))
    .join('; ')
}

function isCode(value: unknown): boolean {
  return typeof value === 'string' && (/^[0-9a-f]{64}$/.test(value) || isId(value))
}

function wordsOf(name: string, value: unknown): string {
  if (name === 'number') return `version ${String(value)}`
  if (name === 'rows' && typeof value === 'number') return plural(value, 'row')
  if (name === 'reason' && typeof value === 'string' && isReason(value))
    return reasonNames[value].toLowerCase()
  return `${name}: ${Array.isArray(value) ? value.join(', ') : String(value)}`
}

function isReason(value: string): value is VersionReason {
  return versionReasons.some((reason) => reason === value)
}
