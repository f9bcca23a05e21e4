import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { openTestInstallation, type TestInstallation } from '../../test/support/installation.ts'
import { officeFile } from '../documents/fixtures.ts'
import { checkRelease } from '../release/index.ts'
import { openUpfold } from './upfold.fixture.ts'

let set: TestInstallation
let certificate: string
const folder = mkdtempSync(join(tmpdir(), 'gate-'))
const workbook = officeFile(
  'xl/workbook.xml',
  '<workbook><sheets><sheet name="Costs"/><sheet name="Staff" state="hidden"/></sheets></workbook>',
)

before(async () => {
  set = await openTestInstallation()
  const { services } = set.installation
  const { authority, person } = await openUpfold(set.installation)
  const olive = await person('olive', 'information-officer')
  await person('ada', 'approver')
  await person('sam', 'service-contact')
  const refused = await checkRelease(services, {
    authorityId: authority.id,
    caseId: null,
    route: 'attachment',
    subject: 'costs.xlsx',
    content: { bytes: workbook, name: 'costs.xlsx', mediaType: '' },
    identity: { name: null, email: null, phone: null, postalAddress: null },
    allow: [],
    createdBy: olive.id,
  })
  assert.ok(!refused.ok)
  certificate = refused.certificates?.[0] ?? ''
})
after(async () => {
  rmSync(folder, { recursive: true })
  await set.close()
})

function run(...args: string[]) {
  const ended = spawnSync(join(import.meta.dirname, '../../bin/muniment'), args, {
    encoding: 'utf8',
    env: {
      PATH: process.env['PATH'] ?? '',
      MUNIMENT_DATA: set.opened.dataDirectory,
      DATABASE_URL: set.opened.databaseUrl ?? '',
    },
  })
  return { code: ended.status, out: ended.stdout, error: ended.stderr }
}
const release = (as: string, verb: string, ...args: string[]) =>
  run('release', verb, ...args, '--as', `${as}@upfold.example.org`)

test('what was stopped is listed, shown, and let go by somebody else who says why', () => {
  const [row] = (JSON.parse(release('ada', 'list', '--json').out) as { items: { id: string }[] }).items
  assert.equal(row?.id, certificate)
  assert.match(release('ada', 'show', certificate).out, /stopped: attachment, costs\.xlsx\nhidden-sheet:/)

  const reason = ['--reason', 'The sheet holds codes, no people']
  assert.equal(release('ada', 'accept', certificate, ...reason).code, 2, 'which findings was not said')
  assert.match(release('ada', 'accept', certificate, '--all', '--reason', 'ok').error, /10 to 2,000/)
  assert.equal(release('olive', 'accept', certificate, '--all', ...reason).code === 0, false)
  assert.match(release('ada', 'accept', certificate, '--all', ...reason).out, /^\d+ let go, 0 left/)

  const shown = release('olive', 'show', certificate, '--json')
  const record = JSON.parse(shown.out) as { left: number; acceptances: { byName: string; reason: string }[] }
  assert.equal(record.left, 0)
  assert.deepEqual(
    [record.acceptances[0]?.byName, record.acceptances[0]?.reason],
    ['ada Upfold', 'The sheet holds codes, no people'],
  )
  assert.match(release('ada', 'list').out, /nothing here/)
  assert.match(release('ada', 'list', '--state', 'all').out, /costs\.xlsx/)
})

test('who may not read certificates is told so, and what is not there is not found', () => {
  const refused = release('sam', 'list')
  assert.match(refused.error, /does not read certificates/)
  assert.notEqual(refused.code, 0)
  assert.equal(release('ada', 'show', '019a0000-0000-7000-8000-000000000000').code, 3)
  assert.match(release('ada', 'list', '--state', 'open').error, /--state must be one of/)
})

test('a file that holds only what is usual is clean, and says what it holds', () => {
  const ranged = join(folder, 'rates.xlsx')
  const names = '<definedNames><definedName name="Rates">A!B2</definedName></definedNames>'
  writeFileSync(
    ranged,
    officeFile('xl/workbook.xml', `<workbook><sheets><sheet name="A"/></sheets>${names}</workbook>`),
  )
  const clean = run('gate', ranged, '--json')
  const told = JSON.parse(clean.out) as { clean: boolean; findings: { kind: string; weight: string }[] }
  assert.deepEqual(
    [clean.code, told.clean, told.findings.map(({ kind, weight }) => [kind, weight])],
    [0, true, [['named-range', 'note']]],
  )
  const named = join(folder, 'note.txt')
  writeFileSync(named, 'The report was written by Rowena Quillfeather for the committee.')
  const one = JSON.parse(run('gate', named, '--json').out) as Record<'findings' | 'notes', { kind: string }[]>
  assert.deepEqual([one.findings, one.notes.map(({ kind }) => kind)], [[], ['personal-data']])
  const hidden = join(folder, 'costs.xlsx')
  writeFileSync(hidden, workbook)
  const stopped = run('gate', hidden, '--json')
  assert.equal(stopped.code, 7)
  assert.match(stopped.out, /"kind": "hidden-sheet"[^}]*"weight": "alarm"/)
})
