import type { App } from '../web/kit/index.ts'
import type { ApiServices } from './api-services.ts'

export type { ApiServices } from './api-services.ts'

/** The HTTP API, its description, and what an operator watches. */
export async function registerApi(app: App, services: ApiServices): Promise<void> {
  app.get('/healthz', { config: { rate: 'none' } }, () => ({
    status: 'ok',
    uptimeSeconds: Math.floor(services.clock.now().since(services.startedAt).total('seconds')),
  }))
}
