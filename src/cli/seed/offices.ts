import { systemActor } from '../../audit/index.ts'
import type { CaseServices } from '../../cases/index.ts'
import {
  createAuthority,
  createStaff,
  createTeam,
  type Authority,
  type AuthorityInput,
  type Role,
  type Staff,
} from '../../identity/index.ts'
import { must, type Office } from './case-script.ts'

export const demonstrationAuthorities: readonly AuthorityInput[] = [
  {
    slug: 'coventry',
    name: 'Coventry City Council',
    shortName: 'Coventry',
    nation: 'england',
    hostnames: ['coventry.localhost'],
    referencePrefix: 'REQ',
    addressLines: ['PO Box 15', 'Council House', 'Coventry', 'CV1 5RR'],
    email: 'infogov@coventry.gov.uk',
    website: 'https://www.coventry.gov.uk/',
    colour: '#00587c',
    settings: { signOff: 'Information Governance' },
  },
  {
    slug: 'herefordshire',
    name: 'Herefordshire Council',
    shortName: 'Herefordshire',
    nation: 'england',
    hostnames: ['herefordshire.localhost'],
    referencePrefix: 'IAT',
    addressLines: ['Information Governance Team', 'Plough Lane', 'Hereford', 'HR4 0LE'],
    email: 'informationgovernance@herefordshire.gov.uk',
    website: 'https://www.herefordshire.gov.uk/',
    colour: '#4c2c69',
    settings: { signOff: 'Information Governance Team' },
  },
]

type Person = { key: string; name: string; jobTitle: string; roles: Role[]; team?: string }

const teams = ['Education data', 'Contracts and procurement', 'Parks and highways'] as const

/** Nobody real: the surnames say what each is there to show. */
const people: readonly Person[] = [
  { key: 'officer', name: 'Olive Sample', jobTitle: 'Information officer', roles: ['information-officer'] },
  { key: 'officer2', name: 'Otto Sample', jobTitle: 'Information officer', roles: ['information-officer'] },
  {
    key: 'approver',
    name: 'April Specimen',
    jobTitle: 'Head of information governance',
    roles: ['approver'],
  },
  {
    key: 'education',
    name: 'Edda Example',
    jobTitle: 'Data analyst',
    roles: ['service-contact'],
    team: 'Education data',
  },
  {
    key: 'contracts',
    name: 'Cosmo Example',
    jobTitle: 'Category manager',
    roles: ['service-contact'],
    team: 'Contracts and procurement',
  },
  {
    key: 'parks',
    name: 'Petra Example',
    jobTitle: 'Asset officer',
    roles: ['service-contact'],
    team: 'Parks and highways',
  },
  {
    key: 'dpo',
    name: 'Dorian Specimen',
    jobTitle: 'Data protection officer',
    roles: ['data-protection-officer'],
  },
  { key: 'publisher', name: 'Polly Placeholder', jobTitle: 'Transparency officer', roles: ['publisher'] },
  { key: 'auditor', name: 'Audrey Placeholder', jobTitle: 'Internal auditor', roles: ['auditor'] },
  {
    key: 'administrator',
    name: 'Adam Placeholder',
    jobTitle: 'System administrator',
    roles: ['administrator'],
  },
]

const emailOf = (person: Person, slug: string): string => `${person.key}.${slug}@example.org`

/** Which sign-in links to hand out: one person for each role. Found by their addresses, which nobody else can have. */
export const demonstrationSignIns = demonstrationAuthorities.flatMap(({ slug, shortName }) =>
  people
    .filter(
      (person) => person.key !== 'officer2' && (person.team === undefined || person.key === 'education'),
    )
    .map((person) => ({
      authoritySlug: slug,
      email: emailOf(person, slug),
      role: `${roleTitle(person)}, ${shortName}`,
    })),
)

function roleTitle(person: Person): string {
  const words = (person.roles[0] ?? '').replaceAll('-', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

export async function createDemonstrationAuthority(
  services: CaseServices,
  input: AuthorityInput,
): Promise<Authority> {
  return must(await createAuthority(services, input), `add ${input.name}`)
}

/** The teams and people of one authority. */
export async function createOffice(services: CaseServices, authority: Authority): Promise<Office> {
  const staff = new Map<string, Staff>()
  const made: Office['teams'] = {}
  const teamIds = new Map<string, string>()
  for (const name of teams) {
    const input = {
      authorityId: authority.id,
      name,
      email: `${name.toLowerCase().replaceAll(' ', '-')}@example.org`,
    }
    teamIds.set(name, must(await createTeam(services, systemActor, input), `add the team ${name}`).id)
  }
  for (const person of people) {
    const teamId = person.team === undefined ? undefined : teamIds.get(person.team)
    const created = await createStaff(services, systemActor, {
      authorityId: authority.id,
      email: emailOf(person, authority.slug),
      name: person.name,
      jobTitle: person.jobTitle,
      roles: person.roles,
      teamIds: teamId === undefined ? [] : [teamId],
    })
    const member = must(created, `add ${person.jobTitle}`)
    staff.set(person.key, member)
    const own = member.teamIds[0]
    if (person.team !== undefined && own !== undefined) made[person.team] = { id: own, contact: member }
  }
  const named = (key: string): Staff => {
    const found = staff.get(key)
    if (found === undefined) throw new Error(`no demonstration person ${key}`)
    return found
  }
  return {
    authority,
    officer: named('officer'),
    secondOfficer: named('officer2'),
    approver: named('approver'),
    publisher: named('publisher'),
    teams: made,
  }
}
