import type { App } from '../../../kit/index.ts'
import type { PublicServices } from '../../public-services.ts'
import { aboutYouStep } from './about-you/page.ts'
import { registerCheck } from './check/page.ts'
import { detailsStep } from './details/page.ts'
import { registerFile } from './file/page.ts'
import { nameStep } from './name/page.ts'
import { publishedStep, registerPublished } from './published/page.ts'
import { purposeStep } from './purpose/page.ts'
import { questionStep, registerFirstQuestion } from './question/page.ts'
import { replyStep } from './reply/page.ts'
import { registerSent } from './sent/page.ts'
import { registerStart } from './start/page.ts'
import { registerStep } from './step-page.ts'

/** The journey of asking, in the order it is walked. */
export function registerNewRequest(app: App, services: PublicServices): void {
  registerStart(app)
  registerFirstQuestion(app, services)
  for (const step of [
    questionStep,
    publishedStep,
    aboutYouStep,
    purposeStep,
    detailsStep,
    nameStep,
    replyStep,
  ])
    registerStep(app, services, step)
  registerPublished(app, services)
  registerFile(app, services)
  registerCheck(app, services)
  registerSent(app, services)
}
