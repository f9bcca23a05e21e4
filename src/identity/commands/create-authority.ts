import { sql } from 'kysely'
import { recordAudit, systemActor } from '../../audit/index.ts'
import { json, type Writer } from '../../db/index.ts'
import { isId, newId } from '../../kernel/ids.ts'
import { refuse, refuseFields, success, type FieldError, type Outcome } from '../../kernel/outcome.ts'
import { nations } from '../../law/index.ts'
import type { Authority } from '../authority.ts'
import { readAuthoritySettings } from '../authority-settings.ts'
import { toAuthority } from '../queries/authorities.ts'
import { readFields } from '../read-fields.ts'
import { isReferencePrefix } from '../reference.ts'
import type { Services } from '../services.ts'

export type AuthorityInput = {
  slug: string
  name: string
  shortName: string
  nation: string
  hostnames?: string[]
  referencePrefix: string
  addressLines: string[]
  email: string
  phone?: string | null
  website?: string | null
  colour?: string
  /** As parseAuthoritySettings takes it; what is left out has its default */
  settings?: unknown
}

/** Adds an authority to the installation. The act of whoever runs it, so recorded as the system's. */
export async function createAuthority(
  services: Services,
  input: AuthorityInput,
): Promise<Outcome<Authority>> {
  const errors: FieldError[] = []
  const read = readFields(input, errors)
  const slug = read.needed('slug', 'a short name for addresses', 63)
  if (slug && !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(slug))
    read.wrong('slug', 'The short name must be small letters, numbers and hyphens, such as north-fold', null)
  const nation = read.oneOf('nation', 'a nation', nations, null)
  const hostnames = readHostnames(input.hostnames ?? [], errors)
  const facts = readAuthorityFacts(input, nation, errors)
  if (errors.length > 0) return refuseFields(errors)
  const at = services.clock.now()
  return services.database.write(async (tx) => {
    const taken = await takenHostname(tx, hostnames, null)
    if (taken) return refuseFields([taken])
    const row = await tx
      .insertInto('authority')
      .values({ ...facts, id: newId(), slug, nation, hostnames, created_at: at })
      .onConflict((conflict) => conflict.column('slug').doNothing())
      .returningAll()
      .executeTakeFirst()
    if (!row) return refuseFields([{ field: 'slug', message: 'Another authority has this short name' }])
    await recordAudit(tx, row.id, at, [
      {
        actor: systemActor,
        action: 'create-authority',
        subject: { kind: 'authority', id: row.id },
        details: { slug, nation, hostnames },
      },
    ])
    return success(toAuthority(row))
  })
}

/** The columns that an authority's own administrator may also change. */
export function readAuthorityFacts(
  input: Omit<AuthorityInput, 'slug' | 'nation' | 'hostnames'>,
  nation: Authority['nation'],
  errors: FieldError[],
) {
  const read = readFields(input, errors)
  const facts = {
    name: read.needed('name', 'the name of the authority'),
    short_name: read.needed('shortName', 'what the authority is called for short', 60),
    reference_prefix: read.needed('referencePrefix', 'the letters before a reference number', 12),
    address_lines: read.list('addressLines', 'the address', [], 10),
    email: read.neededEmail('email', 'the email address for requests'),
    phone: read.optional('phone', 'the telephone number', 50),
    website: read.address('website', 'the website'),
    colour: read.optional('colour', 'the colour', 7) ?? '#0b5d66',
    settings: json<unknown>(input.settings ?? {}),
  }
  if (facts.reference_prefix && !isReferencePrefix(facts.reference_prefix))
    read.wrong(
      'referencePrefix',
      'The letters before a reference number must be capitals and end in a letter or hyphen, such as REQ',
      null,
    )
  if (!/^#[0-9a-f]{6}$/i.test(facts.colour))
    read.wrong('colour', 'The colour must be in the form #0b5d66', null)
  readAuthoritySettings(input.settings ?? {}, nation, errors)
  return facts
}

/**
 * Replaces the names under which an authority's site answers. Only the installation does this: one authority's
 * administrator must not be able to answer in another's name.
 */
export async function setHostnames(
  services: Services,
  authorityId: string,
  hostnames: string[],
): Promise<Outcome<Authority>> {
  const errors: FieldError[] = []
  const names = readHostnames(hostnames, errors)
  if (errors.length > 0) return refuseFields(errors)
  if (!isId(authorityId)) return refuse('not-found')
  const at = services.clock.now()
  return services.database.write(async (tx) => {
    const taken = await takenHostname(tx, names, authorityId)
    if (taken) return refuseFields([taken])
    const row = await tx
      .updateTable('authority')
      .set({ hostnames: names })
      .where('id', '=', authorityId)
      .returningAll()
      .executeTakeFirst()
    if (!row) return refuse('not-found')
    await recordAudit(tx, row.id, at, [
      {
        actor: systemActor,
        action: 'set-hostnames',
        subject: { kind: 'authority', id: row.id },
        details: { hostnames: names },
      },
    ])
    return success(toAuthority(row))
  })
}

function readHostnames(given: string[], errors: FieldError[]): string[] {
  const names = given.map((name) => name.trim().toLowerCase())
  const label = '[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?'
  const shape = new RegExp(`^${label}(\\.${label})*$`)
  for (const name of names) {
    if (name.length <= 253 && shape.test(name)) continue
    errors.push({
      field: 'hostnames',
      message: 'Each hostname must be in the form foi.example.org, without https:// or a port',
    })
    break
  }
  return [...new Set(names)]
}

/** An error where another authority has one of the names. Locks, so that two cannot take one name at once. */
async function takenHostname(tx: Writer, names: string[], ownId: string | null): Promise<FieldError | null> {
  if (names.length === 0) return null
  await sql`lock table authority in share row exclusive mode`.execute(tx)
  const others = await tx.selectFrom('authority').select(['id', 'hostnames']).execute()
  const found = names.find((name) => others.some((row) => row.id !== ownId && row.hostnames.includes(name)))
  return found === undefined ? null : { field: 'hostnames', message: `Another authority answers at ${found}` }
}
