import { listAudit } from '../../../../audit/index.ts'
import { listVersions } from '../../../../datasets/index.ts'
import type { App } from '../../../kit/index.ts'
import { show } from '../../answer.ts'
import { requireStaff } from '../../session.ts'
import type { StaffServices } from '../../staff-services.ts'
import { dataFrame, dataPermissions } from '../data-frame.ts'
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

function titleOf(action: string): string {
  const words = action.replaceAll('-', ' ')
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`
}

/** Facts of the change: numbers, states and names of fields. Hashes are for the audit trail itself. */
function factsOf(details: Record<string, unknown>): string {
  return Object.entries(details)
    .filter(([name, value]) => name !== 'slug' && value !== null && !/sha256|hash|Id$/.test(name))
    .map(([name, value]) => `${name}: ${Array.isArray(value) ? value.join(', ') : String(value)}`)
    .filter((text) => !text.includes('[object'))
    .join('; ')
}
