import type { App } from '../../../../kit/index.ts'
import { loadWorkspace, redactAddress, type RedactServices } from '../workspace.ts'
import { showOverview } from './show.ts'

export function addOverviewPage(app: App, context: RedactServices): void {
  app.get(redactAddress, { config: { private: true } }, async (request, reply) => {
    const workspace = await loadWorkspace(context.services, request)
    return showOverview(context, reply, workspace, { query: request.url.split('?', 2)[1] ?? '' })
  })
}
