import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { makeDataset } from '../../test/support/dataset.ts'
import { createAuthority } from '../identity/index.ts'
import { openInstallation, type Installation } from '../installation.ts'
import { readSettings } from '../kernel/settings.ts'

const root = join(import.meta.dirname, '../..')
const directory = mkdtempSync(join(tmpdir(), 'muniment-query-'))
const environment = { MUNIMENT_DATA: directory, MUNIMENT_LOG: 'error' }

function query(...args: string[]): Promise<{ code: number | null; out: string; error: string }> {
  const { promise, resolve } = Promise.withResolvers<{ code: number | null; out: string; error: string }>()
  const child = spawn(join(root, 'bin/muniment'), ['dataset', 'query', ...args], {
    env: { PATH: process.env['PATH'] ?? '', ...environment },
  })
  const heard = { out: '', error: '' }
  child.stdout.on('data', (chunk) => (heard.out += String(chunk)))
  child.stderr.on('data', (chunk) => (heard.error += String(chunk)))
  child.on('close', (code) => resolve({ code, ...heard }))
  return promise
}

describe('muniment dataset query', () => {
  let installation: Installation
  before(async () => {
    // Kept open: each command then finds the database running.
    installation = await openInstallation(readSettings(environment))
    const authority = await createAuthority(installation.services, {
      slug: 'exampleshire',
      name: 'Exampleshire Council',
      shortName: 'Exampleshire',
      nation: 'england',
      referencePrefix: 'REQ',
      addressLines: ['Town Hall'],
      email: 'foi@example.org',
      phone: '01632 960001',
    })
    assert.ok(authority.ok)
    await makeDataset(installation.services, authority.value.id, {
      slug: 'library-visits',
      columns: [
        { name: 'library', title: 'Library', type: 'string', description: '' },
        { name: 'visits', title: 'Visits', type: 'integer', description: '' },
      ],
      csv: 'library,visits\nHill Top,120\nMill,80\nHill Top,95\n',
    })
  })
  after(async () => {
    await installation.close()
    rmSync(directory, { recursive: true, force: true })
  })

  test('prints a page as a table, and on standard error what else there is', async () => {
    const { code, out, error } = await query(
      'library-visits',
      'visits__gte=90',
      '--sort',
      '-visits',
      '--limit',
      '1',
    )
    assert.deepEqual([code, out], [0, 'library   visits\nHill Top  120\n'])
    const next = /^1 of 2 rows, of 3 in all\nFor what follows: --next (\S+)\n$/.exec(error)?.[1] ?? ''
    const second = await query(
      'library-visits',
      'visits__gte=90',
      '--sort=-visits',
      '--limit=1',
      '--next',
      next,
    )
    assert.equal(second.out, 'library   visits\nHill Top  95\n')
    const totals = await query(
      'library-visits',
      '--group',
      'library',
      '--measure',
      'sum:visits',
      '--facet',
      'library',
    )
    assert.match(
      totals.out,
      /^library {3}visits__sum\nHill Top {2}215\nMill {6}80\n\nlibrary\n {2}Hill Top {2}2\n {2}Mill {6}1\n$/,
    )
  })

  test('writes files whole, to standard output or where it is told', async () => {
    const { out } = await query('library-visits', 'library=Mill', '--format', 'csv')
    assert.equal(out, 'library,visits\r\nMill,80\r\n')
    const path = join(directory, 'out.parquet')
    const written = await query('library-visits', '--format', 'parquet', '--output', path, '--version', '1')
    assert.deepEqual([written.code, written.error], [0, `3 rows in ${path}\n`])
    assert.equal(readFileSync(path).subarray(0, 4).toString(), 'PAR1')
    const nowhere = join(directory, 'nowhere', 'x.json')
    const refused = await query('library-visits', '--json', '--output', nowhere)
    assert.equal(refused.code, 2)
    assert.match(refused.error, /there is no folder/)
  })

  test('runs a statement, and ends by itself', async () => {
    const sql = 'select library, sum(visits) as n from data group by 1 order by 1'
    assert.equal(
      (await query('library-visits', '--sql', sql)).out,
      'library   n\nHill Top  215\nMill      80\n',
    )
    const csv = await query(
      'library-visits',
      '--sql',
      'from library_visits',
      '--limit',
      '1',
      '--format',
      'csv',
    )
    assert.deepEqual(
      [csv.code, csv.out, csv.error],
      [0, 'library,visits\r\nHill Top,120\r\n', 'Only the first row is here: there are more.\n'],
    )
    const refused = await query('library-visits', '--sql', 'drop view data')
    assert.equal(refused.code, 7)
    assert.match(refused.error, /Only SELECT can be run here/)
  })

  test('says in one sentence what is wrong, with the exit code of the problem', async () => {
    const wrong = await query('library-visits', 'libary=Mill')
    assert.equal(wrong.code, 7)
    assert.match(wrong.error, /libary: There is no column “libary”. Did you mean “library”\?/)
    assert.equal((await query('nothing')).code, 3)
    assert.equal((await query('library-visits', '--version', '9')).code, 3)
    assert.equal((await query('library-visits', 'library')).code, 2)
    assert.equal((await query('library-visits', '--format', 'doc')).code, 2)
    assert.equal((await query('library-visits', '--format', 'csv', '--limit', '2')).code, 2)
  })
})
