import type { DatasetVersion } from '../../../datasets/index.ts'
import type { FastifyReply, FastifyRequest } from '../../kit/options.ts'
import type { PublicServices } from '../public-services.ts'
import type { DatasetContext, DatasetContexts } from './dataset-context.ts'
import { sendDatasetGone, sendVersionGone } from './withdrawn.ts'

/** What an address under `/data/{slug}` is about. `asked` is the version's number where the address names one. */
export type Found = { context: DatasetContext; version: DatasetVersion | null; asked: number | null }

/**
 * Finds the dataset of an address, and the version where it names one. Null once an answer has gone out instead: 404 for
 * what never was public, 410 with the reason for what was withdrawn.
 */
export async function findAsked(
  services: PublicServices,
  contexts: DatasetContexts,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<Found | null> {
  const { slug, number } = request.params as { slug: string; number?: string }
  const context = await contexts.find(services.authorityFor(request), slug)
  if (context === null) {
    reply.callNotFound()
    return null
  }
  if (context.dataset.state === 'withdrawn') {
    sendDatasetGone(request, reply, context)
    return null
  }
  if (number === undefined) return { context, version: context.latest, asked: null }
  const asked = /^[1-9]\d{0,8}$/.test(number) ? Number(number) : null
  const version = asked === null ? null : await contexts.findVersion(context, asked)
  if (version === null) reply.callNotFound()
  else if (version.state === 'withdrawn') sendVersionGone(request, reply, context, version)
  else return { context, version, asked }
  return null
}
