import { writeOutcome } from '../../db/index.ts'
import { can, staffActor, type Staff } from '../../identity/index.ts'
import { newId } from '../../kernel/ids.ts'
import { refuse, refuseFields, success, type Outcome } from '../../kernel/outcome.ts'
import type { CaseLink, CaseServices, Regime } from '../case.ts'
import { byStaff, changeCase, type Versioned } from '../change-case.ts'
import { checkText, textLimits, tidyText } from '../people.ts'
import { auditCase } from '../store.ts'
import { insertCase, linkTo, type OpenedCase } from './open-case.ts'

/** An internal note. It changes nothing of the case, so it needs no version and is allowed at any stage. */
export async function addNote(
  services: CaseServices,
  staff: Staff,
  input: { caseId: string; text: string },
): Promise<Outcome<null>> {
  if (!can(staff, 'work-case')) return refuse('not-permitted')
  const text = tidyText(input.text)
  const errors = checkText('text', text, textLimits.reply, 'Enter the note')
  if (errors.length) return refuseFields(errors)
  const now = services.clock.now()
  return writeOutcome(services.database, async (tx) => {
    const row = await tx
      .selectFrom('cases')
      .select(['id', 'authority_id'])
      .where('id', '=', input.caseId)
      .executeTakeFirst()
    if (!row || row.authority_id !== staff.authorityId) return refuse('not-found')
    await tx
      .insertInto('message')
      .values({
        id: newId(),
        authority_id: row.authority_id,
        case_id: row.id,
        direction: 'note',
        kind: 'note',
        channel: 'web',
        from_address: null,
        to_address: null,
        body: text,
        mail_id: null,
        content_hash: null,
        outbox_id: null,
        created_by: staff.id,
        created_at: now,
      })
      .execute()
    await auditCase(tx, row, now, staffActor(staff), 'add-note')
    return success(null)
  })
}

/** Ties two cases together: a duplicate, a request aggregated for cost (FOIA s.12(4)), or one that follows another. */
export function linkCases(
  services: CaseServices,
  staff: Staff,
  input: Versioned & { reference: string; kind: CaseLink['kind'] },
): Promise<Outcome<null>> {
  return changeCase(services, byStaff(staff), input, 'edit-details', async ({ tx, row, authority, now }) => {
    const linked = await linkTo(tx, authority, row.id, input.reference.trim(), input.kind, now)
    if (!linked) return refuseFields([{ field: 'reference', message: 'Enter the reference of another case' }])
    return success({ value: null, details: { linked: input.reference.trim(), kind: input.kind } })
  })
}

/** Moves parts to a new case under another law, linked both ways, with the day of receipt they came with. */
export function splitCase(
  services: CaseServices,
  staff: Staff,
  input: Versioned & { partIds: string[]; regime: Regime },
): Promise<Outcome<OpenedCase>> {
  return changeCase<OpenedCase>(
    services,
    byStaff(staff),
    input,
    'edit-parts',
    async ({ tx, row, authority, actor, now }) => {
      const parts = await tx
        .selectFrom('case_part')
        .selectAll()
        .where('case_id', '=', row.id)
        .orderBy('number')
        .execute()
      const moving = parts.filter((part) => input.partIds.includes(part.id))
      if (moving.length === 0)
        return refuseFields([{ field: 'partIds', message: 'Select the parts to move' }])
      if (moving.length === parts.length)
        return refuseFields([
          { field: 'partIds', message: 'Leave at least one part here, or change the law of the whole case' },
        ])
      const requester = await tx
        .selectFrom('requester')
        .selectAll()
        .where('id', '=', row.requester_id)
        .executeTakeFirstOrThrow()
      const opened = await insertCase(
        tx,
        services,
        actor,
        {
          authority,
          regime: input.regime,
          channel: row.channel as never,
          title: row.title,
          requestText: moving.map((part) => part.text).join('\n\n'),
          parts: moving.map((part) => part.text),
          requester: {
            name: requester.name,
            email: requester.email,
            phone: requester.phone,
            postalAddress: requester.postal_address,
          },
          receivedOn: row.received_on,
          replyBy: row.reply_by === 'post' ? 'post' : 'email',
          followsReference: row.reference,
        },
        [],
        now,
      )
      if (!opened.ok) return opened
      const ids = moving.map((part) => part.id)
      await tx.updateTable('task').set({ part_id: null }).where('part_id', 'in', ids).execute()
      await tx.updateTable('document').set({ part_id: null }).where('part_id', 'in', ids).execute()
      await tx.deleteFrom('case_part').where('id', 'in', ids).execute()
      const staying = parts.filter((part) => !ids.includes(part.id))
      for (const [index, part] of staying.entries()) {
        await tx
          .updateTable('case_part')
          .set({ number: index + 1 })
          .where('id', '=', part.id)
          .execute()
      }
      return success({
        value: opened.value,
        details: { split: opened.value.reference, parts: moving.map((part) => part.number) },
      })
    },
  )
}
