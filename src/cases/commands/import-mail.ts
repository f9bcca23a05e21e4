import type { Actor } from '../../audit/index.ts'
import { recordAudit } from '../../audit/index.ts'
import {
  detectRegimeHints,
  findThread,
  readMailApart,
  referencePattern,
  type InboundMail,
} from '../../correspondence/index.ts'
import type { Authority } from '../../identity/index.ts'
import { hashSecret, newId, sha256 } from '../../kernel/ids.ts'
import { success, type Outcome } from '../../kernel/outcome.ts'
import type { CaseServices, Regime } from '../case.ts'
import { textLimits, tidyLine } from '../people.ts'
import { receiveReply } from './act-as-requester.ts'
import { openCase } from './open-case.ts'

export type ImportedMail = {
  result: 'opened' | 'added' | 'auto-reply' | 'bounce' | 'duplicate'
  reference: string | null
  warnings: string[]
}

/**
 * Takes one mail: opens a case, adds to the one it answers, or records an automatic reply or a bounce on the case it
 * concerns. The same bytes, or the same Message-ID, are taken once however often they come.
 */
export async function importMail(
  services: CaseServices,
  authority: Authority,
  bytes: Uint8Array,
  { actor }: { actor: Actor },
): Promise<Outcome<ImportedMail>> {
  const read = await readMailApart(bytes)
  if (!read.ok) return read
  const mail = read.value
  const contentHash = sha256(bytes)
  const seen = await findSeen(services, authority, contentHash, mail.messageId)
  if (seen) return success({ result: 'duplicate', reference: seen.reference, warnings: mail.warnings })
  const found = await findCase(services, authority, mail)
  const warnings = [...mail.warnings]
  if (mail.kind === 'bounce' || mail.kind === 'auto-reply' || mail.kind === 'out-of-office') {
    await recordAutomatic(services, authority, mail, contentHash, found?.id ?? null)
    return success({
      result: mail.kind === 'bounce' ? 'bounce' : 'auto-reply',
      reference: found?.reference ?? null,
      warnings,
    })
  }
  const uploads = mail.attachments.map(({ name, declaredType, bytes: content }) => ({
    name,
    declaredType,
    bytes: content,
  }))
  if (found?.trusted) {
    const added = await receiveReply(services, found.id, {
      text: mail.newText || mail.text || '(no text)',
      channel: 'email',
      uploads,
      mail: {
        mailId: mail.messageId,
        references: mail.references,
        contentHash,
        subject: tidyLine(mail.subject),
        from: mail.from?.address ?? null,
        warnings,
      },
    })
    return added.ok ? success({ result: 'added', reference: found.reference, warnings }) : added
  }
  if (found)
    warnings.push(
      `It names ${found.reference} but comes from another address, so it opened a case of its own.`,
    )
  if (mail.from === null) warnings.push('It names no sender. Find out how to reply before answering.')
  const text = (mail.text || mail.subject).slice(0, textLimits.request)
  if (mail.text.length > textLimits.request)
    warnings.push('The text was over the limit; the whole is kept with the original.')
  const opened = await openCase(services, actor, {
    authority,
    regime: regimeOf(text),
    channel: 'email',
    title: tidyLine(mail.subject).slice(0, textLimits.short),
    requestText: text.trim() === '' ? '(The mail had no text. See its attachments.)' : text,
    requester: {
      name: tidyLine(mail.from?.name ?? '') || mail.from?.address || 'Name not given',
      email: (mail.replyTo ?? mail.from)?.address ?? null,
      phone: null,
      // A mail without a sender can be answered by nobody yet; a person must find out how.
      postalAddress: mail.from === null ? 'Not given' : null,
    },
    uploads:
      mail.text.length > textLimits.request
        ? [...uploads, { name: 'original.eml', declaredType: 'message/rfc822', bytes }]
        : uploads,
    acknowledge: mail.mayAcknowledge && mail.from !== null,
    replyBy: mail.from === null ? 'post' : 'email',
    idempotencyKey: `mail:${contentHash}`,
    mail: {
      mailId: mail.messageId,
      references: mail.references,
      contentHash,
      subject: tidyLine(mail.subject),
      warnings,
    },
    ...(found ? { followsReference: found.reference } : {}),
  })
  return opened.ok ? success({ result: 'opened', reference: opened.value.reference, warnings }) : opened
}

