import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'

const folder = mkdtempSync(join(tmpdir(), 'muniment-redact-'))
after(() => rmSync(folder, { recursive: true, force: true }))
const main = join(import.meta.dirname, '../main.ts')
const run = (...args: string[]): { status: number | null; stdout: string; stderr: string } =>
  spawnSync(process.execPath, [main, 'redact', ...args], { encoding: 'utf8', cwd: folder })

test('redact writes a new file, says what it did and never repeats the words', () => {
  writeFileSync(join(folder, 'in.txt'), 'Ask Quillon Zephyrine at q@example.org about the orchard.\n')
  const made = run(
    'in.txt',
    '--find',
    'Quillon Zephyrine',
    '--entities',
    'EMAIL_ADDRESS',
    '--reason',
    's.40(2)',
    '--out',
    'out.txt',
    '--json',
  )
  assert.equal(made.status, 0, made.stderr)
  assert.equal(
    readFileSync(join(folder, 'out.txt'), 'utf8'),
    'Ask [Redacted: s.40(2)] at [Redacted: s.40(2)] about the orchard.\n',
  )
  const said: unknown = JSON.parse(made.stdout)
  assert.ok(typeof said === 'object' && said !== null && 'marked' in said && 'verification' in said)
  assert.equal(said.marked, 2)
  assert.deepEqual(said.verification, { passed: true, left: [] })
  assert.doesNotMatch(made.stdout + made.stderr, /quillon|zephyrine|q@example/i)
  assert.match(
    run('in.txt', '--find', 'orchard', '--reason', 'out of scope', '--out', 'b.txt').stdout,
    /text 1: 1 marked/,
  )
})

test('what fails leaves no file behind', () => {
  const told = run(
    'in.txt',
    '--find',
    'orchard',
    '--reason',
    's.40(2)',
    '--label',
    'Orchard',
    '--out',
    'told.txt',
  )
  assert.equal(told.status, 7)
  assert.match(told.stderr, /text 1 is still there/)
  assert.equal(existsSync(join(folder, 'told.txt')), false)
  writeFileSync(join(folder, 'bad.pdf'), '%PDF-1.7 nothing')
  const refused = run('bad.pdf', '--find', 'Zephyrine', '--reason', 's.40(2)', '--out', 'bad-out.pdf')
  assert.equal(refused.status, 7)
  assert.match(refused.stderr, /could not be read|damaged/)
  assert.equal(existsSync(join(folder, 'bad-out.pdf')), false)
  assert.deepEqual(
    readdirSync(folder).filter((name) => name.endsWith('.part')),
    [],
  )
})

test('a command that asks for nothing, or for what there is not, is refused', () => {
  assert.equal(run('in.txt', '--reason', 's.40(2)', '--out', 'x.txt').status, 2)
  assert.equal(run('in.txt', '--entities', 'SHOE_SIZE', '--reason', 's.40(2)', '--out', 'x.txt').status, 2)
  assert.equal(run('in.txt', '--find', 'a', '--reason', 's.999', '--out', 'x.txt').status, 7)
})
