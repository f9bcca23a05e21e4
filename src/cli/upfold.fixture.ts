import { createAuthority, createStaff, type Authority, type Role, type Staff } from '../identity/index.ts'
import { systemActor } from '../audit/index.ts'
import type { Installation } from '../installation.ts'
import { must } from './seed/case-script.ts'

export type Upfold = {
  authority: Authority
  /** A member of staff of that role, at `name@upfold.example.org` */
  person: (name: string, role: Role) => Promise<Staff>
}

/** A small council for commands to act in. */
export async function openUpfold(installation: Installation): Promise<Upfold> {
  const { services } = installation
  const authority = must(
    await createAuthority(services, {
      slug: 'upfold',
      name: 'Upfold Council',
      shortName: 'Upfold',
      nation: 'england',
      referencePrefix: 'UPF',
      addressLines: ['Moot Hall'],
      email: 'foi@upfold.example.org',
    }),
    'authority',
  )
  await installation.reload()
  const person = async (name: string, role: Role) =>
    must(
      await createStaff(services, systemActor, {
        authorityId: authority.id,
        email: `${name}@upfold.example.org`,
        name: `${name} Upfold`,
        jobTitle: 'Officer',
        roles: [role],
        teamIds: [],
      }),
      name,
    )
  return { authority, person }
}
