import { recordAudit, type Actor } from '../../audit/index.ts'
import { newId, type AuthorityId, type TeamId } from '../../kernel/ids.ts'
import { refuse, refuseFields, success, type FieldError, type Outcome } from '../../kernel/outcome.ts'
import { authorise } from '../authorise.ts'
import { readFields } from '../read-fields.ts'
import type { Services } from '../services.ts'
import { isAuthority } from './create-staff.ts'

export type TeamInput = { authorityId: AuthorityId; name: string; email?: string | null }

/** Adds a service team, to which tasks are sent. */
export async function createTeam(
  services: Services,
  actor: Actor,
  input: TeamInput,
): Promise<Outcome<{ id: TeamId }>> {
  const errors: FieldError[] = []
  const read = readFields(input, errors)
  const name = read.needed('name', 'the team’s name', 100)
  const email = read.optionalEmail('email', 'the team’s email address')
  if (errors.length > 0) return refuseFields(errors)
  const at = services.clock.now()
  const id = newId<TeamId>()
  return services.database.write(async (tx) => {
    if (!(await isAuthority(tx, input.authorityId))) return refuse('not-found')
    const refusal = await authorise(tx, actor, 'manage-staff', input.authorityId)
    if (refusal) return refusal
    const added = await tx
      .insertInto('team')
      .values({ id, authority_id: input.authorityId, name, email })
      .onConflict((conflict) => conflict.columns(['authority_id', 'name']).doNothing())
      .returning('id')
      .executeTakeFirst()
    if (!added) return refuseFields([{ field: 'name', message: 'There is a team of this name' }])
    await recordAudit(tx, input.authorityId, at, [
      { actor, action: 'create-team', subject: { kind: 'team', id } },
    ])
    return success({ id })
  })
}
