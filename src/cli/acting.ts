import { loadStaff, listStaff, type Authority, type Staff } from '../identity/index.ts'
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
