import { recordAudit } from '../../audit/index.ts'
import { refuse, refuseFields, success, type FieldError, type Outcome } from '../../kernel/outcome.ts'
import type { Authority } from '../authority.ts'
import { authorise } from '../authorise.ts'
import { staffActor } from '../permissions.ts'
import { toAuthority } from '../queries/authorities.ts'
import type { Services } from '../services.ts'
import type { Staff } from '../staff.ts'
import { readAuthorityFacts, type AuthorityInput } from './create-authority.ts'

/** What is left out stays as it is. `settings` is replaced whole: a page sends all it shows. */
export type AuthorityChange = Partial<Omit<AuthorityInput, 'slug' | 'nation' | 'hostnames'>>

export async function updateAuthority(
  services: Services,
  staff: Staff,
  input: AuthorityChange,
): Promise<Outcome<Authority>> {
  const at = services.clock.now()
  return services.database.write(async (tx) => {
    const refusal = await authorise(tx, staffActor(staff), 'manage-authority', staff.authorityId)
    if (refusal) return refusal
    const row = await tx
      .selectFrom('authority')
      .selectAll()
      .where('id', '=', staff.authorityId)
      .forNoKeyUpdate()
      .executeTakeFirst()
    if (!row) return refuse('not-found')
    const now = toAuthority(row)
    const errors: FieldError[] = []
    const facts = readAuthorityFacts({ ...now, settings: row.settings, ...given(input) }, now.nation, errors)
    if (errors.length > 0) return refuseFields(errors)
    const changed = await tx
      .updateTable('authority')
      .set(facts)
      .where('id', '=', row.id)
      .returningAll()
      .executeTakeFirstOrThrow()
    await recordAudit(tx, row.id, at, [
      {
        actor: staffActor(staff),
        action: 'update-authority',
        subject: { kind: 'authority', id: row.id },
        details: { fields: Object.keys(given(input)).toSorted() },
      },
    ])
    return success(toAuthority(changed))
  })
}

const changeable = [
  'name',
  'shortName',
  'referencePrefix',
  'addressLines',
  'email',
  'phone',
  'website',
  'colour',
  'settings',
] as const satisfies (keyof AuthorityChange)[]

function given(input: AuthorityChange): AuthorityChange {
  return Object.fromEntries(
    changeable.filter((name) => input[name] !== undefined).map((name) => [name, input[name]]),
  )
}
