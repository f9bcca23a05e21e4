import { recordAudit, systemActor } from '../../audit/index.ts'
import { legalDay } from '../../kernel/clock.ts'
import { deadlineInWords } from '../../kernel/dates.ts'
import type { StaffDutyItem } from '../duty-item.ts'
import { listDuties } from '../queries/duties.ts'
import { certifiedNotice, type Notice } from '../certified-notice.ts'
import { isQueued, queueMail } from '../send-mail.ts'
import type { CatalogueServices } from '../services.ts'

/**
 * Writes to whoever sees to a duty: once when its day is near and once when it is past, for each period. The outbox
 * takes each key once, so a second run, or a second server, sends nothing again.
 */
export async function remindDuties(services: CatalogueServices): Promise<{ reminded: number }> {
  const { database, clock } = services
  const now = clock.now()
  const kept = await database.reader
    .selectFrom('publication_duty')
    .select('authority_id')
    .distinct()
    .where('applies', '=', true)
    .where('owner_email', 'is not', null)
    .execute()
  let reminded = 0
  for (const { authority_id } of kept) {
    const authority = services.authority(authority_id)
    const items = await listDuties(database.reader, authority, legalDay(now))
    for (const item of items) {
      const mail = reminderOf(item)
      if (mail === null) continue
      const page = services.linkTo(authority, `/staff/data/due/${item.key}`)
      const sent = await database.write(async (tx) => {
        const key = `remind:${authority_id}:${item.key}:${mail.occasion}`
        if (await isQueued(tx, key)) return false
        const notice = await certifiedNotice(tx, authority_id, now, `duty ${item.key}`, mail)
        const queued = await queueMail(tx, authority_id, now, {
          key,
          to: mail.to,
          subject: notice.subject,
          text: `${notice.text}\n\nSee how it stands, or say that it is met, at:\n${page}\n`,
        })
        if (!queued) return false
        const row = await tx
          .updateTable('publication_duty')
          .set({ reminded_for: item.status?.periodTo ?? item.status?.dueOn ?? null })
          .where('authority_id', '=', authority_id)
          .where(item.rule === null ? 'id' : 'rule', '=', item.key)
          .returning('id')
          .executeTakeFirstOrThrow()
        await recordAudit(tx, authority_id, now, [
          {
            actor: systemActor,
            action: 'remind-duty',
            subject: { kind: 'publication-duty', id: row.id },
            details: { occasion: mail.occasion },
          },
        ])
        return true
      })
      if (sent) reminded += 1
    }
  }
  return { reminded }
}

function reminderOf({
  title,
  basis,
  status,
  ownerEmail,
  applies,
}: StaffDutyItem): { to: string; occasion: string; typed: Notice; plain: Notice } | null {
  if (!applies || ownerEmail === null || status === null || status.dueOn === null) return null
  const { state, dueOn, periodTo } = status
  const late = state === 'late' || state === 'missing'
  if (!late && state !== 'due-soon') return null
  const day = deadlineInWords(dueOn)
  return {
    to: ownerEmail,
    occasion: `${periodTo?.toString() ?? 'standing'}:${late ? 'late' : 'soon'}`,
    typed: {
      subject: late ? `Overdue for publication: ${title}` : `To be published by ${day}: ${title}`,
      text: `${title} ${late ? 'was' : 'is'} to be published by ${day} (${basis}).`,
    },
    plain: {
      subject: late ? 'Overdue for publication' : `To be published by ${day}`,
      text: `Something ${late ? 'was' : 'is'} to be published by ${day}.`,
    },
  }
}
