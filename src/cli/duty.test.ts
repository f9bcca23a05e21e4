import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { openTestInstallation, type TestInstallation } from '../../test/support/installation.ts'
import { createAuthority } from '../identity/index.ts'

let set: TestInstallation
before(async () => {
  set = await openTestInstallation()
  const made = await createAuthority(set.installation.services, {
    slug: 'upfold',
    name: 'Upfold Council',
    shortName: 'Upfold',
    nation: 'scotland',
    referencePrefix: 'REQ',
    addressLines: ['Moot Hall'],
    email: 'foi@upfold.example.org',
  })
  assert.ok(made.ok)
})
after(() => set.close())

function duty(...args: string[]) {
  const run = spawnSync(join(import.meta.dirname, '../../bin/muniment'), ['duty', ...args], {
    encoding: 'utf8',
    env: {
      PATH: process.env['PATH'] ?? '',
      MUNIMENT_DATA: set.opened.dataDirectory,
      DATABASE_URL: set.opened.databaseUrl ?? '',
    },
  })
  return { code: run.status, out: run.stdout, error: run.stderr }
}
type Listed = { duties: { id: string; status: { state: string } | null }[] }

test('duties are listed, set and shown; what is late ends with its own code', () => {
  const all = JSON.parse(duty('list', '--json').out) as Listed
  assert.ok(all.duties.some(({ id }) => id === 'reuse-documents'))
  assert.ok(!all.duties.some(({ id }) => id.startsWith('transparency-')), 'the Code binds England')
  const late = duty('list', '--late')
  assert.equal(late.code, 7)
  assert.match(late.out, /^reuse-\w+ +missing/)

  const off = duty('set', 'reuse-charges', '--no-applies', '--note', 'Nothing is charged for', '--json')
  assert.equal(off.code, 0, off.error)
  const shown = JSON.parse(duty('show', 'reuse-charges', '--json').out) as Record<string, unknown>
  assert.deepEqual(
    [shown['id'], shown['applies'], shown['note'], shown['version']],
    ['reuse-charges', false, 'Nothing is charged for', 1],
  )
  assert.match(duty('show', 'reuse-documents').out, /Law +RoPSI 2015 reg 16\(7\)\(a\)/)

  assert.equal(duty('show', 'nothing').code, 3)
  assert.equal(duty('set', 'reuse-documents', '--from', 'May').code, 2)
  assert.equal(duty('set', 'reuse-documents', '--dataset', 'nothing').code, 7)
  assert.match(duty('take-up').out, /^\d+ duties are now kept/)
  assert.match(duty('take-up').out, /^All were kept already/)
})
