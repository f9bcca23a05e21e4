import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { lockedFlags, ProcessEnded, SpareProcess } from './spare-process.ts'

const script = `
process.on('message', ({ do: what }) => {
  if (what === 'die') process.exit(3)
  if (what === 'count') for (const at of [1, 2, 3]) process.send({ at, pid: process.pid })
  if (what === 'say') process.send({ pid: process.pid })
})
process.on('disconnect', () => process.exit(0))
`

test('one process does job after job; one that dies, dawdles or is called off is replaced', async (t) => {
  const directory = await mkdtemp(join(tmpdir(), 'spare-'))
  t.after(() => rm(directory, { recursive: true }))
  const entry = join(directory, 'entry.mjs')
  await writeFile(entry, script)
  const spare = new SpareProcess(entry, { execArgv: [], idleFor: 5000 })
  type Said = { pid: number; at?: number }

  const first = await spare.run<Said>({ do: 'say' })
  const seen: unknown[] = []
  const counted = await spare.run<Said>(
    { do: 'count' },
    {
      isLast: (message) => {
        seen.push(message)
        return (message as Said).at === 3
      },
    },
  )
  assert.equal(counted.pid, first.pid)
  assert.equal(seen.length, 3)

  const [a, b] = await Promise.all([spare.run<Said>({ do: 'say' }), spare.run<Said>({ do: 'say' })])
  assert.notEqual(a.pid, b.pid)

  const ended = (because: string) => (error: unknown) =>
    error instanceof ProcessEnded && error.because === because
  await assert.rejects(spare.run({ do: 'die' }), ended('died'))
  await assert.rejects(spare.run({ do: 'nothing' }, { time: 50 }), ended('slow'))
  const stop = new AbortController()
  const waiting = spare.run({ do: 'nothing' }, { signal: stop.signal })
  stop.abort(new Error('called off'))
  await assert.rejects(waiting, /called off/)
  await assert.rejects(spare.run({ do: 'say' }, { signal: stop.signal }), /called off/)
  await assert.rejects(
    spare.run(
      { do: 'say' },
      {
        isLast: () => {
          throw new Error('not what was asked for')
        },
      },
    ),
    /not what was asked for/,
  )
  const after = await spare.run<Said>({ do: 'say' })
  assert.ok(after.pid > 0 && after.pid !== first.pid)
})

test('a locked process reads its own code alone, knows no settings, and may ask the one that started it', async (t) => {
  const directory = await mkdtemp(join(tmpdir(), 'spare-'))
  t.after(() => rm(directory, { recursive: true }))
  const entry = join(directory, 'locked.mjs')
  await writeFile(
    entry,
    `import { readFileSync } from 'node:fs'
const may = (path) => { try { readFileSync(path); return true } catch { return false } }
process.on('message', (message) => {
  if (message.told !== undefined) process.send({ told: message.told })
  else {
    const env = Object.keys(process.env).filter((name) => /^(MUNIMENT_|DATABASE_URL$|PG)/.test(name))
    process.send({ ask: [may(message.own), may('/etc/passwd'), env.length, process.permission.has('child'), process.permission.has('net')] })
  }
})`,
  )
  process.env['MUNIMENT_SECRET_OF_TEST'] = 'x'
  t.after(() => delete process.env['MUNIMENT_SECRET_OF_TEST'])
  const spare = new SpareProcess(entry, {
    execArgv: [...lockedFlags, `--allow-fs-read=${directory}`],
    idleFor: 0,
  })
  const said = await spare.run<{ told: unknown }>(
    { own: import.meta.filename },
    {
      answer: (message) =>
        typeof message === 'object' && message !== null && 'ask' in message
          ? Promise.resolve({ told: message.ask })
          : null,
    },
  )
  assert.deepEqual(said.told, [true, false, 0, false, false])
})