/** Officers confirm the law; this only chooses the likelier clock to start with. */
function regimeOf(text: string): Regime {
  return detectRegimeHints(text)[0]?.regime ?? 'foia'
}

async function findSeen(
  services: CaseServices,
  authority: Authority,
  contentHash: string,
  messageId: string | null,
) {
  const row = await services.database.reader
    .selectFrom('message as m')
    .leftJoin('cases as c', 'c.id', 'm.case_id')
    .select('c.reference')
    .where('m.authority_id', '=', authority.id)
    .where((where) =>
      where.or([
        where('m.content_hash', '=', contentHash),
        ...(messageId ? [where('m.mail_id', '=', messageId)] : []),
      ]),
    )
    .executeTakeFirst()
  return row ?? null
}

/** The case a mail belongs to, and whether its sender has shown that they may add to it. */
async function findCase(services: CaseServices, authority: Authority, mail: InboundMail) {
  const { reader } = services.database
  const base = reader
    .selectFrom('cases as c')
    .innerJoin('requester as r', 'r.id', 'c.requester_id')
    .select(['c.id', 'c.reference', 'r.email'])
    .where('c.authority_id', '=', authority.id)
  const bounced = mail.bounce?.originalMessageId
  if (bounced) {
    const row = await base
      .innerJoin('message as m', 'm.case_id', 'c.id')
      .where('m.mail_id', '=', bounced)
      .executeTakeFirst()
    if (row) return { ...row, trusted: true }
  }
  for (const evidence of findThread(mail, {
    pattern: referencePattern([authority.referencePrefix]),
    mailbox: authority.email,
  })) {
    if (evidence.strength === 'token') {
      const row = await base.where('c.tracking_hash', '=', hashSecret(evidence.token)).executeTakeFirst()
      if (row) return { ...row, trusted: true }
    } else if (evidence.strength === 'message-id') {
      const row = await base
        .innerJoin('message as m', 'm.case_id', 'c.id')
        .where('m.mail_id', 'in', evidence.messageIds)
        .executeTakeFirst()
      if (row) return { ...row, trusted: true }
    } else {
      const row = await base.where('c.reference', '=', evidence.reference).executeTakeFirst()
      const sender = mail.from?.address.toLowerCase()
      if (row) return { ...row, trusted: sender !== undefined && row.email?.toLowerCase() === sender }
    }
  }
  return null
}

async function recordAutomatic(
  services: CaseServices,
  authority: Authority,
  mail: InboundMail,
  contentHash: string,
  caseId: string | null,
): Promise<void> {
  const now = services.clock.now()
  await services.database.write(async (tx) => {
    const id = newId()
    await tx
      .insertInto('message')
      .values({
        id,
        authority_id: authority.id,
        case_id: caseId,
        direction: 'in',
        kind: mail.kind,
        channel: 'email',
        from_address: mail.from?.address ?? null,
        to_address: null,
        subject: tidyLine(mail.subject),
        body: (mail.text || '(no text)').slice(0, textLimits.request),
        mail_id: mail.messageId,
        mail_references: mail.references,
        content_hash: contentHash,
        outbox_id: null,
        warnings: mail.warnings,
        created_by: null,
        created_at: now,
      })
      .execute()
    // Only a final bounce says that the letter did not arrive; a delay (4.x.x) is still being tried.
    const bounced = mail.bounce?.originalMessageId
    if (bounced && !mail.bounce?.status?.startsWith('4')) {
      await tx
        .updateTable('outbox')
        .set({ state: 'failed', last_error: `Returned: ${mail.bounce?.status ?? 'no status'}` })
        .where('id', 'in', (query) =>
          query
            .selectFrom('message')
            .select('outbox_id')
            .where('mail_id', '=', bounced)
            .where('authority_id', '=', authority.id)
            .$castTo<{ outbox_id: string }>(),
        )
        .execute()
    }
    await recordAudit(tx, authority.id, now, [
      {
        actor: { kind: 'system', id: null },
        action: `receive-${mail.kind}`,
        subject: { kind: 'message', id },
        ...(caseId ? { caseId } : {}),
      },
    ])
  })
}
