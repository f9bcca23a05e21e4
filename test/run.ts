// Runs every test: `npm test`, or `npm test -- src/law test/http` for a part. Options of node:test pass through.
import { spawnSync } from 'node:child_process'
import { globSync, statSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join, relative } from 'node:path'
import { run } from 'node:test'
import { spec } from 'node:test/reporters'

const root = join(import.meta.dirname, '..')
const given = process.argv.slice(2)
const wanted = given.filter((argument) => !argument.startsWith('-'))
const options = given.filter((argument) => argument.startsWith('-'))
const files = globSync(['src/**/*.test.ts', 'test/**/*.test.ts'], { cwd: root }).filter(
  (file) => wanted.length === 0 || wanted.some((part) => file.startsWith(relative(root, join(root, part)))),
)

if (files.length === 0) {
  process.stderr.write(`No test file is in ${wanted.join(', ')}.\n`)
  process.exit(2)
}

process.env['MUNIMENT_LOG'] ??= 'silent'
// Every file is a process of its own that loads much the same: compiled once, it starts in half the time.
process.env['NODE_COMPILE_CACHE'] ??= join(root, '.cache/compiled')
// Nobody looks at the pictures of a run of everything.
if (wanted.length === 0) process.env['MUNIMENT_PICTURES'] ??= 'no'

// A test that hangs must say so by name rather than hold up the run.
const limit = '--test-timeout=240000'
if (options.length === 0) runLongestFirst()
else runWith(options)

/** So that no core is idle at the end; `node --test` takes files by name. */
function runLongestFirst(): void {
  const ordered = files.toSorted((a, b) => rank(a) - rank(b) || sizeOf(b) - sizeOf(a) || (a < b ? -1 : 1))
  const events = run({
    files: ordered.map((file) => join(root, file)),
    cwd: root,
    concurrency: availableParallelism(),
    execArgv: [limit],
  })
  events.on('test:summary', ({ success }) => {
    if (!success) process.exitCode = 1
  })
  events.compose(new spec()).pipe(process.stdout)
}

/** What opens a browser takes longest, then what starts the program; of the rest, the most text the most time. */
function rank(file: string): number {
  const found = ['test/journeys/', 'test/http/', 'src/cli/'].findIndex((start) => file.startsWith(start))
  return found < 0 ? 3 : found
}

function sizeOf(file: string): number {
  return statSync(join(root, file)).size
}

function runWith(more: readonly string[]): void {
  const result = spawnSync(
    process.execPath,
    [
      '--test',
      `--test-concurrency=${availableParallelism()}`,
      limit,
      '--test-reporter=spec',
      ...more,
      ...files,
    ],
    { cwd: root, stdio: 'inherit' },
  )
  process.exitCode = result.status ?? 1
}
