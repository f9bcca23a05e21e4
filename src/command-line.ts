// The command line, given the installation and the server to run.
import { buildProgram } from './cli/program.ts'
import { isClosedPipe, reportProblem } from './cli/report-problem.ts'
import type { Installation } from './installation.ts'
import { readSettings } from './kernel/settings.ts'

async function withInstallation<T>(work: (installation: Installation) => Promise<T>): Promise<T> {
  const { openInstallation } = await import('./installation.ts')
  const installation = await openInstallation(readSettings(process.env))
  try {
    return await work(installation)
  } finally {
    await installation.close()
  }
}

// What is printed with no promise to wait for, the help too, fails later and elsewhere.
for (const output of [process.stdout, process.stderr])
  output.on('error', (error) => {
    if (!isClosedPipe(error)) throw error
  })

try {
  // The pages, and whatever a command does not need, are not loaded: it answers sooner without.
  const serve = async (options: { demonstration: boolean }) => (await import('./server.ts')).serve(options)
  const program = await buildProgram({ withInstallation, serve }, process.argv[2])
  await program.parseAsync(process.argv)
} catch (error) {
  reportProblem(error)
}
