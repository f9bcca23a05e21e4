import { savePublishedItem } from '../../disclosure/index.ts'
import { deliverOutbox, type CaseServices } from '../../cases/index.ts'
import { authorityDirectory, createSignInLink, listStaff, type AuthorityInput } from '../../identity/index.ts'
import { baseAddress, type Installation } from '../../installation.ts'
import { inspectingHere } from '../../release/index.ts'
import { CaseScript, must, type Office } from './case-script.ts'
import { tellCoventryCases } from './coventry-cases.ts'
import { deferredStore } from './deferred-store.ts'
import { tellHerefordshireCases } from './herefordshire-cases.ts'
import {
  createDemonstrationAuthority,
  createOffice,
  demonstrationAuthorities,
  demonstrationSignIns,
} from './offices.ts'
import { tellPublishedAnswers } from './published-answers.ts'
import { schemeItems } from './scheme-items.ts'
import { createTimeline } from './timeline.ts'
import { tellWorkedExample, workedExampleNumber, workedExampleOpened } from './worked-example.ts'

/** `path` signs in once, on whatever address the installation has. */
export type DemonstrationLink = { name: string; role: string; path: string }

const linkMinutes = 24 * 60

/** Fills an installation that has no authority with the worked examples, all of them or none. */
export async function seedDemonstration(installation: Installation): Promise<void> {
  await installation.reload()
  if (installation.authorities.list().length > 0) return
  await inspectingHere(() => makeWorkedExamples(installation))
  await installation.reload()
}

/** A fresh sign-in link for each role of the worked examples; none where the installation has other data. */
export async function demonstrationLinks({
  services,
  authorities,
}: Installation): Promise<DemonstrationLink[]> {
  const links: DemonstrationLink[] = []
  for (const authority of authorities.list()) {
    const wanted = demonstrationSignIns.filter(({ authoritySlug }) => authoritySlug === authority.slug)
    if (wanted.length === 0) continue
    const staff = await listStaff(services.database.reader, authority.id)
    for (const { email, role } of wanted) {
      const found = staff.find((member) => member.email === email && member.active)
      if (found === undefined) continue
      const secret = await createSignInLink(services, found.id, linkMinutes)
      links.push({ name: found.name, role, path: `/staff/sign-in/link/${secret}` })
    }
  }
  return links
}

/**
 * In one transaction, so that a process killed on the way leaves nothing half made, and because one commit is quicker
 * than a thousand.
 */
async function makeWorkedExamples(installation: Installation): Promise<void> {
  const { services, settings } = installation
  await services.database.write(async (tx) => {
    const directory = await authorityDirectory(tx)
    const founded = services.clock.now().subtract({ hours: 200 * 24 })
    const files = deferredStore(services.files)
    const inside: CaseServices = {
      ...services,
      files,
      clock: { now: () => founded },
      database: { ...services.database, reader: tx, write: (work) => work(tx) },
      authority: (id) => directory.find(id) ?? services.authority(id),
      linkTo: (authority, path) => new URL(path, baseAddress(settings, directory, authority)).href,
    }
    await tellEverything(inside, services, () => directory.reload())
    await files.flush()
  })
}

async function tellEverything(
  inside: CaseServices,
  { clock: now, calendars }: CaseServices,
  reload: () => Promise<void>,
): Promise<void> {
  const timeline = createTimeline(now, calendars())
  for (const input of demonstrationAuthorities) {
    const office = await openOffice(inside, input, reload)
    const newScript = (): CaseScript => new CaseScript(timeline, office)
    if (input.slug === 'coventry') {
      tellWorkedExample(newScript())
      tellCoventryCases(newScript)
      tellPublishedAnswers(newScript)
      await startCounting(
        inside,
        office,
        workedExampleNumber - 1 - timeline.openedBefore('coventry', workedExampleOpened),
      )
    } else tellHerefordshireCases(newScript)
  }
  await timeline.run(inside)
  // Nobody is there to receive them: they stay readable in the staff site.
  await deliverOutbox(inside, null)
}

async function openOffice(
  services: CaseServices,
  input: AuthorityInput,
  reload: () => Promise<void>,
): Promise<Office> {
  const authority = await createDemonstrationAuthority(services, input)
  await reload()
  const office = await createOffice(services, authority)
  for (const item of schemeItems(authority.slug))
    must(await savePublishedItem(services, office.publisher, item), `publish ${item.title}`)
  return office
}

/** References go on from the number of the real request, so that the worked example has its own. */
async function startCounting({ database }: CaseServices, { authority }: Office, last: number): Promise<void> {
  await database.reader
    .insertInto('reference_counter')
    .values({ authority_id: authority.id, prefix: authority.referencePrefix, last })
    .execute()
}
