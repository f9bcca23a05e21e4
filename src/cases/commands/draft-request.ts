import { json } from '../../db/index.ts'
import type { Authority } from '../../identity/index.ts'
import { hashSecret, newSecret } from '../../kernel/ids.ts'
import { refuse, type Outcome } from '../../kernel/outcome.ts'
import type { CaseServices } from '../case.ts'
import { openCase, type OpenCaseInput, type OpenedCase } from './open-case.ts'

/** How long an unsent form is kept, in days. Short, because it holds what somebody did not decide to send. */
export const draftDays = 7

export type Draft = {
  answers: Record<string, unknown>
  submitted: { reference: string; trackingSecret: string } | null
}

/** Keeps what has been typed so far behind an unguessable secret; a null secret starts a new draft. */
export async function saveDraft(
  services: Pick<CaseServices, 'database' | 'clock'>,
  authority: Authority,
  secret: string | null,
  answers: Record<string, unknown>,
): Promise<{ secret: string }> {
  const now = services.clock.now()
  const kept = secret ?? newSecret()
  await services.database.reader
    .insertInto('request_draft')
    .values({
      secret_hash: hashSecret(kept),
      authority_id: authority.id,
      answers: json(answers),
      case_id: null,
      reference: null,
      tracking_secret: null,
      created_at: now,
      expires_at: now.add({ hours: 24 * draftDays }),
    })
    .onConflict((conflict) =>
      conflict
        .column('secret_hash')
        .doUpdateSet({ answers: json(answers) })
        .where('request_draft.case_id', 'is', null),
    )
    .execute()
  return { secret: kept }
}

export async function loadDraft(
  services: Pick<CaseServices, 'database' | 'clock' | 'trackingSecret'>,
  authority: Authority,
  secret: string,
): Promise<Draft | null> {
  const row = await services.database.reader
    .selectFrom('request_draft')
    .selectAll()
    .where('secret_hash', '=', hashSecret(secret))
    .where('authority_id', '=', authority.id)
    .executeTakeFirst()
  if (!row || Temporal.Instant.compare(row.expires_at, services.clock.now()) <= 0) return null
  const submitted =
    row.case_id && row.reference
      ? { reference: row.reference, trackingSecret: services.trackingSecret(row.case_id) }
      : null
  return { answers: row.answers, submitted }
}

/** Opens the case a draft describes. Sent twice, or at the same moment, it is the same case. */
export async function submitDraft(
  services: CaseServices,
  authority: Authority,
  secret: string,
  toInput: (
    answers: Record<string, unknown>,
  ) => Omit<OpenCaseInput, 'authority' | 'channel' | 'idempotencyKey'>,
): Promise<Outcome<OpenedCase>> {
  const draft = await loadDraft(services, authority, secret)
  if (!draft) return refuse('not-found', 'This form was open too long and has been removed.')
  const opened = await openCase(
    services,
    { kind: 'requester', id: null },
    {
      ...toInput(draft.answers),
      authority,
      channel: 'web',
      idempotencyKey: `draft:${hashSecret(secret)}`,
    },
  )
  if (!opened.ok) return opened
  await services.database.reader
    .updateTable('request_draft')
    .set({ case_id: opened.value.caseId, reference: opened.value.reference, answers: json({}) })
    .where('secret_hash', '=', hashSecret(secret))
    .execute()
  return opened
}

/** Removes drafts past their day. */
export async function removeOldDrafts(
  services: Pick<CaseServices, 'database' | 'clock'>,
): Promise<{ removed: number }> {
  const result = await services.database.reader
    .deleteFrom('request_draft')
    .where('expires_at', '<=', services.clock.now())
    .executeTakeFirst()
  return { removed: Number(result.numDeletedRows) }
}
