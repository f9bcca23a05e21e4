import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
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
  assert.equal(run('in.txt', '--find', 'orchard', '--reason', 's.40(2)').status, 2)
  assert.equal(run('in.txt', '--find', 'orchard', '--out', 'x.txt').status, 2)
  assert.equal(run('in.txt', '--entities', 'SHOE_SIZE', '--reason', 's.40(2)', '--out', 'x.txt').status, 2)
  const unknown = run('in.txt', '--find', 'a', '--reason', 's.40(22)', '--out', 'x.txt')
  assert.equal(unknown.status, 7)
  assert.match(unknown.stderr, /Did you mean foia-40-2 \(s\.40\(2\)\)/)
  assert.equal(existsSync(join(folder, 'x.txt')), false)
})

test('the source is never written over, by whatever name it is called', () => {
  const source = join(folder, 'source.txt')
  writeFileSync(source, 'Ask Quillon Zephyrine.\n')
  symlinkSync(source, join(folder, 'link.txt'))
  for (const out of ['source.txt', './source.txt', source, 'link.txt', folder, 'nowhere/out.txt']) {
    const refused = run('source.txt', '--find', 'Zephyrine', '--reason', 's.40(2)', '--out', out)
    assert.equal(refused.status, 2, out)
    assert.match(refused.stderr, /^muniment: --out: /)
  }
  assert.equal(readFileSync(source, 'utf8'), 'Ask Quillon Zephyrine.\n')
})

test('a text that is found nowhere is said, by its number', () => {
  const made = run(
    'in.txt',
    '--find',
    'orchard',
    'Quilon Zefirine',
    '--reason',
    's.40(2)',
    '--out',
    'n.txt',
    '--json',
  )
  assert.equal(made.status, 0, made.stderr)
  assert.deepEqual(property(JSON.parse(made.stdout), 'notFound'), [2])
  assert.match(made.stderr, /text 2 was found nowhere/)
})

test('proposals are printed, decided by a person, and then removed; the schedule says where and why', () => {
  const text =
    'Ms Ada Quenby and Cllr Bo Tarrant met. Ada Quenby lives at 1 The Lane. Write to a@example.org.\n'
  writeFileSync(join(folder, 'p.txt'), text)
  writeFileSync(join(folder, 'parties.txt'), '# of the case\nAda Quenby\n\n')
  writeFileSync(join(folder, 'keep.txt'), 'Bo Tarrant\n')
  const kinds = ['--entities', 'PERSON,EMAIL_ADDRESS', '--parties', 'parties.txt', '--keep', 'keep.txt']
  const proposed = run('p.txt', ...kinds, '--reason', 's.40(2)', '--proposals')
  assert.equal(proposed.status, 0, proposed.stderr)
  assert.doesNotMatch(proposed.stdout, /quenby|tarrant|example\.org/i)
  const found: unknown = JSON.parse(proposed.stdout)
  const marks = property(found, 'marks')
  assert.ok(Array.isArray(marks) && marks.length >= 3)
  writeFileSync(join(folder, 'marks.json'), proposed.stdout)
  const undecided = run('p.txt', '--marks', 'marks.json', '--out', 'p-out.txt')
  assert.equal(undecided.status, 7)
  assert.match(undecided.stderr, /still proposed/)
  const decided = marks.map((mark: object) => ({
    ...mark,
    state: property(mark, 'rule') === 'EMAIL_ADDRESS' ? 'rejected' : 'accepted',
  }))
  writeFileSync(join(folder, 'marks.json'), JSON.stringify({ marks: decided }))
  const made = run('p.txt', '--marks', 'marks.json', '--out', 'p-out.txt', '--schedule', 'p.csv')
  assert.equal(made.status, 0, made.stderr)
  const out = readFileSync(join(folder, 'p-out.txt'), 'utf8')
  assert.doesNotMatch(out, /Quenby/)
  assert.match(out, /Bo Tarrant met/)
  assert.match(out, /a@example\.org/)
  const [head, first] = readFileSync(join(folder, 'p.csv'), 'utf8').split('\r\n')
  assert.equal(head, 'Number,Place,Reason,Meaning,Law,Marks')
  assert.match(first ?? '', /^1,part 1,s\.40\(2\),.*,FOIA 2000,\d+$/)
})

test('a file of marks that would lose something is refused', () => {
  const box = { kind: 'box', page: 1, left: 1, top: 1, width: 5, height: 5 }
  const refusals: [unknown, RegExp][] = [
    ['text', /not JSON/],
    [{}, /holds no marks/],
    [{ marks: [{ place: { kind: 'box' } }] }, /mark 1 needs a place and a reason/],
    [{ marks: [{ place: box, reason: 's.40(2)', layer: 'all' }] }, /needs a layer/],
    [{ marks: [], pages: [{ page: 2, flag: 'withheld' }] }, /withholds 1 whole pages/],
  ]
  for (const [given, message] of refusals) {
    writeFileSync(join(folder, 'bad.json'), typeof given === 'string' ? given : JSON.stringify(given))
    const refused = run('in.txt', '--marks', 'bad.json', '--out', 'bad-out.txt')
    assert.equal(refused.status, 7)
    assert.match(refused.stderr, message)
  }
})

function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
}
