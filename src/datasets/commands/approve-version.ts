import { recordAudit } from '../../audit/index.ts'
import type { Writer } from '../../db/index.ts'
import { can, staffActor, type Staff } from '../../identity/index.ts'
import { isId } from '../../kernel/ids.ts'
import { refuse, refuseFields, success, type Outcome } from '../../kernel/outcome.ts'
import { tidyText } from '../check-facts.ts'
import type { Dataset, DatasetServices, DatasetVersion } from '../dataset.ts'
import { toVersion } from '../queries/row-to-dataset.ts'
import { lockDataset } from '../store.ts'
import { publishWaiting } from './publish-version.ts'

const longestReason = 2_000

/** A second person lets out what the screening held back, and says why it may go: then it is published. */
export async function approveVersion(
  { database, clock }: DatasetServices,
  staff: Staff,
  input: { versionId: string; reason: string },
): Promise<Outcome<{ slug: string; number: number }>> {
  const reason = tidyText(input.reason)
  const at = clock.now()
  return database.write(async (tx) => {
    const found = await lockWaiting(tx, staff, input.versionId, reason, 'Say why it may be published')
    if (!found.ok) return found
    const { dataset, version, basedOn } = found.value
    if (dataset.state === 'withdrawn') return refuse('withdrawn', 'The dataset has been withdrawn.')
    if (basedOn !== dataset.latestVersion)
      return refuse(
        'not-now',
        'Another version was published while this one waited, and it was made without it. Send the file again.',
      )
    const { number } = await publishWaiting(tx, dataset, version, { staff, reason, at })
    await recordAudit(tx, staff.authorityId, at, [
      {
        actor: staffActor(staff),
        action: 'approve-dataset-version',
        subject: { kind: 'dataset-version', id: version.id },
        details: { slug: dataset.slug, number },
      },
    ])
    return success({ slug: dataset.slug, number })
  })
}

/** A second person says that it may not go. Rows sent by machine that were in it are not sent on again. */
export async function refuseVersion(
  { database, clock }: DatasetServices,
  staff: Staff,
  input: { versionId: string; reason: string },
): Promise<Outcome<{ slug: string }>> {
  const reason = tidyText(input.reason)
  const at = clock.now()
  return database.write(async (tx) => {
    const found = await lockWaiting(tx, staff, input.versionId, reason, 'Say why it may not be published')
    if (!found.ok) return found
    const { dataset, version } = found.value
    await tx
      .updateTable('dataset_version')
      .set({ state: 'refused', approved_by: staff.id, approval_reason: reason })
      .where('id', '=', version.id)
      .execute()
    await recordAudit(tx, staff.authorityId, at, [
      {
        actor: staffActor(staff),
        action: 'refuse-dataset-version',
        subject: { kind: 'dataset-version', id: version.id },
        details: { slug: dataset.slug },
      },
    ])
    return success({ slug: dataset.slug })
  })
}

async function lockWaiting(
  tx: Writer,
  staff: Staff,
  versionId: string,
  reason: string,
  ask: string,
): Promise<Outcome<{ dataset: Dataset; version: DatasetVersion; basedOn: number | null }>> {
  if (!can(staff, 'approve-dataset')) return refuse('not-permitted')
  if (!isId(versionId)) return refuse('not-found')
  const named = await tx
    .selectFrom('dataset_version')
    .select('dataset_id')
    .where('id', '=', versionId)
    .executeTakeFirst()
  // The dataset first: publication takes the two locks in this order
  const dataset =
    named === undefined ? null : await lockDataset(tx, staff.authorityId, { id: named.dataset_id })
  if (dataset === null) return refuse('not-found')
  const row = await tx
    .selectFrom('dataset_version')
    .selectAll()
    .where('id', '=', versionId)
    .forUpdate()
    .executeTakeFirstOrThrow()
  if (row.state !== 'waiting') return refuse('not-now', `It is ${row.state} already.`)
  if (row.created_by === staff.id)
    return refuse('own-work', 'You brought this file in: somebody else must look at what was found in it.')
  if (reason === '' || reason.length > longestReason)
    return refuseFields([
      {
        field: 'reason',
        message: `${ask}, in up to ${longestReason.toLocaleString('en-GB')} characters`,
      },
    ])
  return success({ dataset, version: toVersion(row), basedOn: row.based_on })
}
