import type { DatasetServices } from '../datasets/index.ts'

/** What the catalogue's commands need beside what datasets do. */
export type CatalogueServices = DatasetServices & {
  /** A secret for a link, made from an id and the installation's key, so that the same link can be sent again. */
  trackingSecret(id: string): string
  /** True where webhooks may go to addresses inside the building, and by http: for tests and closed networks. */
  privateWebhooks?: boolean
}
