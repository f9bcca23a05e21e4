import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { Command } from 'commander'
import { sql } from 'kysely'
import { openTestDatabase, type TestDatabase } from '../../test/support/database.ts'
import { buildProgram } from './program.ts'

const root = join(import.meta.dirname, '../..')
let opened: TestDatabase

before(async () => {
  opened = await openTestDatabase()
})
after(() => opened.close())

function muniment(args: string[], input = '', environment: Record<string, string> = {}) {
  const run = spawnSync(join(root, 'bin/muniment'), args, {
    input,
    encoding: 'utf8',
    env: {
      PATH: process.env['PATH'] ?? '',
      MUNIMENT_DATA: opened.dataDirectory,
      DATABASE_URL: opened.databaseUrl ?? '',
      ...environment,
    },
  })
  return { code: run.status, out: run.stdout, error: run.stderr }
}

const parsed = (out: string): Record<string, unknown> => JSON.parse(out) as Record<string, unknown>
const list = (value: unknown): Record<string, unknown>[] => value as Record<string, unknown>[]

test('without a command the help is on standard error, and a wrong command names the nearest', () => {
  for (const args of [[], ['dataset']]) {
    const alone = muniment(args)
    assert.deepEqual([alone.code, alone.out], [2, ''])
    assert.equal(alone.error.match(/^ {2}\$ muniment/gm)?.length, 2)
  }
  const wrong = muniment(['autority', 'list'])
  assert.equal(wrong.code, 2)
  assert.match(wrong.error, /^muniment: unknown command 'autority'\n\(Did you mean authority\?\)/)
  assert.equal(muniment(['law', 'calendar', '2026', '--wrong']).code, 2)
})

test('a reader that has had enough is no failure', () => {
  const run = spawnSync('sh', ['-c', '{ bin/muniment help; echo "$?" >&2; } | true'], {
    cwd: root,
    encoding: 'utf8',
  })
  assert.equal(run.stderr, '0\n')
})

test('settings are shown with where they come from, secrets masked; a wrong one is named', () => {
  const secret = 'k'.repeat(40)
  const shown = muniment(['config', 'show', '--json'], '', {
    PORT: '8080',
    MUNIMENT_SECRET: secret,
    MUNIMENT_SMTP_URL: 'smtp://me:hunter2@mail.example.org',
  })
  assert.doesNotMatch(shown.out, /hunter2|kkkk/)
  const settings = list(parsed(shown.out)['settings'])
  const of = (name: string) => settings.find((setting) => setting['name'] === name)
  assert.deepEqual([of('PORT')?.['value'], of('PORT')?.['origin']], ['8080', 'environment'])
  assert.equal(of('HOST')?.['origin'], 'default')
  const wrong = muniment(['config', 'show'], '', { PORT: 'eighty' })
  assert.equal(wrong.code, 2)
  assert.match(wrong.error, /^muniment: PORT is "eighty", but must be/)
})

test('an authority and its staff are added, once', () => {
  const create = [
    'authority',
    'create',
    'upfold',
    '--name',
    'Upfold Council',
    '--email',
    'foi@upfold.example.org',
  ]
  const made = muniment([...create, '--address', 'Moot Hall; Upfold', '--json'])
  assert.equal(made.code, 0, made.error)
  assert.deepEqual(parsed(made.out)['addressLines'], ['Moot Hall', 'Upfold'])
  const again = muniment([...create, '--address', 'Moot Hall'])
  assert.equal(again.code, 7)
  assert.match(again.error, /slug: Another authority has this short name/)
  const staff = [
    'staff',
    'create',
    'olive@example.org',
    '--name',
    'Olive Sample',
    '--role',
    'information-officer',
  ]
  assert.match(muniment(staff).out, /^http.*\/staff\/sign-in\/link\/\S{20,}\n$/)
  const unknown = muniment(['staff', 'link', 'nobody@example.org'])
  assert.deepEqual([unknown.code, unknown.out], [3, ''])
})

test('a request is opened from standard input, listed, shown to staff only, and its date explained', async () => {
  const open = [
    'case',
    'open',
    '-',
    '--name',
    'Asha Madeup',
    '--email',
    'asha@example.com',
    '--received',
    '2026-01-05',
  ]
  const made = parsed(muniment([...open, '--json'], 'How many benches are there?').out)
  assert.deepEqual([made['reference'], made['dueOn']], ['REQ00001', '2026-02-02'])
  assert.match(String(made['tracking']), /\/requests\/\S+$/)

  const listed = parsed(muniment(['case', 'list', '--json']).out)
  assert.deepEqual(
    list(listed['rows']).map((row) => row['reference']),
    ['REQ00001'],
  )
  assert.equal(muniment(['case', 'list', '--tab', 'to-do']).code, 2)
  assert.equal(muniment(['case', 'list', '--tab', 'everything']).code, 2)

  const anonymous = muniment(['case', 'show', 'REQ00001'])
  assert.deepEqual([anonymous.code, anonymous.out], [2, ''])
  const shown = muniment(['case', 'show', 'req00001', '--as', 'OLIVE@example.org'])
  assert.match(shown.out, /Requester +Asha Madeup/)
  const reads = await opened.database.reader
    .selectFrom('audit_event')
    .select('id')
    .where('action', '=', 'read-case')
    .execute()
  assert.equal(reads.length, 1)

  const due = muniment(['case', 'due', 'REQ00001'])
  assert.match(due.out, /^Due: Monday 2 February 2026\n[^]*FOIA 2000 s\.10\(1\)/)
  assert.doesNotMatch(due.out, /Asha/)
  assert.equal(muniment(['case', 'due', 'REQ99999']).code, 3)
  const empty = muniment(open, '  ')
  assert.equal(empty.code, 7)
  assert.match(empty.error, /requestText: Enter what you would like to know/)
})

