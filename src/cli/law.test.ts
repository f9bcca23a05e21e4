import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable, Writable } from 'node:stream'
import { after, test } from 'node:test'
import { builtInCalendars } from '../law/index.ts'
import { answerBatch } from './law-batch.ts'

const directory = mkdtempSync(join(tmpdir(), 'muniment-law-'))
after(() => rmSync(directory, { recursive: true }))

const mount = `
import { Command } from 'commander'
import { lawCommand } from ${JSON.stringify(join(import.meta.dirname, 'law.ts'))}
await new Command('muniment').addCommand(lawCommand()).parseAsync(process.argv.slice(1), { from: 'user' })`

function law(args: string[], input = '') {
  const root = join(import.meta.dirname, '../..')
  const run = spawnSync(process.execPath, ['--input-type=module', '-e', mount, '--', 'law', ...args], {
    cwd: root,
    input,
    encoding: 'utf8',
  })
  return { code: run.status, out: run.stdout, error: run.stderr }
}

const request = (id: string, received: string) =>
  JSON.stringify({ id, regime: 'foia', nation: 'england', received, events: [] })

test('a batch answers each line in order, says which are bad, and ends with the code for bad input', () => {
  const lines = [request('a', '2026-02-03'), '', 'nonsense', request('b', '2026-02-04')]
  const fromInput = law(['due', '--batch', '-'], `\uFEFF${lines.join('\r\n')}`)
  assert.equal(fromInput.code, 7)
  const read = fromInput.out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
  assert.deepEqual(
    read.map(({ id, due, line }) => [id, due, line]),
    [
      ['a', '2026-03-03', undefined],
      [undefined, undefined, 3],
      ['b', '2026-03-04', undefined],
    ],
  )
  assert.match(fromInput.error, /1 line could not be worked out/)
  const file = join(directory, 'batch.jsonl')
  writeFileSync(file, `${lines.filter((line) => line !== 'nonsense').join('\n')}\n`)
  const fromFile = law(['due', '--batch', file])
  assert.equal(fromFile.code, 0)
  assert.equal(fromFile.out.trim().split('\n').length, 2)
})

test('a batch that cannot be read gets one clear sentence', () => {
  const missing = law(['due', '--batch', join(directory, 'none.jsonl')])
  assert.equal(missing.code, 3)
  assert.match(missing.error, /^The batch .*none\.jsonl could not be read: there is no such file\.\n$/)
  assert.equal(law(['due', '--batch', directory]).code, 2)
})

test('lines cut across chunks are whole again, and one without end is refused and not kept', async () => {
  const written: string[] = []
  const slow = new Writable({
    highWaterMark: 1,
    write: (chunk: Buffer, _encoding, done) => {
      written.push(chunk.toString())
      setImmediate(done)
    },
  })
  const many = Array.from({ length: 500 }, (_, index) => request(`r${index}`, '2026-02-03')).join('\n')
  const text = `${many}\n${'x'.repeat(1_500_000)}\n${request('last', '2026-02-03')}`
  const chunks = text.match(/[^]{1,9973}/g) ?? []
  const count = await answerBatch(Readable.from(chunks), slow, builtInCalendars(), () => undefined)
  assert.deepEqual(count, { lines: 502, errors: 1 })
  const lines = written
    .join('')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
  assert.deepEqual(
    lines.slice(0, 500).map(({ id }) => id),
    Array.from({ length: 500 }, (_, index) => `r${index}`),
  )
  assert.match(String(lines[500]?.['error']), /longer than/)
  assert.equal(lines[501]?.['id'], 'last')
})

test('one date is explained to a person, or as JSON', () => {
  const said = law(['due', '--regime', 'foia', '--received', '2026-01-05', '--days'])
  assert.equal(said.code, 0, said.error)
  assert.match(said.out, /Due: Monday 2 February 2026/)
  assert.match(said.out, /2026-01-06 {2}\+ {2}Working day 1\n/)
  const options = ['--event', 'clarification-asked:2026-01-06', '--json']
  const json = JSON.parse(
    law(['due', '--regime', 'foia', '--received', '2026-01-05', ...options]).out,
  ) as Record<string, unknown>
  assert.deepEqual([json['due'], json['waitingFor']], [null, 'clarification'])
  const known = law(['due', '--regime', 'foia', '--received', '2022-08-25', '--known-on', '2022-09-09'])
  assert.match(known.out, /Due: Friday 23 September 2022/)
})

test('wrong options and wrong events are told apart by code', () => {
  const usage = law(['due', '--regime', 'foi', '--received', '5 January', '--event', 'paused:2026-01-06'])
  assert.equal(usage.code, 2)
  assert.match(usage.error, /--regime: .*\n--received: .*\n--event paused/)
  const events = law([
    'due',
    '--regime',
    'foia',
    '--received',
    '2026-01-05',
    '--event',
    'extended:2026-01-01',
  ])
  assert.equal(events.code, 7)
  assert.match(events.error, /^--event 1: 1 January 2026 is before the request was received/)
})

test('calendars, exemptions, provisions and pages', () => {
  assert.match(law(['calendar', '2026']).out, /Monday 15 June 2026 .*in Scotland/)
  assert.doesNotMatch(law(['calendar', '2026', '--nation', 'wales']).out, /15 June/)
  assert.equal(law(['calendar', '26']).code, 2)
  assert.match(law(['exemptions', '--regime', 'eir']).out, /eir-12-5-e/)
  assert.equal(law(['exemptions', '--regime', 'us']).code, 2)
  assert.match(law(['cite', 'foia-10-1']).out, /^FOIA 2000 s\.10\(1\)\nhttps:/)
  assert.equal(law(['cite', 'foia-999']).code, 3)
  assert.equal(law(['docs', '--write', directory]).code, 0)
  assert.match(readFileSync(join(directory, 'clocks.md'), 'utf8'), /^# Clocks/)
})
