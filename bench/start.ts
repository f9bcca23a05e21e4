/**
 * From `npm start` to the first page: on a checkout that was never started (no data, nothing compiled), beside the limit
 * of 10 s, and again on what that left. `--runs 3` takes the median of so many.
 */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { workedByTree } from './support/tree-usage.ts'

type Start = { wall: number; processor: number | null }

const limit = 10_000
const patience = 180_000
const root = join(import.meta.dirname, '..')
const { values } = parseArgs({ options: { runs: { type: 'string', default: '3' } }, strict: false })
const runs = Math.max(1, Number(values.runs) || 3)

const first: Start[] = []
const later: Start[] = []
for (let run = 0; run < runs; run += 1) {
  const checkout = copyCheckout()
  try {
    first.push(await startOnce(checkout))
    later.push(await startOnce(checkout))
  } finally {
    rmSync(checkout, { recursive: true, force: true })
  }
}
report('first start', first, limit)
report('later start', later, null)

/** The files as they are here, in a folder of their own; the installed packages are those of this checkout. */
function copyCheckout(): string {
  const checkout = mkdtempSync(join(tmpdir(), 'muniment-bench-start-'))
  const listed = spawnSync('git', ['ls-files', 'src', 'assets', 'package.json'], {
    cwd: root,
    encoding: 'utf8',
  })
  for (const file of listed.stdout.trim().split('\n')) {
    mkdirSync(join(checkout, dirname(file)), { recursive: true })
    cpSync(join(root, file), join(checkout, file), { force: true })
  }
  symlinkSync(join(root, 'node_modules'), join(checkout, 'node_modules'))
  return checkout
}

async function startOnce(checkout: string): Promise<Start> {
  const port = await freePort()
  const began = performance.now()
  const child = spawn('npm', ['start'], {
    cwd: checkout,
    detached: true,
    stdio: 'ignore',
    env: {
      ...process.env,
      PORT: String(port),
      MUNIMENT_DATA: join(checkout, 'data'),
      MUNIMENT_LOG: 'silent',
      NODE_COMPILE_CACHE: join(checkout, 'compiled'),
    },
  })
  const { pid } = child
  if (pid === undefined) throw new Error('npm could not be started')
  try {
    for (;;) {
      if (performance.now() - began > patience || child.exitCode !== null) throw new Error('it did not start')
      const status = await fetch(`http://127.0.0.1:${port}/`).then(
        async (response) => response.text().then(() => response.status),
        () => null,
      )
      if (status === 200) break
      if (status !== null) throw new Error(`the first page answers ${status}`)
      await wait(20)
    }
    return { wall: performance.now() - began, processor: workedByTree(pid) }
  } finally {
    if (child.exitCode === null) {
      process.kill(-pid, 'SIGTERM')
      await once(child, 'exit')
    }
    // The embedded database ends a moment after its last client.
    await wait(2000)
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  return typeof address === 'object' && address !== null ? address.port : 0
}

function report(name: string, starts: readonly Start[], most: number | null): void {
  const middle = starts.toSorted((a, b) => a.wall - b.wall)[Math.floor(starts.length / 2)]
  if (middle === undefined) return
  const seconds = (milliseconds: number): string => (milliseconds / 1000).toFixed(1)
  const beside = most === null ? '' : `; limit ${seconds(most)} s; ratio ${(middle.wall / most).toFixed(2)}`
  const worked = middle.processor === null ? '' : `, ${seconds(middle.processor)} s of processor time`
  console.log(`${name}: median of ${starts.length} ${seconds(middle.wall)} s${worked}${beside}`)
}