test('mail is taken once; what cannot be read is refused and the rest goes on', () => {
  const eml = join(opened.dataDirectory, 'a.eml')
  writeFileSync(
    eml,
    'From: Bo Madeup <bo@example.com>\r\nTo: foi@upfold.example.org\r\nSubject: Bins\r\nMessage-ID: <1@example.com>\r\n\r\nHow many bins?\r\n',
  )
  const empty = join(opened.dataDirectory, 'b.eml')
  writeFileSync(empty, '')
  const both = muniment(['mail', 'import', empty, eml, '--json'])
  assert.equal(both.code, 7, both.error)
  assert.deepEqual(
    list(parsed(both.out)['mails']).map((mail) => [mail['result'] ?? 'refused', mail['reference'] ?? null]),
    [
      ['refused', null],
      ['opened', 'REQ00002'],
    ],
  )
  assert.match(muniment(['mail', 'import', eml]).out, /duplicate +REQ00002/)
  const held = parsed(muniment(['mail', 'deliver', '--json']).out)
  assert.deepEqual(held, { sent: 0, failed: 0, held: 2 })
})

test('a feed moves open dates and says so, once; a broken one changes nothing', () => {
  const feed = (extra: string): string => {
    const events = [
      { title: 'Extra holiday', date: extra },
      { title: 'Christmas Day', date: '2026-12-25' },
    ]
    const names = ['england-and-wales', 'scotland', 'northern-ireland']
    return JSON.stringify(Object.fromEntries(names.map((division) => [division, { division, events }])))
  }
  const first = muniment(['holidays', 'import', '-'], feed('2026-01-20'))
  assert.equal(first.code, 0, first.error)
  assert.match(first.out, /^added 2026-01-20 Extra holiday \(england-and-wales\)$/m)
  assert.match(first.out, /2026-02-02 → 2026-02-03$/m)
  const second = parsed(muniment(['holidays', 'import', '-', '--json'], feed('2026-01-20')).out)
  assert.deepEqual([second['already'], second['changes'], second['moved']], [true, [], []])
  for (const broken of ['', '{}', '{"england-and-wales":{"events":[]}}']) {
    const refused = muniment(['holidays', 'import', '-'], broken)
    assert.equal(refused.code, 7)
    assert.match(refused.error, /The bank-holiday feed was not used/)
  }
})

test('cases in bulk are whole: parts, clocks, entries and a chain that verifies', async () => {
  const made = parsed(muniment(['seed', '--cases', '1200', '--json']).out)
  const { rows } = await sql<Record<string, number>>`select
      (select count(*) from cases) as cases,
      (select count(*) from disclosure_entry) as entries,
      (select count(*) from disclosure_entry e join cases c on c.id = e.case_id where c.stage <> 'answered') as unanswered,
      (select count(*) from cases c where not exists (select from case_part p where p.case_id = c.id)) as without_parts,
      (select count(*) from cases c where (select count(*) from clock k where k.case_id = c.id
        and k.superseded_at is null and k.due_on is not distinct from c.due_on) <> 1) as without_clock,
      (select count(*) from cases c where c.outcome is null and c.stage = 'answered'
        and not exists (select from case_part p where p.case_id = c.id and p.outcome is null)) as without_outcome,
      (select count(distinct reference) from cases) as refs,
      (select sum(entries) from disclosure_facet) as facets`.execute(opened.database.reader)
  const [found] = rows
  assert.deepEqual(found, {
    cases: 1202,
    entries: made['entries'],
    unanswered: 0,
    without_parts: 0,
    without_clock: 0,
    without_outcome: 0,
    refs: 1202,
    facets: made['entries'],
  })
  assert.ok(Number(made['entries']) > 500)
  assert.match(
    muniment(['case', 'list', '--tab', 'closed', '--q', 'REQ00003']).error,
    /1 to 1 of 1|0 requests/,
  )
  assert.equal(muniment(['seed', '--cases', 'many']).code, 2)
})

test('the chain verifies until somebody changes a record; then the first broken link is named', async () => {
  const whole = muniment(['audit', 'verify', '--json'])
  assert.equal(whole.code, 0, whole.error)
  assert.ok(list(parsed(whole.out)['chains']).every((chain) => chain['broken'] === null))
  assert.equal(muniment(['db', 'check']).code, 0)
  await opened.database.write(async (tx) => {
    await sql`alter table audit_event disable trigger audit_event_append_only`.execute(tx)
    await sql`update audit_event set action = 'other' where number = 2 and chain <> 'installation'`.execute(
      tx,
    )
    await sql`alter table audit_event enable trigger audit_event_append_only`.execute(tx)
  })
  const broken = muniment(['audit', 'verify'])
  assert.equal(broken.code, 7)
  assert.match(
    broken.error,
    /muniment: The chain of upfold is broken at record 2: its content was changed\.\n$/,
  )
  const records = list(parsed(muniment(['audit', 'list', '--limit', '2', '--json']).out)['records'])
  assert.equal(records.length, 2)
})

test('every command has a description and at least two examples in its help', async () => {
  const context = { withInstallation: () => assert.fail('opened'), serve: () => assert.fail('served') }
  let looked = 0
  const look = (command: Command): void => {
    let help = ''
    command.configureOutput({ writeOut: (text) => (help += text) }).outputHelp()
    assert.ok(command.description() !== '', command.name())
    assert.ok((help.match(/^ {2}\$ .*muniment/gm)?.length ?? 0) >= 2, `${command.name()}: ${help}`)
    looked += 1
    command.commands.forEach(look)
  }
  look(await buildProgram(context))
  assert.ok(looked > 30, `${looked} commands`)
})
