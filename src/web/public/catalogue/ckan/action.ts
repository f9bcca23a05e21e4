import type { CatalogueSource } from '../../../../catalogue/index.ts'
import type { PublicServices } from '../../public-services.ts'
import type { Parameters } from './parameters.ts'

export type ActionContext = { services: PublicServices; source: CatalogueSource }
export type Action = {
  /** What help_show says of it */
  help: string
  run(context: ActionContext, given: Parameters): Promise<unknown>
}
export type Actions = Readonly<Record<string, Action>>
