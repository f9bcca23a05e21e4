import { writeOutcome, type Writer } from '../../db/index.ts'
import { staffActor, type Staff } from '../../identity/index.ts'
import { newId, type PartId, type TeamId } from '../../kernel/ids.ts'
import { refuse, refuseFields, success, type Outcome } from '../../kernel/outcome.ts'
import type { CaseServices } from '../case.ts'
import { textLimits, tidyText } from '../people.ts'
import { auditCase, lockForChange, updateCase } from '../store.ts'

/** As many as a person could answer; a longer list is a document to attach, not a list of questions. */
const mostParts = 200

export async function insertParts(tx: Writer, caseId: string, texts: readonly string[]): Promise<void> {
  const parts = texts.slice(0, mostParts - 1)
  // Nothing asked is dropped: whatever does not fit as its own part stays together in the last one.
  if (texts.length > parts.length) parts.push(texts.slice(mostParts - 1).join('\n\n'))
  if (parts.length === 0) return
  await tx
    .insertInto('case_part')
    .values(
      parts.map((text, index) => ({ id: newId(), case_id: caseId, number: index + 1, text, ...undecided })),
    )
    .execute()
}

const undecided = {
  team_id: null,
  outcome: null,
  link_url: null,
  link_title: null,
  decided_by: null,
  decided_at: null,
}

export type SetPartsInput = {
  caseId: string
  version: number
  parts: { id?: string; text: string; teamId?: string | null }[]
}

/**
 * Replaces the list of parts; their order gives the numbers. A part whose text stays keeps its decision, one whose
 * text changes loses it: the decision was about other words.
 */
export async function setParts(
  services: CaseServices,
  staff: Staff,
  input: SetPartsInput,
): Promise<Outcome<null>> {
  const wanted = input.parts
    .map((part) => ({ ...part, text: tidyText(part.text) }))
    .filter((part) => part.text !== '')
  if (wanted.length === 0) return refuseFields([{ field: 'parts', message: 'Enter at least one part' }])
  if (wanted.length > mostParts)
    return refuseFields([{ field: 'parts', message: `There must be ${mostParts} parts or fewer` }])
  const long = wanted.findIndex((part) => part.text.length > textLimits.request)
  if (long >= 0)
    return refuseFields([{ field: `parts.${long}.text`, message: `Part ${long + 1} is too long` }])
  const now = services.clock.now()
  return writeOutcome(services.database, async (tx) => {
    const locked = await lockForChange(tx, {
      caseId: input.caseId,
      action: 'edit-parts',
      asking: { by: 'staff', staff },
      version: input.version,
    })
    if (!locked.ok) return locked
    const { row } = locked.value
    const existing = await tx.selectFrom('case_part').selectAll().where('case_id', '=', row.id).execute()
    const byId = new Map(existing.map((part) => [part.id, part]))
    if (wanted.some((part) => part.id !== undefined && !byId.has(part.id)))
      return refuse('not-found', 'A part named here is not part of this case.')
    const kept = new Set(wanted.flatMap((part) => (part.id ? [part.id] : [])))
    const dropped = existing.filter((part) => !kept.has(part.id)).map((part) => part.id)
    if (dropped.length > 0) {
      await tx.updateTable('task').set({ part_id: null }).where('part_id', 'in', dropped).execute()
      await tx.updateTable('document').set({ part_id: null }).where('part_id', 'in', dropped).execute()
      await tx.deleteFrom('case_part').where('id', 'in', dropped).execute()
    }
    // Numbers are unique within a case: step out of the way first, then take the final places.
    await tx
      .updateTable('case_part')
      .set((part) => ({ number: part('number', '+', 10_000) }))
      .where('case_id', '=', row.id)
      .execute()
    for (const [index, part] of wanted.entries()) {
      const before = part.id ? byId.get(part.id) : undefined
      if (!before) {
        await tx
          .insertInto('case_part')
          .values({
            id: newId<PartId>(),
            case_id: row.id,
            number: index + 1,
            text: part.text,
            ...undecided,
            team_id: part.teamId ?? null,
          })
          .execute()
        continue
      }
      const reworded = before.text !== part.text
      if (reworded) await tx.deleteFrom('part_ground').where('part_id', '=', before.id).execute()
      await tx
        .updateTable('case_part')
        .set({
          number: index + 1,
          text: part.text,
          ...(part.teamId === undefined ? {} : { team_id: part.teamId as TeamId | null }),
          ...(reworded
            ? {
                ...undecided,
                team_id: part.teamId ?? before.team_id,
                held: 'unknown',
                answer: '',
                advice: '',
              }
            : {}),
        })
        .where('id', '=', before.id)
        .execute()
    }
    await updateCase(tx, row)
    await auditCase(tx, row, now, staffActor(staff), 'edit-parts', {
      parts: wanted.length,
      removed: dropped.length,
    })
    return success(null)
  })
}
