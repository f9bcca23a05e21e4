import assert from 'node:assert/strict'
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'

// The installation as its operator meets it: started by command, stopped, killed, and started wrongly.

const root = join(import.meta.dirname, '../..')
const running: ChildProcess[] = []
const directories: string[] = []

function newDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'muniment-start-'))
  directories.push(directory)
  return directory
}

after(async () => {
  for (const child of running) child.kill('SIGKILL')
  // The embedded database ends a moment after its last client.
  await wait(1500)
  for (const directory of directories) rmSync(directory, { recursive: true, force: true })
})

type Started = {
  child: ChildProcess
  output: () => string
  errors: () => string
  ended: Promise<number | null>
}

function start(environment: Record<string, string>, ...options: string[]): Started {
  const { DATABASE_URL: _, ...inherited } = process.env
  const child = spawn(join(root, 'bin/muniment'), ['serve', ...options], {
    env: { ...inherited, PORT: '0', MUNIMENT_LOG: 'silent', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  running.push(child)
  let output = ''
  let errors = ''
  child.stdout?.on('data', (data: Buffer) => (output += data.toString()))
  child.stderr?.on('data', (data: Buffer) => (errors += data.toString()))
  const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)))
  return { child, output: () => output, errors: () => errors, ended }
}

async function addressOf(started: Started): Promise<string> {
  for (let tries = 0; tries < 1200; tries += 1) {
    const found = /Public site\s+(http:\/\/[^/\s]+)/.exec(started.output())?.[1]
    if (found) return found
    if (started.child.exitCode !== null) break
    await wait(50)
  }
  throw new Error(`it did not start: ${started.output()}${started.errors()}`)
}

async function refusal(environment: Record<string, string>): Promise<{ code: number | null; said: string }> {
  const started = start(environment)
  return { code: await started.ended, said: started.errors().trim() }
}

/** One installation for every test that may have one with data in it. */
const installed = newDirectory()

test('a first start shows the worked examples, prints its addresses, and stops cleanly', async () => {
  const started = start({ MUNIMENT_DATA: installed })
  const url = await addressOf(started)
  assert.match(started.output(), /Staff site\s+http/)
  assert.match(started.output(), /\/staff\/sign-in\/link\//)
  const home = await fetch(`${url}/`)
  assert.equal(home.status, 200)
  assert.match(await home.text(), /Coventry City Council/)
  assert.equal(home.headers.getSetCookie().length, 0, 'an anonymous reader gets no cookie')
  assert.equal((await fetch(`${url}/healthz`)).status, 200)
  started.child.kill('SIGINT')
  assert.equal(await started.ended, 0)
  assert.equal(started.errors(), '')
})

test('a killed server loses nothing that it acknowledged, and a second server is refused meanwhile', async () => {
  const first = start({ MUNIMENT_DATA: installed })
  const url = await addressOf(first)
  const response = await fetch(`${url}/api/v1/requests`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': 'kill-test' },
    body: JSON.stringify({
      requestText: 'How many benches are there?',
      requester: { name: 'Rhea Questor', email: 'rhea@example.com' },
    }),
  })
  assert.equal(response.status, 201, await response.clone().text())
  const { reference } = (await response.json()) as { reference: string }

  const second = await refusal({ MUNIMENT_DATA: installed })
  assert.equal(second.code, 6)
  assert.match(second.said, /^muniment: Another Muniment server already uses .*\.$/)

  first.child.kill('SIGKILL')
  await first.ended
  const again = start({ MUNIMENT_DATA: installed })
  const after = await fetch(`${await addressOf(again)}/api/v1/requests`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': 'kill-test' },
    body: JSON.stringify({
      requestText: 'How many benches are there?',
      requester: { name: 'Rhea Questor', email: 'rhea@example.com' },
    }),
  })
  assert.equal(((await after.json()) as { reference: string }).reference, reference)
  again.child.kill('SIGTERM')
  assert.equal(await again.ended, 0)
})

test('what cannot start says why in one sentence, with its exit code', async () => {
  const port = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => port.once('listening', resolve))
  const address = port.address()
  assert.ok(typeof address === 'object' && address !== null)
  const taken = await refusal({ MUNIMENT_DATA: installed, PORT: String(address.port) })
  port.close()
  assert.deepEqual(
    [taken.code, taken.said],
    [69, `muniment: Port ${address.port} on 127.0.0.1 is used by another program.`],
  )

  const unwritable = await refusal({ MUNIMENT_DATA: '/proc/muniment' })
  assert.equal(unwritable.code, 69)
  assert.match(
    unwritable.said,
    /^muniment: The data directory \/proc\/muniment cannot be created or written \(\w+\)\.$/,
  )

  const unreachable = await refusal({
    MUNIMENT_DATA: newDirectory(),
    DATABASE_URL: 'postgres://u:secret@127.0.0.1:1/x',
  })
  assert.equal(unreachable.code, 69)
  assert.match(
    unreachable.said,
    /^muniment: The database at postgres:\/\/127\.0\.0\.1:1\/x cannot be reached: [^\n]*\.$/,
  )
  assert.doesNotMatch(unreachable.said, /secret/)

  const wrong = await refusal({ MUNIMENT_DATA: newDirectory(), PORT: 'http' })
  assert.deepEqual(
    [wrong.code, wrong.said],
    [2, 'muniment: PORT is "http", but must be a whole number from 0 to 65535; 0 takes any free port.'],
  )
})

test('what keeps the sources compiled reads all that a server reads, and does nothing with it', async () => {
  const child = spawn(process.execPath, [join(root, 'src/compile-sources.ts')], {
    env: { ...process.env, MUNIMENT_DATA: join(newDirectory(), 'never-made') },
  })
  running.push(child)
  const said: string[] = []
  for (const output of [child.stdout, child.stderr])
    output.on('data', (data: Buffer) => said.push(data.toString()))
  const [code] = (await once(child, 'close')) as [number | null]
  assert.deepEqual([code, said], [0, []])
})
