import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  appendFile,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  symlink,
  truncate,
  writeFile,
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { ProblemError } from '../../kernel/outcome.ts'
import { watchFolder, type FolderVerdict } from './watch-folder.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'muniment-mail-'))
})
afterEach(async () => rm(folder, { recursive: true, force: true }))

const list = async (...path: string[]) => (await readdir(join(folder, ...path)).catch(() => [])).toSorted()

/** Watches until the condition holds, then stops. */
async function watchUntil(
  condition: () => Promise<boolean>,
  handle: (bytes: Uint8Array, name: string) => Promise<FolderVerdict>,
  onFault?: (error: unknown, name: string | null) => void,
): Promise<void> {
  const stop = new AbortController()
  const watching = watchFolder(folder, handle, {
    pollSeconds: 0.01,
    signal: stop.signal,
    ...(onFault !== undefined && { onFault }),
  })
  while (!(await condition())) await wait(5)
  stop.abort()
  await watching
}

test('mails are handed over and moved; refused ones with the reason beside them', async () => {
  await writeFile(join(folder, 'a.eml'), 'good')
  await writeFile(join(folder, 'B.EML'), 'bad')
  await writeFile(join(folder, 'notes.txt'), 'not mail')
  await writeFile(join(folder, '.hidden.eml'), 'not yet')
  await mkdir(join(folder, 'directory.eml'))
  await symlink('/etc/hostname', join(folder, 'link.eml'))
  const handled: string[] = []
  await watchUntil(
    async () => (await list('done')).length + (await list('failed')).length === 3,
    async (bytes, name) => {
      handled.push(name)
      return new TextDecoder().decode(bytes) === 'good' ? 'taken' : { refused: 'It is not an email message.' }
    },
  )
  assert.deepEqual(handled.toSorted(), ['B.EML', 'a.eml'])
  assert.deepEqual(await list('done'), ['a.eml'])
  assert.deepEqual(await list('failed'), ['B.EML', 'B.EML.txt'])
  assert.match(await readFile(join(folder, 'failed', 'B.EML.txt'), 'utf8'), /not an email/)
  assert.deepEqual(await list(), ['.hidden.eml', 'directory.eml', 'done', 'failed', 'link.eml', 'notes.txt'])
})

test('a file that is still growing is left until it rests', async () => {
  const path = join(folder, 'slow.eml')
  await writeFile(path, 'x')
  let growing = true
  const writing = (async () => {
    for (let i = 0; i < 20; i++) {
      await appendFile(path, 'x')
      await wait(4)
    }
    growing = false
  })()
  const sizes: number[] = []
  const stop = new AbortController()
  const watching = watchFolder(
    folder,
    async (bytes) => {
      sizes.push(bytes.length)
      return 'taken'
    },
    { pollSeconds: 0.2, signal: stop.signal },
  )
  await writing
  while ((await list('done')).length === 0) await wait(10)
  stop.abort()
  await watching
  assert.equal(growing, false)
  assert.deepEqual(sizes, [21])
})

test('a fault leaves the mail where it is and it is tried again', async () => {
  await writeFile(join(folder, 'a.eml'), 'x')
  let tries = 0
  const faults: (string | null)[] = []
  await watchUntil(
    async () => (await list('done')).length === 1,
    async () => {
      if (++tries < 3) throw new Error('the database is away')
      return 'taken'
    },
    (_error, name) => faults.push(name),
  )
  assert.deepEqual(faults, ['a.eml', 'a.eml'])
})

test('a second mail of the same name does not overwrite the first', async () => {
  await mkdir(join(folder, 'done'))
  await writeFile(join(folder, 'done', 'a.eml'), 'first')
  await writeFile(join(folder, 'a.eml'), 'second')
  await watchUntil(
    async () => (await list('done')).length === 2,
    async () => 'taken',
  )
  assert.equal(await readFile(join(folder, 'done', 'a.eml'), 'utf8'), 'first')
})

test('a mail too large to read is set aside unread', async () => {
  await writeFile(join(folder, 'huge.eml'), '')
  await truncate(join(folder, 'huge.eml'), 26 * 1024 * 1024)
  await watchUntil(
    async () => (await list('failed')).length === 2,
    async () => assert.fail('it was read'),
  )
  assert.match(await readFile(join(folder, 'failed', 'huge.eml.txt'), 'utf8'), /25 MB/)
})

test('a process killed after handling, before moving, loses nothing and hands the same bytes over again', async () => {
  await writeFile(join(folder, 'a.eml'), 'x')
  const log = join(folder, 'log.txt')
  const program = `
    import { appendFileSync } from 'node:fs'
    import { watchFolder } from ${JSON.stringify(join(import.meta.dirname, 'watch-folder.ts'))}
    await watchFolder(${JSON.stringify(folder)}, async () => { appendFileSync(${JSON.stringify(log)}, 'handled'); process.kill(process.pid, 'SIGKILL'); return 'taken' }, { pollSeconds: 0.01, signal: new AbortController().signal })`
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], { stdio: 'inherit' })
  await once(child, 'exit')
  assert.equal(await readFile(log, 'utf8'), 'handled')
  assert.ok((await list()).includes('a.eml'))
  const again: string[] = []
  await watchUntil(
    async () => (await list('done')).length === 1,
    async (bytes) => {
      again.push(new TextDecoder().decode(bytes))
      return 'taken'
    },
  )
  assert.deepEqual(again, ['x'])
})

test('a folder that cannot be made is one clear refusal', async () => {
  await writeFile(join(folder, 'file'), '')
  await assert.rejects(
    watchFolder(join(folder, 'file', 'sub'), async () => 'taken', {
      pollSeconds: 1,
      signal: new AbortController().signal,
    }),
    (error) => error instanceof ProblemError && error.problem === 'directory-unusable',
  )
})
