import { draftDays, loadDraft, saveDraft, textLimits } from '../../../../cases/index.ts'
import type { Authority } from '../../../../identity/index.ts'
import type { FastifyReply, FastifyRequest } from '../../../kit/options.ts'
import type { PublicServices } from '../../public-services.ts'
import type { DraftAnswers } from './answers.ts'
import { readAnswers } from './answers.ts'

/** A request being written, behind the secret in its address. `submitted` once it is sent. */
export type Draft = {
  secret: string
  authority: Authority
  answers: DraftAnswers
  submitted: { reference: string; trackingSecret: string } | null
}

/** Most characters of a request; the largest real ones are a tenth of this. */
export const longestRequest = textLimits.request

const secretShape = /^[\w-]{20,100}$/

/** True where the text could be one of our secrets; anything else is not worth asking the database about. */
export function isSecret(text: string): boolean {
  return secretShape.test(text)
}

export async function openDraft(services: PublicServices, request: FastifyRequest): Promise<Draft | null> {
  const { draft: secret } = request.params as { draft: string }
  if (!isSecret(secret)) return null
  const authority = services.authorityFor(request)
  const found = await loadDraft(services, authority, secret)
  if (found === null) return null
  return { secret, authority, answers: readAnswers(found.answers), submitted: found.submitted }
}

/** Keeps the answers, and gives the secret of the draft: a new one where there was none. */
export async function keepDraft(
  services: PublicServices,
  authority: Authority,
  secret: string | null,
  answers: DraftAnswers,
): Promise<string> {
  return (await saveDraft(services, authority, secret, answers)).secret
}

/** A draft that is gone, or never was: nobody is told which. */
export function sendNoDraft(reply: FastifyReply): FastifyReply {
  return reply.page('public/requests/new/no-draft.njk', { draftDays }, { status: 404 })
}
