import { sql } from 'kysely'
import { recordAudit } from '../../audit/index.ts'
import type { Reader } from '../../db/index.ts'
import { can, staffActor, type Staff } from '../../identity/index.ts'
import { refuse, refuseFields, success, type FieldError, type Outcome } from '../../kernel/outcome.ts'
import { checkFacts, checkSlug, completeFacts, suggestSlug } from '../check-facts.ts'
import type { DatasetFacts, DatasetServices } from '../dataset.ts'
import type { DatasetProposal } from '../import-record.ts'
import { insertDataset } from '../store.ts'
import { findTemplate } from '../templates/templates.ts'

/** Describes a dataset before any file of it is published, or one that is kept elsewhere. It is a draft. */
export async function createDataset(
  services: DatasetServices,
  staff: Staff,
  input: DatasetProposal,
): Promise<Outcome<{ id: string; slug: string }>> {
  if (!can(staff, 'manage-datasets')) return refuse('not-permitted')
  const at = services.clock.now()
  return services.database.write(async (tx) => {
    const checked = await checkProposal(services, tx, staff.authorityId, input)
    if (!checked.ok) return checked
    const { slug } = checked.value
    const facts = withColumns(checked.value.facts)
    const made = await insertDataset(tx, {
      authorityId: staff.authorityId,
      slug,
      facts,
      createdBy: staff.id,
      at,
    })
    if (made === null) return refuseFields([slugTaken(slug)])
    await recordAudit(tx, staff.authorityId, at, [
      {
        actor: staffActor(staff),
        action: 'create-dataset',
        subject: { kind: 'dataset', id: made.id },
        details: { slug, kind: facts.kind },
      },
    ])
    return success({ id: made.id, slug })
  })
}

/** Rows can be sent by machine, and pages can show the columns, before there is a file. */
function withColumns(facts: DatasetFacts): DatasetFacts {
  const template = facts.template === null ? null : findTemplate(facts.template)
  return template === null || facts.contract.length > 0
    ? facts
    : { ...facts, contract: template.columns, primaryKey: template.primaryKey }
}

/**
 * The whole facts of what is proposed, and a name that is free: a name asked for must be, one made from the title is
 * given a number until it is.
 */
export async function checkProposal(
  services: DatasetServices,
  reader: Reader,
  authorityId: string,
  proposal: DatasetProposal,
): Promise<Outcome<{ facts: DatasetFacts; slug: string }>> {
  const authority = services.authority(authorityId)
  const facts = completeFacts(proposal, { contactEmail: authority.email, publisher: authority.name })
  const errors = checkFacts(facts)
  const asked = proposal.slug?.trim() ?? ''
  const wrongSlug = asked === '' ? null : checkSlug(asked)
  if (wrongSlug !== null) errors.push({ field: 'slug', message: wrongSlug })
  if (errors.length > 0) return refuseFields(errors)
  if (asked !== '')
    return (await isFree(reader, authorityId, asked))
      ? success({ facts, slug: asked })
      : refuseFields([slugTaken(asked)])
  const base = suggestSlug(facts.title)
  for (let number = 1; ; number += 1) {
    const slug = number === 1 ? base : `${base}-${number}`
    if (await isFree(reader, authorityId, slug)) return success({ facts, slug })
  }
}

export function slugTaken(slug: string): FieldError {
  return { field: 'slug', message: `Another dataset has the address /data/${slug}: choose another` }
}

/** Neither a dataset's nor that of one on its way. */
async function isFree(reader: Reader, authorityId: string, slug: string): Promise<boolean> {
  const taken = await reader
    .selectFrom('dataset')
    .select('id')
    .where('authority_id', '=', authorityId)
    .where('slug', '=', slug)
    .executeTakeFirst()
  if (taken !== undefined) return false
  const coming = await reader
    .selectFrom('dataset_import')
    .select('id')
    .where('authority_id', '=', authorityId)
    .where('dataset_id', 'is', null)
    .where('state', 'in', ['received', 'working', 'needs-decision', 'ready'])
    .where(sql<boolean>`proposal ->> 'slug' = ${slug}`)
    .executeTakeFirst()
  return coming === undefined
}
