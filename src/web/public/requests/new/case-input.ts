import type { OpenCaseInput } from '../../../../cases/index.ts'
import type { PublicServices } from '../../public-services.ts'
import { regimeOf, type DraftAnswers } from './answers.ts'

/** The answers as a case is opened from them, with the files' bytes read back from the store. */
export async function toCaseInput(
  services: PublicServices,
  answers: DraftAnswers,
): Promise<Omit<OpenCaseInput, 'authority' | 'channel' | 'idempotencyKey'>> {
  const uploads = await Promise.all(
    answers.uploads.map(async ({ name, declaredType, sha256 }) => ({
      name,
      declaredType,
      bytes: await services.files.read(sha256),
    })),
  )
  return {
    regime: regimeOf(answers),
    requestText: answers.requestText,
    requester: {
      name: answers.name,
      email: answers.email || null,
      phone: null,
      postalAddress: answers.postalAddress || null,
    },
    periodText: answers.periodText,
    formatPreference: answers.formatPreference,
    replyBy: answers.replyBy ?? 'email',
    uploads,
  }
}
