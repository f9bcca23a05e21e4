import type { CaseServices } from '../../cases/index.ts'
import type { CatalogueServices } from '../../catalogue/index.ts'
import type { Authority } from '../../identity/index.ts'
import type { FastifyRequest } from '../kit/options.ts'

/** What the public pages are given. `authorityFor` never fails: an unknown host is the installation's first authority. */
export type PublicServices = CaseServices &
  CatalogueServices & {
    authorityFor(request: FastifyRequest): Authority
    authorities(): readonly Authority[]
    startedAt: Temporal.Instant
  }
