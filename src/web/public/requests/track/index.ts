import type { App } from '../../../kit/index.ts'
import type { PublicServices } from '../../public-services.ts'
import { registerTracking } from './page.ts'
import { registerReply } from './reply/page.ts'
import { registerReview } from './review/page.ts'
import { registerWithdraw } from './withdraw/page.ts'

/** Everything behind a tracking link. */
export function registerTrackedRequest(app: App, services: PublicServices): void {
  registerTracking(app, services)
  registerReply(app, services)
  registerWithdraw(app, services)
  registerReview(app, services)
}
