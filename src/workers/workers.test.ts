import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { pino } from 'pino'
import { openTestInstallation, type TestInstallation } from '../../test/support/installation.ts'
import { systemActor } from '../audit/index.ts'
import { addTask, keepHolidays, openCase } from '../cases/index.ts'
import { memoryTransport } from '../correspondence/index.ts'
import { createAuthority, createStaff, createTeam, type Authority, type Staff } from '../identity/index.ts'
import type { Outcome } from '../kernel/outcome.ts'
import { startWorkers, type Workers } from './index.ts'
import { receivingAuthority } from './take-mail.ts'

const folder = mkdtempSync(join(tmpdir(), 'muniment-mail-'))
const clock = { at: Temporal.Instant.from('2026-03-02T09:00:00Z'), now: () => clock.at }
const logged: string[] = []
const transport = memoryTransport()
let set: TestInstallation
let workers: Workers
let authority: Authority
let officer: Staff

const must = <T>(outcome: Outcome<T>): T => {
  assert.ok(outcome.ok, JSON.stringify(outcome))
  return outcome.value
}

before(async () => {
  set = await openTestInstallation({ MUNIMENT_MAIL_FOLDER: folder }, clock)
  const { services } = set.installation
  const create = async (slug: string, email: string) =>
    must(
      await createAuthority(services, {
        slug,
        name: `${slug} Council`,
        shortName: slug,
        nation: 'england',
        referencePrefix: 'REQ',
        addressLines: ['Moot Hall'],
        email,
      }),
    )
  authority = await create('upfold', 'foi@upfold.example.org')
  await create('downfold', 'foi@downfold.example.org')
  await set.installation.reload()
  const roles = ['information-officer']
  const person = {
    authorityId: authority.id,
    email: 'o@example.org',
    name: 'Olive Sample',
    jobTitle: '',
    roles,
  }
  officer = must(await createStaff(services, systemActor, { ...person, teamIds: [] }))
})
after(async () => {
  await set.close()
  rmSync(folder, { recursive: true })
})

async function until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let turn = 0; turn < 1000; turn += 1) {
    if (await holds()) return
    await wait(20)
  }
  assert.fail(`it never came about that ${what}`)
}

const mail = (to: string, subject: string): string =>
  `From: Asha Madeup <asha@example.com>\r\nTo: ${to}\r\nSubject: ${subject}\r\nMessage-ID: <${subject.replaceAll(' ', '-')}@example.com>\r\n\r\nHow many benches are there in the park?\r\n`

const cases = () => set.opened.database.reader.selectFrom('cases').selectAll().orderBy('reference').execute()

test('mail in, mail out, chasers and new holidays happen by themselves, and stop when told', async () => {
  const { services } = set.installation
  const opened = must(
    await openCase(services, systemActor, {
      authority,
      regime: 'foia',
      channel: 'web',
      requestText: 'How many benches are there?',
      requester: { name: 'Bo Madeup', email: 'bo@example.com', phone: null, postalAddress: null },
    }),
  )
  const team = must(
    await createTeam(services, systemActor, {
      authorityId: authority.id,
      name: 'Parks',
      email: 'parks@example.org',
    }),
  )
  const task = {
    caseId: opened.caseId,
    version: 1,
    partId: null,
    teamId: team.id,
    title: 'Count',
    instructions: '',
  }
  must(await addTask(services, officer, task))
  assert.equal(opened.dueOn?.toString(), '2026-03-31')

  // Three weeks on: the task is overdue when the workers start.
  clock.at = Temporal.Instant.from('2026-03-23T09:00:00Z')
  workers = await startWorkers(set.installation, {
    transport,
    log: pino({ level: 'info' }, { write: (line: string) => void logged.push(line) }),
    deliverSeconds: 0.05,
    calendarSeconds: 0.05,
    folderSeconds: 0.05,
  })
  await until('the acknowledgement and the chaser are sent', () => transport.sent.length >= 2)
  const recipients = transport.sent.map(({ envelope }) => envelope.to.join()).toSorted()
  assert.deepEqual(recipients, ['bo@example.com', 'parks@example.org'])

  writeFileSync(join(folder, 'a.eml'), mail('FOI <foi+tag@upfold.example.org>', 'Benches'))
  writeFileSync(join(folder, 'b.eml'), mail('someone@example.net', 'Astray'))
  writeFileSync(join(folder, 'c.eml'), 'not a mail at all')
  await until('all three mails are put aside', () =>
    readdirSync(folder).every((name) => !name.endsWith('.eml')),
  )
  assert.ok(existsSync(join(folder, 'done', 'a.eml')))
  assert.match(readFileSync(join(folder, 'failed', 'b.eml.txt'), 'utf8'), /addressed to no authority/)
  assert.ok(existsSync(join(folder, 'failed', 'c.eml.txt')))
  assert.deepEqual(
    (await cases()).map(({ reference, title }) => [reference, title]),
    [
      ['REQ00001', 'How many benches are there'],
      ['REQ00002', 'Benches'],
    ],
  )

  // Another process keeps a feed with one more holiday on the way to the first due date.
  must(await keepHolidays(services, feedWith('2026-03-25'), 'test'))
  await until('the due date moves', async () => (await cases())[0]?.due_on?.toString() === '2026-04-01')

  const before = transport.sent.length
  await workers.stop()
  writeFileSync(join(folder, 'late.eml'), mail('foi@upfold.example.org', 'Late'))
  await wait(200)
  assert.ok(existsSync(join(folder, 'late.eml')), 'nothing is taken after the stop')
  assert.equal(transport.sent.length, before)
  assert.doesNotMatch(logged.join(''), /Madeup|example\.com|benches/i)
})

test('a fault in one job is logged without its content, and the others go on', async () => {
  const lines: string[] = []
  const failing = memoryTransport(() => {
    throw new Error('secret words of asha@example.com')
  })
  await set.opened.database.reader
    .updateTable('outbox')
    .set({ state: 'pending', next_attempt_at: clock.at })
    .execute()
  const second = await startWorkers(set.installation, {
    transport: failing,
    log: pino({ level: 'info' }, { write: (line: string) => void lines.push(line) }),
    deliverSeconds: 0.05,
    folderSeconds: 0.05,
  })
  await until('the fault is logged', () => lines.some((line) => line.includes('deliver-mail')))
  await until('the mail folder is still read', () => existsSync(join(folder, 'done', 'late.eml')))
  await second.stop()
  assert.doesNotMatch(lines.join(''), /secret|asha/)
})

test('mail goes to the authority it was written to, never to a guess', () => {
  const both = set.installation.authorities.list()
  const to = (address: string) => ({ to: [{ name: '', address }], cc: [] })
  assert.equal(receivingAuthority(to('FOI@downfold.example.org'), both, '')?.slug, 'downfold')
  assert.equal(receivingAuthority(to('x@example.net'), both, ''), null)
  assert.equal(receivingAuthority(to('x@example.net'), both, 'upfold')?.slug, 'upfold')
  assert.equal(receivingAuthority(to('x@example.net'), both, 'nowhere'), null)
  assert.equal(receivingAuthority(to('x@example.net'), both.slice(0, 1), '')?.slug, 'upfold')
})

/** Every holiday the built-in calendar has for 2026 is left out but those a feed must have, and one is added. */
function feedWith(extra: string): string {
  const events = [
    { title: 'Extra holiday', date: extra },
    { title: 'Christmas Day', date: '2026-12-25' },
  ]
  return JSON.stringify({
    'england-and-wales': { division: 'england-and-wales', events },
    scotland: { division: 'scotland', events },
    'northern-ireland': { division: 'northern-ireland', events },
  })
}
