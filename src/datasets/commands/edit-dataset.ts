import { recordAudit } from '../../audit/index.ts'
import type { Writer } from '../../db/index.ts'
import { can, staffActor, type Staff } from '../../identity/index.ts'
import { refuse, refuseFields, success, type Outcome } from '../../kernel/outcome.ts'
import { checkFacts, definedOf, tidyFacts } from '../check-facts.ts'
import { certifyWords, newWords, wordsOfFacts } from '../check-words.ts'
import type { Dataset, DatasetFacts, DatasetServices } from '../dataset.ts'
import { addEvent, listInSearch, lockDataset, updateDataset, updateFacts } from '../store.ts'

/**
 * Changes what is said of a dataset. `version` is the one the person saw: `stale` where it has moved on. Once a version
 * is public, its columns' names and types change only with a new file that declares the break. New words pass the gate first
 * where the public reads them: `release-stopped`.
 */
export async function editDataset(
  services: DatasetServices,
  staff: Staff,
  input: { slug: string; version: number; facts: Partial<DatasetFacts> },
): Promise<Outcome<{ slug: string; version: number }>> {
  if (!can(staff, 'manage-datasets')) return refuse('not-permitted')
  const at = services.clock.now()
  return services.database.write(async (tx) => {
    const dataset = await lockDataset(tx, staff.authorityId, { slug: input.slug })
    if (dataset === null) return refuse('not-found')
    if (dataset.state === 'withdrawn') return refuse('withdrawn')
    if (dataset.version !== input.version)
      return refuse('stale', `It is at version ${dataset.version}; you had version ${input.version}.`)
    const changes = definedOf(input.facts)
    const facts = tidyFacts({ ...factsOf(dataset), ...changes })
    const errors = checkFacts(facts)
    if (changes.contract !== undefined && dataset.latestVersion !== null && breaks(dataset, facts))
      errors.push({
        field: 'contract',
        message: 'Names, order and types of published columns change only with a new file',
      })
    if (changes.kind !== undefined && changes.kind !== dataset.kind && dataset.latestVersion !== null)
      errors.push({ field: 'kind', message: 'What has published versions stays a table' })
    if (errors.length > 0) return refuseFields(errors)
    if (await isShown(tx, dataset)) {
      const words = newWords(wordsOfFacts(facts), wordsOfFacts(dataset))
      const checked = await certifyWords(tx, at, { staff, subject: `what is said of ${dataset.slug}`, words })
      if (!checked.ok) return checked
    }
    await updateFacts(tx, dataset.id, facts, at)
    if (dataset.state === 'published')
      await listInSearch(tx, { ...facts, authorityId: staff.authorityId, slug: dataset.slug }, at)
    await recordAudit(tx, staff.authorityId, at, [
      {
        actor: staffActor(staff),
        action: 'edit-dataset',
        subject: { kind: 'dataset', id: dataset.id },
        details: { slug: dataset.slug, fields: Object.keys(changes) },
      },
    ])
    return success({ slug: dataset.slug, version: dataset.version + 1 })
  })
}

/**
 * Makes the entry of data that has no file here public: kept elsewhere, a document, or only on paper. A table is
 * published with its first file. Its words pass the gate: `release-stopped`.
 */
export async function publishEntryOfDataset(
  services: DatasetServices,
  staff: Staff,
  input: { slug: string; version: number },
): Promise<Outcome<{ slug: string; version: number }>> {
  if (!can(staff, 'manage-datasets')) return refuse('not-permitted')
  const at = services.clock.now()
  return services.database.write(async (tx) => {
    const dataset = await lockDataset(tx, staff.authorityId, { slug: input.slug })
    if (dataset === null) return refuse('not-found')
    if (dataset.version !== input.version)
      return refuse('stale', `It is at version ${dataset.version}; you had version ${input.version}.`)
    if (dataset.kind === 'table') return refuse('not-now', 'A table is published with its first file.')
    if (dataset.state !== 'draft') return refuse('not-now', `It is ${dataset.state} already.`)
    const words = newWords(wordsOfFacts(dataset), [])
    const checked = await certifyWords(tx, at, { staff, subject: `what is said of ${dataset.slug}`, words })
    if (!checked.ok) return checked
    await updateDataset(tx, dataset.id, {
      state: 'published',
      first_published_at: at,
      changed_at: at,
    })
    await listInSearch(tx, dataset, at)
    await addEvent(tx, {
      authorityId: staff.authorityId,
      datasetId: dataset.id,
      number: null,
      kind: 'published',
      summary: 'Listed for the first time.',
      at,
    })
    await recordAudit(tx, staff.authorityId, at, [
      {
        actor: staffActor(staff),
        action: 'publish-dataset',
        subject: { kind: 'dataset', id: dataset.id },
        details: { slug: dataset.slug, kind: dataset.kind },
      },
    ])
    return success({ slug: dataset.slug, version: dataset.version + 1 })
  })
}

/** What is said of a draft is looked at when its first version comes; once one waits, it was. */
async function isShown(tx: Writer, dataset: Dataset): Promise<boolean> {
  if (dataset.state === 'published') return true
  const waiting = await tx
    .selectFrom('dataset_version')
    .select('id')
    .where('dataset_id', '=', dataset.id)
    .where('state', '=', 'waiting')
    .limit(1)
    .executeTakeFirst()
  return waiting !== undefined
}

function factsOf(dataset: Dataset): DatasetFacts {
  const {
    id: _id,
    authorityId: _authority,
    slug: _slug,
    state: _state,
    latestVersion: _latest,
    firstPublishedAt: _first,
    changedAt: _changed,
    withdrawal: _withdrawal,
    version: _version,
    ...facts
  } = dataset
  return facts
}

function breaks(before: DatasetFacts, after: DatasetFacts): boolean {
  const shape = ({ contract }: DatasetFacts): string =>
    JSON.stringify(contract.map(({ name, type }) => [name, type]))
  return shape(before) !== shape(after)
}
