import { recordAudit, type Actor } from '../../audit/index.ts'
import { nextReference, type Authority } from '../../identity/index.ts'
import { newId } from '../../kernel/ids.ts'
import { refuseFields, success, type FieldError, type Outcome } from '../../kernel/outcome.ts'
import { checkEmail, checkLength, tidyLine, tidyText } from '../check-input.ts'
import { messageLimits, type FeedbackInput } from '../feedback.ts'
import type { CatalogueServices } from '../services.ts'

/** `DAT-00012` */
const prefix = 'DAT-'
const publicActor: Actor = { kind: 'requester', id: null }

/**
 * Takes what somebody says is wrong with a dataset, or would like to see published. Nothing of it is public before a
 * publisher has cleared it, and the address is kept only until the answer is sent.
 */
export async function reportProblem(
  { database, clock }: CatalogueServices,
  authority: Authority,
  given: FeedbackInput,
): Promise<Outcome<{ reference: string }>> {
  const input = {
    kind: given.kind,
    dataset: tidyLine(given.dataset) || null,
    message: tidyText(given.message),
    place: readPlace(given.place),
    email: tidyLine(given.email) || null,
  }
  const errors = check(input)
  if (errors.length > 0) return refuseFields(errors)
  const now = clock.now()
  return database.write(async (tx) => {
    const dataset =
      input.dataset === null
        ? null
        : await tx
            .selectFrom('dataset')
            .select('id')
            .where('authority_id', '=', authority.id)
            .where('slug', '=', input.dataset)
            .where('state', '<>', 'draft')
            .executeTakeFirst()
    if (dataset === undefined)
      return refuseFields([{ field: 'dataset', message: 'There is no dataset of that name here' }])
    const reference = await nextReference(tx, authority.id, prefix)
    const id = newId()
    await tx
      .insertInto('feedback')
      .values({
        id,
        authority_id: authority.id,
        reference,
        dataset_id: dataset?.id ?? null,
        kind: input.kind,
        message: input.message,
        place: input.place ?? null,
        reporter_email: input.email,
        state: 'new',
        public_text: null,
        answer: null,
        corrected_in: null,
        received_at: now,
        answered_at: null,
        answered_by: null,
      })
      .execute()
    await recordAudit(tx, authority.id, now, [
      {
        actor: publicActor,
        action: 'report-feedback',
        subject: { kind: 'feedback', id },
        details: { kind: input.kind, datasetId: dataset?.id ?? null },
      },
    ])
    return success({ reference })
  })
}

// RFC 7111 §2: rows and columns from 1, ranges, and `*` for the last.
const fragment = /^(row|col)=\d{1,9}(-(\d{1,9}|\*))?$|^cell=\d{1,9},\d{1,5}(-(\d{1,9}|\*),(\d{1,5}|\*))?$/

/** The fragment without its `#`; null where none is given, undefined where it is no fragment of a table. */
function readPlace(text: string | null): string | null | undefined {
  const place = tidyLine(text).replace(/^#/, '').toLowerCase().replaceAll(' ', '')
  if (place === '') return null
  return fragment.test(place) ? place : undefined
}

function check(input: {
  kind: FeedbackInput['kind']
  dataset: string | null
  message: string
  place: string | null | undefined
  email: string | null
}): FieldError[] {
  return [
    ...checkLength(
      'message',
      input.message,
      messageLimits,
      input.kind === 'problem' ? 'Say what is wrong' : 'Say what should be published',
    ),
    ...(input.kind === 'problem' && input.dataset === null
      ? [{ field: 'dataset', message: 'Select the dataset it is about' }]
      : []),
    ...(input.place === undefined
      ? [{ field: 'place', message: 'Enter a row or a cell, like row=12 or cell=12,3' }]
      : []),
    ...checkEmail('email', input.email),
  ]
}
