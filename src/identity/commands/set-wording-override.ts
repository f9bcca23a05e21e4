import { recordAudit } from '../../audit/index.ts'
import { today } from '../../kernel/clock.ts'
import { isBefore, parseDay } from '../../kernel/dates.ts'
import { refuseFields, success, type FieldError, type Outcome } from '../../kernel/outcome.ts'
import { authorise } from '../authorise.ts'
import { staffActor } from '../permissions.ts'
import { isPlainText } from '../read-fields.ts'
import type { Services } from '../services.ts'
import type { Staff } from '../staff.ts'

export type WordingInput = {
  /** `letters.closing` */
  key: string
  locale: string
  /** Empty for the standard wording again */
  text: string
  /** `2026-01-14`; today or later, so that words already sent stay explained */
  effectiveFrom: string
}

const locales = ['en', 'cy'] as const

/** Adds a version of an authority's own wording; earlier versions stay. */
export async function setWordingOverride(
  services: Services,
  staff: Staff,
  input: WordingInput,
): Promise<Outcome<{ version: number }>> {
  const { key, locale } = input
  const at = services.clock.now()
  const text = input.text.replaceAll('\r\n', '\n').trim()
  const from = parseDay(input.effectiveFrom)
  const errors: FieldError[] = []
  if (!/^[a-z][a-zA-Z0-9.-]{0,99}$/.test(key))
    errors.push({ field: 'key', message: 'Select which wording to change' })
  if (!locales.some((one) => one === locale))
    errors.push({ field: 'locale', message: `Select a language: one of ${locales.join(', ')}` })
  if (text.length > 5000)
    errors.push({ field: 'text', message: 'The wording must be 5,000 characters or fewer' })
  else if (!isPlainText(text, true))
    errors.push({ field: 'text', message: 'The wording has characters that cannot be shown; type it again' })
  if (from === null || isBefore(from, today(services.clock)))
    errors.push({ field: 'effectiveFrom', message: 'The date must be today or later, such as 2026-01-14' })
  if (errors.length > 0 || from === null) return refuseFields(errors)
  return services.database.write(async (tx) => {
    const refusal = await authorise(tx, staffActor(staff), 'manage-authority', staff.authorityId)
    if (refusal) return refusal
    // Two changes at once must not take one version number.
    await tx
      .selectFrom('authority')
      .select('id')
      .where('id', '=', staff.authorityId)
      .forNoKeyUpdate()
      .execute()
    const last = await tx
      .selectFrom('wording_override')
      .select((select) => select.fn.max('version').as('version'))
      .where('authority_id', '=', staff.authorityId)
      .where('key', '=', key)
      .where('locale', '=', locale)
      .executeTakeFirst()
    const version = (last?.version ?? 0) + 1
    await tx
      .insertInto('wording_override')
      .values({
        authority_id: staff.authorityId,
        key,
        locale,
        version,
        text,
        effective_from: from,
        created_by: staff.id,
      })
      .execute()
    await recordAudit(tx, staff.authorityId, at, [
      {
        actor: staffActor(staff),
        action: 'set-wording',
        subject: { kind: 'wording', id: key },
        details: { locale, version, effectiveFrom: from.toString() },
      },
    ])
    return success({ version })
  })
}
