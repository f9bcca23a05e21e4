import type { FastifyRequest } from 'fastify'
import type { CaseServices } from '../cases/index.ts'
import type { DatasetServices } from '../datasets/index.ts'
import type { Authority } from '../identity/index.ts'

/** What the API is given. `authorityFor` says whose site an address belongs to; staff act for the authority of their token. */
export type ApiServices = CaseServices &
  DatasetServices & {
    authorityFor(request: FastifyRequest): Authority
    authorities(): readonly Authority[]
    startedAt: Temporal.Instant
    /** Largest single uploaded file, in bytes; as the web kit's where absent */
    largestUpload?: number
  }
