import { can, loadStaff, listStaff, type Authority, type Permission, type Staff } from '../identity/index.ts'
import type { Installation } from '../installation.ts'
import { ProblemError } from '../kernel/outcome.ts'

/** The authority a command is about: as named, else the installation's default, else the only one there is. */
export function chooseAuthority(
  { authorities, settings }: Installation,
  slug: string | undefined,
): Authority {
  const all = authorities.list()
  const wanted = slug ?? (settings.defaultAuthority || undefined)
  const found =
    wanted === undefined ? (all.length === 1 ? all[0] : undefined) : all.find((one) => one.slug === wanted)
  if (found !== undefined) return found
  const known = all.map((one) => one.slug).join(', ') || 'none yet: muniment authority create'
  if (wanted !== undefined)
    throw new ProblemError('not-found', `There is no authority “${wanted}” here (${known}).`)
  throw new ProblemError('usage', `Say which authority with --authority (${known}).`)
}

/** The member of staff that `--as` names, who must be allowed to work here now. */
export async function actingStaff(installation: Installation, email: string | undefined): Promise<Staff> {
  if (email === undefined)
    throw new ProblemError('usage', 'Say who you act as with --as EMAIL: the trail records it.')
  const { reader } = installation.services.database
  for (const authority of installation.authorities.list()) {
    const found = (await listStaff(reader, authority.id)).find(
      (member) => member.email.toLowerCase() === email.toLowerCase() && member.active,
    )
    const staff = found && (await loadStaff(reader, found.id))
    if (staff) return staff
  }
  throw new ProblemError('not-found', `Nobody with the address ${email} works here.`)
}

/** The person `--as` names, who must be of the authority; without it, the only one there who may do this. */
export async function actingFor(
  installation: Installation,
  authority: Authority,
  permission: Permission,
  email: string | undefined,
): Promise<Staff> {
  if (email !== undefined) {
    const staff = await actingStaff(installation, email)
    if (staff.authorityId !== authority.id)
      throw new ProblemError('not-found', `Nobody with the address ${email} works at ${authority.shortName}.`)
    return staff
  }
  const { reader } = installation.services.database
  const able = (await listStaff(reader, authority.id)).filter(
    (member) => member.active && can(member, permission),
  )
  const [only, ...others] = able
  const staff = only === undefined || others.length > 0 ? null : await loadStaff(reader, only.id)
  if (staff !== null) return staff
  throw new ProblemError(
    'usage',
    able.length === 0
      ? `Nobody at ${authority.shortName} may do this: muniment staff create --role publisher`
      : `Say who you act as with --as: ${able.map((member) => member.email).join(', ')}.`,
  )
}
