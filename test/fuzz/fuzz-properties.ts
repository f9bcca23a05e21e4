/** The properties that the tests hold, tried on examples that no earlier run saw. */
import { spawn } from 'node:child_process'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Chance } from './chance.ts'

const root = join(import.meta.dirname, '../..')
const files = globSync('src/**/*.test.ts', { cwd: root }).filter((file) =>
  readFileSync(join(root, file), 'utf8').includes('/support/property.ts'),
)

export async function fuzzProperties(chance: Chance): Promise<string[]> {
  const file = chance.pick(files)
  const seed = String(chance.below(2 ** 31))
  const { code, output } = await new Promise<{ code: number | null; output: string }>((resolve, reject) => {
    const child = spawn(process.execPath, ['--test', '--test-reporter=dot', file], {
      cwd: root,
      env: { ...process.env, MUNIMENT_SEED: seed, MUNIMENT_LOG: 'silent' },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const pieces: string[] = []
    child.stdout.on('data', (piece: Buffer) => pieces.push(piece.toString()))
    child.on('error', reject)
    child.on('close', (status) => resolve({ code: status, output: pieces.join('') }))
  })
  return code === 0 ? [] : [`MUNIMENT_SEED=${seed} npm test -- ${file}\n${output}`]
}
