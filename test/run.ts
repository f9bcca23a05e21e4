// Runs every test: `npm test`, or `npm test -- src/law test/http` for a part. Options of node:test pass through.
import { spawnSync } from 'node:child_process'
import { globSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join, relative } from 'node:path'

const root = join(import.meta.dirname, '..')
const given = process.argv.slice(2)
const wanted = given.filter((argument) => !argument.startsWith('-'))
const options = given.filter((argument) => argument.startsWith('-'))
const files = globSync(['src/**/*.test.ts', 'test/**/*.test.ts'], { cwd: root })
  .filter(
    (file) => wanted.length === 0 || wanted.some((part) => file.startsWith(relative(root, join(root, part)))),
  )
  .toSorted()

if (files.length === 0) {
  process.stderr.write(`No test file is in ${wanted.join(', ')}.\n`)
  process.exit(2)
}
// A test that hangs must say so by name rather than hold up the run.
const result = spawnSync(
  process.execPath,
  [
    '--test',
    `--test-concurrency=${availableParallelism()}`,
    '--test-timeout=240000',
    '--test-reporter=spec',
    ...options,
    ...files,
  ],
  {
    cwd: root,
    stdio: 'inherit',
    env: {
      ...process.env,
      MUNIMENT_LOG: process.env['MUNIMENT_LOG'] ?? 'silent',
      // Every file is a process of its own that loads much the same: compiled once, it starts in half the time.
      NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'] ?? join(root, '.cache/compiled'),
    },
  },
)
process.exit(result.status ?? 1)
