// Runs every benchmark, or those named: `npm run bench`, `npm run bench -- pages --sizes 1000,100000,1000000`.
import { spawnSync } from 'node:child_process'
import { globSync } from 'node:fs'
import { join } from 'node:path'

const given = process.argv.slice(2)
const first = given.findIndex((argument) => argument.startsWith('--'))
const names = first === -1 ? given : given.slice(0, first)
const options = first === -1 ? [] : given.slice(first)
const all = globSync('*.ts', { cwd: import.meta.dirname })
  .map((file) => file.replace(/\.ts$/, ''))
  .filter((name) => name !== 'run')
  .toSorted()
const unknown = names.find((name) => !all.includes(name))
if (unknown !== undefined) {
  process.stderr.write(`There is no benchmark ${unknown}; there are ${all.join(', ')}.\n`)
  process.exit(2)
}
let worst = 0
for (const name of all.filter((one) => names.length === 0 || names.includes(one))) {
  process.stdout.write(`\n# ${name}\n`)
  const run = spawnSync(process.execPath, [join(import.meta.dirname, `${name}.ts`), ...options], {
    stdio: 'inherit',
  })
  worst = Math.max(worst, run.status ?? 1)
}
process.exit(worst)
