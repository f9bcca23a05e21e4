// A process of its own that works on one import and stops for ever between two steps, so that a test can kill it there.
import { openInstallation } from '../../installation.ts'
import { fixedClock } from '../../kernel/clock.ts'
import { readSettings } from '../../kernel/settings.ts'
import { runImport } from './run-import.ts'

const [importId = '', now = '', where = ''] = process.argv.slice(2)
const { services } = await openInstallation(readSettings(process.env), fixedClock(now))
let adopted = 0

function stop(): Promise<never> {
  process.stdout.write('here\n')
  return new Promise(() => setInterval(() => undefined, 1000))
}

await runImport(
  {
    ...services,
    files: {
      ...services.files,
      async adopt(path, known) {
        if (where === 'built') return stop()
        const stored = await services.files.adopt(path, known)
        adopted += 1
        return adopted === 2 ? stop() : stored
      },
    },
  },
  importId,
)
