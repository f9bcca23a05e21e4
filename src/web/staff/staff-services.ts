import type { FastifyRequest } from 'fastify'
import type { CaseServices } from '../../cases/index.ts'
import type { CatalogueServices } from '../../catalogue/index.ts'
import type { Authority } from '../../identity/index.ts'

/** What the staff pages need from the building around them. */
export type StaffServices = CaseServices &
  CatalogueServices & {
    /** The authority a page belongs to: that of the signed-in person, else that of the address. */
    authorityFor(request: FastifyRequest): Authority
    /** Called after an authority's own facts were changed, so that every page shows them. */
    authoritiesChanged?(): Promise<void>
  }
